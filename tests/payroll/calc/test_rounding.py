"""Each rounding rule at its ties, and just beside them."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from payroll.calc import rounding


@pytest.mark.parametrize(
    ("rule", "exact", "rounded"),
    [
        (rounding.nearest_penny, "1.005", "1.01"),
        (rounding.nearest_penny, "1.0049", "1.00"),
        (rounding.half_penny_drops, "1.015", "1.01"),
        (rounding.half_penny_drops, "1.0151", "1.02"),
        (rounding.in_pence, "242", "242.00"),
        (rounding.down_to_penny, "1.0199", "1.01"),
        (rounding.down_to_penny, "-1.011", "-1.02"),
        (rounding.up_to_penny, "1.0101", "1.02"),
        (rounding.up_to_penny, "1.01", "1.01"),
        (rounding.hundredths_of_an_hour, "0.125", "0.13"),
        (rounding.hundredths_of_an_hour, "0.1249", "0.12"),
        (rounding.up_to_hundredth, "0.1201", "0.13"),
        (rounding.whole_hours, "2.5", "3"),
        (rounding.whole_hours, "2.4999", "2"),
        (rounding.up_to_half_day, "2.01", "2.5"),
        (rounding.up_to_half_day, "2.5", "2.5"),
        (rounding.up_to_half_day, "2.51", "3"),
        (rounding.down_to_pound, "1.99", "1"),
        (rounding.down_to_pound, "-0.01", "-1"),
        (rounding.up_to_pound, "1.01", "2"),
        (rounding.four_places, "1.00019", "1.0001"),
        (rounding.four_places, "-1.00019", "-1.0001"),
        (rounding.ni_penny, "0.0256", "0.02"),
        (rounding.ni_penny, "0.0264", "0.03"),
    ],
)
def test_a_rule_rounds_as_its_sentence_says(
    rule: Callable[[Decimal], Decimal], exact: str, rounded: str
) -> None:
    assert str(rule(Decimal(exact))) == rounded
