"""Family leave on pages: asked, checked with what it comes to, kept, ended and undone."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dpss.access import actors
from payroll import models
from tests.payroll.operations import steps
from tests.payroll.operations.steps import DEE, job
from tests.payroll.operations.test_family_leave import no_leave_yet
from tests.payroll.views.people.words_of import words_of
from tests.payroll.views.provider.test_deductions import hidden

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_leave_yet(db: None) -> None:
    no_leave_yet()


def day(name: str, when: dt.date) -> dict[str, str]:
    """The three inputs of a date."""
    return {f"{name}_0": str(when.day), f"{name}_1": str(when.month), f"{name}_2": str(when.year)}


LEAVE = {
    **day("due", dt.date(2027, 1, 10)),
    **day("block_1_starts", dt.date(2026, 11, 23)),
    **day("evidence_on", dt.date(2026, 11, 20)),
    "block_1_weeks": "39",
    "average": "300",
    "average_source": "The payroll before",
    "evidence": "MATB1",
}


def at(name: str, *parts: Any) -> str:
    """A page about Dee's post with Asha."""
    return reverse(f"payroll:{name}", args=[DEE.id_of("employment"), *parts])


def kept() -> models.FamilyPay | None:
    """The maternity leave that is stored."""
    with actors.acting(job()):
        return models.FamilyPay.objects.filter(kind="maternity").first()


def test_each_kind_has_a_page_of_its_own_with_what_is_to_be_seen(olu: Client) -> None:
    assert "What is the leave for?" in words_of(olu.get(at("family_leave_kind")))
    for kind in models.FamilyPay.Kind.values:
        answer = olu.post(at("family_leave_kind"), {"kind": kind})
        assert answer["Location"] == at("family_leave_add", kind)
        assert "What was seen?" in words_of(olu.get(answer["Location"]))
    assert olu.get(at("family_leave_add", "gardening")).status_code == 404


def test_what_it_comes_to_is_shown_before_anything_is_kept(olu: Client) -> None:
    steps.pay_november()
    answer = olu.post(at("family_leave_add", "maternity"), LEAVE)
    said = words_of(answer)
    assert "Statutory Maternity Pay is paid" in said
    assert "6 weeks × £270.00" in said
    assert "20 weeks follow" in said
    assert kept() is None
    olu.post(at("family_leave_add", "maternity"), hidden(answer, "yes"))
    leave = kept()
    assert leave is not None
    page = words_of(olu.get(at("family_leave", leave.pk)))
    assert "MATB1, 20 November 2026" in page
    assert "From 23 November 2026" in words_of(olu.get(at("post_file")))


def test_one_who_is_not_entitled_sees_why_and_which_form_they_get(olu: Client) -> None:
    steps.pay_november()
    answer = olu.post(at("family_leave_add", "maternity"), LEAVE | {"average": "90"})
    said = words_of(answer)
    assert "is not due" in said
    assert "SMP1" in said


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"evidence": ""}, "Say what was seen"),
        ({"block_1_weeks": "40"}, "39"),
        ({"block_1_weeks": "six"}, "whole number"),
        ({"average": "1.234"}, "pence"),
        ({"average": ""}, "Enter the average weekly earnings"),
        ({"due_0": "31", "due_1": "2"}, "Enter a day from 1 to 28"),
    ],
)
def test_a_wrong_answer_is_said_beside_it_and_what_was_typed_stays(
    olu: Client, changed: dict[str, str], sentence: str
) -> None:
    steps.pay_november()
    answer = olu.post(at("family_leave_add", "maternity"), LEAVE | changed)
    assert sentence in words_of(answer)
    assert 'value="The payroll before"' in answer.content.decode()
    assert kept() is None


def test_a_block_without_its_weeks_is_asked_for_whole(olu: Client) -> None:
    given = day("died", dt.date(2026, 11, 20)) | LEAVE | {"block_1_weeks": "1"}
    answer = olu.post(
        at("family_leave_add", "bereavement"), given | day("block_2_starts", dt.date(2026, 12, 14))
    )
    assert "Enter how many weeks it is for" in words_of(answer)


def test_the_first_day_back_and_the_way_back_are_pages(olu: Client) -> None:
    steps.pay_november()
    olu.post(at("family_leave_add", "maternity"), LEAVE | {"checked": "yes"})
    leave = kept()
    assert leave is not None
    back = olu.post(at("family_leave_back", leave.pk), day("day", dt.date(2026, 12, 9)))
    assert "2 weeks × £270.00" in words_of(back)
    olu.post(at("family_leave_back", leave.pk), day("day", dt.date(2026, 12, 9)) | {"checked": "yes"})
    assert "9 December 2026" in words_of(olu.get(at("family_leave", leave.pk)))
    olu.post(at("family_leave_undo", leave.pk))
    assert olu.get(at("family_leave", leave.pk)).status_code == 404


def test_the_page_of_a_leave_asks_a_bounded_number_of_questions(olu: Client) -> None:
    steps.pay_november()
    olu.post(at("family_leave_add", "maternity"), LEAVE | {"checked": "yes"})
    leave = kept()
    assert leave is not None
    with CaptureQueriesContext(
        connection,
    ) as asked:
        olu.get(at("family_leave", leave.pk))
    assert len(asked) <= 25
