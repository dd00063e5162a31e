"""Two employers share a PA's shifts: recorded, worked, paid by both to the penny, and ended."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from dpss.access import actors, transitions
from dpss.access.models import AuditEvent
from dpss.kernel import errors
from payroll import models
from payroll.calc import payment
from payroll.operations import shared_work
from payroll.operations.timesheets import EntryValue
from payroll.queries import sheets
from tests.cast import AT, CAST
from tests.payroll.operations import couples, steps
from tests.payroll.operations.couples import (
    FIRST,
    PA,
    THURSDAY,
    WEDNESDAY,
    agree,
    fill,
    send,
    sheet_of,
    shift,
)
from tests.payroll.operations.steps import DEE, job

pytestmark = pytest.mark.django_db


def end(side: models.SharedWork, last_day: dt.date) -> models.SharedWork:
    with actors.acting(CAST.olu.actor()):
        return shared_work.end(side=side, last_day=last_day, actor=CAST.olu.actor(), at=AT)


def shown(post: models.Employment) -> sheets.Shown:
    with actors.acting(PA):
        return sheets.shown(sheet_of(post), actor=PA)


@pytest.fixture
def ravi() -> models.Employment:
    return couples.alone_at_ravi()


@pytest.fixture
def asha() -> models.Employment:
    return steps.post_of()


def test_both_sides_name_the_other_employer_and_mirror_the_split(ravi: models.Employment) -> None:
    side = agree(ravi, parts=(1, 2))
    with actors.acting(job()):
        rows = models.SharedWork.objects.filter(agreement=side.agreement).order_by("parts")
        found = [
            (row.employment_id, row.parts, row.other_parts, row.other_name, row.first_day) for row in rows
        ]
        assert {row.subject_id for row in rows} == {DEE.subject_id, ravi.subject_id}
    assert found == [
        (DEE.id_of("employment"), 1, 2, "Ravi Verma", FIRST),
        (ravi.pk, 2, 1, "Asha Verma", FIRST),
    ]
    with actors.acting(CAST.olu.actor()):
        assert AuditEvent.objects.filter(verb="agree", thing="payroll.sharedwork").count() == 2


def test_an_overlap_passes_where_both_sheets_say_that_it_is_shared(
    asha: models.Employment, ravi: models.Employment
) -> None:
    agree(ravi)
    for post in (asha, ravi):
        fill(post, shift())
        assert send(post).state == "submitted"


def test_an_overlap_that_only_one_sheet_calls_shared_is_refused(
    asha: models.Employment, ravi: models.Employment
) -> None:
    agree(ravi)
    fill(asha, shift())
    fill(ravi, shift(shared=False))
    send(ravi)
    with pytest.raises(transitions.Refused, match="overlaps"):
        send(asha)


def test_a_shared_shift_is_on_each_sheet_once(asha: models.Employment, ravi: models.Employment) -> None:
    """Shared with the other employer, not with itself: the second time would be paid again."""
    agree(ravi)
    fill(asha, shift(), shift())
    with pytest.raises(transitions.Refused, match="09:00 to 14:00 for Asha Verma overlaps 09:00 to 14:00"):
        send(asha)


def test_a_shared_night_is_on_each_sheet_once(asha: models.Employment, ravi: models.Employment) -> None:
    agree(ravi)
    night = EntryValue(day=WEDNESDAY, kind="sleep_in", shared=True)
    fill(asha, night, night)
    with pytest.raises(transitions.Refused, match="in the same night"):
        send(asha)


def test_shared_work_without_an_agreement_is_refused_with_its_day(asha: models.Employment) -> None:
    fill(asha, shift(THURSDAY))
    with pytest.raises(transitions.Refused) as refused:
        send(asha)
    assert refused.value.sentence == (
        "Thursday 5 November 2026: it is marked as shared, and no agreement of shared shifts is recorded for"
        " that day. Clear the mark, or ask payroll."
    )


def test_each_employer_pays_its_part_to_the_penny(asha: models.Employment, ravi: models.Employment) -> None:
    """13.50 for 1 hour 1 minute is 13.73, which is an odd number of pence."""
    agree(ravi)
    lines = []
    for post in (asha, ravi):
        fill(post, shift(finishes=dt.time(10, 1)))
        lines += shown(post).earned
    assert sorted(line.amount for line in lines) == [Decimal("6.86"), Decimal("6.87")]
    assert {line.label for line in lines} == {
        "Hours worked, shared with Ravi Verma",
        "Hours worked, shared with Asha Verma",
    }


def test_the_payslip_pays_the_employers_part_alone(asha: models.Employment, ravi: models.Employment) -> None:
    agree(ravi, parts=(1, 2))
    fill(asha, shift(THURSDAY, shared=False), shift(WEDNESDAY, finishes=dt.time(12)))
    send(asha)
    steps.approve_sheet()
    steps.calculate()
    earned = payment.from_json(steps.slip_of().inputs).earnings
    assert [(line.label, line.quantity, line.amount) for line in earned] == [
        ("Hours worked", Decimal("5.0000"), Decimal("67.50")),
        ("Hours worked, shared with Ravi Verma", Decimal("1.0000"), Decimal("13.50")),
    ]


@pytest.mark.parametrize(("rate", "wrong"), [("12.71", []), ("12.70", ["minimum_wage"])])
def test_the_odd_penny_of_a_shared_shift_is_no_shortfall_and_a_lower_rate_is(
    asha: models.Employment, ravi: models.Employment, rate: str, wrong: list[str]
) -> None:
    """Five hours at the minimum wage are £63.55, of which one of the two pays £31.77."""
    with actors.acting(job()):
        models.EmploymentTerms.objects.filter(employment=asha).update(hourly_rate=Decimal(rate))
    agree(ravi, parts=(1, 1))
    fill(asha, shift())
    send(asha)
    steps.approve_sheet()
    payrun = steps.calculate()
    assert [one["reason"] for one in payrun.exceptions if one["kind"] == "blocked"] == wrong


def test_two_sleep_ins_of_one_night_are_refused_where_nobody_agreed(
    asha: models.Employment, ravi: models.Employment
) -> None:
    night = EntryValue(day=THURSDAY, kind="sleep_in", minutes=60)
    fill(asha, night)
    send(asha)
    fill(ravi, night)
    with pytest.raises(errors.Refusal, match="a sleep-in for Ravi Verma and one for Asha Verma in the same"):
        send(ravi)
    fill(ravi, EntryValue(day=WEDNESDAY, kind="sleep_in", minutes=60))
    assert send(ravi).state == "submitted"


def test_a_shared_sleep_in_of_a_couple_is_paid_half_by_each(
    asha: models.Employment, ravi: models.Employment
) -> None:
    agree(ravi)
    with actors.acting(job()):
        models.EmploymentTerms.objects.update(sleep_in_rate=Decimal("65.01"))
    halves = []
    for post in (asha, ravi):
        fill(post, EntryValue(day=THURSDAY, kind="sleep_in", minutes=60, shared=True))
        halves += shown(post).earned
    nights = [line.amount for line in halves if line.unit == "nights"]
    awake = [line.amount for line in halves if line.unit == "hours"]
    assert sorted(nights) == [Decimal("32.50"), Decimal("32.51")]
    assert awake == [Decimal("6.75"), Decimal("6.75")]


@pytest.mark.parametrize(
    ("given", "why"),
    [({"parts": (0, 1)}, "at least one part"), ({"day": dt.date(2015, 1, 1)}, "outside the job with")],
)
def test_what_cannot_be_agreed_is_refused(ravi: models.Employment, given: dict[str, Any], why: str) -> None:
    with pytest.raises(errors.Invalid, match=why):
        agree(ravi, **given)


def test_the_posts_of_two_people_share_nothing() -> None:
    other = steps.hire("Noor Ali")
    with pytest.raises(errors.Invalid, match="two employers of one PA"):
        agree(other)


def test_a_second_agreement_waits_until_the_first_has_ended(ravi: models.Employment) -> None:
    side = agree(ravi)
    with pytest.raises(errors.Invalid, match="End that agreement first"):
        agree(ravi, day=dt.date(2026, 12, 1))
    end(side, dt.date(2026, 11, 30))
    assert agree(ravi, day=dt.date(2026, 12, 1)).first_day == dt.date(2026, 12, 1)


def test_it_ends_for_both_but_not_before_work_that_was_sent(
    asha: models.Employment, ravi: models.Employment
) -> None:
    side = agree(ravi)
    fill(asha, shift(THURSDAY))
    send(asha)
    with pytest.raises(errors.Invalid, match="Shared work on Thursday 5 November 2026 was sent already"):
        end(side, WEDNESDAY)
    with pytest.raises(errors.Invalid, match="The agreement begins on Monday 2 November 2026"):
        end(side, dt.date(2026, 11, 1))
    end(side, THURSDAY)
    with actors.acting(job()):
        rows = models.SharedWork.objects.filter(agreement=side.agreement)
        assert {row.last_day for row in rows} == {THURSDAY}


def test_only_payroll_records_it(ravi: models.Employment) -> None:
    with pytest.raises(errors.NotAllowed):
        agree(ravi, by=CAST.asha)


def test_an_employer_does_not_see_the_other_side(ravi: models.Employment) -> None:
    agree(ravi)
    with actors.acting(CAST.asha.actor()):
        rows = models.SharedWork.objects.filter(during__contains=WEDNESDAY)
        assert [row.employment_id for row in rows] == [DEE.id_of("employment")]


def test_an_agreement_that_has_ended_is_not_ended_again(ravi: models.Employment) -> None:
    side = agree(ravi)
    end(side, dt.date(2026, 11, 30))
    agree(ravi, day=dt.date(2026, 12, 1))
    with pytest.raises(errors.Conflict, match="ended already: 30 November 2026 is"):
        end(side, dt.date(2026, 12, 15))
