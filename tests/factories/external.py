"""Providers with payroll software of their own, and the files that went out and came in."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from psycopg2.extras import DateRange

from payroll import models
from tests.factories import AT, access


def software(*, council_id: uuid.UUID, organisation_id: uuid.UUID, **given: Any) -> models.ExternalPayroll:
    """Ace worked pay out for a month, years ago. Needs `recorded_by_id`."""
    usual = {
        "software": "Ace Payroll",
        "during": DateRange(dt.date(2024, 5, 1), dt.date(2024, 6, 1)),
        "recorded_at": AT,
    }
    ours = {"council_id": council_id, "organisation_id": organisation_id}
    return models.ExternalPayroll.objects.create(**ours, **usual | given)


def hours_file(*, period: models.PayPeriod, **given: Any) -> models.HoursFile:
    """The first version. Needs `made_by_id`."""
    usual = {"version": 1, "sha256": "1" * 64, "posts": 1, "made_at": AT}
    return models.HoursFile.objects.create(period=period, **_ours(period), **usual | given)


def results_file(*, period: models.PayPeriod, **given: Any) -> models.ResultsFile:
    """Two payslips, of which not all are there any more. Needs `taken_by_id`."""
    usual = {
        "sha256": "2" * 64,
        "payslips": 2,
        "gross": Decimal("270.00"),
        "net": Decimal("270.00"),
        "hmrc": Decimal("0.00"),
        "pension": Decimal("0.00"),
        "taken_at": AT,
    }
    return models.ResultsFile.objects.create(period=period, **_ours(period), **usual | given)


def payslip(
    *, payslip: models.Payslip, results_file: models.ResultsFile, **given: Any
) -> models.ExternalPayslip:
    """A payslip that came in with the file."""
    usual = {"provider": "Northfield Payroll", "software": "Ace Payroll"}
    return models.ExternalPayslip.objects.create(
        payslip=payslip, results_file=results_file, **access.on(payslip), **usual | given
    )


def _ours(period: models.PayPeriod) -> dict[str, uuid.UUID]:
    return {"council_id": period.council_id, "organisation_id": period.group.organisation_id}
