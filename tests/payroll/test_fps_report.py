"""The year to date that HMRC is told: also of a letter, loan or pension scheme that ended in the year."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from payroll import fps_report
from payroll.calc import payslip
from payroll.calc.inputs import NiToDate, StatutoryToDate, YearToDate
from payroll.calc.pension_duties.position import Refund
from payroll.rti import report
from tests.payroll.calc import cases

BEFORE = NiToDate(
    letter="M",
    earnings=Decimal("4000.00"),
    at_lel=Decimal("2236.00"),
    lel_to_pt=Decimal("1764.00"),
    pt_to_uel=Decimal("0.00"),
    employee=Decimal("80.00"),
    employer=Decimal("12.34"),
)


def person() -> fps_report.Person:
    """Somebody who was reported before."""
    return fps_report.Person(
        forename="Dee", surname="Lowe", birth_date=dt.date(1995, 3, 14), gender="F", nino="PW123456A",
        address=("1 Mill Lane", "Lowmarsh"), postcode="ZZ1 9ZZ", pay_id="PA-1", first_day=dt.date(2026, 4, 6),
        last_day=None, weekly_minutes=600, irregular=False, starter_declaration="", is_first_report=False,
    )  # fmt: skip


def told(refund: Refund | None = None, **to_date: Any) -> report.EmployeeReport:
    """What is told of an ordinary payment after a year so far with these figures."""
    pay = cases.payment("1500.00", to_date=replace(YearToDate.zero(), **to_date), refund=refund)
    result = payslip.calculate(pay=pay, rates=cases.year("2026-27"))
    return fps_report.employee(person(), pay, result)


def test_a_letter_that_was_left_keeps_its_year_to_date_and_has_nothing_in_the_period() -> None:
    letters = {row.letter: row for row in told(ni=(BEFORE,)).ni}
    assert set(letters) == {"A", "M"}
    left = letters["M"]
    assert (left.earnings, left.employee, left.employer) == (0, 0, 0)
    assert left.earnings_to_date == BEFORE.earnings
    assert left.at_lel_to_date == BEFORE.at_lel
    assert left.lel_to_pt_to_date == BEFORE.lel_to_pt
    assert left.employee_to_date == BEFORE.employee
    assert left.employer_to_date == BEFORE.employer


def test_a_pension_scheme_that_was_left_keeps_its_year_to_date() -> None:
    found = told(pension_relief_at_source=Decimal("120.00"), pension_net_pay=Decimal("33.00"))
    assert found.to_date.pension_relief_at_source == Decimal("120.00")
    assert found.to_date.pension_net_pay == Decimal("33.00")
    assert found.payment.pension_relief_at_source is None
    assert found.payment.pension_net_pay is None


@pytest.mark.parametrize("taxable_again", ["0.00", "59.20"])
def test_what_goes_back_after_an_opt_out_is_told_below_nothing(taxable_again: str) -> None:
    back = Refund(
        employee=Decimal("59.20"), employer=Decimal("44.40"), taxable_again=Decimal(taxable_again),
        by=dt.date(2026, 7, 1),
    )  # fmt: skip
    paid = {"pension_net_pay" if Decimal(taxable_again) else "pension_relief_at_source": Decimal("59.20")}
    found = told(refund=back, **paid)
    (name,) = paid
    assert getattr(found.payment, name) == Decimal("-59.20")
    assert not getattr(found.to_date, name)


def test_a_loan_that_was_paid_off_keeps_its_year_to_date() -> None:
    found = told(student_loan=Decimal("90.00"), postgraduate_loan=Decimal("21.00"))
    assert found.to_date.student_loans == Decimal("90.00")
    assert found.to_date.postgraduate_loans == Decimal("21.00")
    assert found.payment.student_loan is None


def test_family_pay_of_earlier_in_the_year_is_still_told() -> None:
    found = told(statutory=(StatutoryToDate("maternity", Decimal("1000.00")),))
    assert found.payment.statutory.maternity == Decimal("1000.00")


def test_what_never_was_is_not_told() -> None:
    found = told()
    assert found.to_date.student_loans is None
    assert found.to_date.pension_net_pay is None
    assert found.to_date.pension_relief_at_source is None
