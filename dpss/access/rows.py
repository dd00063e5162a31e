"""Writing many rows in one statement."""

from collections.abc import Collection, Sequence

from django.db import connection, models
from psycopg2 import sql


def update_all(rows: Sequence[models.Model], fields: Collection[str]) -> None:
    """Write these fields of rows of one model, each row its own values, in one statement.

    As `bulk_update` does, whose conditional expression for every row and field takes longer to build than
    all the rest of a payrun.
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
        values=sql.SQL(", ").join(sql.SQL(f"%s::{column.db_type(connection)}[]") for column in given),
        names=sql.SQL(", ").join(names),
        key=sql.SQL("{table}.{key} = new.{key}").format(table=sql.Identifier(meta.db_table), key=names[0]),
    )
    values = [
        [column.get_db_prep_save(getattr(row, column.attname), connection) for row in rows]
        for column in given
    ]
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(cursor.cursor), values)
