"""What a client and their support worker write to each other, and notes of contacts."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from clients import models
from dpss.access import actors, policy, scope

Side = models.Message.Side


@dataclass(frozen=True, slots=True)
class Worker:
    """Who has the client on their caseload today, and how to ring them."""

    user_id: uuid.UUID
    name: str
    organisation: str


def side_of(actor: actors.Actor) -> str:
    """On which side of a conversation the actor writes."""
    return Side.STAFF if actor.is_staff else Side.CLIENT


def other_side(actor: actors.Actor) -> str:
    """Who writes to the actor."""
    return Side.CLIENT if actor.is_staff else Side.STAFF


def threads(*, actor: actors.Actor, client_id: uuid.UUID | None) -> "QuerySet[models.Thread]":
    """The conversations of a client (of everybody for None), newest first; whether one is unread."""
    unread = models.Message.objects.filter(
        thread=OuterRef("pk"), side=other_side(actor), read_at=None, kind="written"
    )
    rows = models.Thread.objects.select_related("client").annotate(is_unread=Exists(unread))
    if client_id is not None:
        rows = rows.filter(client_id=client_id)
    return scope.visible_to(rows, actor).order_by("-last_at", "pk")


def messages(thread: models.Thread, *, actor: actors.Actor) -> "QuerySet[models.Message]":
    """What was written, the newest first, with who wrote it and the files."""
    rows = models.Message.objects.filter(thread=thread)
    joined = rows.select_related("sent_by").prefetch_related("files")
    return scope.visible_to(joined, actor).order_by("-sent_at", "-pk")


def unread(*, actor: actors.Actor, client_id: uuid.UUID | None = None) -> int:
    """How many messages wait for the actor's side, in one query."""
    rows = models.Message.objects.filter(side=other_side(actor), read_at=None, kind="written")
    if client_id is not None:
        rows = rows.filter(thread__client_id=client_id)
    return scope.visible_to(rows, actor).count()


def unread_threads(*, actor: actors.Actor, most: int) -> list[models.Thread]:
    """The conversations in which something waits for the actor's side, the oldest first."""
    rows: QuerySet[Any] = threads(actor=actor, client_id=None)
    return list(rows.filter(is_unread=True).order_by("last_at", "pk")[:most])


def file(key: uuid.UUID, *, actor: actors.Actor) -> "QuerySet[models.MessageFile]":
    """One file, where the actor reaches its message."""
    return scope.visible_to(models.MessageFile.objects.filter(pk=key), actor)


def worker_of(client_id: uuid.UUID, *, actor: actors.Actor) -> Worker | None:
    """The support worker of a client today."""
    rows = models.CaseAllocation.objects.filter(client_id=client_id, during__contains=actor.today)
    row = scope.visible_to(rows, actor).select_related("user", "organisation").first()
    return Worker(row.user_id, row.user.name, row.organisation.name) if row else None


def notes(client_id: uuid.UUID, *, actor: actors.Actor) -> "QuerySet[models.ContactNote]":
    """Notes of contacts with a client, the newest first, each with what corrects it."""
    rows = models.ContactNote.objects.filter(client_id=client_id)
    joined = rows.select_related("written_by", "correction", "corrects")
    return scope.visible_to(joined, actor).order_by("-on", "-written_at", "pk")


def may_write(actor: actors.Actor) -> bool:
    """Whether the actor writes on either side."""
    return actor.may(policy.WRITE_TO_SUPPORT) or actor.may(policy.WRITE_TO_CLIENTS)
