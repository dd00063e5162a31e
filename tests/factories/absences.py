"""People who were in hospital or away."""

import uuid
from typing import Any

from psycopg2.extras import DateRange

from clients import models
from tests.factories import AT, TODAY, access


def absence(*, client: models.Client, recorded_by_id: uuid.UUID, **given: Any) -> models.Absence:
    """They were away for a week, and are back."""
    usual = {
        "first_day": TODAY.replace(day=2),
        "expected_back": TODAY.replace(day=9),
        "back_on": TODAY.replace(day=9),
        "state": "back",
        "state_since": TODAY,
        "recorded_at": AT,
    }
    return models.Absence.objects.create(
        client=client, recorded_by_id=recorded_by_id, **access.on(client), **usual | given
    )


def reason(*, absence: models.Absence, **given: Any) -> models.AbsenceReason:
    """In hospital."""
    usual = {"kind": "hospital", "words": "A planned operation."}
    return models.AbsenceReason.objects.create(absence=absence, **access.on(absence), **usual | given)


def away_time(*, council_id: uuid.UUID, recorded_by_id: uuid.UUID, **given: Any) -> models.AwayTime:
    """Four weeks."""
    usual = {
        "weeks": 4,
        "owner": "The head of adult care",
        "source": "Direct payments policy of the council",
        "during": DateRange(TODAY.replace(month=4, day=6), None),
        "recorded_at": AT,
    }
    return models.AwayTime.objects.create(
        council_id=council_id, recorded_by_id=recorded_by_id, **usual | given
    )
