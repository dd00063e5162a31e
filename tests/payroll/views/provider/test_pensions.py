"""Pensions on payroll's pages: the list, one PA's pension, letters, declarations; and the PA's own page."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dpss.access import actors
from payroll import models
from tests.cast import CAST
from tests.payroll.operations import pensioned, steps
from tests.payroll.operations.pensioned import Kind
from tests.payroll.operations.steps import ASHA, DEE, job

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]
DAY = {"on_0": "20", "on_1": "11", "on_2": "2026"}


@pytest.fixture
def olu(signed_in: SignedIn) -> Client:
    """Olu's browser."""
    return signed_in(CAST.olu)


def shown(browser: Client, name: str, *keys: object, **query: str) -> str:
    """What a page says."""
    answer = browser.get(reverse(f"payroll:{name}", args=keys), query)
    assert answer.status_code == 200
    return answer.content.decode()


def queries_of_the_list(browser: Client) -> int:
    """How many the list takes."""
    with CaptureQueriesContext(connection) as counted:
        shown(browser, "pensions", show="all")
    return len(counted)


def test_the_list_names_the_employer_with_what_is_due_first(olu: Client) -> None:
    pensioned.paid()
    page = shown(olu, "pensions", show="members")
    assert "Asha Verma" in page
    assert "Monday 7 September 2026" in page
    assert "Late" in page
    assert reverse("payroll:pension_schedules") in page


def test_the_list_takes_as_many_queries_for_two_employers_as_for_one(olu: Client) -> None:
    sizes = [queries_of_the_list(olu)]
    steps.employ("Tess")
    sizes.append(queries_of_the_list(olu))
    assert sizes[0] == sizes[1]


def test_the_page_of_a_pa_says_where_they_stand_what_is_due_and_what_happened(olu: Client) -> None:
    pensioned.paid()
    page = shown(olu, "post_pension", DEE.id_of("employment"))
    assert "A member since 26 October 2026" in page
    assert "Sunday 6 December 2026" in page
    assert "Make them a member at the scheme" in page
    assert "1,000.00" in page


def test_an_officer_records_that_the_scheme_made_a_member(olu: Client) -> None:
    pensioned.paid()
    address = reverse("payroll:pension_notice", args=[DEE.id_of("employment"), "member"])
    answer = olu.post(address, DAY, follow=True)
    assert "Recorded." in answer.content.decode()
    with actors.acting(job()):
        fact = models.PensionFact.objects.get(employment=DEE.id_of("employment"), kind=Kind.MADE)
    assert (fact.on.isoformat(), fact.recorded_by_id) == ("2026-11-20", CAST.olu.user_id)


def test_what_cannot_be_is_said_beside_the_day_and_the_input_stays(olu: Client) -> None:
    address = reverse("payroll:pension_notice", args=[DEE.id_of("employment"), "opt-out"])
    answer = olu.post(address, DAY | {"paper": "Form of 20 November"})
    page = answer.content.decode()
    assert "the worker is not a member then" in page
    assert "Form of 20 November" in page


def test_the_letter_can_be_read_printed_and_noted_as_given(olu: Client) -> None:
    pensioned.paid()
    (due,) = pensioned.dues("enrolment_information")
    keys = [DEE.id_of("employment"), due.pk]
    assert "You have one month" in shown(olu, "pension_letter", *keys)
    answer = olu.get(reverse("payroll:pension_letter_pdf", args=keys))
    assert answer["Content-Type"] == "application/pdf"
    olu.post(reverse("payroll:pension_letter", args=keys), DAY)
    assert pensioned.dues("enrolment_information") == []


def test_letters_on_paper_are_printed_and_noted_together(olu: Client) -> None:
    page = shown(olu, "pension_letters")
    assert "Dee Lowe" in page
    due = DEE.id_of("pension due")
    olu.post(reverse("payroll:pension_letters"), DAY | {"key": [str(due)]})
    with actors.acting(job()):
        kept = models.PensionDue.objects.get(pk=due)
        told = models.PensionFact.objects.filter(employment=DEE.id_of("employment"), kind=Kind.RIGHTS_TOLD)
        assert told.count() == 1
    assert kept.done_on is not None


def test_a_declaration_is_recorded_with_its_reference(olu: Client) -> None:
    keys = [ASHA.id_of("employer"), ASHA.id_of("pension task")]
    answer = olu.post(reverse("payroll:pension_task", args=keys), DAY | {"reference": "TPR 5"}, follow=True)
    assert "with the reference TPR 5" in answer.content.decode()


def test_the_file_of_a_post_leads_to_its_pension(olu: Client) -> None:
    page = shown(olu, "post_file", DEE.id_of("employment"))
    assert reverse("payroll:post_pension", args=[DEE.id_of("employment")]) in page


def test_a_pa_reads_where_they_stand_and_what_they_can_do(signed_in: SignedIn) -> None:
    pensioned.enrolled()
    page = shown(signed_in(CAST.dee), "own_pension")
    assert "You are in the pension, since 26 October 2026." in page
    assert "You can opt out until Sunday 20 December 2026" in page
    assert "You are in a workplace pension" in page


def test_a_pa_who_is_in_none_reads_that_they_may_ask(signed_in: SignedIn) -> None:
    page = shown(signed_in(CAST.dee), "own_pension")
    assert "You are not in a pension with this employer." in page
    assert "You can ask to be in it at any time" in page


def test_the_payrun_says_whose_pension_begins(olu: Client) -> None:
    pensioned.earns()
    steps.approve_sheet()
    run = steps.calculate()
    page = shown(olu, "payrun", run.pk)
    assert "The pension begins on 26 October 2026" in page
    assert "Before: may join" in page
