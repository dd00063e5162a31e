"""People who are referred."""

import datetime as dt
import uuid
from typing import Any

from clients import models, reach
from dpss.access import operations
from tests.factories import AT, TODAY, access


def referral(
    *, council_id: uuid.UUID, council_organisation_id: uuid.UUID, recorded_by_id: uuid.UUID, **given: Any
) -> models.Referral:
    """A social worker referred an adult today; the council's practitioners reach it."""
    subject = given.pop("subject", None) or access.subject(kind="client", council_id=council_id)
    usual: dict[str, Any] = {
        "source": "social_worker",
        "referred_by": "Mo Lind, hospital team",
        "name": "Ivy Marsh",
        "birth_date": dt.date(1950, 5, 4),
        "group": "adult",
        "nhs_number": "",
        "phone": "01632 960111",
        "words": "She wants to choose who helps her.",
        "state_since": TODAY,
        "received_on": TODAY,
        "recorded_at": AT,
        "form_key": uuid.uuid4(),
    }
    row = models.Referral(
        council_id=council_id, subject=subject, recorded_by_id=recorded_by_id, **usual | given
    )
    operations.grant_all(reach.of_referral(row, council_organisation_id=council_organisation_id))
    row.save(force_insert=True)
    return row
