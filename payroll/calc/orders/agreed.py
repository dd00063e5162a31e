"""What is taken by agreement: an overpayment won back, then voluntary deductions, never more than there is.

An employer may take back pay that was paid by mistake (Employment Rights Act 1996 s14). Voluntary deductions
come last, so that they are the first to be cut.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from payroll.calc import amounts, wording
from payroll.calc.inputs import PayInputError
from payroll.calc.lines import TAKEN_OFF, Line
from payroll.calc.orders.deducted import Deducted
from payroll.calc.rounding import ZERO


class AgreedKind(StrEnum):
    """Why money is taken by agreement. The order of the kinds is the order in which they are taken."""

    OVERPAYMENT = "overpayment"
    VOLUNTARY = "voluntary"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """A deduction each payday; `owed` is what is left of an overpayment before this payment."""

    kind: AgreedKind
    name: str
    each_time: Decimal
    owed: Decimal | None = None

    def __post_init__(self) -> None:
        amounts.check(self.name, self.each_time)
        if self.owed is not None:
            amounts.check(f"{self.name}, what is owed", self.owed)
        if self.kind is AgreedKind.OVERPAYMENT and self.owed is None:
            raise PayInputError(f"{self.name}: say how much of the overpayment is still owed.")


@dataclass(frozen=True, slots=True)
class AgreedTaken:
    """What was taken of it, and what is said when not all was; `owed_after` is left of an overpayment."""

    agreed: Agreed
    due: Decimal
    amount: Decimal
    owed_after: Decimal | None
    said: str
    line: Line

    @property
    def kept(self) -> Deducted:
        """The same without its words for a payslip, to be kept with it."""
        return Deducted(
            rule=self.line.rule,
            reference=self.agreed.name,
            due=self.due,
            amount=self.amount,
            fee=ZERO,
            carried=ZERO,
            protected_carried=ZERO,
            owed_after=self.owed_after,
            said=self.said,
        )


def take(*, agreed: Iterable[Agreed], left: Decimal) -> Iterator[AgreedTaken]:
    """Overpayments first and voluntary deductions after them, as far as the pay that is left reaches."""
    kinds = list(AgreedKind)
    for one in sorted(agreed, key=lambda one: kinds.index(one.kind)):
        due = one.each_time if one.owed is None else min(one.each_time, one.owed)
        amount = min(due, left)
        left -= amount
        yield _taken(one, due, amount)


def _taken(one: Agreed, due: Decimal, amount: Decimal) -> AgreedTaken:
    said = ""
    if amount < due:
        said = (
            f"{one.name}: {wording.pounds(due - amount)} of {wording.pounds(due)} could not be taken,"
            " because the pay does not reach for it."
        )
    owed_after = None if one.owed is None else one.owed - amount
    overpaid = one.kind is AgreedKind.OVERPAYMENT
    still = f" {wording.pounds(owed_after)} is left to pay back." if owed_after else ""
    why = "You were paid too much before, and this pays it back." if overpaid else "You asked for this."
    return AgreedTaken(
        agreed=one,
        due=due,
        amount=amount,
        owed_after=owed_after,
        said=said,
        line=Line(
            code=one.kind.value,
            group=TAKEN_OFF,
            label=one.name,
            amount=amount,
            working=f"{wording.pounds(due)} agreed"
            if amount == due
            else f"{wording.pounds(amount)} was left",
            why=" ".join(part for part in (why + still, said) if part),
            rule=f"agreed.{one.kind}",
            figures=(
                ("each time", str(one.each_time)),
                ("owed", str(ZERO if one.owed is None else one.owed)),
            ),
        ),
    )
