"""Pounds and pence: exact, to the penny, never a float."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from dpss.kernel import errors

PENNY = Decimal("0.01")
ZERO = Decimal("0.00")
MOST = Decimal("9999999999.99")


def to_penny(amount: Decimal) -> Decimal:
    """Round half up to the penny: the rule for an amount that no other rule rounds."""
    return amount.quantize(PENNY, rounding=ROUND_HALF_UP)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """Add amounts; nothing at all adds up to £0.00."""
    return sum(amounts, ZERO)


def parse(text: str) -> Decimal:
    """Read what a person typed as pounds: `1,234.50` or `£12`. Raises `Invalid` with the reason."""
    cleaned = text.strip().removeprefix("£").replace(",", "").strip()
    try:
        amount = Decimal(cleaned)
    except InvalidOperation:
        raise errors.Invalid("Enter an amount in pounds, like 120 or 120.50.") from None
    if not amount.is_finite():
        raise errors.Invalid("Enter an amount in pounds, like 120 or 120.50.")
    if abs(amount) > MOST:
        raise errors.Invalid("That amount is too large. Check the number of figures.")
    if amount != amount.quantize(PENNY):
        raise errors.Invalid("Enter pounds and pence, with no more than two figures after the point.")
    return amount.quantize(PENNY)


def in_words(amount: Decimal) -> str:
    """Show an amount on a page: `£1,234.50`, with a true minus sign when it is negative."""
    sign = "−" if amount < 0 else ""
    return f"{sign}£{abs(amount):,.2f}"


def pence(amount: Decimal) -> int:
    """Give whole pence for a bank file. Raises `Invalid` for a fraction of a penny."""
    whole = amount * 100
    if whole != whole.to_integral_value():
        raise errors.Invalid("An amount has a fraction of a penny, so it cannot be paid.")
    return int(whole)
