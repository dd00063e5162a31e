"""Complaints, conversations, and notes of contacts."""

import datetime as dt
import uuid
from typing import Any

from psycopg2.extras import DateRange

from clients import models
from dpss.access import policy
from tests.factories import AT, TODAY, access


def complaint(*, client: models.Client, **given: Any) -> models.Complaint:
    """A client's complaint about something else than a person, one day old, on a key of its own."""
    usual = {
        "name": client.name,
        "reader_id": client.user_id,
        "how": models.Complaint.How.ONLINE,
        "raised_by_id": client.user_id,
        "raised_at": AT,
        "raised_on": TODAY,
        "about": models.Complaint.About.OTHER,
        "about_words": "My pay",
        "team": policy.COMPLAINT_TEAMS[0],
        "acknowledge_by": TODAY + dt.timedelta(days=4),
        "answer_by": TODAY + dt.timedelta(days=28),
    }
    return models.Complaint.objects.create(client=client, council_id=client.council_id, **usual | given)


def point(*, complaint: models.Complaint, **given: Any) -> models.ComplaintPoint:
    """One thing that went wrong."""
    usual = {"number": 1, "words": "My wages were wrong in October."}
    return models.ComplaintPoint.objects.create(complaint=complaint, **access.on(complaint), **usual | given)


def complaint_time(*, council_id: uuid.UUID, **given: Any) -> models.ComplaintTime:
    """The council decided three and twenty working days."""
    usual = {
        "acknowledge_days": 3,
        "answer_days": 20,
        "ombudsman": "The Ombudsman, 0300 000 0000",
        "owner": "The monitoring officer",
        "source": "Complaints policy of the council",
        "during": DateRange(dt.date(2026, 4, 6), None),
        "recorded_at": AT,
    }
    return models.ComplaintTime.objects.create(council_id=council_id, **usual | given)


def thread(*, client: models.Client, **given: Any) -> models.Thread:
    """A conversation about holidays."""
    usual = {"title": "Dee’s holiday", "last_at": AT}
    return models.Thread.objects.create(client=client, **access.on(client), **usual | given)


def message(*, thread: models.Thread, sent_by_id: uuid.UUID, **given: Any) -> models.Message:
    """The client wrote, and nobody has read it."""
    usual = {"side": "client", "words": "When is Dee away?", "sent_at": AT, "form_key": uuid.uuid4()}
    return models.Message.objects.create(
        thread=thread, sent_by_id=sent_by_id, **access.on(thread), **usual | given
    )


def message_file(*, message: models.Message, **given: Any) -> models.MessageFile:
    """A photo."""
    usual = {"name": "letter.jpg", "kind": "jpeg", "size": 3, "sha256": "0" * 64, "scanned": True}
    return models.MessageFile.objects.create(message=message, **access.on(message), **usual | given)


def contact_note(*, client: models.Client, written_by_id: uuid.UUID, **given: Any) -> models.ContactNote:
    """A phone call."""
    usual = {"on": TODAY, "channel": "phone", "words": "Rang about the holiday.", "written_at": AT}
    return models.ContactNote.objects.create(
        client=client, written_by_id=written_by_id, **access.on(client), **usual | given
    )
