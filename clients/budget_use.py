"""How much of a year's budget is used beside how much of its time, and when to say so. Pure."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Final

from dpss.kernel import dates

# Hundredths of the budget from which on the page says so in words.
NEARLY: Final = 85
ALL: Final = 100


@dataclass(frozen=True, slots=True)
class Use:
    """Pounds used of the budget of some days, and how many of these days are over."""

    used: Decimal
    budget: Decimal
    days: dates.Span
    days_over: int

    @property
    def of_money(self) -> int:
        """Whole hundredths of the budget that are used: never more than there are."""
        return _hundredths(self.used, self.budget)

    @property
    def of_time(self) -> int:
        """Whole hundredths of the days that are over."""
        return _hundredths(Decimal(self.days_over), Decimal(self.days.days))

    @property
    def is_all(self) -> bool:
        """Whether the whole budget of these days is used."""
        return self.of_money >= ALL

    @property
    def is_nearly_all(self) -> bool:
        """Whether it comes to the end of the budget, which is not used up yet."""
        return NEARLY <= self.of_money < ALL


def _hundredths(part: Decimal, whole: Decimal) -> int:
    """Rounded down, so that nothing is said to be reached before it is."""
    if not whole:
        return ALL if part else 0
    return int((part * 100 / whole).to_integral_value(rounding=ROUND_DOWN))
