"""Everything that must come off one person's pay besides tax, National Insurance, loans and pension."""

from dataclasses import dataclass
from datetime import date

from payroll.calc import wording
from payroll.calc.inputs import PayInputError
from payroll.calc.orders.agreed import Agreed
from payroll.calc.orders.kinds import AnyOrder, ChildMaintenance, CouncilTax, CourtOrder, DirectEarnings


@dataclass(frozen=True, slots=True, kw_only=True)
class Deductions:
    """The orders that are in force on a payday, by kind, and what was agreed with the person."""

    child_maintenance: tuple[ChildMaintenance, ...] = ()
    council_tax: tuple[CouncilTax, ...] = ()
    court: tuple[CourtOrder, ...] = ()
    direct_earnings: tuple[DirectEarnings, ...] = ()
    agreed: tuple[Agreed, ...] = ()

    @property
    def orders(self) -> tuple[AnyOrder, ...]:
        """All orders; the law's order among them is not theirs to know."""
        return (*self.child_maintenance, *self.council_tax, *self.court, *self.direct_earnings)

    def check(self, *, payday: date) -> None:
        """Refuse an order that is not made yet on a payday."""
        for order in self.orders:
            if order.made > payday:
                raise PayInputError(
                    f"Order {order.reference} was made on {wording.day(order.made)}, after the payday: take"
                    " nothing for it yet."
                )

    def __bool__(self) -> bool:
        """Whether there is anything to take."""
        return bool(self.orders or self.agreed)
