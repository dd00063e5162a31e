"""Pension schedules on the provider's pages: listed with their sums, handed over, submitted, taken back."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dpss.access import actors
from payroll import models
from payroll.operations import pension_downloads, pension_files
from tests.cast import AT, CAST, Person
from tests.factories import pension_schedules
from tests.payroll.operations import steps
from tests.payroll.operations.steps import ASHA, job
from tests.payroll.operations.test_pension_schedules import member, november, raise_due
from tests.payroll.views.people.words_of import words_of

__all__ = ["member"]
pytestmark = pytest.mark.django_db
LIST = reverse("payroll:pension_schedules")
SPRING = ASHA.id_of("pension schedule")
Browser = Callable[[Person], Client]


def page_of(name: str) -> str:
    """An address about Asha's schedule of the spring."""
    return reverse(f"payroll:{name}", args=[SPRING])


def spring() -> models.PensionSchedule:
    """Asha's schedule of the spring."""
    with actors.acting(job()):
        return models.PensionSchedule.objects.get(pk=SPRING)


def has_reference() -> None:
    """Asha's scheme has given her a reference."""
    with actors.acting(job()):
        models.PensionScheme.objects.update(employer_reference="EMP000000001")


def test_the_list_says_what_to_do_and_what_it_comes_to(signed_in: Browser) -> None:
    said = words_of(signed_in(CAST.olu).get(LIST))
    assert "Asha Verma" in said
    assert "To submit" in said
    assert "come to £0.00" in said
    assert "Ben Okafor" not in said


def test_the_number_of_queries_does_not_depend_on_the_schedules(signed_in: Browser) -> None:
    browser = signed_in(CAST.olu)
    counted = []
    for more in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(LIST).status_code == 200
        counted.append(len(queries))
        if not more:
            with actors.acting(job()):
                scheme = models.PensionScheme.objects.get(pk=ASHA.id_of("pension scheme"))
                for month in (7, 8, 9):
                    pension_schedules.schedule(
                        scheme=scheme,
                        first_day=dt.date(2026, month, 1),
                        last_day=dt.date(2026, month, 28),
                    )
    assert counted[0] == counted[1]


def test_late_schedules_can_be_listed_alone(signed_in: Browser) -> None:
    browser = signed_in(CAST.olu)
    assert "Asha Verma" in words_of(browser.get(LIST, {"due": "late"}))
    assert "Asha Verma" not in words_of(browser.get(LIST, {"due": "later"}))


def test_many_are_recorded_as_submitted(signed_in: Browser) -> None:
    browser = signed_in(CAST.olu)
    answer = browser.post(reverse("payroll:pension_schedules_submit"), {"key": [str(SPRING)]}, follow=True)
    assert "1 done." in words_of(answer)
    stored = spring()
    assert (stored.state, stored.submitted_by_id) == ("submitted", CAST.olu.user_id)
    assert stored.collect_on == CAST.olu.actor().today


def test_one_is_submitted_with_its_receipt_and_can_be_undone(signed_in: Browser) -> None:
    browser = signed_in(CAST.olu)
    day = {"collect_on_0": "30", "collect_on_1": "11", "collect_on_2": "2026"}
    answer = browser.post(page_of("pension_schedule_submit"), {"receipt": "R7"} | day, follow=True)
    assert "The provider collects on Monday 30 November 2026" in words_of(answer)
    assert (spring().receipt, spring().collect_on) == ("R7", dt.date(2026, 11, 30))
    browser.post(page_of("pension_schedule_unsubmit"), {"reason": "The wrong file"})
    assert spring().state == "to_submit"


def test_a_day_that_is_past_is_refused_beside_its_field_with_the_receipt_kept(signed_in: Browser) -> None:
    day = {"collect_on_0": "1", "collect_on_1": "11", "collect_on_2": "2026"}
    answer = signed_in(CAST.olu).post(page_of("pension_schedule_submit"), {"receipt": "R7"} | day)
    assert "is past" in words_of(answer)
    assert 'value="R7"' in answer.content.decode()
    assert spring().state == "to_submit"


@pytest.mark.usefixtures("member")
def test_a_schedule_shows_its_members_and_three_sums_that_agree(signed_in: Browser) -> None:
    steps.pay_november()
    raise_due()
    answer = signed_in(CAST.olu).get(reverse("payroll:pension_schedule", args=[november().pk]))
    said = words_of(answer)
    assert "Dee Lowe" in said
    assert "All three are the same." in said
    assert "New member: enrol them with the provider first." in said


def test_a_missing_mandate_is_said(signed_in: Browser) -> None:
    with actors.acting(job()):
        models.PensionArrangement.objects.all().delete()
    said = words_of(signed_in(CAST.olu).get(page_of("pension_schedule")))
    assert "No Direct Debit mandate with" in said


def test_a_refund_waits_until_somebody_records_that_the_money_came(signed_in: Browser) -> None:
    with actors.acting(job()):
        models.PensionSchedule.objects.filter(pk=SPRING).update(kind="refund", member="-20.00")
    browser = signed_in(CAST.olu)
    asked = browser.post(page_of("pension_schedule_submit"), {"receipt": "R7"}, follow=True)
    assert "The schedule is recorded as submitted." in words_of(asked)
    assert "Back, by the provider" in words_of(asked)
    assert "record the day on which the money came" in words_of(browser.get(LIST))
    day = {"paid_on_0": "21", "paid_on_1": "11", "paid_on_2": "2026"}
    browser.post(page_of("pension_schedule_paid"), day)
    assert (spring().state, spring().settled_on) == ("paid", dt.date(2026, 11, 21))


def test_the_files_of_many_come_in_one_zip_which_is_the_same_again(signed_in: Browser) -> None:
    has_reference()
    with actors.acting(job()):
        scheme = models.PensionScheme.objects.get(pk=ASHA.id_of("pension scheme"))
        days = {"first_day": dt.date(2026, 7, 1), "last_day": dt.date(2026, 7, 28)}
        other = pension_schedules.schedule(scheme=scheme, **days)
        pension_schedules.line(schedule=other, employment=steps.post_of())
    browser, data = signed_in(CAST.olu), {"key": [str(SPRING), str(other.pk)]}
    first = browser.post(reverse("payroll:pension_files"), data)
    again = browser.post(reverse("payroll:pension_files"), data)
    assert first["Content-Type"] == "application/zip"
    assert first.content == again.content
    with zipfile.ZipFile(io.BytesIO(first.content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert sorted(files) == [f"contributions-EMP000000001-{day}.csv" for day in ("2026-05-10", "2026-07-28")]
    assert all(content.startswith(b"H,EMP000000001,CS,") for content in files.values())


def test_the_file_of_one_comes_as_it_is(signed_in: Browser) -> None:
    has_reference()
    answer = signed_in(CAST.olu).post(reverse("payroll:pension_files"), {"key": [str(SPRING)]})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"H,EMP000000001,CS,2026-05-10")


def test_many_files_are_made_by_the_portal_and_the_page_follows(
    signed_in: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pension_downloads, "AT_ONCE", 1)
    monkeypatch.setattr(pension_downloads, "IN_A_BATCH", 1)
    has_reference()
    with actors.acting(job()):
        scheme = models.PensionScheme.objects.get(pk=ASHA.id_of("pension scheme"))
        days = {"first_day": dt.date(2026, 7, 1), "last_day": dt.date(2026, 7, 28)}
        other = pension_schedules.schedule(scheme=scheme, **days)
        pension_schedules.line(schedule=other, employment=steps.post_of())
    browser, data = signed_in(CAST.olu), {"key": [str(SPRING), str(other.pk)]}
    page = browser.post(reverse("payroll:pension_files"), data)
    again = browser.post(reverse("payroll:pension_files"), data)
    assert page["Location"] == again["Location"]
    assert "0 of 2 schedules gone through" in words_of(browser.get(page["Location"]))
    assert browser.get(f"{page['Location']}files/").status_code == 404
    with actors.acting(job()):
        assert [pension_downloads.make_next(actor=job(), at=AT) for _ in range(3)] == [True, True, False]
    assert "Take the files" in words_of(browser.get(page["Location"]))
    taken = browser.post(f"{page['Location']}files/")
    assert taken["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(taken.content)) as archive:
        assert len(archive.namelist()) == 2


def test_the_files_of_all_that_a_filter_shows_are_taken_at_once(
    signed_in: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    has_reference()
    olu = signed_in(CAST.olu)
    page = reverse("payroll:pension_files_of_all")
    for filtered in ("", "?show=all", "?due=late"):
        total = olu.get(f"{LIST}{filtered}").context["total"]
        said = words_of(olu.get(f"{page}{filtered}"))
        assert (f"{total} schedule" if total else "No rows were selected") in said
    searched = {
        word: olu.post(LIST, {"name": word})["Location"].replace(LIST, page) for word in ("asha", "zzz")
    }
    assert "together" in words_of(olu.get(searched["asha"]))
    assert "No rows were selected" in words_of(olu.get(searched["zzz"]))
    answer = olu.post(searched["asha"])
    assert answer["Content-Type"] in {"application/zip", "text/csv; charset=utf-8"}
    monkeypatch.setattr(pension_files, "MOST", 0)
    assert "The list shows more than 0." in words_of(olu.get(page))


def test_a_file_without_a_reference_says_what_to_do(signed_in: Browser) -> None:
    with actors.acting(job()):
        models.PensionScheme.objects.update(employer_reference="")
    said = words_of(signed_in(CAST.olu).post(reverse("payroll:pension_files"), {"key": [str(SPRING)]}))
    assert "the reference at the pension scheme is missing" in said


def test_how_schedules_go_is_recorded(signed_in: Browser) -> None:
    day = {"day_0": "21", "day_1": "11", "day_2": "2026"}
    mandate = {"mandate_reference": "DD 9", "mandate_on_0": "1", "mandate_on_1": "11", "mandate_on_2": "2026"}
    answer = signed_in(CAST.olu).post(
        reverse("payroll:pension_way", args=[ASHA.id_of("employer")]),
        {"per": "month", "payment_source": "Main"} | day | mandate,
        follow=True,
    )
    assert "Recorded from 21 November 2026." in words_of(answer)
    with actors.acting(job()):
        now = models.PensionArrangement.objects.get(
            employer=ASHA.id_of("employer"), during__contains=dt.date(2026, 11, 21)
        )
    assert (now.per, now.mandate_reference, now.mandate_on) == ("month", "DD 9", dt.date(2026, 11, 1))
