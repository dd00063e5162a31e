"""What happened, appended by a database function that no one can go round."""

import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

from dpss.access import actors, policy


@dataclass(frozen=True, slots=True)
class Event:
    """One thing to record. `before` and `after` hold only the named fields that changed."""

    verb: str
    thing: str
    thing_id: str
    subject_id: uuid.UUID | None = None
    sees: str = policy.IDENTITY
    reason: str = ""
    on_behalf_of: str = ""
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)


def of(thing: models.Model, verb: str, **more: Any) -> Event:
    """An event about a record, on its own subject and of its own class of data."""
    return Event(
        verb=verb,
        thing=thing._meta.label_lower,
        thing_id=str(thing.pk),
        subject_id=getattr(thing, "subject_id", None),
        sees=getattr(thing, "sees", policy.IDENTITY),
        **more,
    )


def record(event: Event, *, actor: actors.Actor | None, at: datetime) -> None:
    """Append one event."""
    record_all([event], actor=actor, at=at)


def record_all(events: Iterable[Event], *, actor: actors.Actor | None, at: datetime) -> None:
    """Append events, each to the chain of its subject (else of its council), in one call."""
    rows = sorted((_row(event, actor, at) for event in events), key=lambda row: str(row["stream"]))
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute("select access.append_audit(%s::jsonb)", [json.dumps(rows, cls=DjangoJSONEncoder)])


def _row(event: Event, actor: actors.Actor | None, at: datetime) -> dict[str, Any]:
    council = str(actor.council_id) if actor else None
    return {
        "stream": str(event.subject_id)
        if event.subject_id
        else f"council:{council}"
        if council
        else "sign-in",
        "at": at.isoformat(),
        "council": council,
        "subject": str(event.subject_id) if event.subject_id else None,
        "sees": event.sees,
        "actor_name": actor.name if actor else "",
        "role": (actor.role or actor.job) if actor else "",
        "on_behalf_of": event.on_behalf_of,
        "verb": event.verb,
        "thing": event.thing,
        "thing_id": event.thing_id,
        "reason": event.reason,
        "before": dict(event.before),
        "after": dict(event.after),
    }
