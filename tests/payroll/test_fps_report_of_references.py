"""Wages under one PAYE reference after another: what each was told last adds up to the year's payslips."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from payroll import fps_report
from payroll.calc.inputs import YearToDate
from payroll.calc.year_end import p11
from payroll.rti import body, fps, report, rules
from tests.payroll.calc.test_a_mixed_year import EVERYBODY, Pa, paid
from tests.payroll.test_fps_report import person

PAID = {name: paid(pa) for name, pa in EVERYBODY.items()}
ADDED = ("taxable_pay", "tax", "student_loans", "postgraduate_loans")


def told(payments: Sequence[p11.Payment], begins: Sequence[int]) -> list[list[report.EmployeeReport]]:
    """The reports of a year by reference; a new one begins with each payday of these numbers."""
    found: list[list[report.EmployeeReport]] = [[]]
    before: YearToDate | None = None
    for number, one in enumerate(payments):
        is_new = number in begins and number > 0
        if is_new:
            found.append([])
            before = payments[number - 1].result.to_date
        moved_on = one.pay.payday if is_new else None
        who = replace(person(), before=before, is_first_report=is_new, moved_on=moved_on)
        found[-1].append(fps_report.employee(who, one.pay, one.result))
    return found


def letters(reports: Sequence[report.EmployeeReport]) -> dict[str, list[Decimal]]:
    """The National Insurance to date by letter, of several reports together."""
    found: dict[str, list[Decimal]] = defaultdict(lambda: [Decimal(0)] * 6)
    for one in reports:
        for row in one.ni:
            figures = (
                row.earnings_to_date, row.at_lel_to_date, row.lel_to_pt_to_date, row.pt_to_uel_to_date,
                row.employer_to_date, row.employee_to_date,
            )  # fmt: skip
            found[row.letter] = [held + now for held, now in zip(found[row.letter], figures, strict=True)]
    return {letter: sums for letter, sums in found.items() if any(sums)}


@settings(max_examples=60, deadline=None)
@given(name=some.sampled_from(list(PAID)), begins=some.sets(some.integers(1, 53), max_size=3))
def test_the_last_years_to_date_of_all_references_are_the_payslips_of_the_year(
    name: str, begins: set[int]
) -> None:
    payments = PAID[name]
    last = [reports[-1] for reports in told(payments, sorted(begins))]
    ends = payments[-1].result.to_date
    sums = {
        field: sum((getattr(one.to_date, field) or Decimal(0) for one in last), Decimal(0)) for field in ADDED
    }
    assert sums == {
        "taxable_pay": ends.pay,
        "tax": ends.tax,
        "student_loans": ends.student_loan,
        "postgraduate_loans": ends.postgraduate_loan,
    }
    assert letters(last) == {
        row.letter: [row.earnings, row.at_lel, row.lel_to_pt, row.pt_to_uel, row.employer, row.employee]
        for row in ends.ni
    }
    maternity = sum((one.payment.statutory.maternity or Decimal(0) for one in last), Decimal(0))
    assert maternity == sum((row.amount for row in ends.statutory), Decimal(0))


@pytest.mark.parametrize("name", PAID)
def test_the_first_report_under_a_reference_tells_the_payment_as_its_year(name: str) -> None:
    payments = PAID[name]
    first = told(payments, [len(payments) - 1])[1][0]
    assert first.to_date.taxable_pay == first.payment.taxable_pay == payments[-1].result.taxable_pay
    assert first.to_date.tax == first.payment.tax
    for row in first.ni:
        assert (row.earnings_to_date, row.employee_to_date) == (row.earnings, row.employee)


@pytest.mark.parametrize("name", PAID)
def test_each_message_keeps_hmrcs_rules_also_in_the_extra_week(name: str) -> None:
    payments = PAID[name]
    for reports in told(payments, [1, len(payments) - 1]):
        for one in reports:
            made = report.Report("2026-27", body.EmployerReferences("120", "AB1", "120PA00045678"), (one,))
            assert rules.check(fps.build(made), today=one.payment.pay_date) == ()


@pytest.mark.parametrize(
    ("code", "stated"), [("BR", "C"), ("D0", "C"), ("SD2", "C"), ("1257L", "B"), ("K475", "B"), ("0T", "B")]
)
def test_a_new_reference_declares_by_the_code_as_hmrc_says(code: str, stated: str) -> None:
    weekly = EVERYBODY["weekly on a K code"].interval
    (one,) = paid(Pa(weekly, "300.00", {"tax_code": code}), [dt.date(2026, 7, 3)])
    first = dt.date(2026, 7, 1)
    who: dict[str, Any] = {"is_first_report": True, "moved_on": first, "starter_declaration": "A"}
    starter = fps_report.employee(replace(person(), **who), one.pay, one.result).starter
    assert starter is not None
    assert (starter.start_date, starter.declaration) == (first, stated)


def test_a_leaver_has_the_last_figures_and_nothing_in_the_period() -> None:
    *_, last = PAID["fortnightly with two loans"]
    who = replace(person(), left_on=dt.date(2027, 4, 5))
    left = fps_report.leaver(who, last.pay, last.result, late_reason="H")
    usual = fps_report.employee(person(), last.pay, last.result)
    assert left.to_date == usual.to_date
    assert (left.payment.taxable_pay, left.payment.tax, left.payment.student_loan) == (0, 0, None)
    assert [row.earnings for row in left.ni] == [0]
    assert [row.earnings_to_date for row in left.ni] == [row.earnings_to_date for row in usual.ni]
    assert left.leaving_date == dt.date(2027, 4, 5)


def test_the_earlier_of_two_last_days_is_the_leaving_date() -> None:
    *_, last = PAID["weekly on an ordinary code"]
    for of_job, of_reference in ((3, 5), (5, 3), (3, None)):
        left_on = dt.date(2027, 4, of_reference) if of_reference else None
        who = replace(person(), last_day=dt.date(2027, 4, of_job), left_on=left_on)
        assert fps_report.employee(who, last.pay, last.result).leaving_date == dt.date(2027, 4, 3)


def test_a_pension_given_back_under_the_new_reference_is_told_as_nought_and_never_below() -> None:
    last = PAID["four-weekly in a pension"][2]
    paid_in = last.result.to_date
    now = replace(last.result, to_date=replace(paid_in, pension_relief_at_source=Decimal("0.00")))
    told_now = fps_report.employee(replace(person(), before=paid_in), last.pay, now)
    assert told_now.to_date.pension_relief_at_source == 0
