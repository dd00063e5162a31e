"""Balances and statements: sums, page by page, as far as an actor reaches."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dpss.access import actors
from dpss.kernel import errors
from ledger import chart, journal, queries
from ledger.operations import post_all
from tests.cast import AT, Cast
from tests.ledger.conftest import payments_job

NOVEMBER = {"first": dt.date(2026, 11, 1), "last": dt.date(2026, 11, 30)}
DECEMBER = {"first": dt.date(2026, 12, 1), "last": dt.date(2026, 12, 31)}


@pytest.fixture
def ben(db: None, cast: Cast) -> uuid.UUID:
    """Ben's money: £1,008 on 21 November, and then a pound less every day from the 22nd."""
    home = cast.homes["ben"]
    with actors.acting(payments_job()):
        post_all(
            [
                journal.Movement(
                    f"payment:{day}",
                    dt.date(2026, 11, 21) + dt.timedelta(days=day),
                    f"Wages {day}",
                    home.subject_id,
                    (
                        journal.Line(home.subject_id, chart.DIRECT_PAYMENT, Decimal(-1)),
                        journal.Line(home.employer_subject_id, chart.NET_PAY, Decimal(1)),
                    ),
                )
                for day in range(1, 20)
            ],
            council_id=cast.east.id,
            at=AT,
        )
    return home.subject_id


def statement(subject: uuid.UUID, actor: actors.Actor, **given: object) -> queries.Statement:
    """A statement of a client's direct payment."""
    with actors.acting(actor):
        return queries.statement(subject, chart.DIRECT_PAYMENT, actor=actor, **NOVEMBER | given)


def test_opening_and_money_in_less_money_out_is_closing(ben: uuid.UUID, cast: Cast) -> None:
    november = statement(ben, cast.fay.actor())
    assert (november.opening, november.money_in, november.money_out, november.closing) == (0, 1008, 9, 999)
    assert november.count == 10
    december = statement(ben, cast.fay.actor(), **DECEMBER)
    assert (december.opening, december.money_in, december.money_out, december.closing) == (999, 0, 10, 989)


def test_each_line_has_the_balance_after_it_the_latest_first(ben: uuid.UUID, cast: Cast) -> None:
    lines = statement(ben, cast.fay.actor()).lines
    assert [(line.day.day, line.amount, line.balance) for line in lines] == [
        *((30 - back, Decimal(-1), Decimal(999 + back)) for back in range(9)),
        (21, Decimal(1008), Decimal(1008)),
    ]
    assert (lines[0].description, lines[-1].description) == ("Wages 9", "Opening balance")


def test_a_page_of_a_statement_has_the_same_balances_as_the_whole(ben: uuid.UUID, cast: Cast) -> None:
    fay = cast.fay.actor()
    whole = statement(ben, fay, **DECEMBER)
    pages = [statement(ben, fay, **DECEMBER, offset=offset, limit=4) for offset in (0, 4, 8)]
    assert [line for page in pages for line in page.lines] == list(whole.lines)
    assert {(page.opening, page.closing, page.count) for page in pages} == {(999, 989, 10)}


def test_the_client_sees_their_own_statement(ben: uuid.UUID, cast: Cast) -> None:
    assert statement(ben, cast.ben.actor()).closing == 999


def test_who_does_not_reach_an_account_sees_nothing_of_it(ben: uuid.UUID, cast: Cast) -> None:
    for stranger in (cast.asha, cast.sam, cast.marcus, cast.winnie):
        seen = statement(ben, stranger.actor())
        assert (seen.closing, seen.count, seen.lines) == (0, 0, ())


def test_a_statement_of_which_a_part_is_hidden_is_refused(ben: uuid.UUID, cast: Cast) -> None:
    """The provider reaches the employer's side of payments, but not the client that they are kept with."""
    sam, employer = cast.sam.actor(), cast.homes["ben"].employer_subject_id
    with actors.acting(sam):
        assert queries.balance(employer, chart.NET_PAY, actor=sam) == 19
        with pytest.raises(errors.NotAllowed, match="do not reach"):
            queries.statement(employer, chart.NET_PAY, actor=sam, **NOVEMBER)


def test_the_balances_of_many_subjects_are_one_query(ben: uuid.UUID, cast: Cast) -> None:
    fay, subjects = cast.fay.actor(), [home.subject_id for home in cast.homes.values()]
    with actors.acting(fay), CaptureQueriesContext(connection) as asked:
        found = queries.balances(subjects, actor=fay)
    assert len(asked) == 1
    assert found[ben, chart.DIRECT_PAYMENT] == 989
    assert found[cast.homes["asha"].subject_id, chart.DIRECT_PAYMENT] == 1008
    assert not [key for key in found if key[0] == cast.homes["wes"].subject_id]


def test_an_account_without_postings_holds_nothing(ben: uuid.UUID, cast: Cast) -> None:
    fay = cast.fay.actor()
    with actors.acting(fay):
        assert queries.balance(ben, chart.PENSION, actor=fay) == Decimal("0.00")
