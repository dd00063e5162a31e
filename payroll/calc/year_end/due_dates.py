"""By when HMRC must have its money: the 22nd after the tax month or quarter, or the 19th by post.

HMRC manual DMBM520055. On a day when banks are closed, the money must be there on the working day before.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from payroll.calc import tax_periods, wording
from payroll.calc.inputs import Interval, PayInputError
from payroll.calc.rounding import ZERO
from payroll.calc.year_end.figures import PayingHmrc

_MONTHS = 12
_IN_QUARTER = 3
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class DueDate:
    """When a bill is due: the last day of what it is for, the day of the law, and the working day for it."""

    period_ends: date
    day: date
    working_day: date


@dataclass(frozen=True, slots=True)
class Quarterly:
    """Whether an employer may pay by quarters, with the sentence that says why."""

    allowed: bool
    average: Decimal
    why: str


def due(
    *,
    tax_year: str,
    month: int,
    quarterly: bool,
    by_post: bool,
    bank_holidays: Collection[date],
    rates: PayingHmrc,
) -> DueDate:
    """When the bill of a tax month must be paid; a quarterly payer's is due with the quarter's last month."""
    if not 1 <= month <= _MONTHS:
        raise PayInputError(f"{month} is not a tax month: use 1 to 12.")
    last = -(-month // _IN_QUARTER) * _IN_QUARTER if quarterly else month
    ends = tax_periods.last_payday(tax_year=tax_year, interval=Interval.MONTHLY, period=last)
    day = ends.replace(day=rates.post_day if by_post else rates.electronic_day)
    working_day = day
    while working_day.weekday() >= _SATURDAY or working_day in bank_holidays:
        working_day -= timedelta(days=1)
    return DueDate(period_ends=ends, day=day, working_day=working_day)


def quarterly(*, bills: Sequence[Decimal], rates: PayingHmrc) -> Quarterly:
    """An employer may pay by quarters whose monthly bills of the tax year are on average below the limit.

    `bills` are the tax months' bills, as far as they are known or expected. HMRC must be told first.
    """
    if not bills or len(bills) > _MONTHS:
        raise PayInputError(f"A year has 1 to 12 monthly bills, and {len(bills)} are given.")
    average = sum(bills, ZERO) / len(bills)
    allowed = average < rates.quarterly_below
    return Quarterly(
        allowed=allowed,
        average=average,
        why=f"The bills are {wording.pounds(max(ZERO, average))} a month on average, which is"
        f" {'below' if allowed else 'not below'} {wording.limit(rates.quarterly_below)}."
        f"{' Tell HMRC before paying by quarters.' if allowed else ''}",
    )
