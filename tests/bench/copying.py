"""Copying the planted households into many councils, in SQL, past every trigger: data to measure with."""

import contextlib
import hashlib
import uuid
from collections.abc import Iterator, Sequence
from typing import Any, Final

import psycopg2
from django.db import connection, models
from psycopg2 import extras, sql

from clients.models import Client, PersonalAssistant, Placement
from dpss.access import sealing
from dpss.access.models import Council, Membership, Reach, Subject, User
from ledger import chart
from ledger.models import Account, BankAccount
from payroll import models as wages
from tests.bench.households import Planted
from tests.cast import CAST
from tools import postgres

# Once for each council.
OF_A_COUNCIL: Final = (Council, Membership, wages.PayGroup, wages.PayPeriod)
# Once for each copy of the households, in an order in which each hangs only on those before it.
OF_A_COPY: Final = (
    Subject,
    User,
    Client,
    PersonalAssistant,
    Placement,
    BankAccount,
    wages.Employer,
    wages.EmployersPayGroup,
    wages.WhoPays,
    wages.PayeScheme,
    wages.AllowanceClaim,
    wages.PensionScheme,
    wages.PayrollIdentity,
    wages.Employment,
    wages.EmploymentTerms,
    wages.TaxDetails,
    wages.BroughtForward,
    wages.Timesheet,
    wages.TimesheetEntry,
    Reach,
)
# Rates differ from copy to copy, so that pay that goes to the wrong post shows.
_OTHERWISE: Final = {
    (Council, "slug"): "t.slug || n",
    (wages.PayGroup, "name"): "t.name || n",
    (User, "email"): "n || '-' || t.email",
    (Client, "reference"): "t.reference || '-' || n",
    (wages.EmploymentTerms, "hourly_rate"): "t.hourly_rate + mod(n, 40) * 0.05",
}
# Those who did something are not copied.
_DOERS: Final = frozenset({"decided_by", "submitted_by", "entered_by", "claimed_by", "withdrawn_by"})
# The rows of one copy lie together, as rows do that were made together.
_KEY: Final = """
    create function pg_temp.copy_of(id uuid, n integer) returns uuid language sql immutable as
    $$ select (lpad(to_hex(n), 8, '0') || right(md5(id::text || n::text), 24))::uuid $$
"""
_PLAIN_INDEXES: Final = """
    select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index
    where indrelid = %s::regclass and not indisunique and not indisexclusion
"""


def copy_of(key: uuid.UUID, number: int) -> uuid.UUID:
    """The key of a row's copy, as SQL makes it here."""
    return uuid.UUID(f"{number:08x}{hashlib.md5(f'{key}{number}'.encode()).hexdigest()[8:]}")  # noqa: S324


def copy(planted: Planted, *, councils: int, households: int, database: str) -> None:
    """Write so many councils, each with so many copies of the households, as the superuser of the server.

    Council and copies are numbered from 1. Needs an actor who reaches what was planted, to seal it anew.
    """
    place = connection.settings_dict
    server = psycopg2.connect(
        host=place["HOST"], port=place["PORT"], dbname=database, user=postgres.SUPERUSER
    )
    server.autocommit = True
    with contextlib.closing(server), server.cursor() as cursor:
        cursor.execute("set session_replication_role = replica; set maintenance_work_mem = '256MB'")
        cursor.execute(_KEY)
        for model in OF_A_COUNCIL:
            _copy_rows(cursor, model, planted, times=councils, each=1)
        for model in OF_A_COPY:
            with _without_indexes(cursor, model):
                _copy_rows(cursor, model, planted, times=councils * households, each=households)
        _open_accounts(cursor, planted, times=councils * households, each=households)
        cursor.execute("vacuum analyze")


@contextlib.contextmanager
def _without_indexes(cursor: Any, model: type[models.Model]) -> Iterator[None]:
    """Filling a table and then making its indexes takes half the time."""
    cursor.execute(_PLAIN_INDEXES, [model._meta.db_table])
    indexes = cursor.fetchall()
    for name, _ in indexes:
        cursor.execute(f"drop index {name}")
    yield
    for _, definition in indexes:
        cursor.execute(definition)


def _copy_rows(cursor: Any, model: type[models.Model], planted: Planted, *, times: int, each: int) -> None:
    fields = [one for one in model._meta.concrete_fields if not isinstance(one, models.AutoField)]
    sealed = [one for one in fields if isinstance(one, sealing.SealedField)]
    if sealed:
        _seal(cursor, model, sealed, planted, times)
    column, keys = _which(model, planted)
    statement = sql.SQL(
        "insert into {table} ({columns}) select {values} from {table} t cross join generate_series(1, %s) n"
        " {join} where t.{column} = any(%s::uuid[])"
    ).format(
        table=sql.Identifier(model._meta.db_table),
        columns=sql.SQL(", ").join(sql.Identifier(one.column) for one in fields),
        values=sql.SQL(", ").join(_value(model, one, each=each) for one in fields),
        join=sql.SQL("join sealed on sealed.row = t.id and sealed.copy = n" if sealed else ""),
        column=sql.Identifier(column),
    )
    cursor.execute(statement, [times, [str(key) for key in keys]])


def _which(model: type[models.Model], planted: Planted) -> tuple[str, Sequence[uuid.UUID]]:
    """The column by which the rows to copy are known, and its values."""
    if model is Membership:
        return "id", [CAST.olu.membership_id(), CAST.mara.membership_id()]
    keys: dict[type[models.Model], Sequence[uuid.UUID]] = {
        Council: [CAST.east.id],
        wages.PayGroup: [planted.period.group_id],
        wages.PayPeriod: [planted.period.pk],
        Subject: planted.subjects,
        User: planted.users,
    }
    return ("id", keys[model]) if model in keys else ("subject_id", planted.subjects)


def _value(model: type[models.Model], field: Any, *, each: int) -> sql.Composable:
    if isinstance(field, sealing.SealedField):
        return sql.Identifier("sealed", field.column)
    if (model, field.name) in _OTHERWISE:
        return sql.SQL(_OTHERWISE[model, field.name])
    held, named = sql.Identifier("t", field.column), model if field.primary_key else field.related_model
    if named in OF_A_COUNCIL:
        return sql.SQL("pg_temp.copy_of({}, (n - 1) / {} + 1)").format(held, sql.Literal(each))
    if named in OF_A_COPY and field.name not in _DOERS and model is not Membership:
        return sql.SQL("pg_temp.copy_of({}, n)").format(held)
    return held


def _seal(
    cursor: Any, model: type[models.Model], fields: Sequence[Any], planted: Planted, times: int
) -> None:
    """What is sealed belongs to its row: each copy is sealed anew, in a table of the connection's own."""
    names = ", ".join(f"{one.column} bytea" for one in fields)
    cursor.execute(f"drop table if exists sealed; create temp table sealed (row uuid, copy integer, {names})")
    extras.execute_values(
        cursor, "insert into sealed values %s", _sealed(model, fields, planted, times), page_size=1000
    )
    cursor.execute("create index on sealed (row, copy); analyze sealed")


def _sealed(
    model: type[models.Model], fields: Sequence[Any], planted: Planted, times: int
) -> Iterator[tuple[Any, ...]]:
    table = model._meta.db_table
    for row in model._default_manager.filter(subject__in=planted.subjects):
        words = {one.column: getattr(row, one.attname) for one in fields}
        for number in range(1, times + 1):
            key = copy_of(row.pk, number)
            sealed = (
                sealing.seal(word, table=table, pk=key, column=column) for column, word in words.items()
            )
            yield (str(row.pk), number, *sealed)


def _open_accounts(cursor: Any, planted: Planted, *, times: int, each: int) -> None:
    """The keys of accounts follow from their subjects."""
    held = Account.objects.filter(subject__in=planted.subjects).values_list("subject_id", "code")
    extras.execute_values(
        cursor,
        "insert into ledger_account (id, subject_id, code, council_id) values %s",
        (
            (str(chart.account_id(subject, code)), str(subject), code, str(council))
            for key, code in held
            for number in range(1, times + 1)
            for subject in (copy_of(key, number),)
            for council in (copy_of(CAST.east.id, (number - 1) // each + 1),)
        ),
        page_size=1000,
    )
