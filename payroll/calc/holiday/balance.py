"""Holiday owed at a date: what has been earned and carried over, less what was taken; on leaving it is paid.

Working Time Regulations 1998 regulations 14 and 15E. Holiday taken beyond it can be taken back from the last
pay only where a written agreement says so.
"""

from dataclasses import dataclass
from decimal import Decimal

from payroll.calc import wording
from payroll.calc.holiday.entitlement import FixedWeek, Unit
from payroll.calc.holiday.weeks_pay import WeeksPay
from payroll.calc.inputs import PayInputError
from payroll.calc.lines import EARNED, TAKEN_OFF, TIME, Line
from payroll.calc.rounding import ZERO


@dataclass(frozen=True, slots=True)
class Balance:
    """Holiday in its unit: `left` is owed to the worker, `over` was taken too much; one of them is zero."""

    unit: Unit
    earned: Decimal
    carried: Decimal
    taken: Decimal

    def __post_init__(self) -> None:
        for name in ("earned", "carried", "taken"):
            figure: Decimal = getattr(self, name)
            if not figure.is_finite() or figure < 0:
                raise PayInputError(f"Holiday {name}: {figure} is not zero or more {self.unit}.")

    @property
    def left(self) -> Decimal:
        """Holiday that is still owed."""
        return max(ZERO, self.earned + self.carried - self.taken)

    @property
    def over(self) -> Decimal:
        """Holiday taken beyond what there was."""
        return max(ZERO, self.taken - self.earned - self.carried)

    @property
    def line(self) -> Line:
        """The balance in words."""
        carried = f" + {wording.number(self.carried)} carried over" if self.carried else ""
        return Line(
            code="holiday_left",
            group=TIME,
            label="Holiday taken too much" if self.over else "Holiday left",
            amount=self.over or self.left,
            working=f"{wording.number(self.earned)}{carried} less {wording.number(self.taken)} taken,"
            f" in {self.unit}",
            why="What you have earned, less what you have taken.",
            rule="holiday.balance",
            figures=(
                ("earned", str(self.earned)),
                ("carried", str(self.carried)),
                ("taken", str(self.taken)),
            ),
        )


@dataclass(frozen=True, slots=True)
class Booking:
    """Holiday asked for, as the part that is paid and the part that is not."""

    paid: Decimal
    unpaid: Decimal


@dataclass(frozen=True, slots=True)
class Settlement:
    """What leaving costs: holiday paid out, or pay taken back for holiday taken too much."""

    paid_out: Decimal
    taken_back: Decimal
    line: Line


def book(*, asked: Decimal, balance: Balance, beyond_is_unpaid: bool) -> Booking:
    """Holiday within the balance is paid; beyond it, it is refused, or agreed as unpaid time off."""
    if not asked.is_finite() or asked <= 0:
        raise PayInputError(f"Holiday asked for: {asked} is not more than zero.")
    unpaid = max(ZERO, asked - balance.left)
    if unpaid and not beyond_is_unpaid:
        raise PayInputError(
            f"Holiday asked for: {wording.number(asked)} {balance.unit}, and"
            f" {wording.number(balance.left)} are left. Ask for fewer, or agree the rest as unpaid."
        )
    return Booking(asked - unpaid, unpaid)


def settle(*, balance: Balance, pay: WeeksPay, week: FixedWeek | None, agreed_in_writing: bool) -> Settlement:
    """Pay out the holiday that is left, or take back what was taken too much if that was agreed in writing.

    The same sum is what an employer owes for holiday at any date. `week` turns days into hours; holiday kept
    in hours needs none.
    """
    if week is None and balance.unit is Unit.DAYS:
        raise PayInputError("Holiday kept in days: give the contract's week, to know the hours of a day.")
    if week is not None and week.unit is not balance.unit:
        raise PayInputError(
            f"The contract keeps holiday in {week.unit}, and the balance is in {balance.unit}."
        )
    amount = balance.over or balance.left
    hours = week.in_hours(amount) if week else amount
    value = pay.for_hours(hours)
    line = _line(balance, amount, value, agreed_in_writing=agreed_in_writing)
    if balance.over:
        return Settlement(ZERO, line.amount, line)
    return Settlement(value, ZERO, line)


def _line(balance: Balance, amount: Decimal, value: Decimal, *, agreed_in_writing: bool) -> Line:
    if not balance.over:
        label, group, why = "Holiday not taken", EARNED, "Holiday that you earned and did not take is paid."
    elif agreed_in_writing:
        label, group, why = "Holiday taken too much", TAKEN_OFF, "Your contract says that it is paid back."
    else:
        label, group, value = "Holiday taken too much", TAKEN_OFF, ZERO
        why = "Nothing is taken back, because no agreement in writing says so."
    return Line(
        code="holiday_settled",
        group=group,
        label=label,
        amount=value,
        working=f"{wording.number(amount)} {balance.unit}",
        why=why,
        rule="holiday.settlement",
        figures=balance.line.figures,
    )
