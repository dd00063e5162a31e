"""The minimum wage must be reached over each pay reference period, by age on its first day.

National Minimum Wage Regulations 2015. In a sleep-in only the time awake for the purpose of working counts as
hours (Royal Mencap v Tomlinson-Blake [2021] UKSC 8). Holiday is left out on both sides.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from payroll.calc import ages, wording
from payroll.calc.figures import MinimumWage, TaxYear
from payroll.calc.inputs import Earning, EarningKind
from payroll.calc.results import MinimumWageCheck
from payroll.calc.rounding import PENNY, ZERO, down_to_penny, nearest_penny

_HOURS_COUNT = {EarningKind.HOURS, EarningKind.AWAKE}


def check(
    *, earnings: Iterable[Earning], birth_date: date, period_start: date, rates: TaxYear
) -> MinimumWageCheck | None:
    """Compare pay per hour with the rate on the period's first day; a birthday waits for the next period.

    The minimum is priced line by line, as the pay is, so that rounding to pence alone never falls short. None
    means that there is nothing to compare: no hours, or pay for working that is not given in hours.
    """
    lines = tuple(earnings)
    worked = [line for line in lines if line.kind in _HOURS_COUNT]
    hours = sum((line.quantity for line in worked), ZERO)
    if not hours or any(line.unit != "hours" for line in worked):
        return None
    minimum = hourly_rate(
        age=ages.age_on(born=birth_date, day=period_start), rates=rates.minimum_wage_for(period_start)
    )
    pay = sum((line.amount for line in worked), ZERO)
    if rates.sleep_ins.pay_counts_for_minimum_wage:
        pay += sum((line.amount for line in lines if line.kind is EarningKind.SLEEP_IN), ZERO)
    needed = sum((_priced(line.quantity, minimum) for line in worked), ZERO)
    return _compared(pay, hours, minimum, max(ZERO, needed - pay))


def _priced(hours: Decimal, rate: Decimal) -> Decimal:
    """Hours are kept to four decimals; going through minutes gives 1 hour 40 minutes back exactly."""
    return nearest_penny((hours * 60).quantize(PENNY) * rate / 60)


def _compared(pay: Decimal, hours: Decimal, minimum: Decimal, shortfall: Decimal) -> MinimumWageCheck:
    hourly = down_to_penny(pay / hours)
    if not shortfall:
        hourly = max(hourly, minimum)
    return MinimumWageCheck(
        pay=pay,
        hours=hours,
        hourly=hourly,
        rate=minimum,
        shortfall=shortfall,
        why=f"{wording.pounds(pay)} for {wording.time(hours)} is {wording.pounds(hourly)} an hour. "
        f"The legal minimum is {wording.pounds(minimum)}.",
    )


def hourly_rate(*, age: int, rates: MinimumWage) -> Decimal:
    """The minimum wage at an age: the first step down whose age has been reached."""
    return next(step.hourly for step in rates.rates if step.from_age <= age)
