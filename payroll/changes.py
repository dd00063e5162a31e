"""When pay is so unlike what it usually is that someone should look first. Pure."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from dpss.kernel import dates, money
from payroll import reasons

# More than a quarter up or down.
MOST_CHANGE: Final = Decimal("0.25")
_WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Usual:
    """What a post usually pays before deductions, in pounds: its last payslip, or the average before that.

    `payday` is that of the last payslip; None for the average brought forward from another payroll.
    """

    gross: Decimal
    payday: date | None = None

    @property
    def said(self) -> str:
        """The words for it in a sentence."""
        if self.payday is None:
            return f"the {money.in_words(self.gross)} that was usual before"
        return f"the {money.in_words(self.gross)} of {dates.in_words(self.payday)}"


def average(paid: Decimal, *, days_paid_for: int, period_days: int) -> Usual | None:
    """What a period comes to when `paid` pounds were for so many days; None when it was for none."""
    if days_paid_for <= 0 or paid <= 0:
        return None
    return Usual(money.to_penny(paid * period_days / days_paid_for))


def of_gross(gross: Decimal, *, usual: Usual | None) -> reasons.Problem | None:
    """Gross pay that differs by more than a quarter from what is usual; None when it does not."""
    if usual is None or usual.gross <= 0:
        return None
    change = (gross - usual.gross) / usual.gross
    if abs(change) <= MOST_CHANGE:
        return None
    code = "more" if change > 0 else "less"
    share = (abs(change) * _WHOLE).quantize(Decimal(1))
    sentence = f"Gross pay is {money.in_words(gross)}, {share}% {code} than {usual.said}. Check the hours."
    return reasons.Problem(reasons.CHANGED, code, sentence)
