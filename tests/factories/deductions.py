"""What orders took and is paid on."""

import datetime as dt
from decimal import Decimal
from typing import Any

from psycopg2.extras import DateRange

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


def deduction_day(**given: Any) -> models.DeductionDay:
    """The 12th, in 2025. Needs `council_id`, `organisation_id` and `recorded_by_id`."""
    usual = {
        "day_of_month": 12,
        "owner": "The payroll manager",
        "during": DateRange(dt.date(2025, 1, 1), dt.date(2026, 1, 1)),
        "recorded_at": AT,
    }
    return models.DeductionDay.objects.create(**usual | given)
