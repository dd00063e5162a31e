from decimal import Decimal

import pytest

from commissioning import measures, wording
from contracts import forecast
from tests.commissioning.published import count

PAS_PAID = measures.BY_CODE["pas_paid"]


def test_three_shares_of_the_city_are_said_to_add_up_to_100_1() -> None:
    shares = forecast.shares({"first": 712, "second": 27, "third": 42})
    assert [wording.in_per_cent(share) for share in shares.values()] == ["91.2%", "3.5%", "5.4%"]
    assert wording.rounding_note(shares.values()) == (
        "Each share is rounded, so they add up to 100.1% and not to 100%: 91.2 + 3.5 + 5.4 = 100.1."
    )


def test_shares_that_add_up_need_no_sentence() -> None:
    assert wording.rounding_note(forecast.shares({"first": 479, "second": 78}).values()) == ""


def test_shares_of_nobody_need_no_sentence() -> None:
    assert wording.rounding_note(forecast.shares({"first": 0, "second": 0}).values()) == ""


def test_a_half_is_rounded_up() -> None:
    assert wording.in_per_cent(Decimal("0.8605")) == "86.1%"


@pytest.mark.parametrize(
    ("code", "numerator", "denominator", "figure", "counts"),
    [
        ("direct_payment_clients", 1_515, 1_540, "1,515", "1,515 of 1,540"),
        (
            "direct_payment_value",
            "7500000.00",
            1_515,
            "£95.20 a week",
            "£7,500,000 a year for 1,515 people",
        ),
        ("direct_payment_middle", "41.25", 1_515, "£41.25 a week", "of 1,515 people"),
        ("service_users", 557, 1_515, "36.8%", "557 of 1,515"),
        ("payroll_users", 479, 557, "86.0%", "479 of 557"),
        ("invoices_accepted", "1671420.00", "1700000.40", "£1,671,420", "of £1,700,000 received"),
        ("pas_paid", 308, 312, "98.7%", "308 of 312"),
    ],
)
def test_a_measure_is_said_with_what_it_is_out_of(
    code: str, numerator: int, denominator: int, figure: str, counts: str
) -> None:
    definition, counted = measures.BY_CODE[code], count(numerator, denominator)
    assert wording.figure(definition, counted) == figure
    assert wording.counts(definition, counted) == counts


@pytest.mark.parametrize("code", ["pas_paid", "direct_payment_value", "direct_payment_middle"])
def test_nothing_is_divided_by_nobody(code: str) -> None:
    assert wording.figure(measures.BY_CODE[code], count(0, 0)) == "No figure"


def test_what_is_missing_is_counted_in_words() -> None:
    assert wording.standing(PAS_PAID, count(308, 312)) == wording.Standing("4 not paid in time", "amber")
    before = wording.standing(PAS_PAID, count(308, 312), is_over=False)
    assert before == wording.Standing("4 not paid yet", "amber")


def test_all_is_all_and_nothing_yet_is_no_failure() -> None:
    assert wording.standing(PAS_PAID, count(312, 312)) == wording.Standing("All", "green")
    assert wording.standing(PAS_PAID, count(0, 0)) == wording.Standing("Nothing to count", "grey")
    before = wording.standing(PAS_PAID, count(0, 0), is_over=False)
    assert before == wording.Standing("Nothing to count yet", "grey")


def test_a_share_of_the_market_stands_neither_well_nor_badly() -> None:
    assert wording.standing(measures.BY_CODE["payroll_users"], count(479, 557)) is None


@pytest.mark.parametrize(
    ("amount", "shown"), [(Decimal(7_500_000), "£7.5m"), (Decimal("31200.00"), "£31,200")]
)
def test_only_millions_are_shortened(amount: Decimal, shown: str) -> None:
    assert wording.in_millions(amount) == shown


@pytest.mark.parametrize(
    ("parts", "said"),
    [(["479"], "479"), (["479", "78"], "479 and 78"), (["7", "4", "2"], "7, 4 and 2"), ([], "")],
)
def test_a_list_ends_with_and(parts: list[str], said: str) -> None:
    assert wording.listed(parts) == said


def test_every_measure_says_what_it_is_not() -> None:
    assert len(measures.BY_CODE) == len(measures.ALL)
    for definition in measures.ALL:
        assert definition.is_not.startswith("Not "), definition.code
        assert definition.formula.endswith("."), definition.code
        assert bool(definition.lacking) == bool(definition.waiting), definition.code


def test_counts_are_added_before_they_are_divided() -> None:
    together = measures.add([count(9, 10), count(308, 312)])
    assert together == count(317, 322)
    assert together.share != (count(9, 10).share + count(308, 312).share) / 2
