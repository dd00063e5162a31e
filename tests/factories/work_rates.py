"""Rates of a contract for kinds of work."""

from decimal import Decimal
from typing import Any

from payroll import models


def work_rate(*, terms: models.EmploymentTerms, **given: Any) -> models.WorkRate:
    """£15.00 an hour at the weekend."""
    values = {"name": "Weekend", "hourly_rate": Decimal("15.00"), "terms": terms} | given
    return models.WorkRate.objects.create(council_id=terms.council_id, subject_id=terms.subject_id, **values)
