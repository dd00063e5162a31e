"""Nights, miles and sums of two payslips are set beside each other in their own words."""

from dataclasses import replace
from decimal import Decimal

import pytest

from payroll.calc import compare
from payroll.calc.inputs import Earning, EarningKind
from payroll.calc.orders.deductions import Deductions
from tests.payroll.calc.cases import calculated, one_sum, pay_line
from tests.payroll.calc.order_cases import council_tax, court
from tests.payroll.calc.test_compare import changes


def _earning(kind: EarningKind, quantity: str, unit: str, rate: str) -> Earning:
    amount = (Decimal(quantity) * Decimal(rate)).quantize(Decimal("0.01"))
    return Earning(kind, "It", Decimal(quantity), unit, Decimal(rate), amount)


@pytest.mark.parametrize(
    ("kind", "unit", "rate", "said"),
    [
        (EarningKind.SLEEP_IN, "nights", "60.00", "3 nights instead of 1 night."),
        (EarningKind.MILEAGE, "miles", "0.45", "3 miles instead of 1 mile."),
        (EarningKind.HOURS, "hours", "13.50", "3 hours instead of 1 hour."),
    ],
)
def test_more_of_a_kind_is_said_in_its_unit(kind: EarningKind, unit: str, rate: str, said: str) -> None:
    found = changes(
        {"earnings": (_earning(kind, "1", unit, rate),)}, {"earnings": (_earning(kind, "3", unit, rate),)}
    )
    assert found["It"].why == said


def test_more_sums_are_said_as_payments() -> None:
    one = _earning(EarningKind.HOURS, "1", "payment", "20.00")
    assert changes({"earnings": (one,)}, {"earnings": (one, one)})["It"].why == (
        "2 payments instead of 1 payment."
    )


def test_parts_of_an_hour_are_said_in_minutes() -> None:
    short = Earning(EarningKind.HOURS, "It", Decimal("1.6667"), "hours", Decimal("13.50"), Decimal("22.50"))
    one = _earning(EarningKind.HOURS, "1", "hours", "13.50")
    found = changes({"earnings": (one,)}, {"earnings": (short,)})
    assert found["It"].why == "1 hour 40 minutes instead of 1 hour."


def test_two_orders_are_two_things_and_a_loan_that_an_order_cut_says_so() -> None:
    pay = {"earnings": one_sum("2000.00")}
    before = Deductions(
        court=(court("10.00", "0.00", priority=True), court("20.00", "0.00", priority=True, reference="C 2"))
    )
    now = Deductions(
        court=(court("10.00", "0.00", priority=True), court("25.00", "0.00", priority=True, reference="C 2"))
    )
    found = changes(pay | {"deductions": before}, pay | {"deductions": now})
    assert "Court order (C 1)" not in found
    assert found["Court order (C 2)"].effect == Decimal("-5.00")


def test_more_hours_at_another_rate_are_said_in_two_sentences() -> None:
    found = changes(
        {"earnings": (_earning(EarningKind.HOURS, "1", "hours", "13.50"),)},
        {"earnings": (_earning(EarningKind.HOURS, "3", "hours", "14.00"),)},
    )
    assert found["It"].why == ("3 hours instead of 1 hour. The rate is £14.00. Last time it was £13.50.")


def test_a_loan_whose_line_says_something_new_does_not_only_follow_the_pay() -> None:
    """The council tax order stops the loan: more pay is not what moved it."""
    with_loan = {"student_loan": "1"}
    ordered = {"deductions": Deductions(council_tax=(council_tax(),))}
    found = changes(
        {"earnings": one_sum("3000.00")} | with_loan, {"earnings": one_sum("3100.00")} | with_loan | ordered
    )
    assert "while a council tax order takes a share of the pay" in found["Student loan (plan 1)"].why
    follows = changes(
        {"earnings": one_sum("3000.00")} | with_loan, {"earnings": one_sum("3100.00")} | with_loan
    )
    assert follows["Student loan (plan 1)"].why == "It follows your pay."


def test_holiday_of_the_sheet_and_of_the_average_week_are_one_thing_in_the_words_of_the_latest() -> None:
    """The average week's line has no hours to set beside those of the sheet."""
    sheet = {"earnings": (replace(_earning(EarningKind.HOLIDAY, "4", "hours", "13.50"), label="Holiday"),)}
    average = {"worked_out": (pay_line("holiday", "60.00"),)}
    assert changes(sheet, average)["Holiday"].why == "The law gives it."
    assert changes(average, sheet)["Holiday"].why == "Your time off, paid at your usual rate."
    assert changes(sheet | average, sheet)["Holiday"].effect == Decimal("-60.00")


def test_what_there_was_none_of_is_an_amount_in_pence() -> None:
    found = changes({"earnings": one_sum("2000.00")}, {"earnings": one_sum("2000.00"), "pension": "net_pay"})
    assert str(found["Pension"].before) == "0.00"


def test_a_line_that_was_kept_without_its_figure_is_said_to_have_had_none() -> None:
    before, now = calculated("2000.00"), calculated("2100.00")
    kept = replace(
        before, lines=tuple(replace(line, figures=()) if line.code == "ni" else line for line in before.lines)
    )
    (change,) = (
        one for one in compare.compare(before=kept, now=now).changes if one.label == "National Insurance"
    )
    assert change.why == "Your National Insurance letter is now A. Last time it was none."
