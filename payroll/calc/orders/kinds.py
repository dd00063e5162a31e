"""The orders and notices that an employer must obey, as they are written on paper; and loans beside them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from payroll.calc import amounts
from payroll.calc.inputs import PayInputError
from payroll.calc.rounding import ZERO


class Schedule(StrEnum):
    """Which column of the table a direct earnings notice names."""

    STANDARD = "standard"
    HIGHER = "higher"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What every order has: its reference, the day it was made, and what is still owed under it.

    `owed` is None for an order that runs until it is stopped, such as maintenance. `fee` is what the employer
    keeps for each deduction, by choice; a householder usually takes nothing.
    """

    reference: str
    made: date
    owed: Decimal | None = None
    fee: Decimal = ZERO

    def __post_init__(self) -> None:
        if not self.reference.strip():
            raise PayInputError("An order has no reference: copy it from the paper, so that it can be paid.")
        amounts.check(f"The fee for order {self.reference}", self.fee)
        if self.owed is not None:
            amounts.check(f"What is owed under order {self.reference}", self.owed)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildMaintenance(Order):
    """A deduction from earnings order of the Child Maintenance Service, for a fixed sum each payday.

    `carried` is what earlier paydays could not give.
    """

    normal: Decimal
    carried: Decimal = ZERO

    def __post_init__(self) -> None:
        Order.__post_init__(self)
        _check_normal(self, self.normal)
        amounts.check(f"What is carried forward under order {self.reference}", self.carried)


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilTax(Order):
    """A council tax attachment of earnings order of a council in England: the table gives the sum."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtOrder(Order):
    """An attachment of earnings order with a normal deduction and protected earnings, per pay interval.

    An order for maintenance or a fine is a priority order: it carries forward what was short, of the normal
    deduction and of the protected earnings. One for a judgment debt is not, and carries nothing.
    """

    priority: bool
    normal: Decimal
    protected: Decimal
    carried: Decimal = ZERO
    protected_carried: Decimal = ZERO

    def __post_init__(self) -> None:
        Order.__post_init__(self)
        _check_normal(self, self.normal)
        amounts.check(f"Protected earnings of order {self.reference}", self.protected)
        amounts.check(f"What is carried forward under order {self.reference}", self.carried)
        amounts.check(f"Protected earnings carried forward, order {self.reference}", self.protected_carried)
        if not self.priority and (self.carried or self.protected_carried):
            raise PayInputError(
                f"Order {self.reference} is for a judgment debt: nothing of it is carried forward."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectEarnings(Order):
    """A direct earnings attachment of the DWP or a council: one schedule of the table, or a fixed sum."""

    schedule: Schedule | None = None
    fixed: Decimal | None = None

    def __post_init__(self) -> None:
        Order.__post_init__(self)
        if (self.schedule is None) == (self.fixed is None):
            raise PayInputError(
                f"Notice {self.reference} needs either its schedule (standard or higher) or a fixed amount."
            )
        if self.fixed is not None:
            _check_normal(self, self.fixed)


AnyOrder = ChildMaintenance | CouncilTax | CourtOrder | DirectEarnings


def has_priority(order: AnyOrder) -> bool:
    """Maintenance, fines and council tax come before student loans; benefit and judgment debts after."""
    if isinstance(order, CourtOrder):
        return order.priority
    return not isinstance(order, DirectEarnings)


def label(order: AnyOrder) -> str:
    """What a payslip calls it."""
    if isinstance(order, CourtOrder):
        return "Court order"
    if isinstance(order, CouncilTax):
        return "Council tax order"
    return "Child maintenance" if isinstance(order, ChildMaintenance) else "Benefit debt"


def sender(order: AnyOrder) -> str:
    """Who must be told when an order cannot be met."""
    if isinstance(order, CourtOrder):
        return "the court"
    if isinstance(order, CouncilTax):
        return "the council"
    if isinstance(order, ChildMaintenance):
        return "the Child Maintenance Service"
    return "whoever sent the notice"


def _check_normal(order: Order, normal: Decimal) -> None:
    amounts.check(f"The deduction of order {order.reference}", normal)
    if not normal:
        raise PayInputError(f"Order {order.reference} has no amount to deduct: copy it from the paper.")
