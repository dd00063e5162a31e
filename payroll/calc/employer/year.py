"""What one post costs in a year: wages, holiday, National Insurance after the allowance, pension and so on.

The year is 52 equal weeks, paid at the post's interval; each payment's National Insurance and pension are
those of a real payment. Nothing is guessed: insurance and training are given.
"""

from dataclasses import replace
from decimal import Decimal

from payroll.calc import amounts, employer_costs, minimum_wage, tax_periods, wording
from payroll.calc.employer import year_lines
from payroll.calc.employer.post import WEEKS, Cover, Post, YearCost, on_top
from payroll.calc.figures import TaxYear
from payroll.calc.inputs import PayInputError
from payroll.calc.rounding import PENNY, ZERO, down_to_penny, nearest_penny


def cost(*, post: Post, hourly: Decimal, rates: TaxYear) -> YearCost:
    """What the post costs in a year; a rate below the minimum wage for the age is refused with the rule."""
    amounts.check("The hourly rate", hourly)
    check_lawful(hourly=hourly, post=post, rates=rates)
    return as_paid(post=post, hourly=hourly, rates=rates)


def check_lawful(*, hourly: Decimal, post: Post, rates: TaxYear) -> None:
    """Refuse a rate below the minimum wage for the age, with the rule."""
    lowest = lowest_rate(age=post.age, rates=rates)
    if hourly < lowest:
        raise PayInputError(
            f"{wording.rate(hourly)} an hour is below the minimum wage of {wording.pounds(lowest)}"
            f" for someone aged {post.age}: raise the rate."
        )


def affordable(*, budget: Decimal, post: Post, rates: TaxYear) -> YearCost:
    """The highest rate in whole pence whose year the budget pays for.

    A year's cost never falls when the rate rises, so the rate is found by halving. The wages alone must fit,
    which bounds it.
    """
    amounts.check("The budget", budget)
    lowest = lowest_rate(age=post.age, rates=rates)
    at_least = as_paid(post=post, hourly=lowest, rates=rates)
    if at_least.total > budget:
        raise PayInputError(
            f"{wording.pounds(budget)} a year is less than the {wording.pounds(at_least.total)} that"
            f" the minimum wage of {wording.pounds(lowest)} costs: plan fewer hours or find"
            f" {wording.pounds(at_least.total - budget)} more."
        )
    fits = int(lowest / PENNY)
    # Each payment's wage may be rounded down by less than a penny, so that much more is sure not to fit.
    most = (budget + post.payments * PENNY) / (post.hours_a_week * WEEKS)
    too_much = int(down_to_penny(most) / PENNY) + 1
    while too_much - fits > 1:
        middle = (fits + too_much) // 2
        if as_paid(post=post, hourly=middle * PENNY, rates=rates).total <= budget:
            fits = middle
        else:
            too_much = middle
    return as_paid(post=post, hourly=fits * PENNY, rates=rates)


def lowest_rate(*, age: int, rates: TaxYear) -> Decimal:
    """The minimum wage for an age, in pay periods that begin when the tax year does."""
    first = tax_periods.first_day(rates.tax_year)
    return minimum_wage.hourly_rate(age=age, rates=rates.minimum_wage_for(first))


def as_paid(*, post: Post, hourly: Decimal, rates: TaxYear) -> YearCost:
    """What the post costs at a rate that is paid already, even if it is below the minimum wage."""
    of_year = post.hours_a_week * hourly * WEEKS
    wages = nearest_penny(of_year / post.payments)
    rolled_up = nearest_penny(wages * rates.holiday.accrual) if post.cover is Cover.ROLLED_UP else ZERO
    each = on_top(post=post, pay=wages + rolled_up, rates=rates)
    payments = post.payments * post.alike
    holiday = rolled_up * payments
    if post.cover is Cover.SOMEONE:
        holiday = nearest_penny(post.hours_a_week * hourly * rates.annual_leave.weeks) * post.alike
    ni = each.ni.employer_ni * payments
    paid_in = each.paid_in.employer * payments if each.in_pension else ZERO
    covered = _covered(post, ni, rates)
    total = wages * payments + holiday + ni - covered + paid_in + post.insurance + post.training
    found = YearCost(
        hourly=hourly,
        wages=wages * payments,
        holiday=holiday,
        ni=ni,
        covered=covered,
        pension=paid_in,
        insurance=post.insurance,
        training=post.training,
        total=total,
        a_week=week_of(total),
        an_hour=nearest_penny(total / (post.hours_a_week * WEEKS * post.alike)),
        in_pension=each.in_pension,
        enrolment=each.enrolment,
        lines=(),
    )
    return replace(found, lines=year_lines.lines(post=post, found=found, each=each, rates=rates))


def week_of(amount: Decimal) -> Decimal:
    """A year's amount over its 52 weeks, to the nearest penny."""
    return nearest_penny(amount / WEEKS)


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
