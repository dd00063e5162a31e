"""Contracted pay, corrections of it, an employer's word, and reminders."""

import datetime as dt
from decimal import Decimal
from typing import Any

from psycopg2.extras import DateRange

from payroll import models
from tests.factories import AT, access

ENDED = DateRange(dt.date(2026, 4, 6), dt.date(2026, 5, 4))


def contracted_pay(*, employment: models.Employment, **given: Any) -> models.ContractedPay:
    """Standing pay of April, which has ended. Needs `recorded_by_id`."""
    usual = {
        "when": models.ContractedPay.When.ALWAYS,
        "during": ENDED,
        "employer_agreed": employment.employer.name,
        "employer_agreed_on": dt.date(2026, 4, 6),
        "assistant_agreed_on": dt.date(2026, 4, 6),
        "recorded_at": AT,
    }
    return models.ContractedPay.objects.create(
        employment=employment, **access.on(employment), **usual | given
    )


def spoken_approval(*, timesheet: models.Timesheet, **given: Any) -> models.SpokenApproval:
    """The employer's word on what the sheet no longer says. Needs `recorded_by_id`."""
    usual = {
        "said_by": timesheet.employment.employer.name,
        "said_at": AT,
        "digest": "f" * 64,
        "recorded_at": AT,
    }
    return models.SpokenApproval.objects.create(timesheet=timesheet, **access.on(timesheet), **usual | given)


def sheet_correction(
    *, sheet: models.Timesheet, paid_sheet: models.Timesheet, payslip: models.Payslip, **given: Any
) -> models.SheetCorrection:
    """Nothing was more or less than contracted."""
    usual = {"minutes": 0, "amount": Decimal("0.00")}
    return models.SheetCorrection.objects.create(
        sheet=sheet, paid_sheet=paid_sheet, payslip=payslip, **access.on(payslip), **usual | given
    )


def sheet_reminder(
    *, employment: models.Employment, period: models.PayPeriod, **given: Any
) -> models.SheetReminder:
    """The PA was to be rung after the deadline, and is to be still."""
    usual = {"side": "pa", "stage": "after", "channel": "phone", "made_at": AT}
    return models.SheetReminder.objects.create(
        employment=employment, period=period, **access.on(employment), **usual | given
    )
