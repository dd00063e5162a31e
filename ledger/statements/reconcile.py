"""Bank = ledger = payroll on the last day of a statement, and what stands between them. Pure."""

from dataclasses import dataclass
from decimal import Decimal

from dpss.kernel import money


@dataclass(frozen=True, slots=True)
class ThreeWays:
    """What the bank, the ledger and the payroll say of an account on the last day of a statement, in pounds.

    `brought` is what the ledger had before the first statement, which began with `opening`. `on_its_way` is
    what the ledger has up to that day and the bank not yet; `ahead` what the bank has and the ledger later;
    `unmatched` what the bank has and nobody has matched, in `unmatched_lines` lines. `sent` is what payments
    from the account came to in the days of the statement, `posted` what the ledger has of them.
    """

    bank: Decimal
    ledger: Decimal
    opening: Decimal
    brought: Decimal
    on_its_way: Decimal
    ahead: Decimal
    unmatched: Decimal
    unmatched_lines: int
    sent: Decimal
    posted: Decimal

    @property
    def explained(self) -> Decimal:
        """The ledger's balance as the bank would have it: without what is on its way, with what is ahead."""
        return self.ledger - self.on_its_way + self.ahead + self.unmatched

    @property
    def difference(self) -> Decimal:
        """What is left between the bank and the ledger."""
        return self.bank - self.explained


def differences(found: ThreeWays) -> list[str]:
    """Every reason why the closing balance cannot be signed; none when all three agree to the penny."""
    said = []
    if found.unmatched_lines:
        lines = "1 line is" if found.unmatched_lines == 1 else f"{found.unmatched_lines:,} lines are"
        said.append(f"{lines} not matched, {money.in_words(found.unmatched)} in all. Match them first.")
    if found.brought != found.opening:
        said.append(
            f"The first statement begins with {money.in_words(found.opening)}, and the ledger had"
            f" {money.in_words(found.brought)} before it. The difference is"
            f" {money.in_words(abs(found.opening - found.brought))}."
        )
    elif found.difference:
        said.append(
            f"The bank has {money.in_words(found.bank)}, and by the ledger it should have"
            f" {money.in_words(found.explained)}. The difference is {money.in_words(abs(found.difference))}."
        )
    if found.sent != found.posted:
        said.append(
            f"Payments of {money.in_words(found.sent)} were sent in these days, and the ledger has"
            f" {money.in_words(found.posted)} of them. The difference is"
            f" {money.in_words(abs(found.sent - found.posted))}."
        )
    return said
