"""The payslip as a whole: what is worked out on what, and the lines that explain it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from payroll.calc import earnings, payslip, rates
from payroll.calc.earnings import ContractRates, WorkedTime
from payroll.calc.inputs import Earning, EarningKind, Interval, PayInputError, YearToDate
from payroll.calc.lines import Line
from payroll.calc.results import PayResult
from tests.payroll.calc.cases import calculated, one_sum, payment, year

YEAR = rates.for_year("2026-27")


@pytest.fixture
def four_weeks() -> PayResult:
    """A PA's four weeks with sleep-ins and holiday, paid on 6 November 2026."""
    worked = [
        WorkedTime(EarningKind.HOURS, Decimal(76 * 60), "minutes"),
        WorkedTime(EarningKind.HOLIDAY, Decimal(4 * 60), "minutes"),
        WorkedTime(EarningKind.SLEEP_IN, Decimal(2), "nights"),
        WorkedTime(EarningKind.AWAKE, Decimal(90), "minutes"),
        WorkedTime(EarningKind.MILEAGE, Decimal(20), "miles"),
    ]
    contract = ContractRates(hourly=Decimal("13.50"), sleep_in=Decimal("60.00"))
    pay = payment(
        "0.00",
        interval=Interval.FOUR_WEEKLY,
        period=32,
        payday=date(2026, 11, 6),
        earnings=earnings.from_time(worked=worked, contract=contract, rates=YEAR.mileage),
        pension="relief_at_source",
        birth_date=date(1986, 5, 4),
        period_start=date(2026, 10, 5),
        pay_before="8260.00",
        tax_before="297.20",
    )
    return payslip.calculate(pay=pay, rates=YEAR)


def _line(result: PayResult, code: str) -> Line:
    (found,) = [line for line in result.lines if line.code == code]
    return found


def test_the_sheet_becomes_pay_deductions_and_net(four_weeks: PayResult) -> None:
    assert (four_weeks.gross, four_weeks.non_taxable) == (Decimal("1220.25"), Decimal("9.00"))
    assert (four_weeks.taxable_pay, four_weeks.nicable_pay) == (Decimal("1220.25"), Decimal("1220.25"))
    assert (four_weeks.tax, four_weeks.ni_employee) == (Decimal("50.40"), Decimal("20.26"))
    assert (four_weeks.pension_employee, four_weeks.pension_employer) == (Decimal("29.61"), Decimal("22.21"))
    assert four_weeks.net == Decimal("1128.98")


def test_the_lines_read_as_a_payslip(four_weeks: PayResult) -> None:
    assert [(line.group, line.label, line.amount, line.working) for line in four_weeks.lines] == [
        ("earned", "Hours worked", Decimal("1026.00"), "76 hours × £13.50"),
        ("earned", "Holiday", Decimal("54.00"), "4 hours × £13.50"),
        ("earned", "Sleep-ins", Decimal("120.00"), "2 nights × £60.00"),
        ("earned", "Awake in the night", Decimal("20.25"), "1.5 hours × £13.50"),
        ("reimbursed", "Mileage", Decimal("9.00"), "20 miles × £0.45"),
        ("taken_off", "Income Tax", Decimal("50.40"), "Code 1257L · 20% of taxable pay"),
        ("taken_off", "National Insurance", Decimal("20.26"), "8% of £253.25"),
        ("taken_off", "Pension", Decimal("29.61"), "4% of £740.25"),
        ("employer", "Employer's National Insurance", Decimal("125.29"), "15% of £835.25"),
        ("employer", "Employer's pension payment", Decimal("22.21"), "3% of £740.25"),
    ]


def test_each_line_says_why_in_plain_words(four_weeks: PayResult) -> None:
    assert [line.why for line in four_weeks.lines] == [
        "The hours on the sheet your employer agreed.",
        "Your time off, paid at your usual rate.",
        "The amount your contract gives for each night you sleep in.",
        "When you get up to help, you are paid by the hour.",
        "Money back for using your own car for work. Nothing is taken off it.",
        "You pay tax on earnings above your tax-free amount so far this year, £7,741.44.",
        "You pay 8% on what you earn above £967 in 4 weeks.",
        "You pay 4%. The government adds £7.40 and your employer adds £22.21.",
        "Your employer pays 15% on what you earn above £385 in 4 weeks. It is not taken off your pay.",
        "Your employer adds 3% to your pension. It is not taken off your pay.",
    ]


def test_the_minimum_wage_check_comes_with_the_payslip(four_weeks: PayResult) -> None:
    assert four_weeks.minimum_wage is not None
    assert four_weeks.minimum_wage.hourly == Decimal("13.50")


def test_the_tax_line_keeps_the_figures_it_was_worked_out_from(four_weeks: PayResult) -> None:
    tax = _line(four_weeks, "tax")
    assert tax.rule == "paye.cumulative"
    assert dict(tax.figures) == {
        "code": "1257L",
        "tables": "week 32",
        "pay to date": "9480.25",
        "allowance": "7741.44",
        "taxable pay": "1738",
        "tax due": "347.60",
        "tax before": "297.20",
    }


def test_the_year_so_far_is_what_the_next_payment_starts_from(four_weeks: PayResult) -> None:
    assert four_weeks.to_date.pay == Decimal("9480.25")
    assert four_weeks.to_date.tax == Decimal("347.60")
    assert four_weeks.to_date.net == four_weeks.net
    assert four_weeks.to_date.pension_employer == Decimal("22.21")


def test_the_result_names_the_figures_it_was_made_with(four_weeks: PayResult) -> None:
    assert four_weeks.rates_sha256 == YEAR.sha256


def test_without_loans_and_pension_there_are_no_lines_for_them() -> None:
    assert [line.code for line in calculated("1600.00").lines] == ["hours", "tax", "ni", "ni_employer"]


@pytest.mark.parametrize("known", [{}, {"birth_date": date(1986, 5, 4)}])
def test_the_minimum_wage_is_checked_only_when_the_days_worked_for_are_known(known: dict[str, date]) -> None:
    hours = Earning(
        EarningKind.HOURS, "Hours worked", Decimal(10), "hours", Decimal("13.50"), Decimal("135.00")
    )
    assert calculated("0.00", earnings=(hours,), **known).minimum_wage is None


def test_pensions_and_net_pay_add_up_over_the_year() -> None:
    first = calculated("2000.00", pension="relief_at_source")
    second = calculated("2400.00", period=2, pension="relief_at_source", to_date=first.to_date)
    assert second.to_date.pension_employee == first.pension_employee + second.pension_employee
    assert second.to_date.pension_employer == first.pension_employer + second.pension_employer
    assert second.to_date.net == first.net + second.net


def test_a_payment_is_not_worked_out_with_the_figures_of_another_year() -> None:
    with pytest.raises(PayInputError, match="The payment is in 2026-27 and the figures are for 2025-26"):
        payslip.calculate(pay=payment("100.00"), rates=year("2025-26"))


def test_a_period_that_its_payday_is_not_in_is_refused() -> None:
    pay = replace(payment("100.00"), payday=date(2026, 7, 1))
    with pytest.raises(PayInputError, match="The monthly payday 1 July 2026 is in tax period 3, not 1"):
        payslip.calculate(pay=pay, rates=YEAR)


def test_someone_is_not_paid_before_they_are_born() -> None:
    with pytest.raises(PayInputError, match="date of birth is not before the payday"):
        payment("100.00", birth_date=date(2026, 5, 5))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"pay_before": "-0.01"}, "Pay so far this year cannot be below zero"),
        ({"previous_pay": Decimal("-0.01")}, "Pay of earlier jobs: -0.01 is not zero or more"),
        ({"previous_tax": Decimal("-0.01")}, "Tax of earlier jobs: -0.01 is not zero or more"),
    ],
)
def test_the_year_before_this_payment_cannot_be_below_zero(changes: dict[str, object], sentence: str) -> None:
    with pytest.raises(PayInputError, match=sentence):
        payment("100.00", **changes)


def test_tax_of_this_employment_may_be_below_zero_after_a_refund_of_an_earlier_jobs_tax() -> None:
    earlier = {"previous_pay": Decimal("5000.00"), "previous_tax": Decimal("900.00")}
    result = calculated("100.00", period=6, **earlier)
    assert result.to_date.tax == result.tax == Decimal("-900.00")
    assert calculated("100.00", period=7, to_date=result.to_date, **earlier).tax == 0


def test_national_insurance_of_a_payday_after_a_change_inside_the_year_uses_the_new_block() -> None:
    before = calculated("2000.00", tax_year="2023-24", period=9)
    after = calculated("2000.00", tax_year="2023-24", period=10)
    assert (before.ni_employee, after.ni_employee) == (Decimal("114.24"), Decimal("95.20"))


def test_amounts_always_have_two_decimals() -> None:
    result = calculated("1600.00", student_loan="5", pension="relief_at_source", earnings=one_sum("1600"))
    money = [
        value for value in (getattr(result, name) for name in result.__slots__) if isinstance(value, Decimal)
    ]
    money += [line.amount for line in result.lines if line.code != "hours"]
    money += [
        getattr(result.to_date, name) for name in YearToDate.__slots__ if name not in {"ni", "statutory"}
    ]
    assert {amount.as_tuple().exponent for amount in money} == {-2}
