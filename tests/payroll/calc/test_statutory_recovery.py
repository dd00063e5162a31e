"""What of statutory pay is reported to HMRC and recovered from it."""

from dataclasses import fields
from datetime import date
from decimal import Decimal

import pytest

from payroll.calc import rates
from payroll.calc.inputs import PayInputError
from payroll.calc.statutory import recovery
from payroll.calc.statutory.kinds import REPORTED, Kind
from payroll.calc.statutory.recovery import Contributions, Paid
from payroll.rti.report import StatutoryPay

RATES = rates.for_year("2026-27").statutory_pay.recovery


def contributions(amount: str, months: int = 12) -> Contributions:
    return Contributions(Decimal(amount), months)


def test_the_kinds_reported_are_those_of_the_fps() -> None:
    assert {kind.value for kind in REPORTED} == {field.name for field in fields(StatutoryPay)}


def test_year_to_date_goes_by_payday_and_leaves_sick_pay_out() -> None:
    paid = [
        Paid(Kind.MATERNITY, date(2026, 4, 5), Decimal("187.18")),
        Paid(Kind.MATERNITY, date(2026, 4, 6), Decimal("342.70")),
        Paid(Kind.MATERNITY, date(2027, 4, 5), Decimal("194.32")),
        Paid(Kind.PATERNITY, date(2026, 5, 1), Decimal("194.32")),
        Paid(Kind.SICK, date(2026, 5, 1), Decimal("123.25")),
    ]
    assert recovery.year_to_date(paid=paid, tax_year="2026-27") == {
        Kind.MATERNITY: Decimal("537.02"),
        Kind.PATERNITY: Decimal("194.32"),
    }


def test_a_small_employer_recovers_all_and_a_compensation() -> None:
    (back,) = recovery.reclaim(totals={Kind.MATERNITY: Decimal("194.32")}, small=True, rates=RATES)
    assert (back.kind, back.paid, back.recovered, back.compensation) == (
        Kind.MATERNITY,
        Decimal("194.32"),
        Decimal("194.32"),
        Decimal("17.49"),
    )
    assert back.why == "A small employer gets back all of it, and 9% on top."


def test_any_other_employer_recovers_92_per_cent() -> None:
    (back,) = recovery.reclaim(totals={Kind.PATERNITY: Decimal("194.32")}, small=False, rates=RATES)
    assert (back.recovered, back.compensation) == (Decimal("178.77"), 0)
    assert back.why == "An employer that is not small gets back 92% of it."
    (back,) = recovery.reclaim(totals={Kind.PATERNITY: Decimal("10.30")}, small=False, rates=RATES)
    assert back.recovered == Decimal("9.48")


@pytest.mark.parametrize(
    ("label", "compensation"), [("2024-25", "30.00"), ("2025-26", "85.00"), ("2026-27", "90.00")]
)
def test_the_compensation_is_that_of_the_tax_year(label: str, compensation: str) -> None:
    year = rates.for_year(label).statutory_pay.recovery
    (back,) = recovery.reclaim(totals={Kind.ADOPTION: Decimal("1000.00")}, small=True, rates=year)
    assert back.compensation == Decimal(compensation)


def test_kinds_are_recovered_apart_and_in_the_order_of_their_names() -> None:
    totals = {Kind.PATERNITY: Decimal("10.00"), Kind.MATERNITY: Decimal("20.00")}
    found = recovery.reclaim(totals=totals, small=True, rates=RATES)
    assert [one.kind for one in found] == [Kind.MATERNITY, Kind.PATERNITY]


def test_sick_pay_is_never_recovered() -> None:
    with pytest.raises(PayInputError, match="never recovered"):
        recovery.reclaim(totals={Kind.SICK: Decimal("123.25")}, small=True, rates=RATES)


def test_small_is_who_paid_no_more_than_45000_of_class_1() -> None:
    for deciding in (contributions("0.00", 0), contributions("45000.00")):
        assert recovery.small_employer(deciding_year=deciding, rates=RATES).small
    assert not recovery.small_employer(deciding_year=contributions("45000.01"), rates=RATES).small


def test_fewer_than_twelve_months_are_put_on_twelve() -> None:
    found = recovery.small_employer(deciding_year=contributions("11250.01", 3), rates=RATES)
    assert not found.small
    assert found.why == "National Insurance of £45,000.04 in a year is more than £45,000."
    assert recovery.small_employer(deciding_year=contributions("11250.00", 3), rates=RATES).small


def test_an_employer_new_this_year_is_judged_by_this_year() -> None:
    none, some = contributions("0.00", 0), contributions("8000.00", 2)
    assert not recovery.small_employer(deciding_year=none, since=some, rates=RATES).small
    assert recovery.small_employer(deciding_year=contributions("1.00", 1), since=some, rates=RATES).small


@pytest.mark.parametrize(("day", "decides"), [(date(2026, 4, 5), "2024-25"), (date(2026, 4, 6), "2025-26")])
def test_the_tax_year_before_the_relevant_week_decides(day: date, decides: str) -> None:
    assert recovery.year_that_decides(day) == decides


@pytest.mark.parametrize(("amount", "months"), [("-1", 1), ("1", 0), ("0", 1), ("1", 13), ("1", -1)])
def test_contributions_that_cannot_be_are_refused(amount: str, months: int) -> None:
    with pytest.raises(PayInputError, match="cannot be right"):
        contributions(amount, months)


def test_negative_statutory_pay_is_refused() -> None:
    assert Paid(Kind.MATERNITY, date(2026, 5, 1), Decimal(0)).amount == 0
    with pytest.raises(PayInputError, match="Statutory Maternity Pay of -1 is not zero or more"):
        Paid(Kind.MATERNITY, date(2026, 5, 1), Decimal(-1))
