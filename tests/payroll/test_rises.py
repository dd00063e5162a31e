"""What an hourly rate becomes when pay goes up."""

import datetime as dt
from decimal import Decimal

import pytest

from payroll import rises

DAY = dt.date(2027, 4, 1)
LEAST = Decimal("12.71")


def raised(rate: str, rule: str, by: str = "0") -> Decimal:
    """The rate afterwards."""
    rise = rises.Rise(DAY, rule, Decimal(by))
    return rises.raised(Decimal(rate), rise=rise, minimum=LEAST)


def test_a_rate_below_the_minimum_wage_becomes_the_minimum_wage() -> None:
    assert raised("12.70", "minimum") == LEAST


def test_a_rate_above_the_minimum_wage_stays_when_only_that_is_asked() -> None:
    assert raised("12.7101", "minimum") == Decimal("12.7101")


def test_an_amount_is_added_and_the_minimum_wage_reached_all_the_same() -> None:
    assert raised("13.50", "amount", "0.50") == Decimal("14.00")
    assert raised("11.00", "amount", "0.50") == LEAST


def test_a_percentage_gives_the_nearest_penny_and_half_a_penny_goes_up() -> None:
    assert raised("13.50", "percent", "3") == Decimal("13.91")  # 13.905
    assert raised("13.40", "percent", "3") == Decimal("13.80")  # 13.802


def test_a_percentage_never_takes_a_rate_down() -> None:
    assert raised("13.5049", "percent", "0.01") == Decimal("13.51")
    assert raised("13.5099", "percent", "0.01") >= Decimal("13.5099")


@pytest.mark.parametrize(
    ("rule", "by"), [("minimum", "1"), ("amount", "0"), ("percent", "-1"), ("gift", "1")]
)
def test_a_rise_by_nothing_or_by_no_rule_is_none(rule: str, by: str) -> None:
    with pytest.raises(ValueError, match="is not a rise of pay"):
        rises.Rise(DAY, rule, Decimal(by))
