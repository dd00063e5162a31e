"""Irregular-hours and part-year workers build up holiday as a share of the hours they work in each period.

Working Time Regulations 1998 regulations 15B and 15C: 12.07%, for leave years that start on or after 1 April
2024. What happens to a fraction of an hour is a setting of the year: the regulation rounds to whole hours.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from payroll.calc import wording
from payroll.calc.figures import TaxYear
from payroll.calc.holiday import weeks as history
from payroll.calc.holiday.entitlement import LeaveYear
from payroll.calc.inputs import Earning, EarningKind, PayInputError
from payroll.calc.lines import TIME, Line
from payroll.calc.rounding import ZERO, hundredths_of_an_hour, whole_hours
from payroll.calc.working_time_figures import AccrualRounding

_WORKED = {EarningKind.HOURS, EarningKind.AWAKE}
_ROUNDED = {AccrualRounding.HUNDREDTHS: hundredths_of_an_hour, AccrualRounding.WHOLE_HOURS: whole_hours}


class Pattern(StrEnum):
    """What the contract says of the hours; only the last two may build up holiday by the hour."""

    FIXED = "fixed"
    IRREGULAR = "irregular"
    PART_YEAR = "part_year"


@dataclass(frozen=True, slots=True, kw_only=True)
class ByTheHour:
    """Whose holiday builds up: the pattern of hours, the leave year, what it has so far, a day's length.

    `average_day` is the hours of an average working day, which turn the limit of 28 days into hours.
    """

    pattern: Pattern
    year: LeaveYear
    so_far: Decimal
    average_day: Decimal

    def __post_init__(self) -> None:
        if not self.so_far.is_finite() or self.so_far < 0:
            raise PayInputError(f"Holiday built up so far: {self.so_far} hours is not zero or more.")
        if not self.average_day.is_finite() or not 0 < self.average_day <= 24:  # noqa: PLR2004 (hours)
            raise PayInputError(f"Average day: {self.average_day} hours is not more than 0 and at most 24.")


@dataclass(frozen=True, slots=True)
class Accrued:
    """Hours of holiday built up in a pay period, and the line that says how."""

    hours: Decimal
    line: Line


def accrued_hours(*, earnings: Iterable[Earning], rates: TaxYear) -> Decimal:
    """Hours of holiday built up in a pay period: 12.07% of the hours worked.

    Holiday itself earns none. How many hours of each sleep-in count is a setting of the tax year's file.
    """
    lines = tuple(earnings)
    worked = sum((line.quantity for line in lines if line.kind in _WORKED and line.unit == "hours"), ZERO)
    nights = sum((line.quantity for line in lines if line.kind is EarningKind.SLEEP_IN), ZERO)
    return _share(worked + nights * rates.sleep_ins.hours_that_earn_holiday, rates)


def accrue(*, hours: Decimal, worker: ByTheHour, rates: TaxYear) -> Accrued:
    """The holiday of one pay period, at its end, until the leave year has 28 days of it."""
    if not hours.is_finite() or hours < 0:
        raise PayInputError(f"Hours worked: {hours} is not zero or more.")
    check_by_the_hour(pattern=worker.pattern, year=worker.year, rates=rates, what="build up by the hour")
    return _accrued(_share(hours, rates), f"of {wording.time(hours)}", worker, rates)


def accrue_while_away(
    *,
    weeks: Iterable[history.Week],
    leave_starts: date,
    employed_from: date,
    weeks_away: Decimal,
    worker: ByTheHour,
    rates: TaxYear,
) -> Accrued:
    """The holiday of a pay period spent on sick leave or statutory leave (regulation 15C).

    12.07% of the average week before the leave, for each week away. Weeks without work are in the average;
    weeks with sick or statutory leave in them are not.
    """
    if not weeks_away.is_finite() or weeks_away <= 0:
        raise PayInputError(f"Weeks away: {weeks_away} is not more than zero.")
    check_by_the_hour(pattern=worker.pattern, year=worker.year, rates=rates, what="build up by the hour")
    kept = history.latest(
        weeks=weeks,
        keep=lambda week: not week.away,
        leave_starts=leave_starts,
        employed_from=employed_from,
        rates=rates,
    )
    if not kept:
        raise PayInputError(f"There is no week of work before {wording.day(leave_starts)} to go by.")
    hours = sum((week.hours for week in kept), ZERO) * weeks_away
    words = f"of your average week, for {wording.counted(weeks_away, 'weeks')}"
    return _accrued(_share(hours, rates, over=len(kept)), words, worker, rates)


def check_by_the_hour(*, pattern: Pattern, year: LeaveYear, rates: TaxYear, what: str) -> None:
    """Refuse fixed hours, and leave years from before the rule."""
    if pattern is Pattern.FIXED:
        raise PayInputError(
            f"Holiday of fixed hours cannot {what}: only that of irregular hours and part-year work can"
            " (Working Time Regulations 1998, regulations 15B and 16A). Give 5.6 weeks a year, and pay"
            " holiday when it is taken."
        )
    if year.first < rates.annual_leave.accrual_from:
        raise PayInputError(
            f"The leave year began on {wording.day(year.first)}. Holiday can {what} only in leave years that"
            f" begin on or after {wording.day(rates.annual_leave.accrual_from)}."
        )


def _share(hours: Decimal, rates: TaxYear, *, over: int = 1) -> Decimal:
    return _ROUNDED[rates.annual_leave.accrual_rounding](hours * rates.holiday.accrual / over)


def _accrued(gained: Decimal, words: str, worker: ByTheHour, rates: TaxYear) -> Accrued:
    """What fits below the year's limit; the line says when the limit is reached."""
    most = rates.annual_leave.most_days * worker.average_day
    if worker.so_far > most:
        raise PayInputError(
            f"Holiday built up so far, {wording.time(worker.so_far)}, is more than the year's limit of"
            f" {wording.time(most)}."
        )
    room = most - worker.so_far
    share = wording.percent(rates.holiday.accrual)
    why = f"You build up {share} of your hours as holiday."
    full = f" The year's limit, {wording.number(rates.annual_leave.most_days)} days, is reached."
    hours = min(gained, room)
    line = Line(
        code="holiday_built_up",
        group=TIME,
        label="Holiday built up",
        amount=hours,
        working=f"{share} {words}",
        why=why if gained <= room else why + full,
        rule="holiday.accrual",
        figures=(("gained", str(gained)), ("so_far", str(worker.so_far)), ("most", str(most))),
    )
    return Accrued(hours, line)
