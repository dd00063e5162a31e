"""Who is acting: one person in one role, or one named job for one council."""

import contextlib
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import connection, transaction

from dpss.access import policy

NOBODY_SETTINGS = {"user": "", "membership": "", "council": "", "job": "", "today": "", "work": ""}


@dataclass(frozen=True, slots=True)
class Work:
    """The subjects that a piece of work is about, and by class of data those that its actor reaches.

    All as the text of Postgres arrays, because both walls send them with every statement.
    """

    subjects: str
    reached: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Actor:
    """A person in the role they chose, or a job. An immutable value: made anew for each request.

    `membership_id` is the row that gives the role; Postgres looks it up again, so a role that has
    ended is refused even when this value is stale. A job has a name, a council and no user.
    `work` is what the actor keeps to, where that is a few subjects out of thousands: see `scope.about`.
    """

    council_id: uuid.UUID
    today: date
    user_id: uuid.UUID | None = None
    name: str = ""
    role: str = ""
    organisation_id: uuid.UUID | None = None
    membership_id: uuid.UUID | None = None
    job: str = ""
    work: Work | None = None

    @property
    def is_staff(self) -> bool:
        """Whether the role is one of people at work, who need a second factor."""
        return self.role in policy.STAFF_ROLES

    def may(self, permission: str) -> bool:
        """Whether the role has this permission. Which rows it reaches is `scope`'s question."""
        if self.job:
            return permission in policy.JOB_GRANTS.get(self.job, frozenset())
        return permission in policy.GRANTS.get(self.role, frozenset())

    def acts_for(self, name: str) -> str:
        """Whom the history names beside a representative; empty for everyone who acts for themself."""
        return name if self.role == policy.REPRESENTATIVE else ""


def for_job(*, job: str, council_id: uuid.UUID, today: date) -> Actor:
    """The actor of a scheduled job in one council. Raises ValueError for a job that policy does not name."""
    if job not in policy.JOB_GRANTS:
        raise ValueError(f"{job} is not a job in the policy table")
    return Actor(council_id=council_id, today=today, job=job, name=f"The portal ({policy.JOB_NAMES[job]})")


@contextlib.contextmanager
def acting(actor: Actor | None) -> Iterator[None]:
    """Run one transaction as this actor: row-level security shows what they reach, and nothing else.

    The settings are local to the transaction. Inside an outer one, the outer actor is restored.
    """
    nested = connection.in_atomic_block
    with transaction.atomic():
        before = _change_settings(_settings_of(actor))
        work = actor.work if actor else None
        if work is not None:
            _run("select access.begin_work(%s)", [work.subjects])
        yield
        if work is not None and not transaction.get_rollback():
            _run("select access.end_work()")
        if nested and not transaction.get_rollback():
            _change_settings(before)


def _settings_of(actor: Actor | None) -> dict[str, str]:
    if actor is None:
        return NOBODY_SETTINGS
    return {
        "user": str(actor.user_id or ""),
        "membership": str(actor.membership_id or ""),
        "council": str(actor.council_id),
        "job": actor.job,
        "today": actor.today.isoformat(),
        "work": "",
    }


def _change_settings(values: dict[str, str]) -> dict[str, str]:
    """Set them for the rest of the transaction; returns what they were."""
    # In one question, of which Postgres works out the columns from left to right.
    old = [f"coalesce(current_setting('dpss.{name}', true), '')" for name in NOBODY_SETTINGS]
    new = [f"set_config('dpss.{name}', %s, true)" for name in NOBODY_SETTINGS]
    with connection.cursor() as cursor:
        cursor.execute(f"select {', '.join(old + new)}", [values[name] for name in NOBODY_SETTINGS])
        row = cursor.fetchone()
    return dict(zip(NOBODY_SETTINGS, row or (), strict=False))


def _run(statement: str, parameters: Sequence[str] = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
