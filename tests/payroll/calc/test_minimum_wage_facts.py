"""Facts for the minimum wage test that cannot be are refused with a sentence."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from payroll.calc import minimum_wage
from payroll.calc.figures import RatesError
from payroll.calc.inputs import PayInputError
from payroll.calc.minimum_wage import (
    Accommodation,
    Deduction,
    DeductionKind,
    Payment,
    PaymentKind,
    PayPeriod,
)
from tests.payroll.calc.minimum_wage_cases import YEAR, assess


def test_pay_for_more_hours_than_count_is_refused() -> None:
    with pytest.raises(PayInputError, match=r"Pay is given for 100 hours, and only 99\.5 hours count"):
        assess(hours="99.5")


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 11, 6), date(2026, 12, 5)),
        (date(2026, 2, 1), date(2026, 2, 28)),
        (date(2026, 1, 31), date(2026, 2, 27)),
        (date(2026, 2, 28), date(2026, 3, 30)),
        (date(2026, 5, 1), date(2026, 5, 1)),
    ],
)
def test_a_pay_period_of_up_to_a_month_is_taken(first: date, last: date) -> None:
    assert PayPeriod(first, last).days == (last - first).days + 1


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        (date(2026, 11, 6), date(2026, 12, 6), "6 November 2026 to 6 December 2026 is longer than a month"),
        (date(2026, 2, 1), date(2026, 3, 1), "longer than a month"),
        (date(2026, 2, 28), date(2026, 3, 31), "longer than a month"),
        (date(2026, 2, 2), date(2026, 2, 1), "last day is before its first day"),
    ],
)
def test_a_longer_or_backward_pay_period_is_refused(first: date, last: date, why: str) -> None:
    with pytest.raises(PayInputError, match=why):
        PayPeriod(first, last)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"birth_date": None}, "The date of birth is missing. The minimum wage goes by age"),
        ({"birth_date": date(2026, 11, 6)}, "6 November 2026, is not before the pay period"),
        ({"hours": "-1"}, "Hours for the minimum wage: -1 is not zero or more"),
        ({"hours": "Infinity"}, "Hours for the minimum wage: Infinity is not zero or more"),
        ({"accommodation": Accommodation(31, Decimal(0))}, "31 days is more than the 30 of the pay period"),
    ],
)
def test_facts_that_cannot_be_are_refused(changes: dict[str, Any], why: str) -> None:
    with pytest.raises(PayInputError, match=why):
        assess(**changes)


@pytest.mark.parametrize("amount", ["-0.01", "NaN", "0.005"])
def test_amounts_that_cannot_be_are_refused_by_name(amount: str) -> None:
    figure, why = Decimal(amount), f"{amount} is not zero or more in pounds and pence"
    with pytest.raises(PayInputError, match=f"Tips: {why}"):
        Payment(PaymentKind.TIP, figure)
    with pytest.raises(PayInputError, match=f"Student loan: {why}"):
        Deduction(DeductionKind.STUDENT_LOAN, figure)
    with pytest.raises(PayInputError, match=f"Accommodation charge: {why}"):
        Accommodation(1, figure)


def test_accommodation_that_cannot_be_is_refused() -> None:
    with pytest.raises(PayInputError, match="-1 days is below zero"):
        Accommodation(-1, Decimal(0))
    for hours in ("-1", "NaN"):
        with pytest.raises(PayInputError, match="the hours off work are not zero or more"):
            Accommodation(1, Decimal(0), paid_absence=Decimal(hours))


def test_an_offset_that_is_not_known_is_refused() -> None:
    with pytest.raises(RatesError, match="no accommodation offset for a pay period that began on 2027-04-01"):
        minimum_wage.offset_for(period_start=date(2027, 4, 1), rates=YEAR)
