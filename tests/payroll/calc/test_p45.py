"""The P45 that a starter brings: what it may say, and when its tax should be looked at."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from payroll.calc import p45 as rules
from payroll.calc.inputs import PayInputError
from tests.payroll.calc.starter_cases import p45, start


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"total_tax": Decimal("9400.01")}, "tax to date: £9,400.01 is more than the pay to date, £9,400.00"),
        ({"total_tax": Decimal("-1.00")}, "P45, tax to date: -1.00 is not zero or more"),
        ({"total_pay": Decimal("9400.001")}, "P45, pay to date: 9400.001 is not zero or more in pounds"),
        ({"total_tax": None}, "both or neither"),
        ({"total_pay": None}, "both or neither"),
        ({"tax_code": "1257P"}, "P45, tax code: '1257P' is not a tax code"),
        ({"tax_code": "K0"}, "P45, tax code: 'K0' is not a tax code"),
        ({"month": 0}, "P45, month: 0 is not a tax month, 1 to 12"),
        ({"month": 13}, "P45, month: 13 is not"),
        ({"month": None, "week": 0}, "P45, week: 0 is not a tax week, 1 to 54 or 56"),
        ({"month": None, "week": 55}, "P45, week: 55 is not"),
        ({"month": None, "week": 57}, "P45, week: 57 is not"),
        ({"week": 26}, "one or the other, not both"),
        (
            {"tax_year": "2025-26"},
            "30 September 2026 is in the tax year 2026-27, and the pay and tax are of 2025",
        ),
        ({"leaving_date": date(2026, 4, 5)}, "P45, leaving date: 5 April 2026 is in the tax year 2025-26"),
    ],
)
def test_a_p45_that_cannot_be_is_refused_with_its_field(changes: dict[str, Any], why: str) -> None:
    with pytest.raises(PayInputError, match=why):
        p45(**changes)


@pytest.mark.parametrize(("field", "values"), [("month", (1, 12)), ("week", (1, 52, 53, 54, 56))])
def test_every_week_and_month_of_the_year_is_taken(field: str, values: tuple[int, ...]) -> None:
    for value in values:
        assert getattr(p45(**{"month": None} | {field: value}), field) == value


def test_a_p45_may_say_that_all_pay_was_taken_in_tax() -> None:
    assert p45(total_pay=Decimal("10.00"), total_tax=Decimal("10.00")).total_tax == 10


def test_tax_on_the_p45_that_the_tables_do_not_give_is_to_be_checked() -> None:
    assert start(given=p45()).to_check == ""
    assert start(given=p45(total_tax=Decimal("622.01"))).to_check == ""
    assert start(given=p45(total_tax=Decimal("621.99"))).to_check == ""
    for wrong in ("650.00", "500.00"):
        found = start(given=p45(total_tax=Decimal(wrong)))
        assert found.to_check == (
            f"The P45 says tax of £{wrong}, and the tables give £622.00 for its pay of £9,400.00 in month 6."
            " Check it, and enter the right figures."
        )
        assert found.previous_tax == Decimal(wrong)


def test_figures_beside_a_week_1_month_1_code_are_not_compared_and_not_used() -> None:
    found = start(given=p45(non_cumulative=True, total_tax=Decimal("1.00")))
    assert (found.to_check, found.previous_pay) == ("", Decimal(0))


def test_a_k_code_may_have_less_tax_than_the_tables_but_not_more() -> None:
    assert start(given=p45(tax_code="K475", total_tax=Decimal("900.00"))).to_check == ""
    assert "Check it" in start(given=p45(tax_code="K475", total_tax=Decimal("9000.00"))).to_check


def test_the_tables_of_a_p45_with_a_week_are_those_of_the_week() -> None:
    assert "week 26" in start(given=p45(month=None, week=26, total_tax=Decimal("9.00"))).to_check
    assert "week 52" in start(given=p45(month=None, week=52, total_tax=Decimal("9.00"))).to_check
    assert start(given=p45(month=None, week=53, total_tax=Decimal("9.00"))).to_check == ""


def test_the_tables_of_a_week_are_not_those_of_a_month_of_the_same_number() -> None:
    """By week 25 6,048.00 is free, and by month 9 9,434.34, which is all of the pay."""
    week = start(given=p45(month=None, week=25, total_tax=Decimal("9.00"))).to_check
    assert "the tables give £670.40 for its pay of £9,400.00 in week 25" in week
    assert start(given=p45(month=9, total_tax=Decimal("0.00"))).to_check == ""
    week_9 = start(given=p45(month=None, week=9, total_tax=Decimal("9.00"))).to_check
    assert "in week 9" in week_9


@pytest.mark.parametrize(
    ("first", "second", "used"),
    [
        ({"tax_code": "1257L"}, {"tax_code": "500L", "leaving_date": date(2026, 10, 2)}, "500L"),
        ({"tax_code": "500L"}, {"tax_code": "1257L"}, "1257L"),
        ({"tax_code": "K100"}, {"tax_code": "K475"}, "K100"),
        ({"tax_code": "BR"}, {"tax_code": "K475"}, "BR"),
        ({"tax_code": "BR"}, {"tax_code": "1257L"}, "1257L"),
        ({"tax_code": "NT"}, {"tax_code": "1257L"}, "NT"),
    ],
)
def test_of_two_p45s_the_later_counts_and_on_one_day_the_greater_allowance(
    first: dict[str, Any], second: dict[str, Any], used: str
) -> None:
    left = {"leaving_date": date(2026, 9, 30), "tax_year": "2026-27"}
    given = [rules.P45(**left | one) for one in (first, second)]
    for pair in (given, given[::-1]):
        found, why = rules.that_counts(*pair)
        assert found.tax_code == used
        assert why.endswith("Give the other one back to the PA.")
