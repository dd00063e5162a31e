"""Wages of a period that the bank sent back, and what became of them: for its board, in one query."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from dpss.access import actors
from ledger.models import PaymentReturn
from ledger.queries import wages_sent_back
from payroll import board, models, postings


@dataclass(frozen=True, slots=True)
class Back:
    """What came back last of one debt: its key, what became of it, and whether it has been paid again since.

    Paid again means that the payday of the bank file with the new payment has come.
    """

    pk: uuid.UUID | None = None
    became: str = ""
    is_paid_again: bool = False


NOTHING: Final = Back()


def of_period(period: models.PayPeriod, *, today: date, actor: actors.Actor) -> dict[str, Back]:
    """What came back of wages that a period owes, or a later day, by the source key of the wages."""
    found = wages_sent_back(due_from=period.first_day, actor=actor)
    return {key: _back(row, today) for key, row in found.items()}


def of_slips(back: Mapping[str, Back], *slips: uuid.UUID | None) -> Back:
    """What came back of a payslip, or of the one it replaced."""
    keys = (postings.wages_key(slip) for slip in slips if slip)
    return next((back[key] for key in keys if key in back), NOTHING)


def _back(row: PaymentReturn, today: date) -> Back:
    file = row.again.batch if row.again else None
    became = row.state if row.state in board.BACK else board.SENT_BACK
    if row.state == "settled":
        became = board.SETTLED
    if became == board.SENT_BACK and not row.owed:
        became = board.SETTLED  # a correction has left nothing of it
    return Back(row.pk, became, file is not None and file.pay_on <= today)
