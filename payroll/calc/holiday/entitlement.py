"""Fixed hours have 5.6 weeks of holiday a year, 28 days at most, and a share of it in a part of a year.

Working Time Regulations 1998 regulations 13, 13A and 15A. Shares of a leave year go by calendar days, as
gov.uk's calculator reckons them. No share is ever rounded down.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from payroll.calc import ages, wording
from payroll.calc.figures import TaxYear
from payroll.calc.inputs import PayInputError
from payroll.calc.rounding import up_to_half_day, up_to_hundredth

_DAYS_IN_WEEK = 7
_HOURS_IN_DAY = 24
_MONTHS = 12


class Unit(StrEnum):
    """What a contract keeps holiday in."""

    HOURS = "hours"
    DAYS = "days"


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedWeek:
    """The contract's usual week: its hours, the days that they fall on, and the unit holiday is kept in."""

    hours: Decimal
    days: Decimal
    unit: Unit

    def __post_init__(self) -> None:
        if not self.days.is_finite() or not 0 < self.days <= _DAYS_IN_WEEK:
            raise PayInputError(f"Days a week: {self.days} is not more than 0 and at most 7.")
        if not self.hours.is_finite() or not 0 < self.hours <= self.days * _HOURS_IN_DAY:
            raise PayInputError(
                f"Hours a week: {self.hours} is not more than 0 and at most 24 a day on {self.days} days."
            )

    def in_hours(self, amount: Decimal) -> Decimal:
        """Holiday kept in this contract's unit, as hours."""
        return amount if self.unit is Unit.HOURS else amount * self.hours / self.days


@dataclass(frozen=True, slots=True)
class LeaveYear:
    """The twelve months that a year's holiday belongs to, by their first day."""

    first: date

    @property
    def last(self) -> date:
        """The day before the next leave year begins."""
        return ages.reaches(born=self.first, years=1) - timedelta(days=1)

    @property
    def days(self) -> int:
        """365, or 366 with a 29 February in it."""
        return (self.last - self.first).days + 1

    def check(self, day: date, what: str) -> None:
        """Refuse a day outside the leave year."""
        if not self.first <= day <= self.last:
            raise PayInputError(
                f"{what}, {wording.day(day)}, is not in the leave year"
                f" {wording.day(self.first)} to {wording.day(self.last)}."
            )


def full_year(*, week: FixedWeek, rates: TaxYear) -> Decimal:
    """A whole year's holiday in the contract's unit: 5.6 weeks, and never more than 28 days."""
    return _share(week, rates, 1, of=1)


def of_leave_year(*, week: FixedWeek, year: LeaveYear, started: date, rates: TaxYear) -> Decimal:
    """The holiday of one leave year: someone who starts in it has the share of the days that remain."""
    if started > year.last:
        raise PayInputError(f"The start, {wording.day(started)}, is after the leave year.")
    remaining = (year.last - max(started, year.first)).days + 1
    return _share(week, rates, remaining, of=year.days)


def built_up(*, week: FixedWeek, year: LeaveYear, started: date, day: date, rates: TaxYear) -> Decimal:
    """The holiday that has been earned in a leave year by the end of a day: the share of the days employed.

    It is what an employer owes someone who leaves on that day, before what was taken (regulation 14).
    """
    year.check(day, "The day")
    if started > day:
        raise PayInputError(f"The start, {wording.day(started)}, is after {wording.day(day)}.")
    employed = (day - max(started, year.first)).days + 1
    return _share(week, rates, employed, of=year.days)


def first_year(*, week: FixedWeek, started: date, day: date, rates: TaxYear) -> Decimal:
    """What someone in their first year may take so far: a twelfth on the first day of each month of it.

    Regulation 15A: days are raised to half days. Holiday that is kept in hours is raised to a hundredth.
    """
    if not started <= day < ages.reaches(born=started, years=1):
        raise PayInputError(f"{wording.day(day)} is not in the first year from {wording.day(started)}.")
    begun = sum(ages.reaches(born=started, years=0, months=month) <= day for month in range(_MONTHS))
    if week.unit is Unit.DAYS:
        return up_to_half_day(_days(week, rates) * begun / _MONTHS)
    return _share(week, rates, begun, of=_MONTHS)


def _days(week: FixedWeek, rates: TaxYear) -> Decimal:
    return min(rates.annual_leave.weeks * week.days, rates.annual_leave.most_days)


def _share(week: FixedWeek, rates: TaxYear, part: int, *, of: int) -> Decimal:
    """A part of the year's holiday; one division at the end, so that an exact share stays exact."""
    days = _days(week, rates) * part
    if week.unit is Unit.DAYS:
        return up_to_hundredth(days / of)
    return up_to_hundredth(days * week.hours / (of * week.days))
