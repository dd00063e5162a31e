"""What an off-cycle run pays beside time on a sheet, as lines of the calculation. Pure.

A bonus, holiday not taken and pay in lieu of notice are earnings as any other (ITEPA 2003 section 402D for
notice). Statutory redundancy pay is free of tax and National Insurance up to £30,000 (section 403).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Protocol

from dpss.kernel import money
from payroll.calc import payment, wording
from payroll.calc.inputs import Earning, EarningKind
from payroll.calc.lines import BONUS, EARNED, Line

TAX_FREE: Final = Decimal(30000)
_ONE: Final = Decimal(1)


class Sums(Protocol):
    """What was entered, in pounds; the hours are those of the holiday."""

    bonus: Decimal
    bonus_for: str
    holiday_hours: Decimal
    holiday_pay: Decimal
    notice_pay: Decimal
    redundancy: Decimal


@dataclass(frozen=True, slots=True)
class Amounts:
    """What an officer enters: pounds before deductions, and the hours of holiday that was not taken."""

    bonus: Decimal = money.ZERO
    bonus_for: str = ""
    holiday_hours: Decimal = money.ZERO
    holiday_pay: Decimal = money.ZERO
    notice_pay: Decimal = money.ZERO
    redundancy: Decimal = money.ZERO

    @property
    def total(self) -> Decimal:
        """All of it."""
        return self.bonus + self.holiday_pay + self.notice_pay + self.redundancy


def paid_with(pay: payment.PayInput, sums: Sums) -> payment.PayInput:
    """The payment with what was entered."""
    return replace(
        pay,
        earnings=(*pay.earnings, *_not_taxed(sums)),
        worked_out=(*pay.worked_out, *_earned(sums)),
    )


def _earned(sums: Sums) -> Iterator[Line]:
    if sums.bonus:
        yield _line(BONUS, f"Bonus: {sums.bonus_for}", sums.bonus, "A payment beside your usual pay.")
    if sums.holiday_pay:
        hours = f"{wording.number(sums.holiday_hours)} hours" if sums.holiday_hours else "One payment"
        why = "Holiday that you earned and did not take is paid."
        yield _line("holiday_settled", "Holiday not taken", sums.holiday_pay, why, working=hours)
    if sums.notice_pay:
        why = "You are paid for notice that you do not work. It is taxed as your usual pay."
        yield _line("notice", "Pay in lieu of notice", sums.notice_pay, why)


def _line(code: str, label: str, amount: Decimal, why: str, *, working: str = "One payment") -> Line:
    return Line(
        code=code,
        group=EARNED,
        label=label,
        amount=amount,
        working=working,
        why=why,
        rule=f"off_cycle.{code}",
        figures=(("amount", str(amount)),),
    )


def _not_taxed(sums: Sums) -> Iterator[Earning]:
    if sums.redundancy:
        label, amount = "Redundancy pay", sums.redundancy
        yield Earning(EarningKind.REDUNDANCY, label, _ONE, "payment", amount, amount)
