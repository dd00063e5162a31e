"""A statement adds up, is of this account, and goes on where the one before ended, or is refused."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from ledger.statements import checks, reading
from tests.ledger.statements import files

TODAY = dt.date(2026, 11, 21)
SEPTEMBER = checks.Known(dt.date(2026, 9, 1), dt.date(2026, 9, 30), Decimal("900.00"), Decimal("1000.00"))


def check(content: bytes, **given: Any) -> checks.Checked:
    usual: dict[str, Any] = {
        "sort_code": files.SORT_CODE,
        "account_number": files.NUMBER,
        "known": [SEPTEMBER],
        "today": TODAY,
    }
    return checks.check(reading.read(content, mapping=files.MAPPING), **usual | given)


@pytest.mark.parametrize("content", [files.table(), files.OFX.encode(), files.camt(), files.MT940.encode()])
def test_a_good_statement_is_good_in_every_format(content: bytes) -> None:
    found = check(content)
    assert found.refusals == ()
    assert found.is_good
    assert found.statement.opening == Decimal("1000.00")


def test_a_file_that_does_not_tell_where_it_begins_needs_the_paper_or_the_statement_before() -> None:
    assert "Enter it as the paper" in check(files.OFX.encode(), known=[]).refusals[0]
    assert check(files.OFX.encode(), known=[], opening=Decimal("1000.00")).is_good
    refused = check(files.OFX.encode(), known=[], opening=Decimal("1000.01"))
    assert "The difference is £0.01" in refused.refusals[0]


def test_a_statement_of_another_account_is_refused_by_its_number_and_by_its_sort_code() -> None:
    assert "another account" in check(files.camt(), account_number="60222222").refusals[0]
    assert "another account" in check(files.camt(), sort_code="999922").refusals[0]


def test_the_difference_is_named() -> None:
    said = check(files.camt(closing="1882.49")).refusals
    assert len(said) == 1
    assert "£1,000.00 at the start + £1,008.00 in − £125.50 out is £1,882.50" in said[0]
    assert "The difference is £0.01" in said[0]


def test_signs_the_wrong_way_round_are_named_as_such() -> None:
    turned = files.camt(closing="117.50")
    assert "wrong way round" in check(turned).refusals[0]


def test_a_balance_that_does_not_carry_forward_is_refused_on_both_sides() -> None:
    gap = checks.Known(SEPTEMBER.first_day, SEPTEMBER.last_day, Decimal("900.00"), Decimal("1000.50"))
    assert "The difference is £0.50" in check(files.camt(), known=[gap]).refusals[0]
    after = checks.Known(dt.date(2026, 11, 1), dt.date(2026, 11, 15), Decimal("1882.00"), Decimal("0.00"))
    assert "the one after begins" in check(files.camt(), known=[SEPTEMBER, after]).refusals[0]


@pytest.mark.parametrize(("first", "last"), [((9, 20), (10, 3)), ((10, 2), (10, 30)), ((10, 10), (11, 5))])
def test_days_that_are_there_already_are_refused(first: tuple[int, int], last: tuple[int, int]) -> None:
    known = checks.Known(dt.date(2026, *first), dt.date(2026, *last), Decimal("0.00"), Decimal("0.00"))
    assert "is here already" in check(files.camt(), known=[known]).refusals[0]


def test_a_statement_may_begin_on_the_day_on_which_the_one_before_ended() -> None:
    known = checks.Known(dt.date(2026, 9, 2), dt.date(2026, 10, 2), Decimal("0.00"), Decimal("1000.00"))
    assert check(files.camt(), known=[known]).is_good


def test_a_line_that_is_there_twice_is_named() -> None:
    twice = check(files.table(*files.ROWS[:2], files.ROWS[1], files.ROWS[2]))
    assert "line 3 is the same" in twice.statement.faults[0].sentence
    by_number = files.camt().replace(b"B3", b"B1").replace(b"2026-10-30", b"2026-10-02")
    by_number = by_number.replace(b'<Amt Ccy="GBP">5.00', b'<Amt Ccy="GBP">120.50')
    assert "twice" in check(by_number).statement.faults[0].sentence


def test_two_equal_purchases_that_each_change_the_balance_are_good() -> None:
    rows = ("02/10/2026,SHOP,,-1.00,999.00", "02/10/2026,SHOP,,-1.00,998.00")
    assert check(files.table(*rows)).is_good


def test_a_line_whose_balance_is_not_the_one_before_with_its_amount_is_named() -> None:
    rows = (files.ROWS[0], files.ROWS[1].replace("1887.50", "1887.60"), files.ROWS[2])
    found = check(files.table(*rows))
    assert not found.is_good
    assert "should be £1,887.50" in found.statement.faults[0].sentence


def test_a_day_that_has_not_come_is_named() -> None:
    assert "not come yet" in check(files.camt(), today=dt.date(2026, 10, 29)).statement.faults[0].sentence
