"""The wages that orders look at: pay less income tax, National Insurance and pension, before any loan.

SI 2013/384 regulation 17, SI 1992/613 regulation 32 and the Attachment of Earnings Act 1971 schedule 3 agree
on these three. Statutory family payments are not earnings for an order; statutory sick pay is.
"""

from dataclasses import dataclass
from decimal import Decimal

from payroll.calc import amounts
from payroll.calc.inputs import PayInputError
from payroll.calc.rounding import PENNY, ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Wages:
    """One payment's pay and what the law takes first. `tax` is negative when tax is paid back.

    `not_attachable` is the part of `gross` that no order may touch, such as statutory maternity pay.
    """

    gross: Decimal
    tax: Decimal
    national_insurance: Decimal
    pension: Decimal = ZERO
    not_attachable: Decimal = ZERO

    def __post_init__(self) -> None:
        amounts.check("Gross pay", self.gross)
        amounts.check("National Insurance", self.national_insurance)
        amounts.check("The pension contribution", self.pension)
        amounts.check("Pay that orders may not touch", self.not_attachable)
        if not self.tax.is_finite() or self.tax != self.tax.quantize(PENNY):
            raise PayInputError(f"Income tax: {self.tax} is not in pounds and pence.")
        if self.not_attachable > self.gross:
            raise PayInputError(
                f"Pay that orders may not touch, {self.not_attachable}, is more than all pay, {self.gross}."
            )
        if self.net < 0:
            raise PayInputError(
                f"Tax, National Insurance and pension are more than the pay, {self.gross}: check them."
            )

    @property
    def net(self) -> Decimal:
        """Pay after tax, National Insurance and pension."""
        return self.gross - self.tax - self.national_insurance - self.pension

    @property
    def attachable(self) -> Decimal:
        """The part of it that orders look at."""
        return max(ZERO, self.net - self.not_attachable)
