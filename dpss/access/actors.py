"""Who is acting: one person in one role, or one named job for one council."""

import contextlib
import dataclasses
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from dpss.access import policy

NOBODY_SETTINGS = {"user": "", "membership": "", "council": "", "job": "", "today": "", "only": ""}


@dataclass(frozen=True, slots=True)
class Actor:
    """A person in the role they chose, or a job. An immutable value: made anew for each request.

    `membership_id` is the row that gives the role; Postgres looks it up again, so a role that has
    ended is refused even when this value is stale. A job has a name, a council and no user.
    `only` are the subjects that a piece of work is about, where its work keeps to these: see `about`.
    """

    council_id: uuid.UUID
    today: date
    user_id: uuid.UUID | None = None
    name: str = ""
    role: str = ""
    organisation_id: uuid.UUID | None = None
    membership_id: uuid.UUID | None = None
    job: str = ""
    only: frozenset[uuid.UUID] | None = None

    @property
    def is_staff(self) -> bool:
        """Whether the role is one of people at work, who need a second factor."""
        return self.role in policy.STAFF_ROLES

    def may(self, permission: str) -> bool:
        """Whether the role has this permission. Which rows it reaches is `scope`'s question."""
        if self.job:
            return permission in policy.JOB_GRANTS.get(self.job, frozenset())
        return permission in policy.GRANTS.get(self.role, frozenset())


def for_job(*, job: str, council_id: uuid.UUID, today: date) -> Actor:
    """The actor of a scheduled job in one council. Raises ValueError for a job that policy does not name."""
    if job not in policy.JOB_GRANTS:
        raise ValueError(f"{job} is not a job in the policy table")
    return Actor(council_id=council_id, today=today, job=job, name=f"The portal ({policy.JOB_NAMES[job]})")


def about(actor: Actor, subjects: Iterable[uuid.UUID]) -> Actor:
    """The same actor at a piece of work that is about these subjects: no row of another is seen or written.

    It never reaches more than before. Work on a few out of thousands is much faster so, because both walls
    look up these alone for every statement.
    """
    return dataclasses.replace(actor, only=frozenset(subjects))


@contextlib.contextmanager
def acting(actor: Actor | None) -> Iterator[None]:
    """Run one transaction as this actor: row-level security shows what they reach, and nothing else.

    The settings are local to the transaction. Inside an outer one, the outer actor is restored.
    """
    nested = connection.in_atomic_block
    with transaction.atomic():
        before = _read_settings() if nested else None
        _write_settings(_settings_of(actor))
        yield
        if before is not None and not transaction.get_rollback():
            _write_settings(before)


def _settings_of(actor: Actor | None) -> dict[str, str]:
    if actor is None:
        return NOBODY_SETTINGS
    return {
        "user": str(actor.user_id or ""),
        "membership": str(actor.membership_id or ""),
        "council": str(actor.council_id),
        "job": actor.job,
        "today": actor.today.isoformat(),
        "only": "" if actor.only is None else f"{{{','.join(map(str, actor.only))}}}",
    }


def _read_settings() -> dict[str, str]:
    columns = ", ".join(f"coalesce(current_setting('dpss.{name}', true), '')" for name in NOBODY_SETTINGS)
    with connection.cursor() as cursor:
        cursor.execute(f"select {columns}")
        row = cursor.fetchone()
    return dict(zip(NOBODY_SETTINGS, row or (), strict=True))


def _write_settings(values: dict[str, str]) -> None:
    calls = ", ".join("set_config(%s, %s, true)" for _ in values)
    parameters = [part for name, value in values.items() for part in (f"dpss.{name}", value)]
    with connection.cursor() as cursor:
        cursor.execute(f"select {calls}", parameters)
