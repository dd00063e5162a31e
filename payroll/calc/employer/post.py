"""A post to be costed, and what its year comes to: values, and what the law adds to one payment.

The year is 52 equal weeks, paid at the post's interval.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from dpss.kernel import dates
from payroll.calc import amounts, national_insurance, pension, pension_shares, tax_periods
from payroll.calc.figures import TaxYear
from payroll.calc.inputs import RELIEF_AT_SOURCE, Interval, PayInputError
from payroll.calc.lines import Line
from payroll.calc.pension import Assessment
from payroll.calc.rounding import ZERO

WEEKS: Final = 52
_MONTHS = 12
_HOURS_IN_WEEK = 168


class Cover(StrEnum):
    """How the hours of the post's holiday are met and paid."""

    NOBODY = "nobody"
    """The PA's paid holiday is within the 52 weeks, and nobody works in their place."""
    SOMEONE = "someone"
    """Someone else is paid the same rate for the 5.6 weeks, in addition."""
    ROLLED_UP = "rolled_up"
    """Irregular hours: 12.07% is paid on top of every payment, and the PA's time off is unpaid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post to be costed, or several `alike`. `insurance` and `training` are for a year and for all of them.

    `in_pension` is None where automatic enrolment decides, by age and by each payment. `allowance` is the
    Employment Allowance that is left for these posts: None when it is not claimed. `membership` is what the
    employer's pension scheme takes, None for the least that the law allows.
    """

    hours_a_week: Decimal
    age: int
    interval: Interval
    cover: Cover
    in_pension: bool | None
    ni_letter: str = "A"
    alike: int = 1
    insurance: Decimal = ZERO
    training: Decimal = ZERO
    allowance: Decimal | None = None
    membership: pension.Membership | None = None

    def __post_init__(self) -> None:
        if not self.hours_a_week.is_finite() or not 0 < self.hours_a_week <= _HOURS_IN_WEEK:
            raise PayInputError(f"Hours a week: {self.hours_a_week} is not more than 0 and at most 168.")
        if self.age < 0:
            raise PayInputError(f"Age: {self.age} is not an age.")
        if self.alike < 1:
            raise PayInputError(f"Posts alike: {self.alike} is not one or more.")
        amounts.check("Insurance", self.insurance)
        amounts.check("Training", self.training)
        if self.allowance is not None:
            amounts.check("The Employment Allowance that is left", self.allowance)

    @property
    def payments(self) -> int:
        """How many payments a year of 52 weeks has."""
        return _MONTHS if self.interval is Interval.MONTHLY else WEEKS // self.interval.periods


@dataclass(frozen=True, slots=True)
class YearCost:
    """A year of the posts at an hourly rate. `ni` is before the allowance and `covered` what it pays of it.

    `an_hour` is the whole cost over the hours of the year, `a_week` over 52 weeks, both to the nearest penny.
    `enrolment` is what the law says of a pension at this pay, whatever `in_pension` says is done. The lines
    add up to the total, with the allowance's (REIMBURSED) taken off.
    """

    hourly: Decimal
    wages: Decimal
    holiday: Decimal
    ni: Decimal
    covered: Decimal
    pension: Decimal
    insurance: Decimal
    training: Decimal
    total: Decimal
    a_week: Decimal
    an_hour: Decimal
    in_pension: bool
    enrolment: Assessment
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class OnTop:
    """What comes on top of one payment, and what the law says of a pension; `paid_in` is for a member."""

    ni: national_insurance.Contributions
    paid_in: pension.Contributions
    in_pension: bool
    enrolment: Assessment


def on_top(*, post: Post, pay: Decimal, rates: TaxYear) -> OnTop:
    """What one payment of this size brings with it."""
    first = tax_periods.first_day(rates.tax_year)
    ni = national_insurance.contributions(
        earnings=pay,
        letter=post.ni_letter,
        interval=post.interval,
        rates=rates.national_insurance_on(tax_periods.last_day(rates.tax_year)),
    )
    paid_in = pension.contributions(
        earnings=pay,
        membership=_membership(post, pay=pay, first=first),
        interval=post.interval,
        rates=rates.pension,
    )
    enrolment = pension.assess(
        birth_date=_born(age=post.age, day=first),
        payday=first,
        earnings=pay,
        interval=post.interval,
        rates=rates.pension,
        ages_of=rates.state_pension_age,
    )
    enrolled = enrolment is Assessment.ELIGIBLE_JOBHOLDER
    return OnTop(ni, paid_in, enrolled if post.in_pension is None else post.in_pension, enrolment)


def _membership(post: Post, *, pay: Decimal, first: date) -> pension.Membership:
    """That of the employer's scheme: of a payment like any other all pay is pensionable."""
    held = post.membership or pension.Membership(scheme=RELIEF_AT_SOURCE, member_from=first)
    return held if held.base is pension_shares.Base.QUALIFYING_EARNINGS else replace(held, pensionable=pay)


def _born(*, age: int, day: date) -> date:
    """A birthday that is not known is taken to be the day itself."""
    return dates.add_months(day, -_MONTHS * age)
