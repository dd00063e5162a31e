"""What of statutory pay is reported to HMRC, and what an employer gets back of it.

The six family payments are on the FPS as year-to-date figures, and what is recovered of them on the EPS, year
to date as well. Sick pay is on neither and is never recovered. Statutory Maternity Pay (Compensation of
Employers) and Miscellaneous Amendment Regulations 1994 (SI 1994/1882), regulations 1 to 3.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from payroll.calc import tax_periods, wording
from payroll.calc.inputs import PayInputError
from payroll.calc.rounding import ZERO, nearest_penny
from payroll.calc.statutory.figures import Recovery
from payroll.calc.statutory.kinds import REPORTED, Kind

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Paid:
    """Statutory pay of one kind that was part of the wages of a payday."""

    kind: Kind
    payday: date
    amount: Decimal

    def __post_init__(self) -> None:
        if not self.amount.is_finite() or self.amount < 0:
            raise PayInputError(f"{self.kind.label} of {self.amount} is not zero or more.")


@dataclass(frozen=True, slots=True)
class Contributions:
    """All Class 1 National Insurance of an employer, both sides, before any allowance or recovery.

    `months` is in how many tax months of the year any was due.
    """

    amount: Decimal
    months: int

    def __post_init__(self) -> None:
        if not 0 <= self.months <= _MONTHS or self.amount < 0 or (self.amount > 0) != (self.months > 0):
            raise PayInputError(
                f"National Insurance of {self.amount} in {self.months} months of a year cannot be right."
            )

    @property
    def of_a_year(self) -> Decimal:
        """What it would be in twelve such months."""
        return self.amount / self.months * _MONTHS if self.months else ZERO


@dataclass(frozen=True, slots=True)
class SmallEmployer:
    """Whether the employer is small for one employee's claim, with the sentence that says why."""

    small: bool
    why: str


@dataclass(frozen=True, slots=True)
class Reclaimed:
    """One kind's year to date: what was paid, what is recovered of it, and the compensation on top."""

    kind: Kind
    paid: Decimal
    recovered: Decimal
    compensation: Decimal
    why: str


def year_to_date(*, paid: Iterable[Paid], tax_year: str) -> Mapping[Kind, Decimal]:
    """The FPS figures of one employment, or the sums for an employer's EPS: by payday, without sick pay."""
    totals: dict[Kind, Decimal] = {}
    for payment in paid:
        if payment.kind in REPORTED and tax_periods.tax_year_of(payment.payday) == tax_year:
            totals[payment.kind] = totals.get(payment.kind, ZERO) + payment.amount
    return totals


def year_that_decides(relevant_week_starts: date) -> str:
    """Whether an employer is small is decided by the tax year before that of the relevant week's Sunday."""
    first = tax_periods.first_day(tax_periods.tax_year_of(relevant_week_starts))
    return tax_periods.tax_year_of(date(first.year - 1, first.month, first.day))


def small_employer(
    *, deciding_year: Contributions, rates: Recovery, since: Contributions | None = None
) -> SmallEmployer:
    """An employer is small whose Class 1 contributions of a year were no more than the limit.

    Fewer than twelve months with contributions are put on twelve. An employer with none in the deciding year
    is judged by `since`: those of the year of the relevant week, in the months before it.
    """
    counted = deciding_year if deciding_year.months or since is None else since
    small = counted.of_a_year <= rates.small_employer_limit
    return SmallEmployer(
        small=small,
        why=f"National Insurance of {wording.pounds(counted.of_a_year)} in a year is "
        f"{'not more' if small else 'more'} than {wording.limit(rates.small_employer_limit)}.",
    )


def reclaim(*, totals: Mapping[Kind, Decimal], small: bool, rates: Recovery) -> tuple[Reclaimed, ...]:
    """What the EPS claims back, year to date: 92% for most, all and a compensation for a small employer.

    `totals` are the year's payments to employees for whose claims the employer is (or is not) small, at the
    rates of the tax year in which they were paid. To the nearest penny.
    """
    if Kind.SICK in totals:
        raise PayInputError("Statutory Sick Pay is never recovered: leave it out.")
    return tuple(
        _reclaimed(kind, totals[kind], small=small, rates=rates) for kind in REPORTED if kind in totals
    )


def _reclaimed(kind: Kind, paid: Decimal, *, small: bool, rates: Recovery) -> Reclaimed:
    compensation = nearest_penny(paid * rates.compensation) if small else ZERO
    recovered = paid if small else nearest_penny(paid * rates.share)
    share, extra = wording.percent(rates.share), wording.percent(rates.compensation)
    return Reclaimed(
        kind=kind,
        paid=paid,
        recovered=recovered,
        compensation=compensation,
        why=f"A small employer gets back all of it, and {extra} on top."
        if small
        else f"An employer that is not small gets back {share} of it.",
    )
