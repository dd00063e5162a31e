"""The checks of direct payments: all is well with what the portal did, and each finds its opposite."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from clients import invariants
from dpss.access.invariants import Result, examine
from tests import database
from tests.clients import four_weekly_world as world
from tests.clients import surplus_world as left
from tests.clients import test_spending as spending

CHECKS = {one.name: one for one in invariants.invariants()}
FIRST = dt.date(2026, 11, 16)


@pytest.fixture
def books(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Asha's payment is in a bank file, and left over money paid back: seen as the owner, and rolled back."""
    name = connection.settings_dict["NAME"]
    with django_db_blocker.unblock(), database.used(name, role=database.OWNER), transaction.atomic():
        world.approved(world.payment(FIRST))
        assert world.filed(dt.date(2026, 11, 26)) is not None
        left.paid_back()
        spending.answer(spending.ask())
        yield
        transaction.set_rollback(True)


def check(name: str) -> Result:
    return examine(CHECKS[name])


def run(sql: str) -> None:
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_what_the_portal_did_is_right_and_rows_were_examined(books: None) -> None:
    for result in invariants.run():
        assert (result.name, result.verdict, result.broken) == (result.name, "ok", ())


_ADDS_UP = """
    alter table clients_fourweeklyline disable trigger user;
    update clients_fourweeklyline set amount = amount + 1
"""
_TWICE = """
    update clients_fourweeklypayment
    set arrangement_id = (select arrangement_id from clients_fourweeklypayment where state = 'paid'),
        first_day = first_day + 1
    where id = (select id from clients_fourweeklypayment where state = 'due' order by id limit 1)
"""
_ALONE = """
    alter table clients_fourweeklypayment drop constraint four_weekly_payment_by_a_second_person;
    update clients_fourweeklypayment set approved_by_id = put_forward_by_id where state = 'paid'
"""
_UNNAMED = """
    alter table clients_spendquestion drop constraint spend_question_answered_by_somebody;
    update clients_spendquestion set part = '' where state = 'answered'
"""
_TOO_SOON = """
    alter table clients_surplusnotice drop constraint surplus_notice_nothing_moves_before;
    update clients_surplusnotice set reply_by = paid_on where state = 'paid'
"""
_BY_ONE = """
    alter table clients_surplusnotice drop constraint surplus_notice_by_a_second_person;
    update clients_surplusnotice set sent_by_id = put_forward_by_id where state = 'paid'
"""
_NOT_MOVED = """
    alter table clients_surplusnotice disable trigger user;
    update clients_surplusnotice set amount = amount + 1 where state = 'paid'
"""
LEFT_OVER = "left over money asked for first"
POSTED = "direct payments approved and posted"
PLANTED = [
    ("four weeks add up", _ADDS_UP),
    ("days paid once", _TWICE),
    (POSTED, _ALONE),
    (POSTED, "update ledger_payment set amount = 1 where kind = 'direct_payment'"),
    (POSTED, "update ledger_payment set source_key = 'x' where kind = 'direct_payment'"),
    (POSTED, "update clients_fourweeklypayment set state = 'due' where state = 'paid'"),
    ("answers about spending have a name", _UNNAMED),
    (LEFT_OVER, _TOO_SOON),
    (LEFT_OVER, _BY_ONE),
    (LEFT_OVER, _NOT_MOVED),
    ("acting by right", "update clients_representation set kind = 'authorised' where state = 'in_force'"),
]


@pytest.mark.parametrize(("name", "sql"), PLANTED)
def test_a_planted_violation_is_found(books: None, name: str, sql: str) -> None:
    run(sql)
    assert check(name).broken


def test_every_check_has_a_planted_opposite() -> None:
    assert {name for name, _ in PLANTED} == set(CHECKS)
