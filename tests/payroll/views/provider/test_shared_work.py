"""The pages on which payroll records that two employers share a PA's shifts, and what the PA then sees."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from dpss.access import actors
from payroll import models
from payroll.operations import timesheets
from tests.cast import AT, CAST
from tests.payroll.operations import couples
from tests.payroll.operations.steps import DEE, job
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]

AGREED = {"parts": "1", "other_parts": "2", "day_0": "2", "day_1": "11", "day_2": "2026"}


@pytest.fixture
def agreed() -> dict[str, str]:
    """What payroll types to share Dee's shifts with Ravi."""
    return AGREED | {"other": str(couples.at_ravi().pk)}


@pytest.fixture
def olu(signed_in: SignedIn) -> Client:
    return signed_in(CAST.olu)


def at(name: str, **more: object) -> str:
    return reverse(f"payroll:{name}", kwargs={"post": DEE.id_of("employment"), **more})


def side() -> models.SharedWork:
    with actors.acting(job()):
        return models.SharedWork.objects.get(
            employment_id=DEE.id_of("employment"), during__contains=dt.date(2026, 11, 21)
        )


def test_it_is_recorded_from_the_posts_file_and_stands_there(olu: Client, agreed: dict[str, str]) -> None:
    assert at("shared_work") in olu.get(at("post_file")).content.decode()
    assert "Ravi Verma" in words_of(olu.get(at("shared_work")))
    said = words_of(olu.post(at("shared_work"), agreed, follow=True))
    assert (
        "Shifts can be shared with Ravi Verma from Monday 2 November 2026: this employer pays 1 of 3" in said
    )
    row = said[said.index("Shared shifts With") :]
    assert row.index("This employer pays 1 of 3 parts") < row.index("2 November 2026") < row.index("No end")


def test_a_form_without_the_other_employer_keeps_what_was_typed(olu: Client, agreed: dict[str, str]) -> None:
    answer = olu.post(at("shared_work"), agreed | {"other": ""})
    assert "Choose the other employer." in words_of(answer)
    assert 'value="2026"' in answer.content.decode()


@pytest.mark.parametrize("parts", ["0", "half", "101", ""])
def test_parts_that_cannot_be_are_refused(olu: Client, agreed: dict[str, str], parts: str) -> None:
    answer = olu.post(at("shared_work"), agreed | {"parts": parts})
    assert "Enter a whole number from 1 to 100." in words_of(answer)


def test_it_is_ended_on_a_day(olu: Client, agreed: dict[str, str]) -> None:
    olu.post(at("shared_work"), agreed)
    last = {"last_day_0": "30", "last_day_1": "11", "last_day_2": "2026"}
    said = words_of(olu.post(at("shared_work_end", side=side().pk), last, follow=True))
    assert "Shifts are shared with Ravi Verma up to Monday 30 November 2026." in said
    assert side().last_day == dt.date(2026, 11, 30)


def test_the_pa_marks_a_shift_as_shared_and_sees_whose_part_it_is(
    olu: Client, agreed: dict[str, str], signed_in: SignedIn
) -> None:
    olu.post(at("shared_work"), agreed)
    sheet = DEE.id_of("timesheet")
    with actors.acting(CAST.dee.actor()):
        held = models.Timesheet.objects.get(pk=sheet)
        timesheets.recall(sheet=held, actor=CAST.dee.actor(), at=AT)
    dee = signed_in(CAST.dee)
    week = reverse("payroll:sheet_week", kwargs={"pk": sheet, "number": 2})
    assert "Shared with Ravi Verma, who pays a part" in words_of(dee.get(week))
    typed = {"start_20261105_0": "9", "finish_20261105_0": "12", "shared_20261105_0": "on"}
    said = words_of(dee.post(week, typed, follow=True))
    assert "Hours worked, shared with Ravi Verma" in said
    assert "£13.50" in said
    review = words_of(dee.get(reverse("payroll:sheet_review", args=[sheet])))
    assert "9am to 12 noon, shared with another employer" in review
