"""Pounds and pence."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dpss.kernel import errors, money

PENCE = some.decimals(min_value=-money.MOST, max_value=money.MOST, places=2)


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [
        ("0.005", "0.01"),
        ("0.004", "0.00"),
        ("-0.005", "-0.01"),
        ("2.675", "2.68"),
        ("1.0049", "1.00"),
        ("3", "3.00"),
    ],
)
def test_half_a_penny_rounds_away_from_nothing(amount: str, rounded: str) -> None:
    assert str(money.to_penny(Decimal(amount))) == rounded


def test_nothing_at_all_adds_up_to_no_pounds_and_no_pence() -> None:
    assert str(money.total([])) == "0.00"


@given(some.lists(PENCE))
def test_a_total_does_not_depend_on_the_order(amounts: list[Decimal]) -> None:
    assert money.total(amounts) == money.total(reversed(amounts)) == sum(amounts)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("120", "120.00"),
        ("120.5", "120.50"),
        ("£1,234.50", "1234.50"),
        (" £ 12 ", "12.00"),
        ("-3.20", "-3.20"),
        ("0", "0.00"),
        ("9999999999.99", "9999999999.99"),
    ],
)
def test_an_amount_is_read_as_people_type_it(typed: str, amount: str) -> None:
    assert str(money.parse(typed)) == amount


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "in pounds"),
        ("ten", "in pounds"),
        ("1.2.3", "in pounds"),
        ("NaN", "in pounds"),
        ("-Infinity", "in pounds"),
        ("sNaN", "in pounds"),
        ("12 pounds", "in pounds"),
        ("1.234", "no more than two figures"),
        ("1e-3", "no more than two figures"),
        ("10000000000", "too large"),
        ("-10000000000", "too large"),
        ("1e30", "too large"),
        ("1e999999", "too large"),
        ("9" * 40, "too large"),
    ],
)
def test_what_is_not_an_amount_is_refused_with_a_sentence(typed: str, why: str) -> None:
    with pytest.raises(errors.Invalid, match=why):
        money.parse(typed)


@given(some.text())
def test_whatever_is_typed_is_an_amount_or_a_sentence(typed: str) -> None:
    try:
        amount = money.parse(typed)
    except errors.Invalid:
        return
    assert amount == amount.quantize(money.PENNY)
    assert abs(amount) <= money.MOST


@given(PENCE)
def test_an_amount_as_it_is_shown_is_read_back(amount: Decimal) -> None:
    assert money.parse(money.in_words(amount).replace("−", "-").replace("-£", "-")) == amount


@pytest.mark.parametrize(
    ("amount", "words"), [("1234.5", "£1,234.50"), ("-1", "−£1.00"), ("0", "£0.00"), ("-0.00", "£0.00")]
)
def test_an_amount_on_a_page_has_pence_and_a_true_minus(amount: str, words: str) -> None:
    assert money.in_words(Decimal(amount)) == words


@given(PENCE)
def test_pence_are_a_hundred_to_the_pound(amount: Decimal) -> None:
    assert Decimal(money.pence(amount)) / 100 == amount


def test_a_fraction_of_a_penny_cannot_be_paid() -> None:
    with pytest.raises(errors.Invalid, match="fraction of a penny"):
        money.pence(Decimal("0.001"))
