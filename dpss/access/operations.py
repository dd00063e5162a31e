"""Changes to who reaches whom, who holds a role, and what must be sent."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from django.db import connection, transaction
from psycopg2.extras import DateRange

from dpss.access import actors, audit, models, policy, rows
from dpss.kernel import errors

Days: TypeAlias = DateRange


def new_subject(
    *, council_id: uuid.UUID, kind: models.Subject.Kind, part_of_id: uuid.UUID | None = None
) -> models.Subject:
    """Make the key that a new client or PA, or a client's employer or post, will hang on."""
    return models.Subject.objects.create(council_id=council_id, kind=kind, part_of_id=part_of_id)


@dataclass(frozen=True, slots=True)
class Grant:
    """Somebody's reach of a subject, and the record it comes from.

    Held by a person, by everybody with the role in an organisation, or, with both given, by a person for as
    long as they work for the organisation. `source` is the record's label and id, as
    `payroll.employment:ID`; the same grant twice is one.
    """

    subject_id: uuid.UUID
    source: str
    role: str
    capabilities: tuple[str, ...]
    during: Days
    user_id: uuid.UUID | None = None
    organisation_id: uuid.UUID | None = None


def grant_all(grants: Iterable[Grant]) -> None:
    """Let each holder reach each subject for its days. The same grant again is brought up to date."""
    calls = [
        (
            grant.subject_id,
            grant.user_id,
            grant.organisation_id,
            grant.role,
            list(grant.capabilities),
            grant.during.lower,
            grant.during.upper,
            grant.source,
        )
        for grant in grants
    ]
    with connection.cursor() as cursor:
        cursor.executemany("select access.grant_reach(%s, %s, %s, %s, %s, %s, %s, %s)", calls)


def end(*, source: str, on: date) -> int:
    """End every reach that comes from a record, from this day on. Returns how many ended."""
    with connection.cursor() as cursor:
        cursor.execute("select access.end_reach(%s, %s)", [source, on])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


@transaction.atomic
def end_membership(*, membership: models.Membership, actor: actors.Actor, at: datetime, reason: str) -> None:
    """End a person's role today; their next page is refused. One that has not begun never will.

    Raises `NotAllowed`, `Invalid` or `Conflict`.
    """
    if not actor.may(policy.END_ROLES) or membership.council_id != actor.council_id:
        raise errors.NotAllowed("Your role may not end roles. Ask an administrator of your council.")
    if not reason.strip():
        raise errors.Invalid("Say why the role ends. It is kept in the access log.", field="reason")
    if membership.user_id == actor.user_id:
        raise errors.Invalid("You cannot end your own role. Ask another administrator.")
    locked = models.Membership.objects.select_for_update().get(pk=membership.pk)
    if locked.during.isempty or (locked.during.upper and locked.during.upper <= actor.today):
        raise errors.Conflict("This role has already ended.")
    before = str(locked.during.upper or "")
    began = locked.during.lower or actor.today
    locked.during = Days(min(began, actor.today), actor.today)
    locked.save(update_fields=["during"])
    event = audit.of(
        locked, "end role", reason=reason, before={"until": before}, after={"until": str(actor.today)}
    )
    audit.record(event, actor=actor, at=at)


def queue_messages(messages: Sequence[models.OutboxMessage]) -> None:
    """Put messages in the outbox, each once by its key: queueing the same again changes nothing."""
    fields = ("id", "key", "template", "subject_id", "council_id", "to_id", "values", "due_at", "tries")
    rows.add_all(
        models.OutboxMessage,
        [name.removesuffix("_id") for name in fields],
        ([getattr(message, name) for name in fields] for message in messages),
    )


def message(
    *,
    key: str,
    template: str,
    subject_id: uuid.UUID,
    council_id: uuid.UUID,
    to_id: uuid.UUID,
    values: dict[str, str],
    due_at: datetime,
) -> models.OutboxMessage:
    """A message to one person, not yet in the outbox. `values` hold keys and dates, never names."""
    return models.OutboxMessage(
        key=key,
        template=template,
        subject_id=subject_id,
        council_id=council_id,
        to_id=to_id,
        values=values,
        due_at=due_at,
    )
