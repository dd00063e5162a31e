"""The shape of the table that says when HMRC must be paid, in a tax year's file."""

from dataclasses import dataclass
from decimal import Decimal

from payroll.calc.confidence import Confidence
from payroll.calc.inputs import PayInputError


@dataclass(frozen=True, slots=True)
class PayingHmrc:
    """Days of the month by which HMRC must have its money, and below which monthly bill quarters will do."""

    source: str
    confidence: Confidence
    electronic_day: int
    post_day: int
    quarterly_below: Decimal

    def __post_init__(self) -> None:
        if not 5 < self.post_day <= self.electronic_day <= 28 or self.quarterly_below <= 0:  # noqa: PLR2004 (a tax month ends on the 5th; every month has a 28th)
            raise PayInputError("the days for paying HMRC are not between the 6th and the 28th, post first.")
