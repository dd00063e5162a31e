"""A table of the year that cannot be right is refused by its name, at the figure that is out of bounds."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from payroll.calc import amounts, rates, tax_code
from payroll.calc.inputs import TOO_MUCH, Earning, EarningKind, PayInputError
from payroll.calc.rounding import PENNY

YEAR = rates.for_year("2026-27")
ONE = Decimal(1)


def _orders(table: str, **changes: Any) -> object:
    return replace(getattr(YEAR.orders, table), **changes)


def _certified(**changes: Any) -> object:
    return replace(YEAR.pension.certified.set_2, **changes)


def _with_first_band(table: str, **changes: Any) -> object:
    first, *others = getattr(YEAR.orders, table).bands
    return _orders(table, bands=(replace(first, **changes), *others))


@pytest.mark.parametrize(
    ("build", "said"),
    [
        (
            lambda: _orders("direct_earnings", protected=ONE),
            "direct earnings attachments has the share 1, which is not a share of one: 20% is 0.20.",
        ),
        (
            lambda: _with_first_band("direct_earnings", standard=Decimal("-0.01")),
            "direct earnings attachments has the share -0.01, which is not a share of one: 20% is 0.20.",
        ),
        (
            lambda: _with_first_band("direct_earnings", higher=Decimal(2)),
            "direct earnings attachments has the share 2, which is not a share of one: 20% is 0.20.",
        ),
        (
            lambda: _with_first_band("direct_earnings", weekly=None),
            "direct earnings attachments: every band but the last needs a week's and a month's limit.",
        ),
        (
            lambda: _with_first_band("direct_earnings", weekly=Decimal(160)),
            "direct earnings attachments: the bands are not in rising order.",
        ),
        (
            lambda: _with_first_band("council_tax", monthly=Decimal(550)),
            "council tax attachments: the bands are not in rising order.",
        ),
        (
            lambda: _with_first_band("council_tax", share=ONE),
            "council tax attachments has the share 1, which is not a share of one: 20% is 0.20.",
        ),
        (
            lambda: _orders("child_maintenance", protected=ONE),
            "child maintenance has the share 1, which is not a share of one: 20% is 0.20.",
        ),
        (
            lambda: replace(YEAR.pension_duties, opt_out_months=0),
            "a period of the pension duties is not above zero.",
        ),
    ],
)
def test_a_table_that_cannot_be_right_is_refused_by_its_name(build: Callable[[], object], said: str) -> None:
    with pytest.raises(PayInputError) as refusal:
        build()
    assert str(refusal.value) == said


@pytest.mark.parametrize(
    ("table", "changes"),
    [
        ("redundancy", {"highest_week": Decimal("0.50")}),
        ("redundancy", {"fewest_years": 1}),
        ("redundancy", {"most_years": 2}),
        ("notice", {"most_weeks": 1}),
        ("notice", {"from_months": 1}),
    ],
)
def test_the_least_that_may_be_of_an_ending_is_taken(table: str, changes: dict[str, Any]) -> None:
    assert replace(getattr(YEAR.endings, table), **changes) is not None


def test_redundancy_must_step_down_to_age_0() -> None:
    redundancy = YEAR.endings.redundancy
    for years in (redundancy.years[:-1], (*redundancy.years, redundancy.years[-1])):
        with pytest.raises(PayInputError, match="redundancy pay does not step down to age 0"):
            replace(redundancy, years=years)


def test_limits_of_the_letters_may_be_one() -> None:
    limits = replace(YEAR.ni_letters, starts_at=1, veteran_months=1, site_months=1)
    assert (limits.starts_at, limits.veteran_months) == (1, 1)


@pytest.mark.parametrize(
    "changes",
    [{"post_day": 6}, {"post_day": 22}, {"electronic_day": 28}, {"quarterly_below": Decimal("0.50")}],
)
def test_the_days_for_paying_hmrc_may_be_the_first_and_the_last_that_there_are(
    changes: dict[str, Any],
) -> None:
    assert replace(YEAR.paying_hmrc, **changes) is not None


@pytest.mark.parametrize("limit", ["weekly", "monthly"])
def test_the_last_band_of_an_order_has_neither_limit(limit: str) -> None:
    *bands, last = YEAR.orders.council_tax.bands
    with pytest.raises(PayInputError, match="every band but the last needs"):
        _orders("council_tax", bands=(*bands, replace(last, **{limit: Decimal(9999)})))


def test_no_more_of_what_was_typed_is_said_again_than_20_characters() -> None:
    long = "A" * 21
    said = "^'A{20}' is not a "
    with pytest.raises(PayInputError, match=f"{said}tax code"):
        tax_code.parse(long)
    with pytest.raises(PayInputError, match=f"{said}National Insurance letter"):
        YEAR.national_insurance[0].letter(long)
    for code in ("S N T " + " " * 20, "K 0 " + " " * 20):
        with pytest.raises(PayInputError, match=f"^'{code[:20]}' is not a tax code"):
            tax_code.parse(code)


def test_an_amount_of_ten_thousand_million_is_too_much() -> None:
    amounts.check("Pay", TOO_MUCH - PENNY)
    with pytest.raises(PayInputError, match=r"^Pay: "):
        amounts.check("Pay", TOO_MUCH)
    with pytest.raises(PayInputError, match=r"^Hours: the rate "):
        Earning(EarningKind.HOURS, "Hours", Decimal(0), "hours", TOO_MUCH, Decimal(0))


@pytest.mark.parametrize(
    "changes",
    [
        {"employee": Decimal("-0.01")},
        {"employee": ONE},
        {"employer": Decimal(0)},
        {"employer": ONE},
        {"least_share": Decimal(0)},
        {"least_share": Decimal("1.01")},
        {"employee": ONE, "employer": ONE},
    ],
)
def test_a_certified_set_takes_shares_of_one(changes: dict[str, Any]) -> None:
    with pytest.raises(PayInputError) as refusal:
        _certified(**changes)
    assert str(refusal.value) == "a certified set has a rate that is not a share of one: 9% is 0.09."


def test_the_employer_may_pay_a_certified_set_alone_and_all_pay_may_be_pensionable() -> None:
    for least in (None, ONE):
        assert _certified(employee=Decimal(0), employer=Decimal("0.08"), least_share=least)
