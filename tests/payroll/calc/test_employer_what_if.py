"""Other terms for a post: what they change for the PA and for the employer."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from payroll.calc import rates
from payroll.calc.employer import what_if
from payroll.calc.employer.post import Cover
from payroll.calc.employer.what_if import Facts, OtherPost, Side, Terms
from payroll.calc.inputs import Interval, PayInputError
from payroll.calc.pension import Membership
from payroll.calc.pension_shares import Base, Shares

RATES = rates.for_year("2026-27")


def facts(**changes: Any) -> Facts:
    given: dict[str, Any] = {
        "day": date(2026, 11, 21),
        "birth_date": date(1990, 5, 1),
        "interval": Interval.WEEKLY,
        "tax_code": "1257L",
        "ni_letter": "A",
        "student_loan": None,
        "postgraduate_loan": False,
        "scheme": None,
        "claims_allowance": True,
    }
    return Facts(**given | changes)


def terms(hourly: str = "13.50", **changes: Any) -> Terms:
    given: dict[str, Any] = {"hours_a_week": Decimal(20), "in_pension": False, "cover": Cover.NOBODY}
    return Terms(hourly=Decimal(hourly), **given | changes)


def side(hourly: str = "13.50", *, of: Facts | None = None, **changes: Any) -> Side:
    return what_if.side(terms=terms(hourly, **changes), facts=of or facts(), rates=RATES)


def test_a_usual_week_of_20_hours_at_13_50() -> None:
    """£270 less 20% of £28, taxed on this week alone, and 8% of £28 of National Insurance."""
    pay = side().payment
    assert (pay.gross, pay.tax, pay.ni_employee) == (Decimal("270.00"), Decimal("5.60"), Decimal("2.24"))
    assert pay.net == Decimal("262.16")


@pytest.mark.parametrize(
    ("interval", "gross"),
    [
        (Interval.TWO_WEEKLY, "540.00"),
        (Interval.FOUR_WEEKLY, "1080.00"),
        (Interval.MONTHLY, "1170.00"),
    ],
)
def test_the_payment_is_that_of_the_interval(interval: Interval, gross: str) -> None:
    found = side(of=facts(interval=interval))
    assert found.payment.gross == Decimal(gross)
    assert found.year.wages == Decimal("14040.00")


def test_the_day_of_the_year_does_not_change_the_tax() -> None:
    days = (date(2026, 4, 6), date(2026, 11, 21), date(2027, 4, 5))
    assert {side(of=facts(day=day)).payment.tax for day in days} == {Decimal("5.60")}


def test_a_pension_takes_from_the_pa_and_costs_the_employer() -> None:
    found = side(in_pension=True)
    assert found.payment.pension_employee == Decimal("6.00")
    assert found.year.pension == 52 * found.payment.pension_employer == Decimal("234.00")


def test_the_kind_of_pension_is_kept() -> None:
    at_source, net_pay = side(in_pension=True), side(in_pension=True, of=facts(scheme="net_pay"))
    assert net_pay.payment.pension_employee == Decimal("7.50")
    assert net_pay.payment.tax < at_source.payment.tax


def test_loans_are_taken_as_they_are_recorded() -> None:
    found = side("40.00", of=facts(student_loan="2", postgraduate_loan=True))
    assert found.payment.student_loan > 0
    assert found.payment.postgraduate_loan > 0


def test_rolled_up_holiday_is_in_the_payment_and_in_the_year() -> None:
    found = side(cover=Cover.ROLLED_UP)
    assert found.payment.gross == Decimal("302.59")
    assert found.year.holiday == 52 * Decimal("32.59")


def test_other_posts_use_the_allowance_first() -> None:
    other = OtherPost(hours_a_week=Decimal(100), hourly=Decimal("14.40"), ni_letter="A")
    found = side(of=facts(others=(other,))).year
    assert found.covered == Decimal("10500.00") - 52 * Decimal("201.60")
    assert side(of=facts(others=(other, other))).year.covered == 0


def test_without_a_claim_nothing_is_covered() -> None:
    assert side(of=facts(claims_allowance=False)).year.covered == 0


def test_a_rate_that_is_thought_of_must_be_lawful_and_one_that_is_paid_is_shown() -> None:
    with pytest.raises(PayInputError, match=r"£12.705 an hour is below the minimum wage of £12.71"):
        what_if.changed(terms=terms("12.705"), facts=facts(), rates=RATES)
    assert side("12.705").payment.gross == Decimal("254.10")
    assert what_if.changed(terms=terms("12.71"), facts=facts(), rates=RATES).year.hourly == Decimal("12.71")


def test_the_age_is_that_of_the_day() -> None:
    assert facts(birth_date=date(2005, 11, 22)).age == 20
    assert facts(birth_date=date(2005, 11, 21)).age == 21


def test_a_scheme_of_the_employers_own_stands_in_payment_and_year() -> None:
    """7% and 5% of all £270.00 a week."""
    own = Membership(
        scheme="net_pay",
        member_from=date(2026, 4, 6),
        base=Base.SET_3,
        shares=Shares(Decimal("0.07"), Decimal("0.05")),
    )
    found = side(of=facts(scheme="net_pay", membership=own), in_pension=True)
    assert (found.payment.pension_employee, found.payment.pension_employer) == (
        Decimal("18.90"),
        Decimal("13.50"),
    )
    assert found.year.pension == Decimal("13.50") * 52
