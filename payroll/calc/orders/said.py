"""What an order took, what it carries forward, and the words for both."""

from dataclasses import dataclass
from decimal import Decimal

from payroll.calc import wording
from payroll.calc.lines import TAKEN_OFF, Line
from payroll.calc.orders.deducted import Deducted
from payroll.calc.orders.kinds import (
    AnyOrder,
    ChildMaintenance,
    CouncilTax,
    CourtOrder,
    DirectEarnings,
    label,
    sender,
)
from payroll.calc.rounding import ZERO


@dataclass(frozen=True, slots=True)
class Taken:
    """One order on one payment. `due` is what it asks for, `amount` what was taken.

    `carried` and `protected_carried` belong to the next payment's order. `said` is empty when all was taken.
    """

    order: AnyOrder
    due: Decimal
    amount: Decimal
    fee: Decimal
    carried: Decimal
    protected_carried: Decimal
    said: str
    line: Line
    fee_line: Line | None

    @property
    def kept(self) -> Deducted:
        """The same without its words for a payslip, to be kept with it."""
        owed = self.order.owed
        return Deducted(
            rule=self.line.rule,
            reference=self.order.reference,
            due=self.due,
            amount=self.amount,
            fee=self.fee,
            carried=self.carried,
            protected_carried=self.protected_carried,
            owed_after=None if owed is None else owed - self.amount,
            said=self.said,
        )


def taken(
    *,
    order: AnyOrder,
    due: Decimal,
    amount: Decimal,
    fee: Decimal,
    working: str,
    protected: Decimal,
    residue: Decimal,
) -> Taken:
    """Put what was taken into words. `residue` is what earlier claims had left for this one."""
    carries = isinstance(order, ChildMaintenance) or (isinstance(order, CourtOrder) and order.priority)
    carried = due - amount if carries else ZERO
    court = isinstance(order, CourtOrder) and order.priority
    short = _short(order, due, amount, carried)
    figures = (
        ("reference", order.reference),
        ("left by earlier claims", str(residue)),
        ("due", str(due)),
        ("protected", str(protected)),
        ("carried", str(carried)),
    )
    return Taken(
        order=order,
        due=due,
        amount=amount,
        fee=fee,
        carried=carried,
        protected_carried=max(ZERO, protected - residue) if court else ZERO,
        said=short,
        line=Line(
            code="order",
            group=TAKEN_OFF,
            label=f"{label(order)} ({order.reference})",
            amount=amount,
            working=working if amount == due else f"{working}, as far as your pay may be used",
            why=" ".join(part for part in (_why(order), short) if part),
            rule=f"orders.{_rule(order)}",
            figures=figures,
        ),
        fee_line=_fee_line(order, fee) if fee else None,
    )


def _short(order: AnyOrder, due: Decimal, amount: Decimal, carried: Decimal) -> str:
    if amount == due:
        return ""
    missing = f"{label(order)} ({order.reference}): {wording.pounds(due - amount)} of {wording.pounds(due)}"
    after = "It is added to the next payment." if carried else "It is not added to the next payment."
    return (
        f"{missing} could not be taken, because enough must be left to live on. {after} Tell {sender(order)}."
    )


def _why(order: AnyOrder) -> str:
    if isinstance(order, CouncilTax):
        return "A council has ordered this for council tax. A table in the law gives the share."
    if isinstance(order, ChildMaintenance):
        return "The Child Maintenance Service has ordered this. Most of your pay after tax is left to you."
    if isinstance(order, DirectEarnings):
        return "This pays back benefits. Most of your pay after tax is left to you, all orders counted."
    return "A court has ordered this, and has said how much of your pay must be left."


def _rule(order: AnyOrder) -> str:
    if isinstance(order, CouncilTax):
        return "council_tax"
    if isinstance(order, ChildMaintenance):
        return "child_maintenance"
    if isinstance(order, DirectEarnings):
        return f"direct_earnings.{order.schedule or 'fixed'}"
    return "court.priority" if order.priority else "court.judgment_debt"


def _fee_line(order: AnyOrder, fee: Decimal) -> Line:
    return Line(
        code="order_fee",
        group=TAKEN_OFF,
        label=f"Fee for order {order.reference}",
        amount=fee,
        working=wording.pounds(fee),
        why="Your employer may keep a small fee for the work that an order makes.",
        rule="orders.fee",
        figures=(("reference", order.reference),),
    )
