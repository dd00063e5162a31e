"""Money left over: the limit of a council, what is kept first, and a notice that was withdrawn."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from psycopg2.extras import DateRange

from clients import models
from tests.factories import AT, TODAY, access

_WORKING = {
    "balance": "3000.00",
    "kept": dict.fromkeys(
        ("wages", "hmrc", "pension", "orders", "sheets", "leaving", "recruiting", "contingency"), "0.00"
    ),
    "weekly": "300.00",
    "weeks": 8,
}


def limit(*, council_id: uuid.UUID, **given: Any) -> models.SurplusLimit:
    """Eight weeks of the whole budget, and 28 days to answer. Needs `recorded_by_id`."""
    usual = {
        "weeks": 8,
        "basis": "gross",
        "reply_days": 28,
        "owner": "The head of council finance",
        "source": "Direct payments policy of the council",
        "during": DateRange(dt.date(2026, 4, 6), None),
        "recorded_at": AT,
    }
    return models.SurplusLimit.objects.create(council_id=council_id, **usual | given)


def figure(*, client: models.Client, **given: Any) -> models.KeptFigure:
    """£400.00 of holiday and redundancy, of yesterday. Needs `recorded_by_id`."""
    usual = {
        "kind": "leaving",
        "amount": Decimal("400.00"),
        "day": TODAY - dt.timedelta(days=1),
        "source": "The payroll's list of what has built up",
        "recorded_at": AT,
    }
    return models.KeptFigure.objects.create(client=client, **access.on(client), **usual | given)


def notice(*, client: models.Client, **given: Any) -> models.SurplusNotice:
    """£600.00, sent in October and withdrawn. Needs `put_forward_by_id` and `sent_by_id`, two people."""
    usual = {
        "day": dt.date(2026, 10, 1),
        "amount": Decimal("600.00"),
        "working": _WORKING,
        "state": "withdrawn",
        "put_forward_at": AT,
        "sent_at": AT,
        "reply_by": dt.date(2026, 10, 29),
    }
    return models.SurplusNotice.objects.create(client=client, **access.on(client), **usual | given)
