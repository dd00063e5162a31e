"""Making paydays, moving one, and moving an employer: each once, and never a day unpaid or paid twice."""

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import connection

from dpss.access import actors
from dpss.kernel import errors
from payroll import models, times
from payroll.calc.inputs import Interval
from payroll.calendar_pattern import Pattern
from payroll.operations import corrections, payruns
from payroll.operations import pay_calendar as operations
from tests.cast import AT, CAST
from tests.factories import contracted, payroll
from tests.payroll.operations import steps
from tests.payroll.operations.steps import ASHA, job

PATTERN = Pattern(Interval.FOUR_WEEKLY, dt.date(2026, 11, 23), dt.date(2026, 12, 24), 3, dt.time(12))
NOON = dt.datetime(2026, 12, 21, 12, tzinfo=times.LONDON)


def make(pattern: Pattern = PATTERN, by: Any = CAST.olu) -> operations.Made:
    """Olu makes the rest of the tax year."""
    with actors.acting(by.actor()):
        return operations.make(
            group=steps.november().group, pattern=pattern, tax_year="2026-27", actor=by.actor(), at=AT
        )


def periods() -> list[models.PayPeriod]:
    """The calendar of Northfield's group in Eastmarsh."""
    with actors.acting(job()):
        return list(models.PayPeriod.objects.filter(group=steps.november().group).order_by("payday"))


def move(period: models.PayPeriod, payday: dt.date, in_by: dt.datetime = NOON) -> models.PayPeriod:
    """Olu moves a payday."""
    actor = CAST.olu.actor()
    with actors.acting(actor):
        return operations.move_payday(period=period, payday=payday, sheets_in_by=in_by, actor=actor, at=AT)


def weekly() -> models.PayGroup:
    """Another group of Northfield's, with three weeks after November."""
    with actors.acting(job()):
        group = payroll.pay_group(
            council_id=CAST.east.id,
            organisation_id=steps.november().group.organisation_id,
            name="Weekly",
            interval="weekly",
        )
        for number in range(3):
            first = dt.date(2026, 11, 23) + dt.timedelta(weeks=number)
            payroll.pay_period(
                group=group,
                first_day=first,
                last_day=first + dt.timedelta(days=6),
                payday=first + dt.timedelta(days=11),
                sheets_in_by=dt.datetime.combine(first + dt.timedelta(days=7), dt.time(12), dt.UTC),
                tax_period=35 + number,
            )
        return group


def move_employer(group: models.PayGroup, day: dt.date = dt.date(2026, 11, 23)) -> models.Employer:
    """Olu moves Asha."""
    actor = CAST.olu.actor()
    with actors.acting(actor):
        asha = models.Employer.objects.get(pk=ASHA.id_of("employer"))
        return operations.move_employer(employer=asha, group=group, day=day, actor=actor, at=AT)


@pytest.mark.django_db
def test_the_paydays_of_a_tax_year_are_made_once() -> None:
    assert make() == operations.Made(4, 0)
    assert make() == operations.Made(0, 4)
    assert [one.payday for one in periods()][-4:] == [
        dt.date(2026, 12, 24),
        dt.date(2027, 1, 21),
        dt.date(2027, 2, 18),
        dt.date(2027, 3, 18),
    ]
    assert [one.tax_period for one in periods()][-4:] == [40, 44, 48, 52]


def test_two_people_at_once_make_them_once(own_database: str) -> None:
    made: list[operations.Made] = []
    ready = threading.Barrier(2)

    def at_once(by: Any) -> None:
        ready.wait()
        try:
            made.append(make(by=by))
        finally:
            connection.close()

    both = [threading.Thread(target=at_once, args=[by]) for by in (CAST.olu, CAST.mara)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(one.new for one in made) == [0, 4]
    assert len(periods()) == 6


@pytest.mark.django_db
def test_periods_that_overlap_are_refused_and_none_is_made() -> None:
    with pytest.raises(errors.Invalid, match="overlaps"):
        make(Pattern(Interval.FOUR_WEEKLY, dt.date(2026, 11, 16), dt.date(2026, 12, 24), 4, dt.time(12)))
    assert len(periods()) == 2


@pytest.mark.django_db
def test_another_providers_calendar_is_not_there_to_be_made() -> None:
    with pytest.raises(models.PayGroup.DoesNotExist):
        make(by=CAST.sam)
    with pytest.raises(errors.NotAllowed):
        make(by=CAST.marcus)


@pytest.mark.django_db
def test_a_payday_is_moved_before_anything_is_worked_out() -> None:
    moved = move(steps.december(), dt.date(2026, 12, 23))
    assert (moved.payday, moved.tax_period) == (dt.date(2026, 12, 23), 40)
    assert move(moved, dt.date(2026, 12, 23)).payday == dt.date(2026, 12, 23)


@pytest.mark.django_db
def test_moving_a_payday_over_6_april_moves_its_tax_year_and_week() -> None:
    make()
    march = periods()[-1]
    in_by = dt.datetime(2027, 4, 5, 12, tzinfo=times.LONDON)
    moved = move(march, dt.date(2027, 4, 8), in_by)
    assert (moved.tax_year, moved.tax_period) == ("2027-28", 4)


@pytest.mark.django_db
def test_a_payday_of_which_pay_is_worked_out_stays() -> None:
    steps.approve_sheet()
    steps.calculate()
    with pytest.raises(errors.Conflict, match="worked out already"):
        move(steps.november(), dt.date(2026, 11, 30), dt.datetime(2026, 11, 24, 12, tzinfo=times.LONDON))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("payday", "sentence"),
    [
        (dt.date(2026, 11, 20), "That day is past"),
        (dt.date(2026, 12, 20), "before the work is done"),
        (dt.date(2027, 1, 22), "Choose a day before it"),
    ],
)
def test_a_payday_that_cannot_be_is_refused(payday: dt.date, sentence: str) -> None:
    make()
    december = periods()[2]
    with pytest.raises(errors.Invalid, match=sentence):
        move(december, payday)
    assert periods()[2].payday == dt.date(2026, 12, 24)


@pytest.mark.django_db
def test_an_employer_moves_to_another_calendar_on_the_day_after_the_last_that_is_paid() -> None:
    group = weekly()
    steps.pay_november()
    assert move_employer(group).pay_group_id == group.pk
    assert move_employer(group).pay_group_id == group.pk


@pytest.mark.django_db
def test_an_employer_whose_payrun_is_not_approved_stays() -> None:
    with pytest.raises(errors.Invalid, match="27 November 2026 is not approved yet"):
        move_employer(weekly())


@pytest.mark.django_db
def test_an_employer_with_a_correction_under_way_stays_until_it_is_dropped() -> None:
    group = weekly()
    steps.pay_november()
    olu = CAST.olu.actor()
    with actors.acting(olu):
        run = corrections.begin(slip=steps.slip_of(), reason="Wrong hours.", actor=olu, at=AT)
    with pytest.raises(errors.Invalid, match="A correction of a payslip is under way"):
        move_employer(group)
    steps.work_out()
    with actors.acting(olu):
        payruns.undo(payrun_ids=[run.pk], actor=olu, at=AT)
    assert move_employer(group).pay_group_id == group.pk


@pytest.mark.django_db
def test_a_late_sheet_that_is_settled_holds_no_move_to_another_calendar() -> None:
    group = weekly()
    december = steps.december()
    steps.pay_november()
    post = steps.post_of()
    with actors.acting(job()):
        late = payroll.timesheet(employment=post, period=steps.november(), version=2)
        payroll.shift(timesheet=late, day=dt.date(2026, 11, 4))
        payroll.freeze(timesheet=late, by=CAST.asha.user_id)
    with pytest.raises(errors.Invalid, match="Dee Lowe has a sheet of the old calendar"):
        move_employer(group)
    with actors.acting(job()):
        empty = payroll.timesheet(employment=post, period=december)
        contracted.sheet_correction(sheet=late, paid_sheet=empty, payslip=steps.slip_of())
    assert move_employer(group).pay_group_id == group.pk


@pytest.mark.django_db
def test_an_employer_moves_on_no_day_that_is_paid_twice_or_never() -> None:
    group = weekly()
    steps.pay_november()
    with pytest.raises(errors.Invalid, match="must be Monday 23 November 2026"):
        move_employer(group, dt.date(2026, 11, 30))
    with pytest.raises(errors.Invalid, match="No pay period of “Weekly” begins on Tuesday 24 November"):
        move_employer(group, dt.date(2026, 11, 24))


@pytest.mark.django_db
def test_work_that_waits_on_a_sheet_of_the_old_calendar_is_not_lost() -> None:
    group = weekly()
    december = steps.december()
    steps.pay_november()
    with actors.acting(job()):
        sheet = payroll.timesheet(employment=steps.post_of(), period=december)
        payroll.shift(timesheet=sheet, day=dt.date(2026, 11, 24))
    with pytest.raises(errors.Invalid, match="Dee Lowe has a sheet of the old calendar"):
        move_employer(group)


@pytest.mark.django_db
def test_a_pay_group_has_a_name_of_its_own() -> None:
    actor = CAST.olu.actor()
    with actors.acting(actor):
        operations.new_group(name="Weekly", interval="weekly", actor=actor, at=AT)
        with pytest.raises(errors.Invalid, match="already"):
            operations.new_group(name="WEEKLY", interval="monthly", actor=actor, at=AT)
