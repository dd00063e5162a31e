"""Writing many rows in one statement."""

import functools
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import connection, models

from dpss.access import arrays


def add_all(model: type[models.Model], fields: Sequence[str], values: Iterable[Sequence[Any]]) -> int:
    """Write a row for each tuple of values of these fields, in one statement; other fields are left empty.

    A row of which one like it must not be twice is left out. Returns how many were written. Nobody gets them
    as objects, which take longer to make than to write.
    """
    columns = list(zip(*values, strict=True))
    if not columns:
        return 0
    known = {field.name: field for field in model._meta.concrete_fields}
    given = [known[name] for name in fields]
    return _write(
        f"{_insert(model, tuple(fields))} on conflict do nothing",
        [arrays.of(field, column) for field, column in zip(given, columns, strict=True)],
    )


def insert_all(rows: Iterable[models.Model], *, once: bool = False) -> None:
    """Write rows of one model that have keys of their own, in one statement.

    As `bulk_create` does, which prepares every value by itself. With `once` a row is left out of which one
    like it must not be twice. A sealed field is sealed for its row.
    """
    every = list(rows)
    if not every:
        return
    model = type(every[0])
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    _write(
        _insert(model, tuple(field.name for field in fields)) + (" on conflict do nothing" if once else ""),
        [arrays.of(field, _values(field, every, add=True)) for field in fields],
    )
    for row in every:
        row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001 - as `bulk_create` does


def update_all(rows: Sequence[models.Model], fields: Collection[str]) -> None:
    """Write these fields of rows of one model, each row its own values, in one statement.

    As `bulk_update` does, whose conditional expression for every row and field takes longer to build than
    all the rest of a payrun. A sealed field is sealed for its row.
    """
    if not rows:
        return
    model = type(rows[0])
    meta = model._meta
    known = {name: field for field in meta.concrete_fields for name in (field.name, field.attname)}
    given = list(dict.fromkeys([known[meta.pk.attname], *(known[name] for name in sorted(fields))]))
    _write(
        _update(model, tuple(field.name for field in given)),
        [arrays.of(field, _values(field, rows, add=False)) for field in given],
    )


def _write(statement: str, values: Sequence[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


@functools.cache
def _insert(model: type[models.Model], names: Sequence[str]) -> str:
    fields = [model._meta.get_field(name) for name in names]
    return (
        f"insert into {_quoted(model._meta.db_table)} ({', '.join(_columns(fields))})"  # noqa: S608 - names of columns
        f" select * from unnest({_places(fields)})"
    )


@functools.cache
def _update(model: type[models.Model], names: Sequence[str]) -> str:
    """The first field is the key."""
    fields = [model._meta.get_field(name) for name in names]
    table, columns = _quoted(model._meta.db_table), _columns(fields)
    changes = ", ".join(f"{column} = new.{column}" for column in columns[1:])
    return (
        f"update {table} set {changes} from unnest({_places(fields)}) as new ({', '.join(columns)})"  # noqa: S608 - names of columns
        f" where {table}.{columns[0]} = new.{columns[0]}"
    )


def _columns(fields: Sequence[Any]) -> list[str]:
    return [_quoted(field.column) for field in fields]


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _places(fields: Iterable[Any]) -> str:
    """A place for the values of each field."""
    return ", ".join(f"%s::{arrays.type_of(field)}[]" for field in fields)


def _values(field: Any, rows: Iterable[models.Model], *, add: bool) -> list[Any]:
    """The values of one field, made ready where the field has a way of its own."""
    if not add:
        if type(field).value_from_object is models.Field.value_from_object:
            return [getattr(row, field.attname) for row in rows]
        return [field.value_from_object(row) for row in rows]
    if type(field).pre_save is models.Field.pre_save:
        return [getattr(row, field.attname) for row in rows]
    return [field.pre_save(row, add) for row in rows]
