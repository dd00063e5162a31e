"""The shape of the pension tables of a tax year's file that are about duties and certified schemes."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from payroll.calc.confidence import Confidence
from payroll.calc.inputs import PayInputError


class BeginsInside(StrEnum):
    """What counts of a payment whose period a membership begins inside of."""

    WHOLE_PAYMENT = "the whole payment"
    SHARE_OF_DAYS = "the share of the days"


class Comparison(StrEnum):
    """Whether pay must be more than a limit, or may also be equal to it, to be above it."""

    MORE_THAN = "more than"
    AT_LEAST = "at least"

    def above(self, *, pay: Decimal, limit: Decimal) -> bool:
        """Whether pay is above a limit in this sense."""
        return pay > limit or (self is Comparison.AT_LEAST and pay == limit)


@dataclass(frozen=True, slots=True)
class CertifiedSet:
    """Minimum contributions of pensionable pay that an employer may certify instead of qualifying earnings.

    `least_share` is the part of all pay that pensionable pay must be, on average over the scheme; without it
    pensionable pay is at least basic pay.
    """

    employee: Decimal
    employer: Decimal
    least_share: Decimal | None = None

    def __post_init__(self) -> None:
        least = Decimal(1) if self.least_share is None else self.least_share
        if not (0 <= self.employee < 1 and 0 < self.employer < 1 and 0 < least <= 1):
            raise PayInputError("a certified set has a rate that is not a share of one: 9% is 0.09.")


@dataclass(frozen=True, slots=True)
class CertifiedSets:
    """The three sets of the alternative quality requirements."""

    source: str
    confidence: Confidence
    set_1: CertifiedSet
    set_2: CertifiedSet
    set_3: CertifiedSet


@dataclass(frozen=True, slots=True)
class PensionDuties:
    """How long an employer has for each duty, and a worker for each right.

    `enrolment_weeks` run from the day on which the duty starts, that day counted; `postponement_notice_weeks`
    from the day after. `invalid_opt_out_weeks` is the length of the opt-out period after an invalid notice.
    Whoever opted out or left in the `left_alone_months` before a re-enrolment date need not be re-enrolled,
    and a second request to join within `ask_again_months` may be declined.
    """

    source: str
    confidence: Confidence
    enrolment_weeks: int
    postponement_months: int
    postponement_notice_weeks: int
    opt_out_months: int
    invalid_opt_out_weeks: int
    refund_months: int
    cycle_years: int
    window_months: int
    left_alone_months: int
    ask_again_months: int
    declaration_months: int

    def __post_init__(self) -> None:
        lengths = [getattr(self, name) for name in self.__dataclass_fields__]
        if any(isinstance(length, int) and length <= 0 for length in lengths):
            raise PayInputError("a period of the pension duties is not above zero.")
