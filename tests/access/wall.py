"""Looking at the walls: what a table shows to whoever the transaction acts for, and what is really in it."""

import contextlib
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from psycopg2 import sql

from dpss.access import models as access
from dpss.access import scope
from tests import database
from tests.cast import TODAY, Person

CLAIMS = ("user", "membership", "council", "job", "today")


@dataclass(frozen=True)
class Row:
    """What decides who may see a row, and the whole of it. `pk` is the key as text."""

    pk: str
    council: str
    subject: str | None
    content: dict[str, Any]


@functools.cache
def history_tables() -> dict[str, type[models.Model]]:
    """The tables of row history, and the model that each keeps the history of."""
    tracked = ((model, getattr(model, "pgh_tracked_model", None)) for model in apps.get_models())
    return {model._meta.db_table: of for model, of in tracked if of is not None}


@functools.cache
def protected() -> dict[str, str]:
    """Every table that must be under row-level security, history too: its class of data, or whose staff."""
    tables = scope.protected_tables()
    return tables | {table: tables[of._meta.db_table] for table, of in history_tables().items()}


def subject_models() -> list[type[access.SubjectRow]]:
    """Every model whose rows hang on a subject."""
    return [model for model in apps.get_models() if issubclass(model, access.SubjectRow)]


def key_column(table: str) -> str:
    """The column of a table's primary key."""
    return "pgh_id" if table in history_tables() else "id"


def about(statement: str, table: str) -> sql.Composed:
    """A statement with the names of a table and of its key in their places, safely quoted."""
    return sql.SQL(statement).format(
        table=sql.Identifier(table), key=sql.Identifier(key_column(table)), name=sql.Literal(table)
    )


def visible(table: str) -> set[str]:
    """The keys of the rows that the database shows, with no filter of ours."""
    with connection.cursor() as cursor:
        cursor.execute(about("select {key}::text from {table}", table))
        return {key for (key,) in cursor.fetchall()}


def everything_visible() -> dict[str, set[str]]:
    """What every protected table shows, in one look."""
    looks = [about("select {name}, {key}::text from {table}", table) for table in protected()]
    shown: dict[str, set[str]] = {table: set() for table in protected()}
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(" union all ").join(looks))
        for table, key in cursor.fetchall():
            shown[table].add(key)
    return shown


def rows_of(table: str) -> list[Row]:
    """Every committed row, as the owner sees it."""
    return _rows_of(table, str(connection.settings_dict["NAME"]))


@functools.cache
def _rows_of(table: str, _database: str) -> list[Row]:
    statement = about("select to_jsonb(t) from {table} t order by {key}", table)
    with contextlib.closing(database.as_owner()) as owner, owner.cursor() as cursor:
        cursor.execute(statement)
        found = [content for (content,) in cursor.fetchall()]
    key = key_column(table)
    return [Row(str(row[key]), row["council_id"], row.get("subject_id"), row) for row in found]


@contextlib.contextmanager
def claiming(**claims: Any) -> Iterator[None]:
    """A transaction that says it acts for somebody, straight to the database: claims left out are empty."""
    with transaction.atomic(), connection.cursor() as cursor:
        values = dict.fromkeys(CLAIMS, "") | {"today": TODAY} | claims
        for name, value in values.items():
            cursor.execute("select set_config(%s, %s, true)", [f"dpss.{name}", str(value)])
        yield
        transaction.set_rollback(True)


def claims_of(person: Person, role: str | None = None) -> dict[str, Any]:
    """What a request of this person would claim."""
    return {
        "user": person.user_id,
        "membership": person.membership_id(role),
        "council": person.hat(role).council.id,
    }
