"""A pension on a payment: kinds, the day it begins, and what goes back after an opt-out."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from payroll.calc import payslip, pension, rates
from payroll.calc.inputs import Interval, PayInputError
from payroll.calc.lines import Line
from payroll.calc.pension import Membership
from payroll.calc.pension_duties.figures import BeginsInside
from payroll.calc.pension_duties.position import Refund
from payroll.calc.pension_shares import Base
from payroll.calc.results import PayResult
from payroll.calc.rounding import ZERO
from tests.payroll.calc.cases import calculated, payment

YEAR = rates.for_year("2026-27")


def _line(result: PayResult, code: str) -> Line:
    (found,) = [line for line in result.lines if line.code == code]
    return found


def test_nothing_is_taken_for_a_pension_that_begins_after_the_payday() -> None:
    with pytest.raises(PayInputError, match="The pension begins on 6 May 2026, after the payday"):
        payment("100.00", pension=Membership(scheme="net_pay", member_from=date(2026, 5, 6)))


def test_each_kind_of_pension_keeps_its_own_sum_of_the_year() -> None:
    first = calculated("2000.00", pension="relief_at_source")
    second = calculated("2000.00", period=2, pension="net_pay", to_date=first.to_date)
    assert second.to_date.pension_relief_at_source == first.pension_employee == Decimal("59.20")
    assert second.to_date.pension_net_pay == second.pension_employee == Decimal("74.00")


def test_an_opt_out_from_relief_at_source_gives_back_what_was_taken_after_tax() -> None:
    first = calculated("2000.00", pension="relief_at_source")
    back = Refund(
        employee=Decimal("59.20"), employer=Decimal("44.40"), taxable_again=ZERO, by=date(2026, 7, 1)
    )
    second = calculated("2000.00", period=2, to_date=first.to_date, refund=back)
    alone = calculated("2000.00", period=2, to_date=first.to_date)
    assert second.net == alone.net + Decimal("59.20")
    assert (second.tax, second.ni_employee) == (alone.tax, alone.ni_employee)
    assert second.to_date.pension_relief_at_source == second.to_date.pension_employer == 0
    assert _line(second, "pension_refund").amount == Decimal("59.20")


def test_an_opt_out_from_a_net_pay_arrangement_is_taxed_and_not_insured_when_it_goes_back() -> None:
    first = calculated("2000.00", pension="net_pay")
    back = Refund(
        employee=Decimal("74.00"),
        employer=Decimal("44.40"),
        taxable_again=Decimal("74.00"),
        by=date(2026, 7, 1),
    )
    second = calculated("2000.00", period=2, to_date=first.to_date, refund=back)
    never = calculated("2000.00", period=2, to_date=calculated("2000.00").to_date)
    assert second.to_date.pay == never.to_date.pay == Decimal("4000.00")
    assert second.to_date.tax == never.to_date.tax
    assert second.ni_employee == never.ni_employee
    assert second.to_date.net == never.to_date.net
    assert second.to_date.pension_net_pay == 0


def test_nobody_pays_into_a_pension_that_is_paid_back() -> None:
    back = Refund(employee=Decimal("1.00"), employer=ZERO, taxable_again=ZERO, by=date(2026, 7, 1))
    with pytest.raises(PayInputError, match="take the membership out"):
        payment("100.00", pension="net_pay", refund=back)


def test_what_counts_of_a_period_that_a_membership_begins_inside_of_is_a_setting() -> None:
    days: dict[str, Any] = {
        "birth_date": date(1986, 5, 4),
        "period_start": date(2026, 4, 6),
        "period_end": date(2026, 5, 5),
        "pension": Membership(scheme="net_pay", member_from=date(2026, 4, 21)),
    }
    by_days = replace(YEAR, pension=replace(YEAR.pension, begins_inside_a_period=BeginsInside.SHARE_OF_DAYS))
    pay = payment("2000.00", **days)
    assert payslip.calculate(pay=pay, rates=YEAR).pension_employee == Decimal("74.00")
    assert payslip.calculate(pay=pay, rates=by_days).pension_employee == Decimal("37.00")
    later = replace(pay, pension=Membership(scheme="net_pay", member_from=date(2026, 4, 6)))
    assert payslip.calculate(pay=later, rates=by_days).pension_employee == Decimal("74.00")


@pytest.mark.parametrize(
    ("begins", "share"),
    [
        (None, "1"),
        (date(2026, 4, 6), "1"),
        (date(2026, 4, 21), "0.5"),
        (date(2026, 5, 5), "1/30"),
        (date(2026, 5, 6), "0"),
        (date(2026, 6, 1), "0"),
    ],
)
def test_the_share_of_a_period_goes_by_its_days_from_the_first_of_membership(
    begins: date | None, share: str
) -> None:
    by_days = replace(YEAR.pension, begins_inside_a_period=BeginsInside.SHARE_OF_DAYS)
    found = pension.share_of_period(
        membership=Membership(scheme="net_pay", member_from=begins),
        first=date(2026, 4, 6),
        last=date(2026, 5, 5),
        rates=by_days,
    )
    assert abs(found - Decimal(Fraction(share).numerator) / Fraction(share).denominator) < Decimal("1e-20")


@pytest.mark.parametrize("pensionable", ["0.00", "0.50", "1000.00"])
def test_pensionable_pay_may_be_nothing_or_everything_and_has_no_limits(pensionable: str) -> None:
    membership = Membership(
        scheme="net_pay", member_from=date(2026, 4, 6), base=Base.SET_1, pensionable=Decimal(pensionable)
    )
    made = pension.contributions(
        earnings=Decimal("1000.00"), membership=membership, interval=Interval.MONTHLY, rates=YEAR.pension
    )
    assert (made.counted, made.lower, made.upper) == (Decimal(pensionable), None, None)
    assert pension.lines(made)[0].figures == (
        ("scheme", "net_pay"),
        ("set 1", pensionable),
        ("tax relief", "0.00"),
    )


def test_the_lines_keep_the_limits_of_qualifying_earnings() -> None:
    result = calculated("2000.00", pension="relief_at_source")
    assert _line(result, "pension").figures == (
        ("scheme", "relief_at_source"),
        ("lower limit", "520"),
        ("upper limit", "4189"),
        ("qualifying earnings", "1480.00"),
        ("tax relief", "14.80"),
    )


def test_what_was_paid_into_pensions_of_both_kinds_is_added_up() -> None:
    first = calculated("2000.00", pension="relief_at_source")
    both = calculated("2000.00", period=2, pension="net_pay", to_date=first.to_date).to_date
    assert both.pension_employee == Decimal("59.20") + Decimal("74.00")
