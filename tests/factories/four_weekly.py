"""Arrangements that run, and what they are paid for four weeks."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from psycopg2.extras import DateRange

from clients import models
from tests.factories import AT, access

CYCLE = dt.date(2026, 4, 6)
FIRST_DAY, LAST_DAY = dt.date(2026, 11, 16), dt.date(2026, 12, 13)


def cycle(*, council_id: uuid.UUID, recorded_by_id: uuid.UUID, **given: Any) -> models.PaymentCycle:
    """Four weeks are counted from Monday 6 April 2026."""
    usual = {
        "first_day": CYCLE,
        "owner": "The head of council finance",
        "source": "Payment calendar of the council",
        "recorded_at": AT,
    }
    return models.PaymentCycle.objects.create(
        council_id=council_id, recorded_by_id=recorded_by_id, **usual | given
    )


def arrangement(*, client: models.Client, **given: Any) -> models.Arrangement:
    """One that runs. Needs `agreed_by_id` and `begun_by_id`, two people."""
    usual = {
        "pays_from": FIRST_DAY,
        "state": "running",
        "state_since": FIRST_DAY,
        "agreed_at": AT,
    }
    return models.Arrangement.objects.create(client=client, **access.on(client), **usual | given)


def suspension(*, arrangement: models.Arrangement, **given: Any) -> models.Suspension:
    """Two weeks in May, which are over."""
    usual = {
        "during": DateRange(dt.date(2026, 5, 4), dt.date(2026, 5, 18)),
        "reason": "In hospital",
        "began_at": AT,
        "ended_at": AT,
    }
    return models.Suspension.objects.create(
        arrangement=arrangement, **access.on(arrangement), **usual | given
    )


def payment(*, arrangement: models.Arrangement, **given: Any) -> models.FourWeeklyPayment:
    """£1,008.00 for the four weeks of today, worked out."""
    usual = {
        "client": arrangement.client,
        "first_day": FIRST_DAY,
        "last_day": LAST_DAY,
        "due_on": FIRST_DAY,
        "is_first": True,
        "account": models.DirectPayment.Account.OWN,
        "gross": Decimal("1200.00"),
        "contribution": Decimal("192.00"),
        "amount": Decimal("1008.00"),
        "carried": Decimal("0.00"),
        "worked_out_at": AT,
    }
    return models.FourWeeklyPayment.objects.create(
        arrangement=arrangement, **access.on(arrangement), **usual | given
    )


def line(*, payment: models.FourWeeklyPayment, **given: Any) -> models.FourWeeklyLine:
    """The four weeks of a payment."""
    usual = {
        "place": 1,
        "kind": models.FourWeeklyLine.Kind.FOUR_WEEKS,
        "funder": models.BudgetLine.Funder.COUNCIL,
        "of": payment.first_day,
        "first_day": payment.first_day,
        "last_day": payment.last_day,
        "weekly": Decimal("252.00"),
        "amount": payment.amount,
        "working": "4 × £252.00 = £1,008.00",
    }
    return models.FourWeeklyLine.objects.create(payment=payment, **access.on(payment), **usual | given)


def uplift(*, council_id: uuid.UUID, organisation_id: uuid.UUID, **given: Any) -> models.Uplift:
    """One of 5% that was withdrawn. Needs `proposed_by_id`."""
    usual = {
        "per_cent": Decimal("5.00"),
        "first_day": dt.date(2026, 4, 6),
        "source": "Cabinet, 1 March 2026",
        "people": 1,
        "weekly_before": Decimal("300.00"),
        "weekly_after": Decimal("315.00"),
        "proposed_at": AT,
        "state": "withdrawn",
    }
    return models.Uplift.objects.create(
        council_id=council_id, organisation_id=organisation_id, **usual | given
    )


def budget_change(*, client: models.Client, **given: Any) -> models.BudgetChange:
    """£310 a week from December, which was refused. Needs `proposed_by_id`."""
    usual = {
        "starts_on": dt.date(2026, 12, 1),
        "weekly_before": Decimal("300.00"),
        "weekly_amount": Decimal("310.00"),
        "weekly_contribution": Decimal("48.00"),
        "basis": models.DirectPayment.Basis.NET,
        "account": models.DirectPayment.Account.OWN,
        "lines": [["Personal assistants", "council", "310.00"]],
        "reason": "More hours",
        "proposed_at": AT,
        "state": "refused",
    }
    return models.BudgetChange.objects.create(client=client, **access.on(client), **usual | given)
