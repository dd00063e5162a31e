"""Two payments in one tax week or month come to what one would."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payroll.calc import earlier, pension, rates
from payroll.calc.inputs import Interval, PayInputError
from payroll.calc.lines import Line
from payroll.calc.orders.deductions import Deductions
from payroll.calc.pension import Membership
from payroll.calc.pension_duties.figures import BeginsInside
from payroll.calc.results import PayResult
from tests.payroll.calc.cases import calculated, payment
from tests.payroll.calc.order_cases import benefit_debt

YEAR = rates.for_year("2026-27")
SAME = (
    "ni_employee",
    "ni_employer",
    "earnings_at_lel",
    "earnings_lel_to_pt",
    "earnings_pt_to_uel",
    "student_loan",
    "postgraduate_loan",
    "pension_employee",
    "pension_employer",
    "pension_tax_relief",
)


def _line(result: PayResult, code: str) -> Line:
    (found,) = [line for line in result.lines if line.code == code]
    return found


pence = st.integers(0, 600_000).map(lambda pence: Decimal(pence) / 100 + Decimal("0.00"))
# Loans go by whole pounds: what a payment of a few pounds adds to them may be more than the payment.
enough = pence.filter(lambda pay: not pay or pay >= 10)


@given(
    pence,
    enough,
    st.fixed_dictionaries(
        {
            "interval": st.sampled_from(Interval),
            "student_loan": st.sampled_from([None, "1", "2", "4", "5"]),
            "postgraduate_loan": st.booleans(),
            "pension": st.sampled_from([None, "relief_at_source", "net_pay"]),
            "ni_letter": st.sampled_from("ABCHJMVXZ"),
        }
    ),
)
def test_two_payments_in_one_period_come_to_what_one_would(
    first: Decimal, second: Decimal, usual: dict[str, Any]
) -> None:
    one = calculated(first, **usual)
    other = calculated(second, **usual, to_date=one.to_date, earlier=earlier.of_period(same_post=[one]))
    together = calculated(first + second, **usual)
    for name in SAME:
        assert getattr(one, name) + getattr(other, name) == getattr(together, name), name
    assert other.to_date.ni == together.to_date.ni


@given(
    pence,
    pence,
    st.fixed_dictionaries(
        {
            "tax_code": st.sampled_from(["1257L", "S1257L", "K475", "BR", "0T", "NT"]),
            "non_cumulative": st.booleans(),
        }
    ),
)
def test_tax_of_two_payments_in_one_period_is_that_of_one(
    first: Decimal, second: Decimal, usual: dict[str, Any]
) -> None:
    one = calculated(first, **usual)
    other = calculated(second, **usual, to_date=one.to_date, earlier=earlier.of_period(same_post=[one]))
    together = calculated(first + second, **usual)
    limited = any(
        "overriding_limit" in line.rule for result in (one, other, together) for line in result.lines
    )
    if not limited:
        assert one.tax + other.tax == together.tax


def test_a_second_post_with_one_employer_shares_the_limits_and_not_the_tax_code() -> None:
    main = calculated("1500.00")
    second = calculated("800.00", tax_code="BR", earlier=earlier.of_period(same_post=[], other_posts=[main]))
    assert main.ni_employee + second.ni_employee == calculated("2300.00").ni_employee
    assert second.tax == Decimal("160.00")
    assert "on the pay before" in _line(second, "ni").working


def test_a_letter_that_changes_inside_a_period_counts_from_now_on() -> None:
    """£1,000 under M, then £500 under A: the period of £1,500 under A, less £1,000 under A."""
    one = calculated("1000.00", ni_letter="M")
    other = calculated("500.00", to_date=one.to_date, earlier=earlier.of_period(same_post=[one]))
    both, first = calculated("1500.00"), calculated("1000.00")
    assert other.ni_employee == both.ni_employee - first.ni_employee == Decimal("36.16")
    assert other.ni_employer == both.ni_employer - first.ni_employer == Decimal("75.00")
    assert [row.letter for row in other.to_date.ni] == ["M", "A"]


def test_a_loan_or_pension_that_begins_inside_a_period_takes_nothing_for_what_was_paid_before() -> None:
    one = calculated("3000.00")
    other = calculated(
        "10.00",
        to_date=one.to_date,
        earlier=earlier.of_period(same_post=[one]),
        student_loan="1",
        pension="net_pay",
    )
    assert (other.student_loan, other.pension_employee) == (Decimal("1.00"), Decimal("0.50"))
    assert other.net > 0


def test_an_order_is_not_met_twice_in_one_period() -> None:
    one = calculated("1000.00", deductions=Deductions(direct_earnings=(benefit_debt(),)))
    with pytest.raises(PayInputError, match="this period has been paid once already"):
        payment(
            "100.00",
            to_date=one.to_date,
            earlier=earlier.of_period(same_post=[one]),
            deductions=Deductions(direct_earnings=(benefit_debt(),)),
        )


def test_an_earlier_payment_must_be_in_the_year_so_far() -> None:
    one = calculated("1000.00")
    with pytest.raises(PayInputError, match="is not in the year so far"):
        payment("100.00", earlier=earlier.of_period(same_post=[one]))


def test_a_payment_on_its_own_has_nothing_before_it() -> None:
    assert earlier.of_period(same_post=[]) is None


def test_a_week_1_code_never_pays_back_what_an_earlier_payment_of_the_period_took() -> None:
    one = calculated("2000.00", tax_code="0T", non_cumulative=True)
    other = calculated(
        "10.00",
        tax_code="1257L",
        non_cumulative=True,
        to_date=one.to_date,
        earlier=earlier.of_period(same_post=[one]),
    )
    assert other.tax == 0


def test_nothing_paid_in_this_post_is_nothing_in_pounds_and_pence() -> None:
    elsewhere = earlier.of_period(same_post=[], other_posts=[calculated("800.00")])
    assert elsewhere is not None
    assert [str(sum_) for sum_ in (elsewhere.earnings, elsewhere.taxable, elsewhere.tax)] == [
        "800.00",
        "0.00",
        "0.00",
    ]


def test_the_lines_of_a_second_payment_say_what_was_taken_on_the_first() -> None:
    """Plan 1 is 9% above 2,241.66, on 3,500 and on 3,000; the pension is of what is above 520."""
    terms: dict[str, Any] = {"student_loan": "1", "pension": "net_pay"}
    one = calculated("3000.00", **terms)
    other = calculated("500.00", **terms, to_date=one.to_date, earlier=earlier.of_period(same_post=[one]))
    assert [
        (_line(other, code).amount, _line(other, code).working) for code in ("student_loan", "pension")
    ] == [
        (Decimal("45.00"), "9% of £1,258.34, in whole pounds, less £68.00 on the pay before"),
        (Decimal("25.00"), "5% of £2,980.00 less £124.00 on the pay before"),
    ]
    assert _line(other, "pension_employer").working == "3% of £2,980.00 less £74.40 on the pay before"
    assert _line(one, "student_loan").working == "9% of £758.34, in whole pounds"


def test_a_pay_before_below_the_limit_took_nothing_of_a_loan() -> None:
    one = calculated("100.00", student_loan="1")
    other = calculated(
        "3000.00", student_loan="1", to_date=one.to_date, earlier=earlier.of_period(same_post=[one])
    )
    assert other.student_loan == calculated("3100.00", student_loan="1").student_loan
    assert "before" not in _line(other, "student_loan").working


def test_a_membership_that_begins_inside_the_period_counts_its_days_of_both_payments() -> None:
    by_days = replace(YEAR.pension, begins_inside_a_period=BeginsInside.SHARE_OF_DAYS)
    usual: dict[str, Any] = {
        "membership": Membership(scheme="net_pay", member_from=date(2026, 4, 21)),
        "interval": Interval.MONTHLY,
        "rates": by_days,
        "member_for": Decimal("0.5"),
    }
    whole = pension.contributions(earnings=Decimal("2000.00"), **usual)
    first = pension.contributions(earnings=Decimal("1500.00"), **usual)
    second = pension.contributions(earnings=Decimal("500.00"), before=Decimal("1500.00"), **usual)
    assert (whole.employee, first.employee) == (Decimal("37.00"), Decimal("24.50"))
    assert second.employee == whole.employee - first.employee
    assert second.employer == whole.employer - first.employer


def test_the_lines_of_national_insurance_say_what_was_due_on_the_pay_before() -> None:
    one = calculated("1500.00")
    other = calculated("800.00", to_date=one.to_date, earlier=earlier.of_period(same_post=[one]))
    assert _line(other, "ni").working == "8% of £1,252.00 in all, less £36.16 on the pay before"
    assert _line(other, "ni_employer").working == "15% of £1,883.00 in all, less £162.45 on the pay before"


def test_a_payment_that_is_smaller_than_what_it_adds_to_take_is_refused_with_both_amounts() -> None:
    """It brings the loan to its next whole pound, which is more than the ten pence that are paid."""
    before = earlier.Earlier(earnings=Decimal("2094.43"))
    with pytest.raises(PayInputError) as refusal:
        calculated("0.10", student_loan="5", earlier=before)
    assert str(refusal.value) == "The deductions are 0.91 more than the pay, 0.10: check them."
