"""Kinds of work with a rate of their own, and money back for what somebody paid for at work."""

import datetime as dt
from decimal import Decimal

import pytest

from payroll.calc import earnings, minimum_wage
from payroll.calc.earnings import ContractRates, WorkedTime
from payroll.calc.inputs import Earning, EarningKind, PayInputError
from payroll.calc.lines import EARNED, REIMBURSED
from tests.payroll.calc.cases import calculated, year
from tests.payroll.calc.test_compare import changes

YEAR = year("2026-27")
CONTRACT = ContractRates(Decimal("13.50"), by_work={"Waking night": Decimal("15.00")})
DAY = WorkedTime(EarningKind.HOURS, Decimal(600), "minutes")
NIGHT = WorkedTime(EarningKind.HOURS, Decimal(540), "minutes", "Waking night")
SPENT = WorkedTime(EarningKind.EXPENSES, Decimal("12.35"), "pounds")


def priced(*worked: WorkedTime) -> tuple[Earning, ...]:
    return earnings.from_time(worked=worked, contract=CONTRACT, rates=YEAR.mileage)


def test_a_kind_of_work_is_a_line_of_its_own_under_its_name() -> None:
    usual, night = priced(DAY, NIGHT)
    assert (usual.label, usual.rate, usual.amount) == ("Hours worked", Decimal("13.50"), Decimal("135.00"))
    assert (night.label, night.rate, night.amount) == ("Waking night", Decimal("15.00"), Decimal("135.00"))
    assert earnings.line(night).working == "9 hours × £15.00"
    assert earnings.line(night).group == EARNED


def test_waking_nights_are_hours_of_the_minimum_wage_at_the_lowest_rate() -> None:
    check = minimum_wage.check(
        earnings=priced(DAY, NIGHT),
        birth_date=dt.date(1980, 1, 1),
        period_start=dt.date(2026, 11, 2),
        rates=YEAR,
    )
    assert check is not None
    assert (check.hours, check.pay) == (Decimal("19.0000"), Decimal("256.50"))


def test_a_rate_that_the_contract_does_not_have_is_refused_by_name() -> None:
    with pytest.raises(PayInputError, match="at the rate “Weekend” and the contract has no such rate"):
        priced(WorkedTime(EarningKind.HOURS, Decimal(60), "minutes", "Weekend"))


def test_expenses_are_money_back_and_no_part_of_gross_pay() -> None:
    paid = priced(DAY, SPENT)
    assert earnings.gross(paid) == Decimal("135.00")
    assert earnings.reimbursed(paid, rates=YEAR.mileage) == Decimal("12.35")
    line = earnings.line(paid[1])
    assert (line.code, line.group, line.label) == ("expenses", REIMBURSED, "Expenses")
    assert line.why == "Money back for what you paid for at work. Nothing is taken off it."


def test_nothing_is_taken_off_expenses() -> None:
    without = calculated("0", earnings=priced(DAY))
    result = calculated("0", earnings=priced(DAY, SPENT))
    assert (result.gross, result.taxable_pay, result.nicable_pay) == (
        without.gross,
        without.taxable_pay,
        without.nicable_pay,
    )
    assert (result.non_taxable, result.net) == (Decimal("12.35"), without.net + Decimal("12.35"))


def test_mileage_and_expenses_come_back_together() -> None:
    miles = WorkedTime(EarningKind.MILEAGE, Decimal(20), "miles")
    assert earnings.reimbursed(priced(miles, SPENT), rates=YEAR.mileage) == Decimal("21.35")


@pytest.mark.parametrize(
    ("quantity", "unit", "why"),
    [
        ("12.355", "pounds", r"Expenses: 12\.355 is not whole pence"),
        ("12", "miles", "Expenses is counted in pounds, not in miles"),
        ("-1", "pounds", "-1 is not zero or more pounds"),
    ],
)
def test_expenses_that_cannot_be_are_refused(quantity: str, unit: str, why: str) -> None:
    with pytest.raises(PayInputError, match=why):
        WorkedTime(EarningKind.EXPENSES, Decimal(quantity), unit)


def test_other_expenses_than_last_time_are_said_as_sums() -> None:
    more = WorkedTime(EarningKind.EXPENSES, Decimal("20.00"), "pounds")
    found = changes({"earnings": priced(DAY, SPENT)}, {"earnings": priced(DAY, more)})
    assert found["Expenses"].why == "£20.00 instead of £12.35."
    assert found["Expenses"].effect == Decimal("7.65")
