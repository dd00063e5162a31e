"""What orders took and is paid on."""

import datetime as dt
from decimal import Decimal
from typing import Any

from payroll import models
from tests.factories import AT, access


def deduction_payment(*, deduction: models.Deduction, **given: Any) -> models.DeductionPayment:
    """What January 2028 took of an order: a correction has left nothing of it to pay."""
    employer = deduction.employment.employer
    usual = {
        "month": dt.date(2028, 1, 1),
        "payee": deduction.sender,
        "reference": deduction.reference,
        "due_on": dt.date(2028, 2, 18),
        "payer": "employer",
        "state": "dropped",
        "amount": Decimal("0.00"),
        "raised_at": AT,
    }
    return models.DeductionPayment.objects.create(
        deduction=deduction, employer=employer, **access.on(employer), **usual | given
    )
