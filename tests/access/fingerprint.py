"""Whether anything in the database changed, every table looked at, by whoever asks."""

import functools

from django.db import connection
from psycopg2 import sql

from dpss.access import actors, policy
from tests.access import wall
from tests.cast import CAST, TODAY

# Written by a request whatever it does: sessions, and the record of looks and refusals.
WRITTEN_ANYWAY = {"django_session", "usersessions_usersession", "access_auditevent", "access_auditstream"}


@functools.cache
def tables() -> tuple[str, ...]:
    """Every table there is, but for those that are written anyway."""
    with connection.cursor() as cursor:
        every = {name for name in connection.introspection.table_names(cursor) if name != "django_migrations"}
    return tuple(sorted(every - WRITTEN_ANYWAY))


def take() -> dict[str, str]:
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
    """How many rows `take` looks at in each table."""
    seen: dict[str, int] = {}
    walled = set(wall.protected())
    for council in (CAST.east, CAST.west):
        job = actors.for_job(job=policy.JOB_PAYRUNS, council_id=council.id, today=TODAY)
        with actors.acting(job), connection.cursor() as cursor:
            cursor.execute(_statement())
            for table, _digest, count in cursor.fetchall():
                seen[table] = count + (seen.get(table, 0) if table in walled else 0)
    return seen


def changed(before: dict[str, str]) -> list[str]:
    """The tables that are not as they were."""
    now = take()
    return sorted(table for table in now if now[table] != before.get(table))


@functools.cache
def _statement() -> sql.Composed:
    look = (
        "select {name}, md5(coalesce(string_agg(t::text, '|' order by t::text), '')), count(*) from {table} t"
    )
    return sql.SQL(" union all ").join(
        [sql.SQL(look).format(name=sql.Literal(table), table=sql.Identifier(table)) for table in tables()]
    )
