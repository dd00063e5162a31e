"""What an hourly rate becomes when pay goes up: to the minimum wage, by pounds, or by a percentage. Pure."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

MINIMUM: Final = "minimum"
AMOUNT: Final = "amount"
PERCENT: Final = "percent"
RULES: Final = {
    MINIMUM: "To the minimum wage of that day, where it is below",
    AMOUNT: "By an amount an hour",
    PERCENT: "By a percentage",
}
_HUNDRED: Final = 100
_PENNY: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Rise:
    """From which day, by which rule, and by how much: pounds an hour or per cent, 0 for the minimum wage."""

    day: date
    rule: str
    by: Decimal

    def __post_init__(self) -> None:
        if self.rule not in RULES or (self.by > 0) == (self.rule == MINIMUM):
            raise ValueError(f"{self.rule!r} by {self.by} is not a rise of pay")


def raised(rate: Decimal, *, rise: Rise, minimum: Decimal) -> Decimal:
    """The rate from that day: never less than it was, and never below the minimum wage.

    A percentage gives the nearest penny, half a penny up.
    """
    wanted = rate
    if rise.rule == AMOUNT:
        wanted = rate + rise.by
    elif rise.rule == PERCENT:
        wanted = (rate * (1 + rise.by / _HUNDRED)).quantize(_PENNY, rounding=ROUND_HALF_UP)
    return max(rate, wanted, minimum)
