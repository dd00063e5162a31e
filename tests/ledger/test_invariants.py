"""The checks of the books: all is well with what the portal did, and each finds its opposite, planted."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection

from dpss.access import actors
from dpss.access.invariants import Result, examine
from ledger import chart, invariants, journal, models
from ledger.operations import due_all, make_bank_file, post, reverse
from tests import database
from tests.cast import AT, TODAY, Cast
from tests.ledger.conftest import open_paying_account, payments_job
from tests.ledger.test_bank_files import MINE
from tests.ledger.test_payments import request

CHECKS = {invariant.name: invariant for invariant in invariants.invariants()}
Plant = Callable[..., None]


@pytest.fixture
def books(owner: None, cast: Cast) -> None:
    """Wages of Ben's posted and reversed, two payments to Dee in a file, and one that is due."""
    ben, job = cast.homes["ben"].employer_subject_id, payments_job()
    wages = journal.Movement(
        "payslip:1",
        dt.date(2026, 11, 27),
        "Wages",
        ben,
        (journal.Line(ben, chart.WAGES, Decimal(500)), journal.Line(ben, chart.NET_PAY, Decimal(-500))),
    )
    with actors.acting(job):
        post(wages, council_id=cast.east.id, at=AT)
        entry = models.Entry.objects.get(source_key="payslip:1")
        reverse(entry, source_key="payslip:1:undone", day=TODAY, at=AT)
        open_paying_account("southgate", cast.east)
        due_all([request(cast, 1), request(cast, 2, due_on=dt.date(2026, 12, 24))])
        assert make_bank_file(actor=job, **MINE) is not None


def check(name: str) -> Result:
    """What one check finds."""
    return examine(CHECKS[name])


def test_the_books_of_the_portal_are_right(books: None) -> None:
    for result in invariants.run():
        assert (result.name, result.verdict, result.broken) == (result.name, "ok", ())
        assert result.examined


def test_every_check_has_a_planted_opposite() -> None:
    assert {name for name, _ in PLANTED} == set(CHECKS)


# What the plants below stand on: rows that the fixture made, and guards that are taken away first.
ROWS = {
    "<an entry>": "(select id from ledger_entry where source_key like 'payment:%' order by id limit 1)",
    "<a paid one>": "(select id from ledger_payment where state = 'in_file' order by id limit 1)",
    "<a due one>": "(select id from ledger_payment where source_key = 'payslip:2:net')",
    "<the file>": "(select id from ledger_paymentbatch where state = 'made')",
}
FREE = "alter table ledger_entry disable trigger user; alter table ledger_posting disable trigger user"
PLANTED = [
    ("entries balance", "update ledger_posting set amount = amount + 1 where entry_id = <an entry>"),
    ("entries balance", "update ledger_posting set amount = 0.01 where amount = 500"),
    ("entries have two sides", "delete from ledger_posting where amount > 0 and entry_id = <an entry>"),
    ("entries have two sides", "delete from ledger_posting where entry_id = <an entry>"),
    (
        "source keys once",
        """
        alter table ledger_entry drop constraint ledger_entry_source_key_key;
        update ledger_entry set source_key = 'payslip:1' where id = <an entry>
        """,
    ),
    (
        "source keys once",
        """
        alter table ledger_payment drop constraint ledger_payment_source_key_key;
        update ledger_payment set source_key = 'payslip:1:net' where id = <a due one>
        """,
    ),
    (
        "postings inside entries",
        """
        do $$ begin execute (
            select 'alter table ledger_posting drop constraint ' || conname from pg_constraint
            where conrelid = 'ledger_posting'::regclass and confrelid = 'ledger_entry'::regclass
        ); end $$;
        update ledger_posting set entry_id = gen_random_uuid() where entry_id = <an entry>
        """,
    ),
    (
        "postings in their place",
        """
        update ledger_posting p set subject_id = (
            select s.id from access_subject s
            where s.id <> p.subject_id and s.council_id = p.council_id limit 1
        ) where entry_id = <an entry>
        """,
    ),
    (
        "postings in their place",
        """
        update ledger_entry e set council_id = (
            select c.id from access_council c where c.id <> e.council_id limit 1
        ) where id = <an entry>
        """,
    ),
    (
        "postings in their place",
        """
        update ledger_account a set council_id = (
            select c.id from access_council c where c.id <> a.council_id limit 1
        ) where code = 'net_pay'
        """,
    ),
    (
        "reversals undo",
        """
        update ledger_posting set amount = amount * 2
        where entry_id = (select id from ledger_entry where reverses_id is not null)
        """,
    ),
    (
        "reversals undo",
        """
        update ledger_entry set reverses_id = (
            select id from ledger_entry where source_key = 'opening:ben'
        ) where reverses_id is not null
        """,
    ),
    ("bank files add up", "update ledger_paymentbatch set total = total + 0.01 where id = <the file>"),
    ("bank files add up", "update ledger_paymentbatch set count = count + 1 where id = <the file>"),
    ("bank files add up", "update ledger_payment set amount = amount + 0.01 where id = <a paid one>"),
    ("bank files add up", "update ledger_paymentbatch set state = 'empty' where id = <the file>"),
    (
        "payments in one file",
        """
        insert into access_auditevent (
            stream, position, hash, at, sees, actor_name, role, on_behalf_of, verb, thing, thing_id, reason,
            before, after, transaction
        ) select 'x', 1, '', at, sees, actor_name, role, on_behalf_of, verb, thing, thing_id, reason,
            before, after, transaction
        from access_auditevent where verb = 'put_in_file' and thing_id = <a paid one>::text
        """,
    ),
    (
        "payments in one file",
        "update ledger_payment set state = 'due', batch_id = null where id = <a paid one>",
    ),
    (
        "payments in one file",
        """
        update ledger_payment set batch_id = (
            select id from ledger_paymentbatch where state <> 'made' limit 1
        ) where id = <a paid one>
        """,
    ),
    (
        "bank details changed by two",
        """
        update ledger_bankaccountchange c set state = 'approved', account_id = a.id, decided_by_id = (
            select u.id from access_user u where u.id <> c.proposed_by_id limit 1
        ) from ledger_bankaccount a where a.subject_id = c.subject_id
        """,
    ),
    (
        "bank details changed by two",
        """
        update ledger_bankaccountchange c set account_id = a.id
        from ledger_bankaccount a where a.subject_id = c.subject_id
        """,
    ),
    (
        "payments posted",
        "update ledger_payment set state = 'in_file', batch_id = <the file> where id = <a due one>",
    ),
    ("payments posted", "update ledger_entry set source_key = 'lost' where id = <an entry>"),
    ("payments posted", "update ledger_posting set amount = amount * 2 where entry_id = <an entry>"),
    (
        "payments posted",
        "update ledger_entry set source_key = 'payment:' || <a due one> where source_key = 'opening:ben'",
    ),
    ("payments sent back", "update ledger_payment set state = 'returned' where id = <a paid one>"),
    (
        "payments sent back",
        """
        update ledger_paymentreturn set state = 'open', answered_by_id = null, payment_id = <a paid one>
        where id = (select id from ledger_paymentreturn limit 1)
        """,
    ),
    (
        "payments sent back",
        """
        update ledger_paymentreturn set state = 'settled', settled_with = 'account',
            settled_on = '2026-11-21', settled_by_id = recorded_by_id, settled_in_books = true,
            again_id = null, answered_by_id = recorded_by_id
        """,
    ),
    (
        "bodies paid by two",
        """
        alter table ledger_creditoraccount drop constraint creditor_account_by_a_second_person;
        update ledger_creditoraccount set decided_by_id = proposed_by_id
        """,
    ),
    ("books guarded", "alter table ledger_entry disable trigger append_only"),
    ("books guarded", "alter table ledger_posting enable replica trigger balance"),
    ("books guarded", "drop trigger append_only on ledger_posting"),
    ("books guarded", "grant update on ledger_posting to dpss_app"),
]


@pytest.mark.parametrize(("name", "statement"), PLANTED)
def test_what_is_planted_is_found(books: None, planted: Plant, name: str, statement: str) -> None:
    assert check(name).broken == ()
    for words, rows in ROWS.items():
        statement = statement.replace(words, rows)
    planted(statement if name == "books guarded" else f"{FREE}; {statement}")
    result = check(name)
    assert result.broken
    assert result.verdict == "WRONG"


def test_a_check_names_the_row_and_says_what_is_wrong(books: None, planted: Plant) -> None:
    planted(FREE, "update ledger_posting set amount = 501 where amount = 500")
    assert all("is out by 1.00" in line for line in check("entries balance").broken)
    assert len(check("entries balance").broken) == 3


def test_a_check_that_sees_nothing_does_not_say_that_all_is_well(db: None) -> None:
    """The portal's own role sees no rows without an actor: such a check must never pass."""
    with actors.acting(None):
        assert {result.verdict for result in invariants.run() if result.name != "books guarded"} == {"EMPTY"}


def test_the_checks_run_as_the_reader_who_can_write_nothing(own_database: str) -> None:
    with database.used(own_database, role="dpss_reader"):
        results = {result.name: result for result in invariants.run()}
        assert results["entries balance"].examined
        assert not [result for result in results.values() if result.broken]
        with connection.cursor() as cursor, pytest.raises(Exception, match="read-only"):
            cursor.execute("delete from ledger_posting")
