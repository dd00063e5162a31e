"""What somebody who thinks of employing a PA is told: the cost, what is left, what builds up."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payroll.calc import rates
from payroll.calc.employer import estimate, year
from payroll.calc.employer.estimate import Estimate, Question
from payroll.calc.employer.post import Cover
from payroll.calc.inputs import Interval, PayInputError
from payroll.calc.pension import Assessment

RATES = rates.for_year("2026-27")
DAY = date(2026, 11, 21)


def asked(day: date = DAY, **changes: Any) -> Estimate:
    """20 hours a week at £13.50 for someone of 30, with cover in the holidays and the allowance claimed."""
    given: dict[str, Any] = {
        "hours_a_week": Decimal(20),
        "hourly": Decimal("13.50"),
        "age": 30,
        "interval": Interval.WEEKLY,
        "cover": Cover.SOMEONE,
        "in_pension": None,
        "claims_allowance": True,
        "insurance": Decimal(0),
        "training": Decimal(0),
    }
    return estimate.estimate(question=Question(**given | changes), day=day, rates=RATES)


def a_week(found: Estimate) -> dict[str, Decimal]:
    return {line.code: year.week_of(line.amount) for line in found.cost.lines}


def test_the_worked_example_of_20_hours_at_13_50() -> None:
    found = asked(insurance=Decimal("104.00"), budget=Decimal("350.00"))
    assert a_week(found) == {
        "wages": Decimal("270.00"),
        "holiday": Decimal("29.08"),
        "ni_employer": Decimal("26.10"),
        "allowance": Decimal("26.10"),
        "pension_employer": Decimal("4.50"),
        "insurance": Decimal("2.00"),
        "training": Decimal("0.00"),
    }
    assert (found.cost.a_week, found.left) == (Decimal("305.58"), Decimal("44.42"))


def test_12_pounds_an_hour_at_30_is_refused_with_the_rule() -> None:
    with pytest.raises(PayInputError, match=r"£12.00 an hour is below the minimum wage of £12.71"):
        asked(hourly=Decimal("12.00"))


def test_automatic_enrolment_decides_by_age_and_by_each_payment() -> None:
    """More than £192 a week from 22 to State Pension age: 14 hours are £189."""
    assert asked().cost.in_pension
    for changes in ({"hours_a_week": Decimal(14)}, {"age": 21}, {"age": 67}):
        assert not asked(**changes).cost.in_pension


def test_a_choice_is_kept_whatever_the_law_says() -> None:
    assert asked(in_pension=True, hours_a_week=Decimal(14)).cost.pension > 0
    found = asked(in_pension=False).cost
    assert (found.pension, found.enrolment) == (0, Assessment.ELIGIBLE_JOBHOLDER)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, "At this age and pay the law puts a PA into a pension, unless they opt out."),
        ({"in_pension": False}, "At this age and pay the law puts a PA into a pension, unless they opt out."),
        ({"in_pension": True}, "You pay in 3% of the part of each payment that counts for a pension."),
        ({"hours_a_week": Decimal(14)}, "If they ask, you must pay in too."),
        ({"hours_a_week": Decimal(8)}, "They may join; you need not pay in."),
        ({"age": 75}, "There is no pension duty at this age."),
    ],
)
def test_the_pension_line_says_why(changes: dict[str, Any], why: str) -> None:
    (line,) = (line for line in asked(**changes).cost.lines if line.code == "pension_employer")
    assert line.why.endswith(why)


def test_nothing_is_due_from_the_employer_for_a_pa_under_21() -> None:
    assert asked(age=20).cost.ni == 0
    assert asked(age=21).cost.ni > 0


def test_pas_alike_share_one_allowance_and_one_insurance() -> None:
    one, three = asked(claims_allowance=False).cost, asked(alike=3, claims_allowance=False).cost
    assert (three.wages, three.holiday, three.ni) == (3 * one.wages, 3 * one.holiday, 3 * one.ni)
    assert asked(alike=3, insurance=Decimal(90)).cost.insurance == 90
    many = asked(alike=8).cost
    assert many.ni > many.covered == RATES.employment_allowance.amount
    assert many.lines[0].working == "8 PAs × 20 hours × £13.50 × 52 weeks"
    assert many.an_hour == round(many.total / (8 * 20 * 52), 2)


def test_without_a_wage_the_budget_is_asked_what_it_can_pay() -> None:
    found = asked(hourly=None, budget=Decimal("299.08"), in_pension=False)
    assert found.cost.hourly == found.most == Decimal("13.50")
    assert found.left == 0


def test_with_a_wage_the_budget_is_still_told_what_it_can_pay() -> None:
    found = asked(budget=Decimal("350.00"))
    assert found.most is not None
    assert found.most > Decimal("13.50")
    again = asked(budget=Decimal("350.00"), hourly=found.most + Decimal("0.01"))
    assert again.left is not None
    assert again.left < 0


def test_a_budget_below_the_minimum_wage_pays_no_wage() -> None:
    found = asked(budget=Decimal("100.00"))
    assert (found.most, found.left) == (None, Decimal("100.00") - found.cost.a_week)
    with pytest.raises(PayInputError, match="plan fewer hours or find"):
        asked(hourly=None, budget=Decimal("100.00"))


def test_neither_wage_nor_budget_is_no_question() -> None:
    with pytest.raises(PayInputError, match="Give the hourly wage"):
        asked(hourly=None)


@given(
    budget=st.decimals(180, 400, places=2),
    hours=st.decimals(5, 14, places=1),
    interval=st.sampled_from(Interval),
    cover=st.sampled_from(Cover),
)
def test_where_the_law_decides_on_the_pension_a_penny_more_still_does_not_fit(
    budget: Decimal, hours: Decimal, interval: Interval, cover: Cover
) -> None:
    """The step at which automatic enrolment begins is a step up, so halving finds the highest wage."""
    changes = {"hours_a_week": hours, "interval": interval, "cover": cover, "claims_allowance": False}
    if (most := asked(budget=budget, **changes).most) is not None:
        fits = asked(budget=budget, hourly=most, **changes).cost
        more = asked(budget=budget, hourly=most + Decimal("0.01"), **changes).cost
        assert fits.total <= budget * 52 < more.total


@pytest.mark.parametrize("day", [DAY, date(2026, 4, 6), date(2027, 4, 5), date(2027, 2, 28)])
def test_redundancy_begins_after_two_years_and_notice_at_once(day: date) -> None:
    one, two, five, ten = asked(day).endings
    assert [one.full_years, two.full_years, five.full_years, ten.full_years] == [1, 2, 5, 10]
    assert (one.redundancy, one.notice) == (0, Decimal("270.00"))
    assert (two.redundancy, two.notice) == (Decimal("540.00"), Decimal("540.00"))
    assert ten.redundancy_weeks == Decimal(10)


def test_a_pa_who_starts_at_41_builds_up_more() -> None:
    assert [owed.redundancy_weeks for owed in asked(age=41).endings] == [0, 3, Decimal("7.5"), 15]


def test_no_post_alike_is_refused() -> None:
    with pytest.raises(PayInputError, match="Posts alike: 0 is not one or more"):
        asked(alike=0)
