"""What an off-cycle run pays."""

from decimal import Decimal
from typing import Any

from payroll import models
from tests.factories import AT, access


def off_cycle_pay(
    *, employment: models.Employment, period: models.PayPeriod, **given: Any
) -> models.OffCyclePay:
    """A bonus on the period's own payday, that was begun and dropped."""
    employer = employment.employer
    run = models.Payrun.objects.create(
        id=given.pop("run_id"),
        employer=employer,
        period=period,
        run=given.pop("run", 9),
        kind="off_cycle",
        reason="Long service",
        own_payday=period.payday,
        own_tax_year=period.tax_year,
        own_tax_period=period.tax_period,
        **access.on(employer),
    )
    usual = {"why": "bonus", "bonus": Decimal("25.00"), "bonus_for": "Long service", "recorded_at": AT}
    return models.OffCyclePay.objects.create(
        payrun=run, employment=employment, **access.on(employment), **usual | given
    )
