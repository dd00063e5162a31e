"""How much each bill of a tax year asks for, when what is owed changes after some of them are paid. Pure.

What is paid stays as it was paid. The difference goes to the next bill that is not; what HMRC owes is taken
off the bills that follow. All amounts are pounds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dpss.kernel import money


@dataclass(frozen=True, slots=True)
class Link:
    """One bill: what is owed for its period, and what it asked for. `is_fixed`: nobody can change it now."""

    owed: Decimal
    amount: Decimal
    is_fixed: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What one bill asks for, and what of it the bills before it had left."""

    brought: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Chain:
    """The bills in their order, and what none of them asks for: negative where HMRC owes the employer."""

    bills: tuple[Asked, ...]
    rest: Decimal


def chain(links: Sequence[Link]) -> Chain:
    """Work the bills of one employer's tax year out, in the order of their periods."""
    asked, left = [], money.ZERO
    for link in links:
        amount = link.amount if link.is_fixed else max(link.owed + left, money.ZERO)
        asked.append(Asked(brought=left, amount=amount))
        left += link.owed - amount
    return Chain(tuple(asked), left)
