"""What tests of the ledger share: the payments job, an account to pay from, and a look past the walls."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Model
from psycopg2.extras import DateRange

from dpss.access import actors, policy
from ledger import models
from tests import database
from tests.cast import CAST, TODAY, Cast, key
from tests.cast.people import Council

PAYER = {"name": "CLIENT PAYMENTS", "sort_code": "999900", "account_number": "12345678"}


def payments_job(council: Council = CAST.east) -> actors.Actor:
    """The job that makes bank files, in one council."""
    return actors.for_job(job=policy.JOB_PAYMENTS, council_id=council.id, today=TODAY)


def open_paying_account(provider: str, council: Council, **given: Any) -> Model:
    """Where a provider pays from for a council, in place of the one that the cast has."""
    usual = {"service_user_number": "123456", "during": DateRange(None, None)}
    whose = {"council_id": council.id, "organisation_id": key(provider, "organisation")}
    models.PayingAccount.objects.filter(**whose).exclude(name=PAYER["name"]).delete()
    return models.PayingAccount.objects.create(**whose | PAYER | usual | given)


@pytest.fixture
def job(db: None, cast: Cast) -> Iterator[actors.Actor]:
    """The payments job of Eastmarsh at work, with an account for Southgate to pay from."""
    actor = payments_job()
    with actors.acting(actor):
        open_paying_account("southgate", cast.east)
        yield actor


@pytest.fixture
def owner(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The owner's eyes and hands on this worker's database, in a transaction that is rolled back."""
    name = connection.settings_dict["NAME"]
    with django_db_blocker.unblock(), database.used(name, role=database.OWNER), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def planted(owner: None) -> Callable[..., None]:
    """`planted(sql, ...)` carries out statements that the guards of the database would refuse."""

    def plant(*statements: str) -> None:
        connection.check_constraints()
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    return plant
