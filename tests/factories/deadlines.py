"""Warnings of what was late or at risk."""

import datetime as dt
from typing import Any

from payroll import models
from tests.factories import TODAY, access


def warning(*, employer: models.Employer, **given: Any) -> models.DeadlineWarning:
    """A bill of HMRC's that was noticed the day after its last day, in the spring, and is settled."""
    usual = {
        "kind": "hmrc_bill",
        "by": dt.date(2026, 5, 22),
        "first_on": dt.date(2026, 5, 23),
        "settled_on": TODAY - dt.timedelta(days=1),
    }
    return models.DeadlineWarning.objects.create(employer=employer, **access.on(employer), **usual | given)
