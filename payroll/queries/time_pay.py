"""What the time of a sheet is paid: work at its rates, holiday at the average, holiday pay with the wages."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from psycopg2.extras import DateRange

from payroll import holiday_pay, models
from payroll.calc import earnings, holiday, inputs, rates, wording
from payroll.calc.lines import Line
from payroll.queries import sheet_holiday, worked_time


@dataclass(frozen=True, slots=True)
class TimePay:
    """Lines of time at a rate, and lines that a rule of its own came to."""

    earnings: tuple[inputs.Earning, ...]
    lines: tuple[Line, ...] = ()

    @property
    def gross(self) -> Decimal:
        """Pay before deductions, without money back."""
        return earnings.gross(self.earnings) + sum((line.amount for line in self.lines), Decimal(0))


def earned(
    post: models.Employment,
    days: worked_time.Days,
    contracts: Sequence[models.EmploymentTerms],
    *,
    year: rates.TaxYear,
    sides: Sequence[models.SharedWork],
    averaged: holiday_pay.Averaged | None,
    rolled_up: Sequence[DateRange],
) -> TimePay:
    """All of it. Raises `PayInputError` with a sentence for time that cannot be paid."""
    found = averaged or holiday_pay.Averaged()
    paid = worked_time.earned(days, contracts, year=year, sides=sides, averaged=found.days)
    if not rolled_up:
        return TimePay(paid, found.lines)
    with_wages = {day: time for day, time in days.items() if any(day in during for during in rolled_up)}
    for day, time in with_wages.items():
        if time.holiday:
            raise inputs.PayInputError(
                f"Holiday on {wording.day(day)}: the holiday pay of this post comes with its wages, and is"
                " not paid again. Take the holiday off the sheet."
            )
    for_work = holiday.pay_for_work(worked_time.earned(with_wages, contracts, year=year, sides=sides))
    if not for_work:
        return TimePay(paid, found.lines)
    line = holiday.roll_up(
        pay=for_work,
        pattern=holiday.Pattern(post.hours),
        year=sheet_holiday.leave_year(post, min(with_wages)),
        rates=year,
    ).line
    return TimePay(paid, (*found.lines, line))
