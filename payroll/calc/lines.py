"""The lines of a payslip: every amount stands on one, with its sum in words and the reason for it."""

from dataclasses import dataclass
from decimal import Decimal

EARNED = "earned"
TAKEN_OFF = "taken_off"
EMPLOYER = "employer"
REIMBURSED = "reimbursed"
TIME = "time"
DUTY = "duty"
# The code of a line for something beside the usual pay.
BONUS = "bonus"
# The code of a line that settles earlier pay: the only one that may take pay back.
CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a payslip, with the sum in words and one plain reason.

    `amount` is never negative, but for a correction that takes pay back: `group` says which way it counts.
    Net pay is earned less taken off plus reimbursed (mileage, expenses and tax paid back); lines of the
    employer's own costs do not touch it, nor do lines of time, whose `amount` is hours or days, or lines of a
    duty. `rule` names the rule and `figures` the values it was given, for audit.
    """

    code: str
    group: str
    label: str
    amount: Decimal
    working: str
    why: str
    rule: str
    figures: tuple[tuple[str, str], ...]
