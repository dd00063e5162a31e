"""The pay reference period decides the rate: its first day, and the age on that day.

National Minimum Wage Regulations 2015 regulations 4B and 6. A new rate on 1 April, and a birthday, wait for
the first period that begins on or after them.
"""

import calendar
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from payroll.calc import ages, wording
from payroll.calc.figures import MinimumWage, RatesError, TaxYear
from payroll.calc.inputs import PayInputError


@dataclass(frozen=True, slots=True)
class PayPeriod:
    """The days that one payment is for: at most a month (regulation 6)."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise PayInputError("The pay period's last day is before its first day.")
        if self.last >= _a_month_after(self.first):
            raise PayInputError(
                f"The pay period {wording.day(self.first)} to {wording.day(self.last)} is longer than a"
                " month. The minimum wage is tested over a month at most: split it."
            )

    @property
    def days(self) -> int:
        """How many days it has, the first and the last included."""
        return (self.last - self.first).days + 1


def rate_for(*, birth_date: date | None, period_start: date, rates: TaxYear) -> Decimal:
    """The minimum wage for someone's age on the first day of the period; a missing birth date is refused."""
    if birth_date is None:
        raise PayInputError("The date of birth is missing. The minimum wage goes by age: give it.")
    if birth_date >= period_start:
        raise PayInputError(f"The date of birth, {wording.day(birth_date)}, is not before the pay period.")
    return hourly_rate(
        age=ages.age_on(born=birth_date, day=period_start), rates=rates.minimum_wage_for(period_start)
    )


def hourly_rate(*, age: int, rates: MinimumWage) -> Decimal:
    """The minimum wage at an age: the first step down whose age has been reached."""
    return next(step.hourly for step in rates.rates if step.from_age <= age)


def offset_for(*, period_start: date, rates: TaxYear) -> Decimal:
    """What a day of living accommodation may count for, by the first day of the period."""
    for block in rates.accommodation_offset:
        if block.starts <= period_start <= block.ends:
            return block.daily
    raise RatesError(
        f"The {rates.tax_year} figures have no accommodation offset"
        f" for a pay period that began on {period_start}."
    )


def _a_month_after(first: date) -> date:
    """The day after a month that begins on a day. From a month's last day it is the next month's last day."""
    later = ages.reaches(born=first, years=0, months=1)
    if first.day == _last_day_of_month(first):
        return later.replace(day=_last_day_of_month(later))
    return later


def _last_day_of_month(day: date) -> int:
    return calendar.monthrange(day.year, day.month)[1]
