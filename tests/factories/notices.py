"""Notices from HMRC, and the pay of earlier jobs that they tell of."""

import datetime as dt
from decimal import Decimal
from typing import Any

from payroll import models
from tests.factories import AT, access


def hmrc_notice(**given: Any) -> models.HmrcNotice:
    """A P6 of November that waits, whose nobody knows. Needs its council and its organisation."""
    usual = {
        "form": "P6",
        "source": "file",
        "state": "waiting",
        "paye": "120/ZZ99999",
        "name": "Somebody Else",
        "issued": dt.date(2026, 11, 10),
        "effective": dt.date(2026, 11, 10),
        "received_on": dt.date(2026, 11, 12),
        "tax_code": "1100L",
        "sha256": "0" * 64,
        "added_at": AT,
        "why": "It has no National Insurance number. Say whose it is.",
    }
    return models.HmrcNotice.objects.create(**usual | given)


def previous_pay(
    *, employment: models.Employment, notice: models.HmrcNotice, **given: Any
) -> models.PreviousPay:
    """What was earned elsewhere last year, which counts no more."""
    usual = {
        "tax_year": "2025-26",
        "from_payday": dt.date(2025, 5, 1),
        "pay": Decimal("900.00"),
        "tax": Decimal("80.00"),
    }
    return models.PreviousPay.objects.create(
        employment=employment, notice=notice, **access.on(employment), **usual | given
    )
