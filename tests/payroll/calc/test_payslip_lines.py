"""How each line of a payslip explains itself."""

from decimal import Decimal

import pytest

from payroll.calc import rates
from payroll.calc.inputs import Earning, EarningKind, Interval
from payroll.calc.lines import Line
from payroll.calc.results import PayResult
from tests.payroll.calc.cases import calculated

YEAR = rates.for_year("2026-27")


def _line(result: PayResult, code: str) -> Line:
    (found,) = [line for line in result.lines if line.code == code]
    return found


@pytest.mark.parametrize(
    ("changes", "working", "why", "rule"),
    [
        (
            {"tax_code": "S1257L", "pay": "3300.00"},
            "Code S1257L · 19%, 20% and 21% of taxable pay",
            "You pay tax on earnings above your tax-free amount so far this year, £1,048.26.",
            "paye.cumulative",
        ),
        (
            {"pay": "1048.26"},
            "Code 1257L",
            "You have not earned more than your tax-free amount so far this year, £1,048.26.",
            "paye.cumulative",
        ),
        (
            {"pay": "1048.26", "period": 2, "pay_before": "2000.00", "tax_before": "190.20"},
            "Code 1257L · 20% of taxable pay",
            "You have already paid the tax that is due so far this year.",
            "paye.cumulative",
        ),
        (
            {"tax_code": "1257L M1"},
            "Code 1257L M1 · 20% of taxable pay",
            "With this code, each payment is taxed by itself. You pay tax on what you earn above £1,048.26.",
            "paye.non_cumulative",
        ),
        (
            {"interval": Interval.WEEKLY, "non_cumulative": True},
            "Code 1257L W1 · 20% and 40% of taxable pay",
            "With this code, each payment is taxed by itself. You pay tax on what you earn above £241.92.",
            "paye.non_cumulative",
        ),
        (
            {"interval": Interval.TWO_WEEKLY, "period": 54},
            "Code 1257L · 20% of taxable pay",
            (
                "This is an extra payday in the tax year, so it is taxed by itself. "
                "You pay tax on what you earn above £483.84."
            ),
            "paye.extra_payday",
        ),
        (
            {"tax_code": "BR"},
            "Code BR · 20% of taxable pay",
            "All your pay in this job is taxed at 20%, with no tax-free amount.",
            "paye.cumulative",
        ),
        (
            {"tax_code": "0T"},
            "Code 0T · 20% of taxable pay",
            "You have no tax-free amount in this job, so all your pay is taxed.",
            "paye.cumulative",
        ),
        (
            {"tax_code": "0T M1"},
            "Code 0T M1 · 20% of taxable pay",
            (
                "With this code, each payment is taxed by itself. "
                "You have no tax-free amount in this job, so all of it is taxed."
            ),
            "paye.non_cumulative",
        ),
        (
            {"tax_code": "K475"},
            "Code K475 · 20% of taxable pay",
            "Your code adds £396.59 to your pay so far this year, to collect tax on something else.",
            "paye.cumulative",
        ),
        (
            {"tax_code": "K475 M1"},
            "Code K475 M1 · 20% of taxable pay",
            (
                "With this code, each payment is taxed by itself. "
                "£396.59 is added first, to collect tax on something else."
            ),
            "paye.non_cumulative",
        ),
        (
            {"tax_code": "K2500", "pay": "600.00"},
            "Code K2500 · 20% of taxable pay",
            "Tax may not take more than half of your pay, so it stops at £300.00.",
            "paye.overriding_limit",
        ),
        ({"tax_code": "NT"}, "Code NT", "Your code means that you pay no tax.", "paye.cumulative"),
    ],
)
def test_the_tax_line_explains_each_kind_of_code(
    changes: dict[str, object], working: str, why: str, rule: str
) -> None:
    amount = str(changes.pop("pay", "1600.00"))
    tax = _line(calculated(amount, **changes), "tax")
    assert (tax.working, tax.why, tax.rule) == (working, why, rule)


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (
            "1257L",
            "You have paid more tax this year than is due so far, so the difference is paid back to you.",
        ),
        (
            "NT",
            "Your code means that you pay no tax, so what was taken earlier this year is paid back to you.",
        ),
    ],
)
def test_a_refund_is_a_line_of_its_own_with_a_positive_amount(code: str, why: str) -> None:
    result = calculated("400.00", period=6, tax_code=code, pay_before="9000.00", tax_before="1200.00")
    refund = _line(result, "tax_refund")
    assert (refund.group, refund.label, refund.why) == ("reimbursed", "Income Tax paid back", why)
    assert refund.amount == -result.tax > 0


@pytest.mark.parametrize(
    ("pay", "letter", "working", "why"),
    [
        (
            "1000.00",
            "A",
            "8% of £0.00",
            "You pay 8% on what you earn above £1,048 a month. You did not earn more than that this time.",
        ),
        (
            "4500.00",
            "A",
            "8% of £3,141.00 + 2% of £311.00",
            "You pay 8% on what you earn above £1,048 a month, and 2% above £4,189.",
        ),
        ("1600.00", "B", "1.85% of £552.00", "You pay 1.85% on what you earn above £1,048 a month."),
        ("1600.00", "C", "Letter C", "You pay no National Insurance in this job (letter C)."),
    ],
)
def test_the_national_insurance_line_explains_itself(pay: str, letter: str, working: str, why: str) -> None:
    line = _line(calculated(pay, ni_letter=letter), "ni")
    assert (line.working, line.why) == (working, why)


@pytest.mark.parametrize(
    ("pay", "letter", "working", "why"),
    [
        (
            "1600.00",
            "M",
            "15% of £0.00",
            (
                "Your employer pays 15% on what you earn above £4,189 a month. "
                "You did not earn more than that this time."
            ),
        ),
        ("1600.00", "X", "Letter X", "Your employer pays no National Insurance for you (letter X)."),
    ],
)
def test_the_employers_line_explains_itself(pay: str, letter: str, working: str, why: str) -> None:
    line = _line(calculated(pay, ni_letter=letter), "ni_employer")
    assert (line.working, line.why) == (working, why)


@pytest.mark.parametrize(
    ("letter", "employer_pays_from"), [("A", "417.00"), ("M", "4189.00"), ("X", "exempt")]
)
def test_the_national_insurance_lines_keep_the_limits_they_used(letter: str, employer_pays_from: str) -> None:
    for code in ("ni", "ni_employer"):
        assert dict(_line(calculated("1600.00", ni_letter=letter), code).figures) == {
            "letter": letter,
            "earnings": "1600.00",
            "lower earnings limit": "559.00",
            "primary threshold": "1048.00",
            "upper earnings limit": "4189.00",
            "employer pays from": employer_pays_from,
        }


def test_loan_lines_explain_themselves() -> None:
    result = calculated("2400.00", student_loan="5", postgraduate_loan=True)
    loan, postgraduate = _line(result, "student_loan"), _line(result, "postgraduate_loan")
    assert (loan.label, loan.working) == ("Student loan (plan 5)", "9% of £316.67, in whole pounds")
    assert (loan.rule, postgraduate.rule) == ("loan.student", "loan.postgraduate")
    assert loan.why == "You repay 9% of what you earn above £2,083.33 a month."
    assert (postgraduate.label, postgraduate.why) == (
        "Postgraduate loan",
        "You repay 6% of what you earn above £1,750 a month.",
    )


def test_a_loan_below_its_limit_is_shown_as_nothing_with_the_reason() -> None:
    line = _line(calculated("1000.00", student_loan="5"), "student_loan")
    assert (line.amount, line.why) == (
        0,
        "You repay 9% of what you earn above £2,083.33 a month. You did not earn more than that this time.",
    )


@pytest.mark.parametrize(
    ("pay", "scheme", "why"),
    [
        (
            "2000.00",
            "net_pay",
            "You pay 5% before tax is worked out, so you pay less tax, and your employer adds £44.40.",
        ),
        (
            "500.00",
            "relief_at_source",
            "You pay 4% of what you earn above £520 a month. You did not earn more than that this time.",
        ),
    ],
)
def test_the_pension_line_explains_itself(pay: str, scheme: str, why: str) -> None:
    assert _line(calculated(pay, pension=scheme), "pension").why == why


def test_a_payment_given_as_one_sum_says_so() -> None:
    line = _line(calculated("1600.00"), "hours")
    assert (line.label, line.working, line.why) == ("Pay", "One payment", "The pay given for this period.")


def test_a_rate_with_more_than_two_decimals_is_shown_in_full() -> None:
    hours = Earning(
        EarningKind.HOURS, "Hours worked", Decimal(10), "hours", Decimal("12.7125"), Decimal("127.13")
    )
    assert _line(calculated("0.00", earnings=(hours,)), "hours").working == "10 hours × £12.7125"
