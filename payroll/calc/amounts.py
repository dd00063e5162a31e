"""A sum of money that is given must be one that can be paid: no minus, and whole pence."""

from decimal import Decimal

from payroll.calc.inputs import TOO_MUCH, PayInputError
from payroll.calc.rounding import PENNY


def check(what: str, amount: Decimal) -> None:
    """Refuse an amount that is not zero or more in whole pounds and pence; `what` names it."""
    if not amount.is_finite() or not 0 <= amount < TOO_MUCH or amount != amount.quantize(PENNY):
        raise PayInputError(f"{what}: {amount} is not zero or more in pounds and pence.")
