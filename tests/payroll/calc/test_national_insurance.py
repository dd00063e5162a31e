"""National Insurance, rule by rule; the published rows are in test_published_rows.py."""

from dataclasses import replace
from decimal import Decimal

import pytest

from payroll.calc import national_insurance, rates
from payroll.calc.inputs import Interval, NiToDate, PayInputError, YearToDate
from payroll.calc.rounding import ZERO, ni_penny
from tests.payroll.calc.cases import calculated

LETTERS = "ABCDEFHIJKLMNSVXZ"


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [
        ("0.0056", "0.00"),
        ("0.0256", "0.02"),
        ("0.0064", "0.01"),
        ("0.0059", "0.00"),
        ("0.006", "0.01"),
        ("0.005", "0.00"),
        ("1.2350", "1.23"),
        ("1.2360", "1.24"),
        ("1.9999", "2.00"),
    ],
)
def test_contributions_round_on_the_third_decimal_alone(exact: str, rounded: str) -> None:
    assert ni_penny(Decimal(exact)) == Decimal(rounded)


def test_employer_ni_is_due_below_the_lower_earnings_limit() -> None:
    result = calculated("96.04", tax_year="2025-26", interval=Interval.WEEKLY)
    bands = (result.earnings_at_lel, result.earnings_lel_to_pt, result.earnings_pt_to_uel)
    assert (result.ni_employee, result.ni_employer, *bands) == (0, Decimal("0.01"), 0, 0, 0)


def test_earnings_are_recorded_from_the_lower_earnings_limit_on() -> None:
    assert calculated("558.99").earnings_at_lel == 0
    assert calculated("559.00").earnings_at_lel == Decimal("559.00")


def test_the_employers_two_bands_are_rounded_each_by_itself() -> None:
    """13.8% of 792 is 109.296 and of 1 is 0.138: 109.30 and 0.14, not 109.434 rounded once."""
    result = calculated("968.00", tax_year="2024-25", interval=Interval.WEEKLY)
    assert result.ni_employer == Decimal("109.44")


def test_contributions_above_the_upper_limit_drop_half_a_penny_too() -> None:
    assert calculated("4189.25").ni_employee == Decimal("251.28")
    assert calculated("4189.10", ni_letter="M").ni_employer == Decimal("0.01")


@pytest.mark.parametrize(
    ("interval", "free_of_employee_ni"),
    [(Interval.TWO_WEEKLY, "484.00"), (Interval.FOUR_WEEKLY, "967.00"), (Interval.MONTHLY, "1048.00")],
)
def test_multi_week_limits_are_the_years_share_raised_to_a_pound(
    interval: Interval, free_of_employee_ni: str
) -> None:
    free = Decimal(free_of_employee_ni)
    assert calculated(free, interval=interval).ni_employee == 0
    assert calculated(free + 1, interval=interval).ni_employee == Decimal("0.08")


@pytest.mark.parametrize("letter", LETTERS)
def test_every_letter_of_the_year_can_be_paid(letter: str) -> None:
    assert calculated("4500.00", ni_letter=letter).ni_employee >= 0


def test_the_letters_are_those_of_the_year() -> None:
    assert set(rates.for_year("2026-27").national_insurance[0].letters) == set(LETTERS)


@pytest.mark.parametrize("letter", ["", "Q", "a", "AA", "T", "W", "P"])
def test_a_letter_that_the_year_does_not_have_is_refused(letter: str) -> None:
    with pytest.raises(PayInputError, match="is not a National Insurance letter: use one of A, B, C"):
        calculated("1600.00", ni_letter=letter)


def test_on_letter_x_nothing_is_paid_and_nothing_is_recorded() -> None:
    result = calculated("5000.00", ni_letter="X")
    bands = (result.earnings_at_lel, result.earnings_lel_to_pt, result.earnings_pt_to_uel)
    assert (result.ni_employee, result.ni_employer, *bands) == (0, 0, 0, 0, 0)
    assert result.to_date.ni[0].earnings == Decimal("5000.00")


def test_national_insurance_looks_at_no_earlier_pay() -> None:
    later = calculated("1600.00", period=8, pay_before="40000.00", tax_before="9000.00")
    assert later.ni_employee == calculated("1600.00").ni_employee


def test_the_year_keeps_a_row_for_each_letter() -> None:
    to_date = YearToDate.zero()
    for period, (letter, pay) in enumerate(
        [("M", "1600.00"), ("A", "1600.00"), ("C", "600.00"), ("A", "4500.00")]
    ):
        to_date = calculated(pay, period=period + 1, ni_letter=letter, to_date=to_date).to_date
    under_21, standard, over_pension_age = to_date.ni
    assert under_21 == _row("M", "1600.00", "559.00", "489.00", "552.00", "44.16", "0.00")
    assert standard == _row("A", "6100.00", "1118.00", "978.00", "3693.00", "301.66", "789.90")
    assert over_pension_age == _row("C", "600.00", "559.00", "41.00", "0.00", "0.00", "27.45")


def _row(letter: str, *figures: str) -> NiToDate:
    return NiToDate(letter, *map(Decimal, figures))


def test_a_letter_that_pays_nothing_above_the_upper_limit_still_pays_below_it() -> None:
    """No letter of today is one; before April 2003 most were."""
    block = rates.for_year("2026-27").national_insurance[0]
    letters = block.letters | {"A": replace(block.letters["A"], employee_above=ZERO)}
    made = national_insurance.contributions(
        earnings=Decimal("1600.00"),
        letter="A",
        interval=Interval.MONTHLY,
        rates=replace(block, letters=letters),
    )
    line, _employer = national_insurance.lines(made, now=made.to_date())
    assert line.working == "8% of £552.00"
