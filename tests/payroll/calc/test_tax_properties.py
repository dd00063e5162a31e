"""What must hold for income tax and National Insurance of any pay and any code, beside the published rows."""

from decimal import Decimal
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from payroll.calc import income_tax, rates
from payroll.calc.inputs import Interval, YearToDate
from payroll.calc.results import PayResult
from tests.payroll.calc.cases import calculated
from tests.payroll.calc.test_properties import CODES, periods, pounds

YEAR = rates.for_year("2026-27")
PENNY = Decimal("0.01")
LETTERS = st.sampled_from("ABCDEFHIJKLMNSVXZ")
NATIONS = {
    "": [("37700", "0.20"), ("125140", "0.40"), (None, "0.45")],
    "C": [("37700", "0.20"), ("125140", "0.40"), (None, "0.45")],
    "S": [
        ("3967", "0.19"),
        ("16956", "0.20"),
        ("31092", "0.21"),
        ("62430", "0.42"),
        ("125140", "0.45"),
        (None, "0.48"),
    ],
}


def _limited(result: PayResult) -> bool:
    return "paye.overriding_limit" in {line.rule for line in result.lines}


def _paid(pays: list[Decimal], interval: Interval, code: str) -> tuple[YearToDate, bool]:
    """The year so far after a payment in each period, and whether the last had the limit of half."""
    to_date, limited = YearToDate.zero(), False
    for number, pay in enumerate(pays, start=1):
        result = calculated(
            pay, interval=interval, period=number * interval.periods, tax_code=code, to_date=to_date
        )
        to_date, limited = result.to_date, _limited(result)
    return to_date, limited


def _tax_of_a_year(taxable: Decimal, nation: str) -> Decimal:
    """The year's tax by the year's own bands, as they are published, without weeks or months."""
    tax = lower = Decimal(0)
    for limit, share in NATIONS[nation]:
        upper = min(taxable, Decimal(limit)) if limit else taxable
        tax += max(Decimal(0), upper - lower) * Decimal(share)
        lower = max(lower, upper)
    return tax


@settings(max_examples=40)
@given(
    interval=st.sampled_from(Interval),
    nation=st.sampled_from(["", "S", "C"]),
    number=st.integers(0, 3000),
    adds=st.booleans(),
    pays=st.lists(pounds(200, 9000), min_size=4, max_size=12),
)
def test_cumulative_payments_bear_the_tax_of_the_whole_year(
    interval: Interval, nation: str, number: int, *, adds: bool, pays: list[Decimal]
) -> None:
    """Whatever the code, the nation and the interval: only what routine rounding may drop is in between."""
    count = interval.periods_in_year // interval.periods
    every = [pays[place % len(pays)] for place in range(count)]
    code = f"{nation}K{number}" if adds and number else f"{nation}{number}T"
    free = income_tax.free_pay(number=number, periods_in_year=interval.periods_in_year)
    free = free * interval.periods_in_year * (-1 if adds else 1)
    to_date, limited = _paid(every, interval, code)
    assume(not limited)
    taxable = max(Decimal(0), (sum(every, Decimal(0)) - free).to_integral_value(rounding="ROUND_FLOOR"))
    assert abs(to_date.tax - _tax_of_a_year(taxable, nation)) <= 2 * PENNY


@settings(max_examples=30)
@given(pays=st.lists(pounds(0, 9000), min_size=2, max_size=12), code=CODES, data=st.data())
def test_it_does_not_matter_in_which_month_of_the_year_so_far_the_pay_fell(
    pays: list[Decimal], code: str, data: st.DataObject
) -> None:
    other = data.draw(st.permutations(pays))
    one, one_limited = _paid(pays, Interval.MONTHLY, code)
    two, two_limited = _paid(other, Interval.MONTHLY, code)
    assume(not one_limited and not two_limited)
    assert one.tax == two.tax


@given(period=periods(), code=CODES, alone=st.booleans(), pay=pounds(0, 20000), more=pounds(0, 5000))
def test_more_pay_never_means_less_tax(
    period: dict[str, Any], code: str, *, alone: bool, pay: Decimal, more: Decimal
) -> None:
    given_code = {**period, "tax_code": code, "non_cumulative": alone}
    assert calculated(pay + more, **given_code).tax >= calculated(pay, **given_code).tax


@given(period=periods(), number=st.integers(1, 9998), pay=pounds(0, 20000), up=st.integers(1, 500))
def test_a_higher_code_never_means_more_tax_and_a_higher_k_code_never_less(
    period: dict[str, Any], number: int, pay: Decimal, up: int
) -> None:
    higher = min(number + up, 9999)
    assert _tax(pay, period, f"{higher}L") <= _tax(pay, period, f"{number}L") <= _tax(pay, period, "0T")
    assert _tax(pay, period, f"K{higher}") >= _tax(pay, period, f"K{number}") >= _tax(pay, period, "0T")


def _tax(pay: Decimal, period: dict[str, Any], code: str) -> Decimal:
    return calculated(pay, tax_code=code, **period).tax


@given(number=st.integers(1, 999999), periods_in_year=st.sampled_from([12, 52]))
def test_free_pay_of_a_year_is_the_allowance_raised_by_less_than_a_penny_a_period_and_a_block(
    number: int, periods_in_year: int
) -> None:
    """A block of 500 is 5,000 a year, raised to whole pence in each week or month."""
    of_year = income_tax.free_pay(number=number, periods_in_year=periods_in_year) * periods_in_year
    allowance, blocks = 10 * number + 9, (number - 1) // 500
    assert 0 <= of_year - allowance < periods_in_year * PENNY * (blocks + 1)


@given(period=periods(), letter=LETTERS, pay=pounds(0, 20000))
def test_no_contribution_is_more_than_its_share_of_all_pay(
    period: dict[str, Any], letter: str, pay: Decimal
) -> None:
    result = calculated(pay, ni_letter=letter, **period)
    assert 0 <= result.ni_employee <= pay * Decimal("0.08")
    assert 0 <= result.ni_employer <= pay * Decimal("0.15")


@given(
    letter=LETTERS, pay=pounds(0, 5000), weeks=st.sampled_from([Interval.TWO_WEEKLY, Interval.FOUR_WEEKLY])
)
def test_even_pay_bears_at_most_the_national_insurance_of_its_single_weeks(
    letter: str, pay: Decimal, weeks: Interval
) -> None:
    """Limits of some weeks are within a pound for each week of as many single ones, and pence are dropped."""
    single = calculated(pay, interval=Interval.WEEKLY, ni_letter=letter)
    together = calculated(pay * weeks.periods, interval=weeks, ni_letter=letter)
    for name, share in (("ni_employee", "0.08"), ("ni_employer", "0.15")):
        apart = abs(getattr(together, name) - weeks.periods * getattr(single, name))
        assert apart <= weeks.periods * (Decimal(share) + PENNY)
