"""Which shares of pay the law lets member and employer pay into a pension, and of which pay.

Pensions Act 2008 s20; Occupational and Personal Pension Schemes (Automatic Enrolment) Regulations 2010 (SI
2010/772) regulation 32E, the alternative quality requirements.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from payroll.calc import wording
from payroll.calc.figures import Pension
from payroll.calc.inputs import PayInputError
from payroll.calc.pension_duties.figures import CertifiedSet


class Base(StrEnum):
    """What contributions are a share of: qualifying earnings, or pensionable pay under a certified set."""

    QUALIFYING_EARNINGS = "qualifying_earnings"
    SET_1 = "set_1"
    SET_2 = "set_2"
    SET_3 = "set_3"


@dataclass(frozen=True, slots=True)
class Shares:
    """What the member and the employer pay in of what counts; the state's tax relief is in the member's."""

    employee: Decimal
    employer: Decimal

    def __post_init__(self) -> None:
        if not (0 <= self.employee < 1 and 0 < self.employer < 1 and self.employee + self.employer <= 1):
            raise PayInputError("A pension share is not a share of one: 5% is 0.05, and both are at most 1.")


def least_shares(*, base: Base, rates: Pension) -> Shares:
    """The least that both may pay in: of qualifying earnings, or under a certified set."""
    if base is Base.QUALIFYING_EARNINGS:
        return Shares(rates.employee, rates.employer)
    certified: CertifiedSet = getattr(rates.certified, base.value)
    return Shares(certified.employee, certified.employer)


def too_little(shares: Shares, *, base: Base, rates: Pension) -> str | None:
    """Why the law does not allow these shares; None where it does.

    The employer has a least share, and both together have one: an employer who pays more may leave the member
    less to pay.
    """
    least = least_shares(base=base, rates=rates)
    if shares.employer < least.employer:
        return (
            f"The employer pays in {wording.percent(shares.employer)}, and the law asks for"
            f" {wording.percent(least.employer)} or more."
        )
    both, least_of_both = shares.employee + shares.employer, least.employee + least.employer
    if both < least_of_both:
        return (
            f"Both together pay in {wording.percent(both)}, and the law asks for"
            f" {wording.percent(least_of_both)} or more."
        )
    return None


def enough_is_pensionable(*, pensionable: Decimal, earnings: Decimal, rates: Pension) -> bool:
    """Whether set 2 may be certified: over the whole scheme, 85% of pay or more is pensionable."""
    least = rates.certified.set_2.least_share
    return least is None or pensionable >= earnings * least
