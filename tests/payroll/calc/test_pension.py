"""Workplace pensions: contributions and the duty to enrol."""

from datetime import date
from decimal import Decimal

import pytest

from payroll.calc import pension, rates
from payroll.calc.inputs import Interval, PayInputError
from payroll.calc.pension import Assessment
from tests.payroll.calc.cases import calculated

YEAR = rates.for_year("2026-27")
PAYDAY = date(2026, 11, 6)


def test_relief_at_source_takes_four_per_cent_of_qualifying_earnings_after_tax() -> None:
    result = calculated("1834.52", pension="relief_at_source")
    assert result.pension_employee == Decimal("52.58")
    assert result.pension_employer == Decimal("39.44")
    assert result.pension_tax_relief == Decimal("13.15")
    assert result.tax == calculated("1834.52").tax


def test_relief_is_given_to_those_who_pay_no_tax() -> None:
    result = calculated("900.00", pension="relief_at_source")
    assert (result.tax, result.pension_tax_relief) == (0, Decimal("3.80"))


def test_a_net_pay_arrangement_takes_five_per_cent_before_tax_and_after_national_insurance() -> None:
    result, without = calculated("2000.00", pension="net_pay"), calculated("2000.00")
    assert (result.pension_employee, result.pension_employer) == (Decimal("74.00"), Decimal("44.40"))
    assert (result.taxable_pay, result.nicable_pay) == (Decimal("1926.00"), Decimal("2000.00"))
    assert result.tax < without.tax
    assert result.ni_employee == without.ni_employee
    assert (result.to_date.pay, result.pension_tax_relief) == (Decimal("1926.00"), 0)


def test_qualifying_earnings_lie_between_two_limits() -> None:
    assert calculated("520.00", pension="relief_at_source").pension_employer == 0
    assert calculated("521.00", pension="relief_at_source").pension_employer == Decimal("0.03")
    at_upper = calculated("4189.00", pension="relief_at_source")
    assert at_upper.pension_employer == calculated("9000.00", pension="relief_at_source").pension_employer


@pytest.mark.parametrize("scheme", ["", "nest", "salary_sacrifice", "NET_PAY"])
def test_an_unknown_kind_of_pension_is_refused(scheme: str) -> None:
    with pytest.raises(PayInputError, match="use relief_at_source or net_pay"):
        calculated("2000.00", pension=scheme)


@pytest.mark.parametrize(
    ("born", "earnings", "assessment"),
    [
        (date(1986, 5, 4), "768.01", Assessment.ELIGIBLE_JOBHOLDER),
        (date(1986, 5, 4), "768.00", Assessment.NON_ELIGIBLE_JOBHOLDER),
        (date(1986, 5, 4), "480.01", Assessment.NON_ELIGIBLE_JOBHOLDER),
        (date(1986, 5, 4), "480.00", Assessment.ENTITLED_WORKER),
        (date(1986, 5, 4), "0.00", Assessment.ENTITLED_WORKER),
        (date(2004, 11, 6), "2000.00", Assessment.ELIGIBLE_JOBHOLDER),
        (date(2004, 11, 7), "2000.00", Assessment.NON_ELIGIBLE_JOBHOLDER),
        (date(2010, 11, 6), "400.00", Assessment.ENTITLED_WORKER),
        (date(2010, 11, 7), "2000.00", Assessment.OUTSIDE_AGES),
        (date(1960, 4, 5), "2000.00", Assessment.NON_ELIGIBLE_JOBHOLDER),
        (date(1960, 7, 6), "2000.00", Assessment.NON_ELIGIBLE_JOBHOLDER),
        (date(1960, 7, 7), "2000.00", Assessment.ELIGIBLE_JOBHOLDER),
        (date(1951, 11, 7), "2000.00", Assessment.NON_ELIGIBLE_JOBHOLDER),
        (date(1951, 11, 6), "2000.00", Assessment.OUTSIDE_AGES),
    ],
)
def test_a_worker_is_assessed_by_age_on_the_payday_and_pay_in_the_period(
    born: date, earnings: str, assessment: Assessment
) -> None:
    found = pension.assess(
        birth_date=born,
        payday=PAYDAY,
        earnings=Decimal(earnings),
        interval=Interval.FOUR_WEEKLY,
        rates=YEAR.pension,
        ages_of=YEAR.state_pension_age,
    )
    assert found is assessment


@pytest.mark.parametrize(
    ("born", "reached"),
    [
        (date(1955, 1, 1), date(2021, 1, 1)),
        (date(1960, 4, 5), date(2026, 4, 5)),
        (date(1960, 4, 6), date(2026, 5, 6)),
        (date(1960, 7, 6), date(2026, 11, 6)),
        (date(1960, 7, 31), date(2026, 11, 30)),
        (date(1960, 8, 10), date(2027, 1, 10)),
        (date(1961, 3, 5), date(2028, 2, 5)),
        (date(1961, 3, 6), date(2028, 3, 6)),
        (date(1970, 1, 1), date(2037, 1, 1)),
    ],
)
def test_state_pension_age_rises_month_by_month_to_67(born: date, reached: date) -> None:
    assert pension.state_pension_day(birth_date=born, rates=YEAR.state_pension_age) == reached
