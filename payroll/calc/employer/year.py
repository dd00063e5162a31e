"""What one post costs in a year: wages, holiday, National Insurance after the allowance, pension and so on.

The year is 52 equal weeks, paid at the post's interval; each payment's National Insurance and pension are
those of a real payment. Nothing is guessed: insurance and training are given.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from payroll.calc import (
    amounts,
    employer_costs,
    minimum_wage,
    national_insurance,
    pension,
    tax_periods,
    wording,
)
from payroll.calc.figures import TaxYear
from payroll.calc.inputs import RELIEF_AT_SOURCE, Interval, PayInputError
from payroll.calc.results import EMPLOYER, Line
from payroll.calc.rounding import PENNY, ZERO, down_to_penny, nearest_penny

_WEEKS = 52
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
    """A post to be costed. `insurance` and `training` are for a year.

    `allowance` is the Employment Allowance that is left for this post: None when it is not claimed.
    """

    hours_a_week: Decimal
    age: int
    interval: Interval
    cover: Cover
    in_pension: bool
    ni_letter: str = "A"
    insurance: Decimal = ZERO
    training: Decimal = ZERO
    allowance: Decimal | None = None

    def __post_init__(self) -> None:
        if not self.hours_a_week.is_finite() or not 0 < self.hours_a_week <= _HOURS_IN_WEEK:
            raise PayInputError(f"Hours a week: {self.hours_a_week} is not more than 0 and at most 168.")
        if self.age < 0:
            raise PayInputError(f"Age: {self.age} is not an age.")
        amounts.check("Insurance", self.insurance)
        amounts.check("Training", self.training)
        if self.allowance is not None:
            amounts.check("The Employment Allowance that is left", self.allowance)

    @property
    def payments(self) -> int:
        """How many payments a year of 52 weeks has."""
        return _MONTHS if self.interval is Interval.MONTHLY else _WEEKS // self.interval.periods


@dataclass(frozen=True, slots=True)
class YearCost:
    """A year of the post at an hourly rate. `ni` is before the allowance and `covered` what it pays of it.

    `an_hour` is the whole cost over the hours of the year, `a_week` over 52 weeks, both to the nearest penny.
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
    lines: tuple[Line, ...]


def cost(*, post: Post, hourly: Decimal, rates: TaxYear) -> YearCost:
    """What the post costs in a year; a rate below the minimum wage for the age is refused with the rule."""
    amounts.check("The hourly rate", hourly)
    lowest = lowest_rate(age=post.age, rates=rates)
    if hourly < lowest:
        raise PayInputError(
            f"{wording.pounds(hourly)} an hour is below the minimum wage of {wording.pounds(lowest)}"
            f" for someone aged {post.age}: raise the rate."
        )
    return _cost(post, hourly, rates)


def affordable(*, budget: Decimal, post: Post, rates: TaxYear) -> YearCost:
    """The highest rate in whole pence whose year the budget pays for.

    A year's cost never falls when the rate rises, so the rate is found by halving. The wages alone must fit,
    which bounds it.
    """
    amounts.check("The budget", budget)
    lowest = lowest_rate(age=post.age, rates=rates)
    at_least = _cost(post, lowest, rates)
    if at_least.total > budget:
        raise PayInputError(
            f"{wording.pounds(budget)} a year is less than the {wording.pounds(at_least.total)} that"
            f" the minimum wage of {wording.pounds(lowest)} costs: plan fewer hours or find"
            f" {wording.pounds(at_least.total - budget)} more."
        )
    fits = int(lowest / PENNY)
    # Each payment's wage may be rounded down by less than a penny, so that much more is sure not to fit.
    most = (budget + post.payments * PENNY) / (post.hours_a_week * _WEEKS)
    too_much = int(down_to_penny(most) / PENNY) + 1
    while too_much - fits > 1:
        middle = (fits + too_much) // 2
        if _cost(post, middle * PENNY, rates).total <= budget:
            fits = middle
        else:
            too_much = middle
    return _cost(post, fits * PENNY, rates)


def lowest_rate(*, age: int, rates: TaxYear) -> Decimal:
    """The minimum wage for an age, in pay periods that begin when the tax year does."""
    first = tax_periods.first_day(rates.tax_year)
    return minimum_wage.hourly_rate(age=age, rates=rates.minimum_wage_for(first))


def _cost(post: Post, hourly: Decimal, rates: TaxYear) -> YearCost:
    of_year = post.hours_a_week * hourly * _WEEKS
    wages = nearest_penny(of_year / post.payments)
    rolled_up = nearest_penny(wages * rates.holiday.accrual) if post.cover is Cover.ROLLED_UP else ZERO
    ni, paid_in = _on_top(post, wages + rolled_up, rates)
    holiday = rolled_up * post.payments
    if post.cover is Cover.SOMEONE:
        holiday = nearest_penny(post.hours_a_week * hourly * rates.annual_leave.weeks)
    found = YearCost(
        hourly=hourly,
        wages=wages * post.payments,
        holiday=holiday,
        ni=ni,
        covered=_covered(post, ni, rates),
        pension=paid_in,
        insurance=post.insurance,
        training=post.training,
        total=ZERO,
        a_week=ZERO,
        an_hour=ZERO,
        lines=(),
    )
    total = found.wages + holiday + ni - found.covered + paid_in + post.insurance + post.training
    return replace(
        found,
        total=total,
        a_week=nearest_penny(total / _WEEKS),
        an_hour=nearest_penny(total / (post.hours_a_week * _WEEKS)),
        lines=_lines(post, found, rates),
    )


def _on_top(post: Post, pay: Decimal, rates: TaxYear) -> tuple[Decimal, Decimal]:
    """A year of the employer's National Insurance and pension, from payments of one size."""
    block = rates.national_insurance_on(tax_periods.last_day(rates.tax_year))
    ni = national_insurance.contributions(
        earnings=pay, letter=post.ni_letter, interval=post.interval, rates=block
    ).employer_ni
    paid_in = ZERO
    if post.in_pension:
        paid_in = pension.contributions(
            earnings=pay, scheme=RELIEF_AT_SOURCE, interval=post.interval, rates=rates.pension
        ).employer
    return ni * post.payments, paid_in * post.payments


def _covered(post: Post, ni: Decimal, rates: TaxYear) -> Decimal:
    if post.allowance is None:
        return ZERO
    full = rates.employment_allowance.amount
    if post.allowance > full:
        raise PayInputError(f"The Employment Allowance of the year is {full}: {post.allowance} is more.")
    used = full - post.allowance
    return employer_costs.use_allowance(
        employer_ni=ni, employer_ni_to_date=used, used_to_date=used, rates=rates.employment_allowance
    ).covered


def _lines(post: Post, found: YearCost, rates: TaxYear) -> tuple[Line, ...]:
    hours = f"{wording.time(post.hours_a_week)} × {wording.pounds(found.hourly)}"
    each = f"{post.payments} payments a year"
    weeks = wording.number(rates.annual_leave.weeks)
    share = wording.percent(rates.holiday.accrual)
    holiday = {
        Cover.NOBODY: ("In the wages", "Paid holiday is within the year's wages, and nobody fills in."),
        Cover.SOMEONE: (f"{weeks} weeks of {hours}", "Someone else is paid while your PA is on holiday."),
        Cover.ROLLED_UP: (f"{share} of the wages", "Holiday pay is paid with the wages."),
    }[post.cover]
    rows = (
        ("wages", "Wages", found.wages, f"{hours} × 52 weeks", "The pay for the hours of the post."),
        ("holiday", "Holiday", found.holiday, *holiday),
        ("ni_employer", "National Insurance", found.ni - found.covered, *_ni_words(post, found, each)),
        ("pension_employer", "Pension", found.pension, each, "What the employer adds to the pension."),
        ("insurance", "Insurance", found.insurance, "As given", "Employer's liability insurance is a duty."),
        ("training", "Training", found.training, "As given", "What you plan to spend on training."),
    )
    return tuple(
        Line(
            code=code,
            group=EMPLOYER,
            label=label,
            amount=amount,
            working=working,
            why=why,
            rule=f"year.{code}",
            figures=(("hourly", str(found.hourly)), ("hours a week", str(post.hours_a_week))),
        )
        for code, label, amount, working, why in rows
    )


def _ni_words(post: Post, found: YearCost, each: str) -> tuple[str, str]:
    if post.allowance is None:
        return each, "The employer pays it on top of wages. The Employment Allowance is not claimed."
    working = f"{wording.pounds(found.ni)} less {wording.pounds(found.covered)} of Employment Allowance"
    return working, "The Employment Allowance pays it first. It must be claimed every tax year."
