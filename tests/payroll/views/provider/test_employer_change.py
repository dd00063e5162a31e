"""The guided change of employer, as the payroll officer goes through it."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dpss.access import actors
from payroll import models
from tests.cast import CAST
from tests.factories import employer_changes as made
from tests.payroll.operations import changing, steps
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.django_db
DEE = steps.DEE.id_of("employment")


def url(name: str, *args: object) -> str:
    return reverse(f"payroll:{name}", args=args)


def newest() -> models.EmployerChange:
    with actors.acting(steps.job()):
        return models.EmployerChange.objects.latest("begun_at", "pk")


def draft() -> models.EmployerChange:
    with actors.acting(steps.job()):
        return models.EmployerChange.objects.get(state="draft", employer=steps.ASHA.id_of("employer"))


def test_from_the_employers_record_to_the_new_employer(olu: Client) -> None:
    begin = url("employer_change_begin", steps.ASHA.id_of("employer"))
    record = olu.get(url("employer", steps.ASHA.id_of("employer"))).content.decode()
    assert begin in record
    answers = {
        "why": "capacity",
        "new_employer": "somebody else",
        "other_name": "Ravi Verma",
        "first_day_0": "23",
        "first_day_1": "11",
        "first_day_2": "2026",
    }
    page = words_of(olu.post(begin, answers, follow=True))
    assert "Decide what becomes of the post of Dee Lowe." in page
    change = draft()
    assert olu.get(begin).url == url("employer_change", change.pk)  # type: ignore[attr-defined]
    decision = {"outcome": "continues", "ground": "agreed", "reason": "Both signed on 2 November."}
    olu.post(url("employer_change_post", change.pk, DEE), decision)
    olu.post(url("employer_change_scheme", change.pk), {"records": "p45"})
    olu.post(url("employer_change_arrangements", change.pk), {"payer": "employer", "pension": "yes"})
    page = words_of(olu.get(url("employer_change_confirm", change.pk)))
    assert "Sunday 22 November 2026" in page
    assert "Service counts from" in page
    page = words_of(olu.post(url("employer_change_confirm", change.pk), follow=True))
    assert "Ravi Verma is the employer from Monday 23 November 2026." in page
    assert "HMRC has not been asked for a PAYE scheme yet." in page
    post = changing.new_post()
    assert (post.employer.name, post.first_day) == ("Ravi Verma", dt.date(2026, 11, 23))


def test_a_fault_keeps_what_was_entered(olu: Client) -> None:
    begin = url("employer_change_begin", steps.ASHA.id_of("employer"))
    answer = olu.post(begin, {"why": "other", "new_employer": "somebody else", "other_name": "Jo Reed"})
    assert "Enter the first day with the new employer." in words_of(answer)
    assert "Jo Reed" in answer.content.decode()


def test_what_is_missing_leaves_nothing_to_confirm(olu: Client) -> None:
    change = changing.begin()
    page = words_of(olu.get(url("employer_change_confirm", change.pk)))
    assert "Decide what becomes of the post of Dee Lowe." in page
    assert "Confirm the change" not in words_of(olu.get(url("employer_change", change.pk)))


def test_it_is_taken_back_on_its_page(olu: Client) -> None:
    change = changing.confirm(changing.prepared())
    assert (
        url("employer_change_take_back", change.pk)
        in olu.get(url("employer_change", change.pk)).content.decode()
    )
    page = words_of(
        olu.post(url("employer_change_take_back", change.pk), {"reason": "A mistake."}, follow=True)
    )
    assert "Asha Verma is the employer as before." in page


def test_the_employer_before_is_found_among_those_who_no_longer_employ(olu: Client) -> None:
    changing.confirm(changing.prepared(dt.date(2026, 11, 20)))
    assert "Asha Verma" not in words_of(olu.get(url("employers")))
    assert "Asha Verma" in words_of(olu.get(url("employers") + "?employs=before"))


def test_the_client_reads_the_papers_of_both_employers(signed_in: Callable[..., Client]) -> None:
    changing.confirm(changing.prepared(dt.date(2026, 11, 20)))
    browser, new = signed_in(CAST.asha), changing.new_post().employer_id
    assert browser.get(url("my_papers")).url == url("employer_papers", new)  # type: ignore[attr-defined]
    page = browser.get(url("employer_papers", new)).content.decode()
    assert url("employer_papers", steps.ASHA.id_of("employer")) in page
    assert "Asha Verma" in words_of(browser.get(url("employer_papers", steps.ASHA.id_of("employer"))))


def test_one_that_was_begun_is_found_again_and_gone_on_with(olu: Client) -> None:
    assert url("employer_changes") in olu.get(url("employers")).content.decode()
    change, counts = changing.begin(), []
    page = olu.get(url("employer_changes"))
    assert url("employer_change", change.pk) in page.content.decode()
    assert "Ravi Verma" not in words_of(olu.get(url("employer_changes") + "?show=confirmed"))
    for more in (0, 3):
        with actors.acting(steps.job()):
            for number in range(more):
                made.employer_change(
                    employer=steps.employ(f"Edda Rowe {number}"), begun_by_id=CAST.olu.user_id, state="draft"
                )
        with CaptureQueriesContext(connection) as asked:
            olu.get(url("employer_changes"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_queries_of_the_page_do_not_grow(olu: Client) -> None:
    change, counts = changing.begin(), []
    olu.get(url("employer_change", change.pk))
    for names in ((), ("Ann", "Bea", "Cem")):
        for name in names:
            steps.hire(name)
        with CaptureQueriesContext(connection) as asked:
            olu.get(url("employer_change", change.pk))
        counts.append(len(asked))
    assert counts[0] == counts[1]
