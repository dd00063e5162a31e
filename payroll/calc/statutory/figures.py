"""The shape of the statutory pay tables of a tax year's file.

The lower earnings limit is not here: it is National Insurance's own, and is read from there.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from payroll.calc.confidence import Confidence
from payroll.calc.inputs import PayInputError

_SATURDAY, _SUNDAY = 5, 6


@dataclass(frozen=True, slots=True)
class SickPay:
    """Statutory Sick Pay for days of sickness in the tax year.

    With an `earnings_share` it is the lower of `weekly` and that share of average earnings; without one it is
    `weekly`. `linking_days` is the longest gap between two periods that still count as one, `most_weeks` and
    `most_years` are where entitlement in such a series ends.
    """

    source: str
    confidence: Confidence
    weekly: Decimal
    needs_lower_earnings_limit: bool
    waiting_days: int
    shortest_sickness: int
    linking_days: int
    most_weeks: int
    most_years: int
    earnings_share: Decimal | None = None

    def __post_init__(self) -> None:
        if self.earnings_share is not None:
            _check_share(self.earnings_share, "sick pay")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that has no figure of its own: where it is from and how sure it is."""

    source: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class LongAbsence:
    """The weekly rate of someone who was unpaid and continuously sick since before a day."""

    source: str
    confidence: Confidence
    sick_since_before: date
    weekly: Decimal


@dataclass(frozen=True, slots=True)
class Straddling:
    """What becomes of sickness that began before the rules changed on `starts`, case by case."""

    starts: date
    in_payment: Rule
    waiting: Rule
    below_limit: Rule
    linked: Rule
    long_absence: LongAbsence


@dataclass(frozen=True, slots=True)
class FamilyPay:
    """The flat weekly rate of the family payments for pay weeks that begin between two days, both included.

    It changes on the first Sunday in April, not on 6 April.
    """

    source: str
    confidence: Confidence
    starts: date
    ends: date
    weekly: Decimal
    earnings_share: Decimal

    def __post_init__(self) -> None:
        _check_share(self.earnings_share, "family pay")
        if self.starts.weekday() != _SUNDAY or self.ends.weekday() != _SATURDAY or self.ends < self.starts:
            raise PayInputError("family pay does not run from a Sunday to a Saturday.")


@dataclass(frozen=True, slots=True)
class Recovery:
    """What an employer gets back of family payments made in the tax year.

    Most get `share`; a small employer gets all, and `compensation` for National Insurance on top. Small is
    who paid no more than `small_employer_limit` of Class 1 contributions in a year.
    """

    source: str
    confidence: Confidence
    share: Decimal
    compensation: Decimal
    small_employer_limit: Decimal

    def __post_init__(self) -> None:
        _check_share(self.share, "recovery")
        _check_share(self.compensation, "compensation")


@dataclass(frozen=True, slots=True)
class StatutoryPay:
    """All statutory pay figures of one tax year; `straddling` only in a year in which the rules changed."""

    sick_pay: SickPay
    family_pay: FamilyPay
    recovery: Recovery
    straddling: Straddling | None = None


def _check_share(share: Decimal, where: str) -> None:
    if not 0 <= share < 1:
        raise PayInputError(f"{where} has the rate {share}, which is not a share of one: 80% is 0.80.")
