"""Keys that data hangs on, people, roles, messages."""

import uuid
from typing import Any

from django.db import models as django_models
from psycopg2.extras import DateRange

from dpss.access import models
from tests.factories import AT

ALWAYS = DateRange(None, None)


def on(thing: Any) -> dict[str, uuid.UUID]:
    """The council and subject of a row, for another row that hangs on the same subject."""
    return {"council_id": thing.council_id, "subject_id": thing.subject_id}


def subject(*, kind: str, **given: Any) -> models.Subject:
    """The key of a client, PA, employer or post."""
    return models.Subject.objects.create(kind=kind, **given)


def hung_on(subject: models.Subject) -> dict[str, uuid.UUID]:
    """The council and the key itself, for the row that the key was made for."""
    return {"council_id": subject.council_id, "subject_id": subject.pk}


def membership(*, user: models.User, role: str, **given: Any) -> models.Membership:
    """A role that is open without end."""
    return models.Membership.objects.create(user=user, role=role, **{"during": ALWAYS} | given)


def recusal(*, user_id: uuid.UUID, subject: Any, **given: Any) -> models.Recusal:
    """A member of staff must not open a subject."""
    return models.Recusal.objects.create(
        user_id=user_id, **on(subject), **{"reason": "A member of the family."} | given
    )


def message(*, about: django_models.Model, **given: Any) -> models.OutboxMessage:
    """A message that is due."""
    usual = {"template": "timesheet_sent", "due_at": AT}
    return models.OutboxMessage.objects.create(**on(about), **usual | given)
