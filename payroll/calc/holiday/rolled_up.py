"""Rolled-up holiday pay: 12.07% on top of the pay for work, with the wages, as a line of its own.

Working Time Regulations 1998 regulation 16A. Only irregular hours and part-year work may have it, in leave
years that begin on or after 1 April 2024. The worker must still take the time off.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from payroll.calc import amounts, wording
from payroll.calc.figures import TaxYear
from payroll.calc.holiday.accrual import Pattern, check_by_the_hour
from payroll.calc.holiday.entitlement import LeaveYear
from payroll.calc.inputs import Earning, EarningKind, PayInputError
from payroll.calc.lines import EARNED, Line
from payroll.calc.rounding import ZERO, nearest_penny

_FOR_WORK = {EarningKind.HOURS, EarningKind.AWAKE, EarningKind.SLEEP_IN}
_LABEL = "Holiday pay, rolled up"
_WHAT = "be rolled up into pay"


@dataclass(frozen=True, slots=True)
class RolledUp:
    """Holiday pay of a pay period, and the line that a payslip must show by itself."""

    amount: Decimal
    line: Line


def pay_for_work(earnings: Iterable[Earning]) -> Decimal:
    """All pay for work done: hours, time awake and sleep-ins, without holiday and money back."""
    return sum((line.amount for line in earnings if line.kind in _FOR_WORK), ZERO)


def roll_up(*, pay: Decimal, pattern: Pattern, year: LeaveYear, rates: TaxYear) -> RolledUp:
    """The holiday pay that goes with one period's pay for work, to the nearest penny."""
    check_by_the_hour(pattern=pattern, year=year, rates=rates, what=_WHAT)
    amounts.check("Pay for work", pay)
    share = wording.percent(rates.holiday.accrual)
    return _rolled_up(
        nearest_penny(pay * rates.holiday.accrual),
        working=f"{share} of {wording.pounds(pay)}",
        why="Your holiday pay comes with each payment. Put it by: time off itself is not paid again.",
        figures=(("pay", str(pay)), ("share", str(rates.holiday.accrual))),
    )


def roll_up_while_away(
    *, paid: Sequence[Decimal], pattern: Pattern, year: LeaveYear, rates: TaxYear
) -> RolledUp:
    """The holiday pay of a period on sick or statutory leave: the average of the periods before it.

    `paid` is the rolled-up holiday pay of each pay period in the 52 weeks before the leave, or since it began
    to be rolled up (regulation 16A(5) and (6)).
    """
    check_by_the_hour(pattern=pattern, year=year, rates=rates, what=_WHAT)
    if not paid:
        raise PayInputError("There is no pay period with rolled-up holiday pay before the leave.")
    for amount in paid:
        amounts.check("Rolled-up holiday pay before the leave", amount)
    periods = wording.counted(Decimal(len(paid)), "pay periods")
    total = sum(paid, ZERO)
    return _rolled_up(
        nearest_penny(total / len(paid)),
        working=f"{wording.pounds(total)} over {periods}",
        why="While you are off, your holiday pay is the average of what it was before.",
        figures=(("total", str(total)), ("periods", str(len(paid)))),
    )


def _rolled_up(amount: Decimal, *, working: str, why: str, figures: tuple[tuple[str, str], ...]) -> RolledUp:
    line = Line(
        code="holiday_rolled_up",
        group=EARNED,
        label=_LABEL,
        amount=amount,
        working=working,
        why=why,
        rule="holiday.rolled_up",
        figures=figures,
    )
    return RolledUp(amount, line)
