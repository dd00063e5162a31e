"""Agreements of shared shifts."""

import datetime as dt
import uuid
from typing import Any

from psycopg2.extras import DateRange

from payroll import models
from tests.factories import AT, access

AGREEMENT = uuid.UUID("0190c3a0-0000-7000-8000-000000000001")


def side(*, employment: models.Employment, **given: Any) -> models.SharedWork:
    """Half of what was worked in one week of April."""
    usual = {
        "agreement": AGREEMENT,
        "parts": 1,
        "other_parts": 1,
        "other_name": "Somebody Else",
        "comes_first": True,
        "during": DateRange(dt.date(2026, 4, 13), dt.date(2026, 4, 20)),
        "recorded_at": AT,
    }
    return models.SharedWork.objects.create(employment=employment, **access.on(employment), **usual | given)
