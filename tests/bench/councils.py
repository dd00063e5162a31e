"""Councils to measure with: each with its officer, manager and job, and households that wait to be paid."""

import contextlib
import dataclasses
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from dpss.access import actors, policy
from tests import database
from tests.bench import copying, households
from tests.cast import CAST, TODAY
from tests.cast.people import Person


@dataclass(frozen=True)
class Council:
    """The keys of one council's period, and who works on its payruns."""

    number: int

    @property
    def officer(self) -> actors.Actor:
        """Olu, who asks for the calculation."""
        return self._in(CAST.olu)

    @property
    def manager(self) -> actors.Actor:
        """Mara, who approves."""
        return self._in(CAST.mara)

    @property
    def job(self) -> actors.Actor:
        """The job that calculates."""
        council = copying.copy_of(CAST.east.id, self.number)
        return actors.for_job(job=policy.JOB_PAYRUNS, council_id=council, today=TODAY)

    @property
    def period_id(self) -> uuid.UUID:
        """The period that is paid."""
        return copying.copy_of(CAST.northfield.id_of("november"), self.number)

    def _in(self, person: Person) -> actors.Actor:
        return dataclasses.replace(
            person.actor(),
            council_id=copying.copy_of(CAST.east.id, self.number),
            membership_id=copying.copy_of(person.membership_id(), self.number),
        )


@contextlib.contextmanager
def planted(*, councils: int, copies: int) -> Iterator[str]:
    """A database of its own with so many councils, and so many copies of the dozen households in each.

    Its rows are written past the walls; the portal's own role, which row-level security holds, uses them.
    """
    database.start_servers()
    database.prepare()
    name = database.clone()
    try:
        with database.used(name):
            job = actors.for_job(job=policy.JOB_PAYRUNS, council_id=CAST.east.id, today=TODAY)
            with actors.acting(job):
                made = households.plant()
            with actors.acting(job):
                copying.copy(made, councils=councils, households=copies, database=name)
            _require_the_wall()
        yield name
    finally:
        database.drop(name)


def _require_the_wall() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select rolbypassrls or rolsuper from pg_roles where rolname = current_user")
        if cursor.fetchone() != (False,):
            raise SystemExit("This role passes by row-level security: the figures would mean nothing.")
