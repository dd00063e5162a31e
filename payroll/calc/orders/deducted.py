"""What became of each order and agreement on one payment, as it is kept for the next one."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Deducted:
    """One order or agreement on one payment.

    `rule` names its kind and `reference` the paper it stands on. `due` is what it asked for, `amount` what
    was taken, `fee` what the employer keeps for it. `carried` and `protected_carried` go into the next
    payment's order, and `owed_after` is left to pay (None where there is no end). `said` says what could not
    be taken, for the person and for whoever sent the order.
    """

    rule: str
    reference: str
    due: Decimal
    amount: Decimal
    fee: Decimal
    carried: Decimal
    protected_carried: Decimal
    owed_after: Decimal | None
    said: str
