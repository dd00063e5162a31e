"""Who can be invited to sign in: a PA by a post, a client, and whoever acts for a client."""

import uuid
from dataclasses import dataclass
from typing import Any

from clients.queries import people
from dpss.access import actors, policy
from dpss.access.models import User
from payroll.queries import post_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody as their record has them: `key` is the record's, `user` None while they have no account.

    `client_id` is who they are, or act for; None for a PA.
    """

    kind: str
    key: uuid.UUID
    name: str
    email: str
    role: str
    subject_id: uuid.UUID
    user: User | None
    client_id: uuid.UUID | None = None


def pa(post_id: uuid.UUID, *, actor: actors.Actor) -> Person | None:
    """The PA of a post."""
    post = post_file.posts(actor=actor).select_related("assistant__user").filter(pk=post_id).first()
    return _with_name(post.assistant, kind="pa", role=policy.PA) if post else None


def client(client_id: uuid.UUID, *, actor: actors.Actor) -> Person | None:
    """A client."""
    found = people.clients(actor=actor).select_related("user").filter(pk=client_id).first()
    return _with_name(found, kind="client", role=policy.CLIENT, client_id=found.pk) if found else None


def representative(representation_id: uuid.UUID, *, actor: actors.Actor) -> Person | None:
    """Somebody who acts for a client today. They have an account since they were recorded."""
    found = people.representations(actor=actor).filter(pk=representation_id).first()
    if found is None:
        return None
    return Person(
        kind="representative",
        key=found.pk,
        name=found.user.name,
        email=found.user.email,
        role=policy.REPRESENTATIVE,
        subject_id=found.subject_id,
        user=found.user,
        client_id=found.client_id,
    )


def _with_name(record: Any, **known: Any) -> Person:
    """Whose record has a name and an address of its own."""
    named = {name: getattr(record, name) for name in ("name", "email", "subject_id", "user")}
    return Person(key=record.pk, **named, **known)
