"""A line is surely a movement of the ledger where sum, day and name say so; else a person decides."""

import datetime as dt
import uuid
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as some

from ledger.statements import matching

DAY = dt.date(2026, 10, 30)
DEE, TOM = ("DEE LOWE", "WAGES 30 OCT"), ("TOM REED",)


def line(amount: str, words: str, *, day: dt.date = DAY) -> matching.Line:
    return matching.Line(uuid.uuid4(), day, Decimal(amount), words)


def moved(key: int, amount: str, *names: str, day: dt.date = DAY) -> matching.Moved:
    return matching.Moved(key, day, Decimal(amount), "Wages", names)


def test_the_same_sum_with_the_payee_in_the_banks_words_is_sure() -> None:
    found = matching.match([line("-120.50", "FPO Dee Lowe 30OCT")], [moved(1, "-120.50", *DEE)])
    assert [(one.moved.key, one.is_sure) for one in found] == [(1, True)]
    assert "the same sum, on the same day, and the bank says “DEE LOWE”" in found[0].reason


def test_the_same_sum_alone_is_a_suggestion() -> None:
    found = matching.match([line("-120.50", "CARD PAYMENT")], [moved(1, "-120.50", *DEE)])
    assert [one.is_sure for one in found] == [False]
    assert "nothing else has this sum" in found[0].reason


def test_of_two_equal_wages_the_name_decides() -> None:
    lines = [line("-100.00", "TOM REED"), line("-100.00", "DEE LOWE")]
    found = matching.match(lines, [moved(1, "-100.00", *DEE), moved(2, "-100.00", *TOM)])
    assert {(one.line.words, one.moved.key, one.is_sure) for one in found} == {
        ("TOM REED", 2, True),
        ("DEE LOWE", 1, True),
    }


def test_two_equal_lines_for_one_movement_are_left_for_a_person() -> None:
    lines = [line("-100.00", "DEE LOWE"), line("-100.00", "DEE LOWE")]
    assert matching.match(lines, [moved(1, "-100.00", *DEE)]) == []


def test_one_line_for_two_equal_movements_of_one_payee_is_left_for_a_person() -> None:
    both = [moved(1, "-100.00", *DEE), moved(2, "-100.00", *DEE)]
    assert matching.match([line("-100.00", "DEE LOWE")], both) == []


def test_money_in_is_never_money_out_and_a_penny_less_is_another_sum() -> None:
    every = [moved(1, "-100.00", *DEE)]
    assert matching.match([line("100.00", "DEE LOWE"), line("-99.99", "DEE LOWE")], every) == []


def test_days_too_far_apart_are_no_match() -> None:
    one = [moved(1, "-100.00", *DEE)]
    assert matching.match([line("-100.00", "DEE LOWE", day=DAY + dt.timedelta(days=11))], one) == []
    assert matching.match([line("-100.00", "DEE LOWE", day=DAY - dt.timedelta(days=4))], one) == []
    assert matching.match([line("-100.00", "DEE LOWE", day=DAY + dt.timedelta(days=10))], one)[0].is_sure


def test_a_short_or_partial_name_is_no_evidence() -> None:
    found = matching.match([line("-100.00", "ADEELOWEB")], [moved(1, "-100.00", "DEE LOWE", "AB")])
    assert [one.is_sure for one in found] == [False]


_AMOUNTS = some.sampled_from(["-1.00", "-2.00", "3.00"])
_NAMES = some.sampled_from(["DEE LOWE", "TOM REED", "HMRC"])


@given(
    some.lists(some.tuples(_AMOUNTS, _NAMES), max_size=12),
    some.lists(some.tuples(_AMOUNTS, _NAMES), max_size=12),
)
def test_no_line_and_no_movement_is_matched_twice_nor_to_another_sum(
    said: list[tuple[str, str]], posted: list[tuple[str, str]]
) -> None:
    lines = [line(amount, name) for amount, name in said]
    every = [moved(key, amount, name) for key, (amount, name) in enumerate(posted)]
    found = matching.match(lines, every)
    assert len({one.line.key for one in found}) == len(found)
    assert len({one.moved.key for one in found}) == len(found)
    assert all(one.line.amount == one.moved.amount for one in found)
    assert all(one.moved.names[0] == one.line.words for one in found if one.is_sure)
