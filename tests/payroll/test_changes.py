"""Pay that is unlike what is usual is pointed out, and pay that is not is left alone."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payroll import changes, reasons

USUAL = changes.Usual(Decimal("400.00"), dt.date(2026, 10, 30))
POUNDS = st.decimals(min_value="0.01", max_value="9999.99", places=2)


@pytest.mark.parametrize("gross", ["300.00", "350.00", "400.00", "500.00"])
def test_up_to_a_quarter_up_or_down_is_usual(gross: str) -> None:
    assert changes.of_gross(Decimal(gross), usual=USUAL) is None


@pytest.mark.parametrize(("gross", "code"), [("299.99", "less"), ("500.01", "more"), ("0.00", "less")])
def test_more_than_a_quarter_up_or_down_is_pointed_out(gross: str, code: str) -> None:
    found = changes.of_gross(Decimal(gross), usual=USUAL)
    assert found is not None
    assert (found.kind, found.code) == (reasons.CHANGED, code)


def test_the_sentence_has_both_amounts_and_the_share() -> None:
    found = changes.of_gross(Decimal("600.00"), usual=USUAL)
    assert found is not None
    assert found.why == "Gross pay is £600.00, 50% more than the £400.00 of 30 October 2026. Check the hours."


def test_what_was_never_paid_before_cannot_have_changed() -> None:
    assert changes.of_gross(Decimal("600.00"), usual=None) is None
    assert changes.of_gross(Decimal("600.00"), usual=changes.Usual(Decimal("0.00"))) is None


def test_an_average_is_of_the_days_that_were_paid_for() -> None:
    found = changes.average(Decimal("1000.00"), days_paid_for=56, period_days=28)
    assert found == changes.Usual(Decimal("500.00"))
    assert changes.average(Decimal("1000.00"), days_paid_for=0, period_days=28) is None
    assert changes.average(Decimal("0.00"), days_paid_for=28, period_days=28) is None


@given(gross=POUNDS, usual=POUNDS)
def test_it_is_pointed_out_exactly_when_the_difference_is_more_than_a_quarter(
    gross: Decimal, usual: Decimal
) -> None:
    found = changes.of_gross(gross, usual=changes.Usual(usual))
    assert (found is not None) is (abs(gross - usual) * 4 > usual)
