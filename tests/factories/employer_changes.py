"""Changes of employer, and what is decided of the posts."""

import datetime as dt
from typing import Any

from payroll import models
from tests.factories import AT, access


def employer_change(*, employer: models.Employer, **given: Any) -> models.EmployerChange:
    """One that was given up, so that another can be begun. Needs `begun_by_id`."""
    usual = {
        "state": "abandoned",
        "why": "capacity",
        "new_name": "Ravi Verma",
        "first_day": dt.date(2026, 12, 21),
        "takes_over_records": False,
        "payer": "employer",
        "begun_at": AT,
    }
    hung = access.on(employer.client)
    return models.EmployerChange.objects.create(employer=employer, **hung, **usual | given)


def post_decision(
    *, change: models.EmployerChange, employment: models.Employment, **given: Any
) -> models.PostDecision:
    """It goes on as agreed. Needs `decided_by_id`."""
    usual = {"outcome": "continues", "ground": "agreed", "reason": "Both signed.", "decided_at": AT}
    return models.PostDecision.objects.create(
        change=change, employment=employment, **access.on(employment), **usual | given
    )
