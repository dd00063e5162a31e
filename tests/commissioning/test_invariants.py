"""The checks of oversight: all is well with the cast, and each finds its opposite, planted."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from commissioning import invariants
from dpss.access.findings import Result, examine
from tests import database
from tests.commissioning import planting

CHECKS = {invariant.name: invariant for invariant in invariants.invariants()}
UNGUARDED = """
    alter table commissioning_measure disable trigger user;
    alter table commissioning_providerinvoice disable trigger user;
    alter table contracts_award disable trigger user;
"""
PLANTED = [
    ("measures are counts", "update commissioning_measure set numerator = -1"),
    ("measures are counts", "update commissioning_measure set denominator = -1"),
    (
        "invoices of those who hold the lot",
        "update commissioning_providerinvoice set month = month + 1",
    ),
    ("invoices of those who hold the lot", "delete from contracts_award"),
    (
        "invoices of those who hold the lot",
        "update contracts_award set during = daterange('2031-01-01', null)",
    ),
]


@pytest.fixture
def overseen(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The cast's bills and a measure, seen by the owner."""
    name = connection.settings_dict["NAME"]
    with django_db_blocker.unblock(), database.used(name, role=database.OWNER), transaction.atomic():
        with planting.planting():
            planting.counted("sheets_on_time", 5, 6)
        yield
        transaction.set_rollback(True)


def check(name: str) -> Result:
    """What one check finds."""
    return examine(CHECKS[name])


def test_all_is_well(overseen: None) -> None:
    for result in invariants.run():
        assert (result.name, result.verdict, result.broken) == (result.name, "ok", ())


def test_every_check_has_a_planted_opposite() -> None:
    assert {name for name, _ in PLANTED} == set(CHECKS)


@pytest.mark.parametrize(("name", "statement"), PLANTED)
def test_what_is_planted_is_found(overseen: None, name: str, statement: str) -> None:
    connection.check_constraints()
    with connection.cursor() as cursor:
        for table in ("commissioning_measure", "commissioning_providerinvoice", "contracts_award"):
            cursor.execute(
                "select conname from pg_constraint where contype = 'c' and conrelid = %s::regclass", [table]
            )
            for (constraint,) in cursor.fetchall():
                cursor.execute(f'alter table {table} drop constraint "{constraint}"')
        cursor.execute(UNGUARDED + statement)
    result = check(name)
    assert result.verdict == "WRONG"
    assert result.broken
