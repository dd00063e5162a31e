"""Sickness that was running when the sick pay rules changed on 6 April 2026."""

from datetime import date
from decimal import Decimal

import pytest

from payroll.calc.confidence import Confidence
from payroll.calc.statutory import sick_pay
from payroll.calc.statutory.sick_days import Outcome, RateRule, SickDay
from tests.payroll.calc.statutory_cases import EVERY_DAY, paid, sick

CHANGE = date(2026, 4, 6)


def days_since_the_change(*spans: tuple[str, str], average: str = "130.00") -> list[SickDay]:
    pay = paid(*(sick(*span) for span in spans), average=average)
    return [day for week in pay.weeks for day in week.days if day.day >= CHANGE]


def test_who_was_on_sick_pay_keeps_the_flat_rate_of_the_new_year() -> None:
    days = days_since_the_change(("2026-03-23", "2026-04-10"))
    assert {(day.weekly, day.rule) for day in days} == {(Decimal("123.25"), RateRule.IN_PAYMENT)}


def test_the_protection_ends_with_the_return_to_work() -> None:
    days = days_since_the_change(("2026-03-23", "2026-04-10"), ("2026-04-20", "2026-04-21"))
    assert [day.weekly for day in days if day.day >= date(2026, 4, 20)] == [Decimal("104.00")] * 2
    assert days[-1].rule is RateRule.LINKED


def test_who_was_serving_waiting_days_is_paid_from_6_april() -> None:
    pay = paid(sick("2026-04-02", "2026-04-08"), average="130.00")
    assert [(day.day.day, day.outcome) for day in pay.unpaid] == [(2, Outcome.WAITING), (3, Outcome.WAITING)]
    days = days_since_the_change(("2026-04-02", "2026-04-08"))
    assert {(day.day.day, day.weekly, day.rule) for day in days} == {
        (day, Decimal("104.00"), RateRule.WAITING) for day in (6, 7, 8)
    }


def test_who_earned_less_than_the_limit_becomes_entitled_at_80_per_cent() -> None:
    pay = paid(sick("2026-03-23", "2026-04-10"), average="100.00")
    assert pay.total == Decimal("80.00")
    assert {day.rule for week in pay.weeks for day in week.days} == {RateRule.BELOW_LIMIT}
    assert {day.outcome for day in pay.unpaid} == {Outcome.BELOW_LIMIT}


def test_who_was_unpaid_and_sick_since_before_22_september_2025_gets_nothing() -> None:
    long_sick = paid(sick("2025-09-21", "2026-04-10"), average="100.00")
    assert long_sick.total == 0
    assert {day.rule for week in long_sick.weeks for day in week.days} == {RateRule.LONG_ABSENCE}
    lines = sick_pay.due(pay=long_sick, starts=CHANGE, ends=date(2026, 4, 30))
    assert "sick pay for this illness is nothing" in lines[0].why
    assert ("confidence", Confidence.ONE_SOURCE.value) in lines[0].figures
    assert paid(sick("2025-09-22", "2026-04-10"), average="100.00").total == Decimal("80.00")


def test_days_at_a_rate_of_nothing_use_up_none_of_the_28_weeks() -> None:
    assert paid(sick("2025-09-01", "2026-06-30"), average="100.00").weeks_used == 0


def test_28_weeks_that_ended_before_the_change_do_not_begin_again() -> None:
    pay = paid(sick("2025-08-01", "2026-05-01"), average="130.00")
    assert all(day.day < CHANGE for week in pay.weeks for day in week.days)
    assert pay.unpaid[-1].outcome is Outcome.WEEKS_USED


def test_linked_sickness_after_the_change_follows_the_new_rule_without_waiting() -> None:
    days = days_since_the_change(("2026-03-09", "2026-03-13"), ("2026-04-13", "2026-04-13"))
    assert [(day.weekly, day.rule) for day in days] == [(Decimal("104.00"), RateRule.LINKED)]


def test_linked_sickness_that_begins_on_the_day_of_the_change_is_not_protected() -> None:
    days = days_since_the_change(("2026-03-09", "2026-03-13"), ("2026-04-06", "2026-04-06"))
    assert [(day.weekly, day.rule) for day in days] == [(Decimal("104.00"), RateRule.LINKED)]


def test_a_first_sickness_after_the_change_is_no_matter_of_transition() -> None:
    days = days_since_the_change(("2026-04-06", "2026-04-06"))
    assert days[0].rule is RateRule.LOWER_OF_TWO


def test_a_sickness_of_two_days_over_the_change_is_paid_from_6_april_only() -> None:
    pay = paid(sick("2026-04-05", "2026-04-06"), average="130.00", weekdays=EVERY_DAY)
    assert [(day.day.day, day.outcome) for day in pay.unpaid] == [(5, Outcome.TOO_SHORT)]
    assert pay.total == Decimal("14.86")


def test_the_week_of_the_change_has_two_daily_rates() -> None:
    pay = paid(sick("2026-03-23", "2026-04-07"), average="400.00", weekdays=EVERY_DAY)
    last = pay.weeks[-1]
    assert [day.daily for day in last.days] == [Decimal("16.9642"), Decimal("17.6071"), Decimal("17.6071")]
    assert last.amount == Decimal("52.18")
    (line,) = sick_pay.due(pay=pay, starts=date(2026, 4, 5), ends=date(2026, 4, 30))
    assert "1 day × £16.9642 and 2 days × £17.6071" in line.working


@pytest.mark.parametrize(
    ("spans", "average", "confidence"),
    [
        ([("2026-03-23", "2026-04-10")], "130.00", Confidence.TWO_SOURCES),
        ([("2026-04-02", "2026-04-08")], "130.00", Confidence.TWO_SOURCES),
        ([("2026-03-23", "2026-04-10")], "100.00", Confidence.TWO_SOURCES),
        ([("2026-03-09", "2026-03-13"), ("2026-04-13", "2026-04-13")], "130.00", Confidence.TWO_SOURCES),
        ([("2025-09-01", "2026-04-10")], "100.00", Confidence.ONE_SOURCE),
    ],
)
def test_every_straddling_day_says_how_sure_its_rule_is(
    spans: list[tuple[str, str]], average: str, confidence: Confidence
) -> None:
    days = days_since_the_change(*spans, average=average)
    assert {day.confidence for day in days} == {confidence}
