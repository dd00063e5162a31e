"""Writing many rows in one statement."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import connection, models
from psycopg2 import sql


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
    statement = sql.SQL(
        "insert into {table} ({names}) select * from unnest({values}) on conflict do nothing"
    ).format(
        table=sql.Identifier(model._meta.db_table),
        names=sql.SQL(", ").join(sql.Identifier(str(field.column)) for field in given),
        values=_arrays(given),
    )
    with connection.cursor() as cursor:
        cursor.execute(
            statement.as_string(cursor.cursor),
            [_array(field, column) for field, column in zip(given, columns, strict=True)],
        )
        return int(cursor.rowcount)


def update_all(rows: Sequence[models.Model], fields: Collection[str]) -> None:
    """Write these fields of rows of one model, each row its own values, in one statement.

    As `bulk_update` does, whose conditional expression for every row and field takes longer to build than
    all the rest of a payrun. A sealed field is sealed for its row.
    """
    if not rows:
        return
    meta = rows[0]._meta
    known = {name: field for field in meta.concrete_fields for name in (field.name, field.attname)}
    given = list(dict.fromkeys([known[meta.pk.attname], *(known[name] for name in sorted(fields))]))
    names = [sql.Identifier(str(column.column)) for column in given]
    statement = sql.SQL(
        "update {table} set {changes} from unnest({values}) as new ({names}) where {key}"
    ).format(
        table=sql.Identifier(meta.db_table),
        changes=sql.SQL(", ").join(sql.SQL("{0} = new.{0}").format(name) for name in names[1:]),
        values=_arrays(given),
        names=sql.SQL(", ").join(names),
        key=sql.SQL("{table}.{key} = new.{key}").format(table=sql.Identifier(meta.db_table), key=names[0]),
    )
    values = [_array(column, [column.value_from_object(row) for row in rows]) for column in given]
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(cursor.cursor), values)


def _arrays(fields: Iterable[Any]) -> sql.Composed:
    """A place for the values of each field, of its type without a length: a cast to that cuts off."""
    types = [field.db_type(connection).partition("(")[0] for field in fields]
    return sql.SQL(", ").join(sql.SQL(f"%s::{name}[]") for name in types)


def _array(field: Any, values: Iterable[Any]) -> Any:
    """The values of one field as the database driver takes them."""
    if field.db_type(connection) == "uuid":
        # As one text: a list of keys is read by the database one expression after the other.
        return f"{{{','.join(key.hex if key else 'null' for key in values)}}}"
    return [field.get_db_prep_save(value, connection) for value in values]
