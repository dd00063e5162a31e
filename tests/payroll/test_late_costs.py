"""What being late may cost, against the examples of HMRC and The Pensions Regulator."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from payroll import late_costs
from payroll.calc import penalties, rates
from payroll.calc.inputs import PayInputError

RULES = rates.for_year("2026-27").penalties
PAYDAY = dt.date(2026, 10, 30)
WEEK_LATER = dt.date(2026, 11, 6)


def report(today: dt.date = WEEK_LATER, **given: Any) -> str:
    """What is said of a report of 2 employees in the second late month of the year."""
    usual: dict[str, Any] = {"by": PAYDAY, "employees": 2, "months_before": 1}
    return late_costs.of_report(late_costs.LateReport(**usual | given), today=today, rules=RULES.reports)


def payment(amount: str = "1000.00", late_before: int = 1, today: dt.date = WEEK_LATER) -> str:
    """What is said of a payment that was due on 22 October."""
    late = late_costs.LatePayment(dt.date(2026, 10, 22), Decimal(amount), late_before)
    return late_costs.of_payment(late, today=today, rules=RULES.payments)


@pytest.mark.parametrize(
    ("employees", "pounds"), [(1, 100), (9, 100), (10, 200), (49, 200), (50, 300), (249, 300), (250, 400)]
)
def test_a_late_month_costs_by_the_number_of_employees(employees: int, pounds: int) -> None:
    assert RULES.reports.penalty(employees=employees, months_late_before=1) == pounds


def test_the_first_late_month_of_a_tax_year_is_free() -> None:
    assert RULES.reports.penalty(employees=300, months_late_before=0) == 0
    assert report(months_before=0).startswith("Nothing for the first late month of a tax year.")


def test_the_second_late_month_costs_a_small_employer_100_pounds() -> None:
    assert report() == "£100.00 for the tax month, with 2 employees."


def test_a_month_is_charged_once() -> None:
    assert report(month_is_charged=True).startswith("Nothing more")


def test_a_new_employer_has_30_days() -> None:
    until = PAYDAY + dt.timedelta(days=30)
    assert report(new_until=until) == "Nothing if it is sent by Sunday 29 November 2026: the employer is new."
    assert "£100.00" in report(new_until=until, today=until + dt.timedelta(days=1))


def test_up_to_three_days_late_is_said_to_be_seldom_charged() -> None:
    third = PAYDAY + dt.timedelta(days=3)
    assert report(today=third) == (
        "Up to 3 days late HMRC seldom charges. Later: £100.00 for the tax month, with 2 employees."
    )
    assert "seldom" not in report(today=third + dt.timedelta(days=1))


def test_after_three_months_a_share_of_the_tax_may_be_added() -> None:
    assert "5%" not in report(today=dt.date(2027, 1, 30))
    assert report(today=dt.date(2027, 1, 31)).endswith("perhaps 5% of the tax and National Insurance in it.")


def test_a_report_with_a_reason_costs_nothing_while_hmrc_accepts_it() -> None:
    assert report(reason="G") == "No penalty while HMRC accepts the reason for which it is late."


@pytest.mark.parametrize(
    ("late_before", "share"),
    [(0, "0"), (1, "0.01"), (3, "0.01"), (4, "0.02"), (6, "0.02"), (7, "0.03"), (9, "0.03"), (10, "0.04")],
)
def test_the_first_late_payment_does_not_count_and_the_others_cost_more_and_more(
    late_before: int, share: str
) -> None:
    assert RULES.payments.share(late_before=late_before) == Decimal(share)


def test_the_second_late_payment_of_1000_pounds_costs_10() -> None:
    assert payment() == (
        "£10.00 (1%), as the 2nd late payment of the tax year; and interest."
        " £50.00 more after 6 and again after 12 months."
    )


def test_the_first_late_payment_costs_nothing_at_first() -> None:
    assert payment(late_before=0).startswith("No penalty at first, as it is the first late payment")


def test_up_to_100_pounds_is_tolerated() -> None:
    assert payment("100.00").startswith("No penalty up to £100.00")
    assert payment("100.01").startswith("£1.00 (1%)")


def test_after_six_months_a_twentieth_is_added() -> None:
    assert "£50.00 more, as 6 months have passed." in payment(today=dt.date(2027, 4, 23))
    assert "have passed" not in payment(today=dt.date(2027, 4, 22))


def test_the_regulator_charges_whoever_does_not_follow_its_notice() -> None:
    assert late_costs.of_pension(RULES.regulator).endswith(
        "£400.00, then £50.00 a day for up to 4 workers, or £500.00 a day for up to 49."
    )


def test_a_letter_without_a_sum_names_none() -> None:
    assert "£" not in late_costs.of_appeal(None)
    assert "£100.00" in late_costs.of_appeal(Decimal("100.00"))


def test_steps_that_do_not_rise_are_refused() -> None:
    steps = (penalties.Step(Decimal(100), 9), penalties.Step(Decimal(200), 9), penalties.Step(Decimal(300)))
    with pytest.raises(PayInputError, match="do not rise"):
        penalties.RegulatorPenalties(RULES.regulator.source, RULES.regulator.confidence, Decimal(400), steps)
