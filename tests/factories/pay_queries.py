"""Questions about wages that have not come, and how soon they are answered."""

import datetime as dt
from typing import Any

from psycopg2.extras import DateRange

from payroll import models
from tests.factories import AT, TODAY, access


def query(*, payslip: models.Payslip, **given: Any) -> models.PayQuery:
    """One that the employer must answer by Tuesday. Needs `asked_by_id`."""
    usual = {
        "payday": payslip.payday,
        "paid_by": "employer",
        "asked_at": AT,
        "due_on": TODAY + dt.timedelta(days=3),
    }
    return models.PayQuery.objects.create(
        payslip=payslip, employment=payslip.employment, **access.on(payslip), **usual | given
    )


def open_all() -> None:
    """Every question is open again, as when it was asked first."""
    models.PayQuery.objects.update(
        state="open",
        answer="",
        paid_on=None,
        said="",
        answered_by=None,
        answered_at=None,
        closed_at=None,
        due_on=TODAY + dt.timedelta(days=3),
    )


def time_to_answer(**given: Any) -> models.PayQueryTime:
    """Three working days, in 2025. Needs `council_id`, `organisation_id` and `recorded_by_id`."""
    usual = {
        "working_days": 3,
        "owner": "The payroll manager",
        "during": DateRange(dt.date(2025, 1, 1), dt.date(2026, 1, 1)),
        "recorded_at": AT,
    }
    return models.PayQueryTime.objects.create(**usual | given)
