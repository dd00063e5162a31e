"""What cannot be paid is refused with a sentence, never guessed and never cut to fit."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import strategies as st

from payroll.calc import lines
from payroll.calc.inputs import Earning, EarningKind, PayInputError
from payroll.calc.leavers import Leaving, Part
from payroll.calc.lines import Line
from payroll.calc.minimum_wage import Circumstances
from payroll.calc.orders.deductions import Deductions
from payroll.calc.pension import Membership
from tests.payroll.calc.cases import calculated, pay_line, payment
from tests.payroll.calc.order_cases import council_tax


def line_of_hours(quantity: str, rate: str, amount: str) -> Earning:
    return Earning(
        EarningKind.HOURS, "Hours worked", Decimal(quantity), "hours", Decimal(rate), Decimal(amount)
    )


pence = st.integers(0, 600_000).map(lambda pence: Decimal(pence) / 100 + Decimal("0.00"))


@pytest.mark.parametrize(
    ("spoilt", "sentence"),
    [
        ({"group": lines.TAKEN_OFF}, "Sick is not a line of pay"),
        ({"amount": Decimal("-0.01")}, "Sick: -0.01 is not zero or more"),
        ({"amount": Decimal("0.001")}, "Sick: 0.001 is not zero or more in pounds and pence"),
    ],
)
def test_only_whole_pence_of_pay_can_be_added(spoilt: dict[str, Any], sentence: str) -> None:
    with pytest.raises(PayInputError, match=sentence):
        payment("100.00", worked_out=(replace(pay_line("sick", "10.00"), **spoilt),))


def correction(amount: str) -> Line:
    """What is paid too little or too much for an earlier period."""
    return replace(pay_line("correction", "0.00"), code=lines.CORRECTION, amount=Decimal(amount))


def test_a_correction_may_take_back_and_no_more_than_is_earned() -> None:
    assert str(calculated("100.00", worked_out=(correction("-60.00"),)).gross) == "40.00"
    assert str(calculated("100.00", worked_out=(correction("-100.00"),)).gross) == "0.00"
    with pytest.raises(PayInputError, match=r"^50\.01 more is taken back than is earned: take back less\.$"):
        calculated("100.00", worked_out=(correction("-150.01"),))


def test_a_correction_is_in_whole_pence() -> None:
    for amount in ("-0.001", "0.001"):
        with pytest.raises(
            PayInputError, match=r"Correction: 0\.001 is not zero or more in pounds and pence"
        ):
            payment("100.00", worked_out=(correction(amount),))


def test_unpaid_hours_without_the_days_worked_for_are_refused() -> None:
    with pytest.raises(PayInputError, match="The days worked for are missing"):
        payment("100.00", circumstances=Circumstances(hours=Decimal(1)))


def test_a_missing_birth_date_is_refused_where_the_minimum_wage_is_tested() -> None:
    with pytest.raises(PayInputError, match="The date of birth is missing"):
        payment("100.00", period_start=date(2026, 4, 6))


def test_an_unknown_kind_of_pension_is_refused() -> None:
    with pytest.raises(PayInputError, match="'nest' is not a kind of pension"):
        Membership(scheme="nest", member_from=date(2026, 4, 6))


@pytest.mark.parametrize(
    ("letter", "born", "sentence"),
    [
        ("M", date(2005, 4, 6), "M is for people under 21; 21 was reached on 6 April 2026. Use A."),
        ("A", date(1955, 4, 6), "A is for people under State Pension age, which was reached on .* Use C."),
        ("A", date(2010, 6, 1), "A is for people of 16 or over; 16 is reached on 1 June 2026. Use X."),
        ("Q", date(1986, 5, 4), "Q"),
    ],
)
def test_a_letter_that_does_not_fit_the_person_is_refused(letter: str, born: date, sentence: str) -> None:
    with pytest.raises(PayInputError, match=sentence):
        calculated("2000.00", ni_letter=letter, birth_date=born)


def test_a_reduced_rate_letter_is_never_a_mans() -> None:
    with pytest.raises(PayInputError, match="B is for women with a certificate"):
        calculated("2000.00", ni_letter="B", birth_date=date(1960, 5, 4), gender="M")


def test_a_payment_after_leaving_is_taxed_with_0t_on_its_own() -> None:
    """A twelfth of 3,967 at 19%, which is 62.81, and 20% of the 69.42 above it."""
    left = Leaving(last_day=date(2026, 4, 20), last_code="S1257L", final_payday=date(2026, 5, 5))
    result = calculated(
        "400.00",
        period=2,
        pay_before="1800.00",
        tax_before="150.00",
        tax_code="S0T",
        non_cumulative=True,
        part=Part.AFTER_LEAVING,
        leaving=left,
    )
    assert result.tax == Decimal("76.69")
    with pytest.raises(PayInputError, match="a payment after leaving is taxed with S0T"):
        calculated("400.00", period=2, tax_code="S1257L", part=Part.AFTER_LEAVING, leaving=left)


def test_nobody_who_has_left_is_paid_twice() -> None:
    left = Leaving(last_day=date(2026, 4, 20), last_code="1257L", final_payday=date(2026, 5, 5))
    with pytest.raises(PayInputError, match="nobody is paid twice"):
        calculated("400.00", period=2, leaving=left)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"previous_pay": Decimal("100.00"), "previous_tax": Decimal("100.01")},
            "Tax of earlier jobs, 100.01",
        ),
        ({"previous_pay": Decimal("NaN")}, "Pay of earlier jobs: NaN"),
        ({"gender": "Q"}, "'Q' is not a gender as HMRC asks for it"),
        (
            {
                "birth_date": date(1986, 5, 4),
                "period_start": date(2026, 5, 5),
                "period_end": date(2026, 5, 4),
            },
            "The last day worked for is before the first",
        ),
        (
            {"deductions": Deductions(council_tax=(council_tax(made=date(2026, 5, 6)),))},
            "Order CT 1 was made on 6 May 2026, after the payday",
        ),
        (
            {"pension": Membership(scheme="net_pay", member_from=None)},
            "the first day of membership is missing",
        ),
        (
            {
                "birth_date": date(1986, 5, 4),
                "period_start": date(2026, 4, 27),
                "period_end": date(2026, 5, 3),
                "circumstances": Circumstances(hours=Decimal("168.25")),
            },
            "168.25 hours are more than 7 days have",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(PayInputError, match=sentence):
        payment("100.00", **changes)


@pytest.mark.parametrize(
    ("quantity", "rate", "amount", "sentence"),
    [
        ("10", "12.71", "999.00", r"the amount 999\.00 is not 10 × 12\.71"),
        ("1E+40", "1", "1.00", "is too much"),
        ("NaN", "1", "1.00", "the quantity NaN is not zero or more"),
    ],
)
def test_a_line_of_pay_is_its_quantity_times_its_rate(
    quantity: str, rate: str, amount: str, sentence: str
) -> None:
    with pytest.raises(PayInputError, match=sentence):
        payment("0.00", earnings=(line_of_hours(quantity, rate, amount),))


def test_more_than_the_approved_rate_a_mile_is_refused_wherever_it_is_from() -> None:
    miles = Earning(EarningKind.MILEAGE, "Mileage", Decimal(10), "miles", Decimal("2.00"), Decimal("20.00"))
    with pytest.raises(PayInputError, match="a mile would be taxed as pay"):
        calculated("0.00", earnings=(miles,))


WEEK: dict[str, Any] = {
    "birth_date": date(1986, 5, 4),
    "gender": "F",
    "period_start": date(2026, 4, 6),
    "period_end": date(2026, 4, 12),
}


def test_a_week_has_168_hours_to_be_paid_for_and_holiday_is_not_among_them() -> None:
    worked = line_of_hours("168", "13.50", "2268.00")
    holiday = replace(worked, kind=EarningKind.HOLIDAY)
    assert payment("0.00", earnings=(worked, holiday), **WEEK).gender == "F"
    assert payment("0.00", circumstances=Circumstances(hours=Decimal(168)), **WEEK).period_end
    with pytest.raises(PayInputError, match=r"168\.01 hours are more than 7 days have"):
        payment("0.00", earnings=(line_of_hours("168.01", "13.50", "2268.14"),), **WEEK)


def test_a_payment_may_be_for_one_day_and_its_last_day_must_be_known_for_the_minimum_wage() -> None:
    one_day = WEEK | {"period_end": date(2026, 4, 6)}
    assert payment("0.00", earnings=(line_of_hours("24", "13.50", "324.00"),), **one_day).period_end
    with pytest.raises(PayInputError, match="The days worked for are missing"):
        payment("0.00", circumstances=Circumstances(hours=Decimal(1)), **WEEK | {"period_end": None})


def test_an_amount_may_be_off_by_a_penny_and_by_what_four_decimals_of_an_hour_are_worth() -> None:
    """At £100 an hour the last decimal that is kept is worth a penny."""
    assert payment("0.00", earnings=(line_of_hours("10", "100.00", "1000.02"),)).earnings
    with pytest.raises(PayInputError, match=r"the amount 1000\.03 is not 10 × 100\.00"):
        payment("0.00", earnings=(line_of_hours("10", "100.00", "1000.03"),))


def test_tax_of_earlier_jobs_above_their_pay_points_to_the_p45() -> None:
    with pytest.raises(PayInputError, match=r"is more than their pay, 10\.00: check the P45"):
        payment("0.00", previous_pay=Decimal("10.00"), previous_tax=Decimal("10.01"))
