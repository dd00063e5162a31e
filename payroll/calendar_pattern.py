"""The paydays of a tax year from a pattern: an interval, a first payday, and a cut-off. Pure.

A payday is the contractual one: HMRC is told it, and it decides the tax week or month (HMRC manual
PAYE70015). Where banks are closed on it the money arrives before; see `payroll.deadlines`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

from dpss.kernel import dates, errors
from ledger.banking import calendar
from payroll import deadlines
from payroll.calc import tax_periods
from payroll.calc.inputs import Interval

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pattern:
    """How a calendar goes on: the first period's first day, its payday, and the cut-off before a payday.

    `working_days` is how many working days before the payday sheets must be in, `by` the time of that day.
    """

    interval: Interval
    first_day: date
    first_payday: date
    working_days: int
    by: time


@dataclass(frozen=True, slots=True)
class Planned:
    """A pay period as it would be made; `is_extra` for week 53, 54 or 56."""

    first_day: date
    last_day: date
    sheets_in_by: datetime
    payday: date
    tax_year: str
    tax_period: int
    is_extra: bool
    bacs: deadlines.BacsDays


def plan(
    pattern: Pattern, *, tax_year: str, holidays: Mapping[date, str], zone: tzinfo
) -> tuple[Planned, ...]:
    """Every period whose payday is in the tax year, from the first of the pattern on.

    Raises `Invalid` beside the field of the pattern that cannot be.
    """
    if tax_periods.tax_year_of(pattern.first_payday) != tax_year:
        raise errors.Invalid(
            f"{dates.with_weekday(pattern.first_payday)} is not in the tax year {tax_year}, which runs from"
            f" {dates.in_words(tax_periods.first_day(tax_year))} to"
            f" {dates.in_words(tax_periods.last_day(tax_year))}.",
            field="payday",
        )
    made: list[Planned] = []
    while True:
        payday = _later(pattern.first_payday, pattern.interval, len(made))
        if payday > tax_periods.last_day(tax_year):
            return tuple(made)
        first = _later(pattern.first_day, pattern.interval, len(made))
        after = _later(pattern.first_day, pattern.interval, len(made) + 1)
        _check_after_work(payday, after - _DAY)
        bacs = deadlines.bacs_days(payday, holidays=holidays)
        cut_off = _cut_off(pattern, payday=payday, worked_by=after - _DAY, holidays=holidays)
        if cut_off > bacs.submit:
            raise errors.Invalid(
                f"Sheets would come in on {dates.with_weekday(cut_off)} for the payday"
                f" {dates.with_weekday(payday)}, and the bank needs the file on"
                f" {dates.with_weekday(bacs.submit)}. Choose more working days, or a later payday.",
                field="working_days",
            )
        made.append(
            period(
                first_day=first,
                last_day=after - _DAY,
                payday=payday,
                sheets_in_by=datetime.combine(cut_off, pattern.by, tzinfo=zone),
                interval=pattern.interval,
                holidays=holidays,
            )
        )


def period(
    *,
    first_day: date,
    last_day: date,
    payday: date,
    sheets_in_by: datetime,
    interval: Interval,
    holidays: Mapping[date, str],
) -> Planned:
    """One period with its tax week or month. Raises `Invalid` where its days cannot follow each other."""
    bacs = deadlines.bacs_days(payday, holidays=holidays)
    cut_off = sheets_in_by.date()
    _check_after_work(payday, last_day)
    if cut_off <= last_day:
        raise errors.Invalid(
            f"Sheets would have to be in on {dates.with_weekday(cut_off)}, and the period ends on"
            f" {dates.with_weekday(last_day)}. Choose a later day.",
            field="in_by",
        )
    if cut_off > bacs.submit:
        raise errors.Invalid(
            f"Sheets would come in on {dates.with_weekday(cut_off)}, and the bank needs the file on"
            f" {dates.with_weekday(bacs.submit)}. Choose an earlier day.",
            field="in_by",
        )
    number = tax_periods.period_of(payday=payday, interval=interval)
    return Planned(
        first_day=first_day,
        last_day=last_day,
        sheets_in_by=sheets_in_by,
        payday=payday,
        tax_year=tax_periods.tax_year_of(payday),
        tax_period=number,
        is_extra=tax_periods.is_extra_payday(interval=interval, period=number),
        bacs=bacs,
    )


def why_not(
    planned: Sequence[Planned], *, kept: Sequence[tuple[date, date, date]], today: date
) -> str | None:
    """Why these periods cannot follow those that are `kept`, each a first day, a last day and a payday.

    Days may neither be paid twice nor left out, and nothing is made in the past.
    """
    if not planned:
        return None
    if planned[0].payday < today:
        return f"{dates.with_weekday(planned[0].payday)} is past. Begin with a payday that is still to come."
    for one in planned:
        for first, last, payday in kept:
            if one.first_day <= last and first <= one.last_day:
                return (
                    f"{_span(one.first_day, one.last_day)} overlaps with {_span(first, last)}, which is there"
                    " already. Nobody is paid twice for a day: begin after it."
                )
            if one.payday == payday:
                return f"There is a payday on {dates.with_weekday(payday)} already."
    before = [last for _, last, _ in kept if last < planned[0].first_day]
    if before and max(before) + _DAY != planned[0].first_day:
        return (
            f"The last period ends on {dates.with_weekday(max(before))}, so the next begins on"
            f" {dates.with_weekday(max(before) + _DAY)}. Otherwise the days between would never be paid."
        )
    return None


def _check_after_work(payday: date, last_day: date) -> None:
    if payday <= last_day:
        raise errors.Invalid(
            f"The payday {dates.with_weekday(payday)} is before the work is done: the period ends on"
            f" {dates.with_weekday(last_day)}.",
            field="payday",
        )


def _cut_off(pattern: Pattern, *, payday: date, worked_by: date, holidays: Collection[date]) -> date:
    """So many working days before the payday, and never before the first working day after the work.

    In a week with a bank holiday, as at Easter, there is less time between the two.
    """
    usual = working_days_before(payday, pattern.working_days, holidays=holidays)
    first = worked_by + _DAY
    while not calendar.is_working_day(first, holidays=holidays):
        first += _DAY
    return max(usual, first)


def working_days_before(payday: date, count: int, *, holidays: Collection[date]) -> date:
    """The day so many working days before the money arrives."""
    day = calendar.entry_day(payday, holidays=holidays)
    for _ in range(count):
        day = calendar.entry_day(day - _DAY, holidays=holidays)
    return day


def _later(day: date, interval: Interval, times: int) -> date:
    weeks = 0 if interval is Interval.MONTHLY else interval.periods
    return deadlines.payday_after(day, weeks=weeks, times=times)


def _span(first: date, last: date) -> str:
    return dates.span_in_words(dates.Span(first, last))
