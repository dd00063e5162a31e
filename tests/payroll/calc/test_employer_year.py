"""What a post costs in a year, what rate a budget can buy, and what a year of payments came to."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payroll.calc import rates
from payroll.calc.employer import payments, year
from payroll.calc.employer.post import Cover, Post, YearCost
from payroll.calc.inputs import Interval, PayInputError
from payroll.calc.lines import EMPLOYER, REIMBURSED
from tests.payroll.calc.cases import calculated

RATES = rates.for_year("2026-27")


def post(**changes: Any) -> Post:
    """20 hours a week for someone of 30, paid weekly, cover in the holidays, the whole allowance left."""
    given: dict[str, Any] = {
        "hours_a_week": Decimal(20),
        "age": 30,
        "interval": Interval.WEEKLY,
        "cover": Cover.SOMEONE,
        "in_pension": False,
        "allowance": Decimal(10500),
    }
    return Post(**given | changes)


def cost(hourly: str, **changes: Any) -> YearCost:
    return year.cost(post=post(**changes), hourly=Decimal(hourly), rates=RATES)


def test_what_20_hours_at_13_50_cost_in_a_year() -> None:
    found = cost("13.50")
    assert (found.wages, found.holiday) == (Decimal("14040.00"), Decimal("1512.00"))
    assert found.wages / 52 == 270
    assert round(found.holiday / 52, 2) == Decimal("29.08")


def test_employer_ni_of_270_a_week_is_a_payments_and_is_covered_by_the_allowance() -> None:
    found = cost("13.50")
    assert found.ni == 52 * calculated("270.00", interval=Interval.WEEKLY).ni_employer
    assert found.ni / 52 == Decimal("26.10")
    assert (found.covered, found.total) == (found.ni, Decimal("15552.00"))


def test_without_the_allowance_the_ni_is_a_cost() -> None:
    found = cost("13.50", allowance=None)
    assert (found.covered, found.total) == (0, Decimal("15552.00") + found.ni)


def test_what_other_posts_have_used_of_the_allowance_is_gone() -> None:
    assert cost("13.50", allowance=Decimal("100.00")).covered == 100


def test_pension_insurance_and_training_are_on_top() -> None:
    bare = cost("13.50").total
    found = cost("13.50", in_pension=True, insurance=Decimal("85.00"), training=Decimal("40.00"))
    assert found.pension == 52 * Decimal("4.50")
    assert found.total == bare + found.pension + 125


def test_rolled_up_holiday_is_pay_and_bears_ni() -> None:
    found = cost("13.50", cover=Cover.ROLLED_UP)
    assert found.holiday == 52 * Decimal("32.59")
    assert found.ni == 52 * calculated("302.59", interval=Interval.WEEKLY).ni_employer


def test_holiday_that_nobody_covers_is_within_the_wages() -> None:
    assert cost("13.50", cover=Cover.NOBODY).total == Decimal("14040.00")


@pytest.mark.parametrize(
    ("interval", "payments_a_year"),
    [(Interval.WEEKLY, 52), (Interval.TWO_WEEKLY, 26), (Interval.FOUR_WEEKLY, 13), (Interval.MONTHLY, 12)],
)
def test_the_year_is_52_weeks_at_every_interval(interval: Interval, payments_a_year: int) -> None:
    assert post(interval=interval).payments == payments_a_year
    assert cost("13.50", interval=interval).wages == Decimal("14040.00")


def test_an_hour_and_a_week_are_shares_of_the_whole() -> None:
    found = cost("13.50")
    assert (found.a_week, found.an_hour) == (Decimal("299.08"), Decimal("14.95"))


def test_the_lines_add_up_to_the_total() -> None:
    found = cost("20.00", in_pension=True, insurance=Decimal("85.00"), allowance=Decimal("100.00"))
    taken_off = {line.code: line.amount for line in found.lines if line.group == REIMBURSED}
    assert taken_off == {"allowance": Decimal("100.00")}
    assert sum(line.amount for line in found.lines if line.group == EMPLOYER) - 100 == found.total
    assert found.lines[0].working == "20 hours × £20.00 × 52 weeks"


def test_a_rate_below_the_minimum_wage_is_refused_with_the_rule() -> None:
    with pytest.raises(PayInputError, match=r"£12.00 an hour is below the minimum wage of £12.71 .* aged 30"):
        cost("12.00")


def test_the_minimum_wage_is_that_of_the_age() -> None:
    assert cost("10.85", age=20).hourly == Decimal("10.85")


def test_a_budget_buys_back_the_rate_that_it_costs() -> None:
    found = year.affordable(budget=Decimal("15552.00"), post=post(), rates=RATES)
    assert (found.hourly, found.total) == (Decimal("13.50"), Decimal("15552.00"))
    short = year.affordable(budget=Decimal("15551.99"), post=post(), rates=RATES)
    assert short.hourly == Decimal("13.49")


@given(
    budget=st.decimals(20000, 60000, places=2),
    hours=st.decimals("0.25", 20, places=2),
    interval=st.sampled_from(Interval),
    cover=st.sampled_from(Cover),
    in_pension=st.booleans(),
    allowance=st.sampled_from([None, Decimal(0), Decimal(900), Decimal(10500)]),
)
def test_the_rate_found_fits_and_a_penny_more_does_not(
    budget: Decimal, hours: Decimal, **changes: Any
) -> None:
    wanted = post(hours_a_week=hours, **changes)
    found = year.affordable(budget=budget, post=wanted, rates=RATES)
    more = year.cost(post=wanted, hourly=found.hourly + Decimal("0.01"), rates=RATES)
    assert found.total <= budget < more.total


def test_a_budget_that_cannot_pay_the_minimum_wage_says_what_is_missing() -> None:
    with pytest.raises(PayInputError, match=r"plan fewer hours or find £4,641.92 more"):
        year.affordable(budget=Decimal("10000.00"), post=post(), rates=RATES)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"hours_a_week": Decimal(0)}, "Hours a week"),
        ({"hours_a_week": Decimal("168.01")}, "Hours a week"),
        ({"hours_a_week": Decimal("NaN")}, "Hours a week"),
        ({"age": -1}, "is not an age"),
        ({"insurance": Decimal(-1)}, "Insurance"),
        ({"training": Decimal("0.001")}, "Training"),
        ({"allowance": Decimal(-1)}, "Employment Allowance that is left"),
        ({"allowance": Decimal("10500.01")}, "of the year is 10500"),
        ({"ni_letter": "Q"}, "is not a National Insurance letter"),
    ],
)
def test_a_post_that_cannot_be_is_refused(changes: dict[str, Any], why: str) -> None:
    with pytest.raises(PayInputError, match=why):
        cost("13.50", **changes)


def _paid(amount: str, payday: date) -> payments.Paid:
    return payments.Paid(payday, calculated(amount, pension="relief_at_source"))


def test_a_year_of_payments_uses_the_allowance_from_the_first_on() -> None:
    paid = [_paid("1834.52", date(2026, 6, 30)), _paid("1834.52", date(2026, 5, 1))]
    found = payments.of_year(paid=paid, claims_allowance=True, rates=RATES)
    assert (found.total.wages, found.total.national_insurance) == (Decimal("3669.04"), 0)
    assert found.allowance_left == Decimal(10500) - 2 * Decimal("212.63")
    assert found.total.total == Decimal("3669.04") + 2 * Decimal("39.44")


def test_without_a_claim_every_payment_bears_its_ni() -> None:
    found = payments.of_year(paid=[_paid("1834.52", date(2026, 5, 1))], claims_allowance=False, rates=RATES)
    assert (found.payments[0].national_insurance, found.allowance_left) == (Decimal("212.63"), 0)


def test_once_the_allowance_is_used_up_the_rest_is_paid() -> None:
    paid = [_paid("80000.00", date(2026, 5, 1)), _paid("1834.52", date(2026, 6, 1))]
    found = payments.of_year(paid=paid, claims_allowance=True, rates=RATES)
    assert found.payments[1].national_insurance == Decimal("212.63")
    assert found.allowance_left == 0


def test_a_payment_of_another_year_is_refused() -> None:
    with pytest.raises(PayInputError, match="5 April 2026 is not in 2026-27"):
        payments.of_year(paid=[_paid("10.00", date(2026, 4, 5))], claims_allowance=True, rates=RATES)
