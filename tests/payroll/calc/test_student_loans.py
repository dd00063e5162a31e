"""Student and postgraduate loans, rule by rule."""

from decimal import Decimal

import pytest

from payroll.calc.inputs import Interval, PayInputError
from tests.payroll.calc.cases import calculated


def test_a_repayment_is_in_whole_pounds_and_drops_the_pence() -> None:
    assert calculated("2400.00", student_loan="5").student_loan == 28
    assert calculated("2094.44", student_loan="5").student_loan == 0
    assert calculated("2094.45", student_loan="5").student_loan == 1


def test_a_postgraduate_loan_runs_beside_a_student_loan_and_each_drops_its_own_pence() -> None:
    both = calculated("3200.00", student_loan="2", postgraduate_loan=True)
    assert (both.student_loan, both.postgraduate_loan) == (67, 87)
    assert both.net == Decimal("2443.64")


def test_a_net_pay_pension_does_not_reduce_the_repayment() -> None:
    with_pension = calculated("2400.00", student_loan="5", pension="net_pay")
    assert with_pension.student_loan == calculated("2400.00", student_loan="5").student_loan


def test_a_repayment_looks_at_this_payment_alone() -> None:
    assert calculated("2083.33", period=12, student_loan="5", pay_before="90000.00").student_loan == 0


def test_repayments_add_up_over_the_year() -> None:
    first = calculated("2400.00", student_loan="5", postgraduate_loan=True)
    second = calculated("2400.00", period=2, student_loan="5", postgraduate_loan=True, to_date=first.to_date)
    assert (second.to_date.student_loan, second.to_date.postgraduate_loan) == (56, 78)


def test_plan_5_is_not_collected_before_april_2026() -> None:
    with pytest.raises(PayInputError, match=r"plan 5 is not collected through pay in .*: use 1, 2, 4"):
        calculated("3000.00", tax_year="2025-26", student_loan="5")


@pytest.mark.parametrize("plan", ["3", "0", "postgraduate", "PLAN1", ""])
def test_an_unknown_plan_is_refused(plan: str) -> None:
    with pytest.raises(PayInputError, match="is not a student loan plan: use 1, 2, 4 or 5"):
        calculated("3000.00", student_loan=plan)


def test_two_weeks_have_their_own_limit() -> None:
    assert calculated("972.64", interval=Interval.TWO_WEEKLY, student_loan="5").student_loan == 0
    assert calculated("972.65", interval=Interval.TWO_WEEKLY, student_loan="5").student_loan == 1
