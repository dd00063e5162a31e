"""Nobody writes what they do not reach: no change, no removal, no row slipped under another's key."""

import contextlib
import json
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from psycopg2 import errorcodes

from dpss.access import policy, scope
from tests import database
from tests.access import expected, wall
from tests.access.wall import Row
from tests.cast import Cast

WRITERS = [
    ("asha", policy.CLIENT),
    ("joan", policy.REPRESENTATIVE),
    ("dee", policy.PA),
    ("marcus", policy.SUPPORT_WORKER),
    ("olu", policy.PAYROLL_OFFICER),
    ("mara", policy.PAYROLL_MANAGER),
    ("paula", policy.PRACTITIONER),
    ("fay", policy.COUNCIL_FINANCE),
    ("cole", policy.COMMISSIONER),
    ("ada", policy.ADMINISTRATOR),
]
UPDATE_ALL = "update {table} set council_id = council_id"
UPDATE_ONE = UPDATE_ALL + " where {key}::text = %s"
DELETE_ONE = "delete from {table} where {key}::text = %s"
MOVE = "update {table} set "
COUNCIL = "council_id = %s where {key}::text = %s"
SUBJECT = "subject_id = %s where {key}::text = %s"

pytestmark = pytest.mark.django_db


@contextlib.contextmanager
def refused() -> Iterator[None]:
    """The database must refuse for want of a right, and for nothing else."""
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        yield
    assert caught.value.__cause__.pgcode == errorcodes.INSUFFICIENT_PRIVILEGE, caught.value


def changed_rows(statement: str, table: str, *values: Any) -> int:
    """How many rows a statement about a table changed; a refusal is none."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(wall.about(statement, table), values)
            return int(cursor.rowcount)
    except DatabaseError as refusal:
        if refusal.__cause__.pgcode == errorcodes.INSUFFICIENT_PRIVILEGE:
            return 0
        raise


def copy_of(table: str, row: Row, **changes: Any) -> str:
    """A row as JSON, under a key of its own, with changes."""
    key = wall.key_column(table)
    fresh = 900_000_000 if isinstance(row.content[key], int) else str(uuid.uuid4())
    return json.dumps(row.content | {key: fresh} | changes)


def insert(table: str, row: str) -> None:
    """Write a row of JSON."""
    statement = "insert into {table} select * from jsonb_populate_record(null::{table}, %s)"
    with connection.cursor() as cursor:
        cursor.execute(wall.about(statement, table), [row])


def out_of_reach(table: str, sees: str, person: Any, role: str) -> list[Row]:
    """One row of the person's own council and one of another's, neither of which they see."""
    every = wall.rows_of(table)
    reached = expected.rows(every, person=person, role=role, sees=sees)
    found: dict[str, Row] = {}
    for row in every:
        if row.pk not in reached:
            found.setdefault(row.council, row)
    return list(found.values())


@pytest.mark.parametrize(("name", "role"), WRITERS)
def test_a_row_out_of_reach_is_not_changed_removed_or_copied(name: str, role: str, cast: Cast) -> None:
    person = cast.named(name)
    tried = 0
    with wall.claiming(**wall.claims_of(person, role)):
        for table, sees in wall.protected().items():
            for row in out_of_reach(table, sees, person, role):
                assert changed_rows(UPDATE_ONE, table, row.pk) == 0, table
                assert changed_rows(DELETE_ONE, table, row.pk) == 0, table
                with refused():
                    insert(table, copy_of(table, row))
                tried += 1
    assert tried > len(wall.protected()) // 2


@pytest.mark.parametrize(("name", "role"), WRITERS)
def test_no_change_behind_the_filter_touches_the_rest(name: str, role: str, cast: Cast) -> None:
    """A statement without any condition changes what the person reaches, and nothing else."""
    person = cast.named(name)
    with wall.claiming(**wall.claims_of(person, role)):
        for table, sees in wall.protected().items():
            every = wall.rows_of(table)
            reached = expected.rows(every, person=person, role=role, sees=sees)
            changed = changed_rows(UPDATE_ALL, table)
            assert changed in {0, len(reached)}, table


@pytest.mark.parametrize(("name", "role"), WRITERS)
def test_a_row_of_ones_own_is_not_moved_to_another_council_or_person(
    name: str, role: str, cast: Cast
) -> None:
    person = cast.named(name)
    stranger = cast.homes["wes"]
    with wall.claiming(**wall.claims_of(person, role)):
        for table, sees in scope.protected_tables().items():
            own = expected.rows(wall.rows_of(table), person=person, role=role, sees=sees)
            for pk in sorted(own)[:1]:
                assert changed_rows(MOVE + COUNCIL, table, str(stranger.council.id), pk) == 0, table
                if sees not in expected.STAFFS:
                    assert changed_rows(MOVE + SUBJECT, table, str(stranger.subject_id), pk) == 0, table


@pytest.mark.parametrize("council", ["east", "west"])
def test_a_job_writes_only_under_subjects_of_its_own_council(council: str, cast: Cast) -> None:
    own = getattr(cast, council)
    with wall.claiming(job=policy.JOB_PAYRUNS, council=own.id):
        for table, sees in wall.protected().items():
            mine = next(row for row in wall.rows_of(table) if row.council == str(own.id))
            theirs = next(row for row in wall.rows_of(table) if row.council != str(own.id))
            with refused():
                insert(table, copy_of(table, theirs))
            if sees not in expected.STAFFS:
                with refused():
                    insert(table, copy_of(table, mine, subject_id=theirs.subject))
            assert changed_rows(DELETE_ONE, table, theirs.pk) == 0, table


def test_without_claims_nothing_is_written(cast: Cast) -> None:
    with wall.claiming():
        for table in wall.protected():
            with refused():
                insert(table, copy_of(table, wall.rows_of(table)[0]))
            assert changed_rows(UPDATE_ALL, table) == 0, table
            assert changed_rows("delete from {table}", table) == 0, table


@pytest.mark.parametrize("table", ["access_reach", "access_auditevent", "access_auditstream"])
@pytest.mark.parametrize(
    "statement", ["insert into {} default values", "update {} set {} = {}", "delete from {}", "truncate {}"]
)
def test_reach_and_history_are_written_only_by_their_functions(
    table: str, statement: str, cast: Cast
) -> None:
    column = "name" if table == "access_auditstream" else "id"
    with wall.claiming(**wall.claims_of(cast.ada)), refused(), connection.cursor() as cursor:
        cursor.execute(statement.format(table, column, column))


@pytest.mark.parametrize("table", ["ledger_entry", "ledger_posting", "access_auditevent"])
@pytest.mark.parametrize("statement", ["update {} set id = id", "delete from {}", "truncate {} cascade"])
def test_what_happened_is_not_rewritten_even_by_the_owner(table: str, statement: str) -> None:
    with contextlib.closing(database.as_owner()) as owner, owner.cursor() as cursor:
        with pytest.raises(Exception, match="keeps what happened") as caught:
            cursor.execute(statement.format(table))
        assert caught.value.pgcode == errorcodes.INSUFFICIENT_PRIVILEGE
