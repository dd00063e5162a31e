"""The minimum wage over both employers of a shared shift: the hours once, and what the two pay for them."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from dpss.access import actors
from payroll import models
from payroll.operations.timesheets import EntryValue
from payroll.queries import shared_shifts, worked_time
from tests.cast import CAST
from tests.factories import payroll
from tests.payroll.operations import couples, steps
from tests.payroll.operations.couples import THURSDAY, WEDNESDAY, agree, fill, send, sheet_of, shift
from tests.payroll.operations.steps import job

pytestmark = pytest.mark.django_db


@pytest.fixture
def ravi() -> models.Employment:
    return couples.alone_at_ravi()


@pytest.fixture
def asha() -> models.Employment:
    return steps.post_of()


def approve_at(post: models.Employment) -> None:
    with actors.acting(job()):
        payroll.freeze(timesheet=sheet_of(post), by=CAST.asha.user_id)


def shared_of(post: models.Employment) -> tuple[int, list[str], list[str]]:
    """Whole hours counted once, what the post's employer pays for them, and what the other one does."""
    with actors.acting(job()):
        sides = worked_time.sides_in([post.pk], period=steps.november(), actor=job())
        (found,) = shared_shifts.of_posts(sides, period=steps.november(), actor=job())[post.pk]
    mine, theirs = [[str(line.amount) for line in one.parts if line.unit == "hours"] for one in found.paid]
    return int(found.hours), mine, theirs


def unknown(post: models.Employment) -> tuple[dt.date, ...]:
    """The days for which it is not known what the other employer pays, where there is no other day."""
    with actors.acting(job()):
        sides = worked_time.sides_in([post.pk], period=steps.november(), actor=job())
        (found,) = shared_shifts.of_posts(sides, period=steps.november(), actor=job())[post.pk]
    assert found.hours == 0
    return found.waiting


def found_in(payrun: models.Payrun) -> tuple[str, ...]:
    """What is said of Dee's post, with its kind and reason."""
    return tuple(one[name] for one in payrun.exceptions for name in ("kind", "reason", "why"))


def test_the_minimum_wage_over_both_waits_for_the_other_employers_sheet(
    asha: models.Employment, ravi: models.Employment
) -> None:
    """Asha's payrun goes on and says so; Ravi's tests it, whichever of the two comes last."""
    agree(ravi)
    fill(asha, shift())
    send(asha)
    steps.approve_sheet()
    kind, reason, why = found_in(steps.calculate())
    assert (kind, reason) == ("changed", "not_tested")
    assert why.startswith(
        "Shifts shared with Ravi Verma on Wednesday 4 November 2026: that employer has approved no sheet of"
        " them yet. The minimum wage over both is tested when it has. Gross pay is £33.75,"
    )
    fill(ravi, shift(finishes=dt.time(13)))
    send(ravi)
    approve_at(ravi)
    kind, reason, why = found_in(steps.calculate())
    assert (kind, reason) == ("blocked", "shared_wage")
    assert why == (
        "Shifts shared with Ravi Verma, as both employers pay them: £60.75 for 5 hours is £12.15 an hour. The"
        " legal minimum is £12.71. Compare the hours and the rates of both."
    )


def test_shared_shifts_that_both_pay_for_are_paid(asha: models.Employment, ravi: models.Employment) -> None:
    """Asha pays two thirds at 13.50 and Ravi a third at 12.71, of five hours and of an hour in the night."""
    agree(ravi, parts=(2, 1))
    with actors.acting(job()):
        models.EmploymentTerms.objects.update(sleep_in_rate=Decimal("65.01"))
        models.EmploymentTerms.objects.filter(employment=ravi).update(hourly_rate=Decimal("12.71"))
    for post in (asha, ravi):
        fill(post, shift(), EntryValue(day=THURSDAY, kind="sleep_in", minutes=60, shared=True))
        send(post)
        approve_at(post)
    assert {one["kind"] for one in steps.calculate().exceptions} <= {"changed"}
    assert shared_of(asha) == (6, ["45.00", "9.00"], ["21.18", "4.24"])


def test_hours_that_the_two_sheets_give_at_other_times_are_all_counted(
    asha: models.Employment, ravi: models.Employment
) -> None:
    """Nine to twelve on one sheet and eleven to two on the other: five hours, and each pays half of three."""
    agree(ravi)
    fill(asha, shift(finishes=dt.time(12)))
    fill(ravi, shift(starts=dt.time(11), finishes=dt.time(14)))
    for post in (asha, ravi):
        send(post)
        approve_at(post)
    assert shared_of(asha) == (5, ["20.25"], ["20.25"])
    assert shared_of(ravi) == shared_of(asha)


def test_a_sheet_that_another_takes_the_place_of_is_not_asked(
    asha: models.Employment, ravi: models.Employment
) -> None:
    agree(ravi)
    for post in (asha, ravi):
        fill(post, shift())
        send(post)
        approve_at(post)
    with actors.acting(job()):
        payroll.timesheet(employment=ravi, period=steps.november(), version=2)
    assert unknown(asha) == (WEDNESDAY,)


def test_a_contract_without_a_rate_leaves_the_test_to_its_own_payrun(
    asha: models.Employment, ravi: models.Employment
) -> None:
    agree(ravi)
    for post in (asha, ravi):
        fill(post, EntryValue(day=THURSDAY, kind="sleep_in", minutes=60, shared=True))
        send(post)
        approve_at(post)
    with actors.acting(job()):
        models.EmploymentTerms.objects.filter(employment=asha).update(sleep_in_rate=Decimal("65.01"))
    assert unknown(asha) == (THURSDAY,)


def test_the_number_of_queries_does_not_grow_with_the_agreements(
    asha: models.Employment, ravi: models.Employment, django_assert_num_queries: Any
) -> None:
    agree(ravi)
    for post in (asha, ravi):
        fill(post, shift())
        send(post)
        approve_at(post)
    for posts in ([asha], [asha, ravi]):
        with actors.acting(job()):
            november = steps.november()
            sides = worked_time.sides_in([post.pk for post in posts], period=november, actor=job())
            with django_assert_num_queries(6):
                shared_shifts.of_posts(sides, period=november, actor=job())
