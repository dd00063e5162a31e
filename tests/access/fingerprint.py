"""Whether anything in the database changed, every table looked at, by whoever asks.

To read every row takes longer than most requests. Postgres counts what a transaction writes in each table,
also what it writes and takes back: while the count stands still nothing is written, and the rows are read
only when it does not. It counts for one connection, and a request has no other.
"""

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import connection
from psycopg2 import sql

from dpss.access import actors, policy
from tests import database
from tests.access import wall
from tests.cast import CAST, TODAY

# Written by a request whatever it does: sessions, and the record of looks and refusals.
WRITTEN_ANYWAY = {"django_session", "usersessions_usersession", "access_auditevent", "access_auditstream"}


@dataclass(frozen=True)
class Taken:
    """How often this transaction had written at that moment, and a digest of the rows of each table."""

    writes: int
    rows: Callable[[], Mapping[str, str]]


@functools.cache
def tables() -> tuple[str, ...]:
    """Every table there is, but for those that are written anyway."""
    with connection.cursor() as cursor:
        every = {name for name in connection.introspection.table_names(cursor) if name != "django_migrations"}
    return tuple(sorted(every - WRITTEN_ANYWAY))


def take() -> Taken:
    """The database as this transaction sees it now, with what it has written and not committed."""
    now = rows()
    return Taken(writes(), lambda: now)


def take_committed() -> Taken:
    """The same for a transaction that has written nothing yet: the rows are read once, and only if needed."""
    name = connection.settings_dict["NAME"]
    return Taken(writes(), lambda: _committed(name))


def changed(before: Taken) -> list[str]:
    """The tables that are not as they were."""
    if writes() == before.writes:
        return []
    then, now = before.rows(), rows()
    return sorted(table for table in now if now[table] != then.get(table))


def writes() -> int:
    """How many rows this transaction inserted, changed or removed, in the tables that are looked at."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select sum(
                pg_stat_get_xact_tuples_inserted(oid)
                + pg_stat_get_xact_tuples_updated(oid)
                + pg_stat_get_xact_tuples_deleted(oid)
            )
            from pg_class where relnamespace = 'public'::regnamespace and relname = any(%s)
            """,
            [list(tables())],
        )
        return int(cursor.fetchone()[0])


def rows() -> dict[str, str]:
    """A digest of the rows of each table, also of those that this transaction has not committed.

    Jobs of both councils look, because behind the wall each sees its own council whole.
    """
    taken: dict[str, str] = {}
    walled = set(wall.protected())
    for council in (CAST.east, CAST.west):
        job = actors.for_job(job=policy.JOB_PAYRUNS, council_id=council.id, today=TODAY)
        with actors.acting(job), connection.cursor() as cursor:
            cursor.execute(_statement())
            for table, digest, _count in cursor.fetchall():
                taken[f"{table} of {council.slug}" if table in walled else table] = digest
    return taken


def counts() -> dict[str, int]:
    """How many rows are looked at in each table."""
    seen: dict[str, int] = {}
    walled = set(wall.protected())
    for council in (CAST.east, CAST.west):
        job = actors.for_job(job=policy.JOB_PAYRUNS, council_id=council.id, today=TODAY)
        with actors.acting(job), connection.cursor() as cursor:
            cursor.execute(_statement())
            for table, _digest, count in cursor.fetchall():
                seen[table] = count + (seen.get(table, 0) if table in walled else 0)
    return seen


@functools.cache
def _committed(name: str) -> Mapping[str, str]:
    # Another thread has another connection, which sees only what is committed.
    (found,) = database.together(rows)
    if isinstance(found, BaseException):
        raise found
    return found


@functools.cache
def _statement() -> sql.Composed:
    look = (
        "select {name}, md5(coalesce(string_agg(t::text, '|' order by t::text), '')), count(*) from {table} t"
    )
    return sql.SQL(" union all ").join(
        [sql.SQL(look).format(name=sql.Literal(table), table=sql.Identifier(table)) for table in tables()]
    )
