"""Schedules for pension schemes: how they go, what is on them, and their files."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from psycopg2.extras import DateRange

from payroll import models
from tests.factories import AT, access

SPRING = {"first_day": dt.date(2026, 4, 13), "last_day": dt.date(2026, 5, 10), "due_on": dt.date(2026, 6, 22)}


def arrangement(*, employer: models.Employer, **given: Any) -> models.PensionArrangement:
    """By Direct Debit, one schedule for each pay period, since April. Needs `recorded_by_id`."""
    usual = {
        "payment_source": "Wages",
        "mandate_reference": "DD-0001",
        "mandate_on": dt.date(2026, 4, 6),
        "during": DateRange(dt.date(2026, 4, 6), None),
        "recorded_at": AT,
    }
    return models.PensionArrangement.objects.create(employer=employer, **access.on(employer), **usual | given)


def schedule(*, scheme: models.PensionScheme, **given: Any) -> models.PensionSchedule:
    """Four weeks of the spring, still to submit."""
    usual = SPRING | {"interval": "four_weekly", "raised_at": AT}
    return models.PensionSchedule.objects.create(
        scheme=scheme, employer=scheme.employer, **access.on(scheme), **usual | given
    )


def line(
    *, schedule: models.PensionSchedule, employment: models.Employment, **given: Any
) -> models.PensionScheduleLine:
    """A member who was not paid enough."""
    usual = {
        "earnings": Decimal("0.00"),
        "member": Decimal("0.00"),
        "employer_share": Decimal("0.00"),
        "reason": "low_earnings",
        "effective_on": schedule.first_day,
    }
    return models.PensionScheduleLine.objects.create(
        schedule=schedule, employment=employment, **access.on(employment), **usual | given
    )


def file(*, schedule: models.PensionSchedule, **given: Any) -> models.PensionFile:
    """A file that was made once and says nothing any more. Needs `made_by_id`."""
    usual = {
        "name": "contributions.csv",
        "sha256": "0" * 64,
        "content": "H\r\n",
        "members": 0,
        "total": Decimal("0.00"),
        "made_at": AT,
    }
    return models.PensionFile.objects.create(schedule=schedule, **access.on(schedule), **usual | given)


def download(*, council_id: uuid.UUID, organisation_id: uuid.UUID, **given: Any) -> models.PensionDownload:
    """Files of one schedule, made. Needs `requested_by_id` and `schedules`."""
    usual = {"made": 1, "requested_at": AT, "finished_at": AT}
    return models.PensionDownload.objects.create(
        council_id=council_id, organisation_id=organisation_id, **usual | given
    )
