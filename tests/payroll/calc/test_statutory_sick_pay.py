"""Statutory Sick Pay, before and from 6 April 2026."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from dpss.kernel.dates import Span
from payroll.calc.statutory import sick_pay
from payroll.calc.statutory.sick_days import Outcome, QualifyingDays
from tests.payroll.calc.statutory_cases import (
    EVERY_DAY,
    LONG_AGO,
    MONDAY_TO_FRIDAY,
    paid,
    sick,
)

MON_WED_FRI = (0, 2, 4)


def outcomes(*spans: Span, **changes: Any) -> set[Outcome]:
    return {day.outcome for day in paid(*spans, **changes).unpaid}


@pytest.mark.parametrize(
    ("span", "average", "weekdays", "total"),
    [
        (sick("2026-05-11", "2026-05-13"), "400.00", MONDAY_TO_FRIDAY, "73.95"),
        (sick("2026-05-11", "2026-05-13"), "120.00", MON_WED_FRI, "64.00"),
        (sick("2026-05-11", "2026-05-13"), "400.00", EVERY_DAY, "52.83"),
        (sick("2026-05-11", "2026-05-13"), "400.00", MON_WED_FRI, "82.17"),
        (sick("2026-05-11", "2026-05-16"), "400.00", MONDAY_TO_FRIDAY, "123.25"),
        (sick("2026-02-02", "2026-02-07"), "400.00", MONDAY_TO_FRIDAY, "47.50"),
        (sick("2026-11-09", "2026-11-13"), "270.00", MONDAY_TO_FRIDAY, "123.25"),
        (sick("2026-11-09", "2026-11-13"), "100.00", MONDAY_TO_FRIDAY, "80.00"),
        (sick("2026-11-09", "2026-11-11"), "100.00", MONDAY_TO_FRIDAY, "48.00"),
    ],
)
def test_the_worked_amounts(span: Span, average: str, weekdays: tuple[int, ...], total: str) -> None:
    assert paid(span, average=average, weekdays=weekdays).total == Decimal(total)


def test_from_6_april_2026_one_day_is_paid_without_waiting_or_a_limit_of_earnings() -> None:
    assert paid(sick("2026-04-06", "2026-04-06"), average="10.00").total == Decimal("1.60")
    assert outcomes(sick("2026-04-06", "2026-04-06"), average="10.00") == set()


def test_the_crossover_is_154_pounds_6_and_a_quarter_pence() -> None:
    week = sick("2026-05-11", "2026-05-15")
    assert paid(week, average="154.0625").total == Decimal("123.25")
    assert paid(week, average="154.05").total == Decimal("123.24")


def test_average_earnings_are_not_rounded_first() -> None:
    unrounded = Decimal(1000) * 7 / 61
    assert paid(sick("2026-05-11", "2026-05-15"), average=str(unrounded)).total == Decimal("91.81")


def test_a_daily_rate_drops_what_is_beyond_four_decimals() -> None:
    day = paid(sick("2026-05-11", "2026-05-11"), weekdays=EVERY_DAY).weeks[0].days[0]
    assert day.daily == Decimal("17.6071")


def test_each_week_from_sunday_to_saturday_is_raised_to_a_penny_by_itself() -> None:
    pay = paid(sick("2026-05-09", "2026-05-10"), weekdays=EVERY_DAY)
    assert [week.starts for week in pay.weeks] == [date(2026, 5, 3), date(2026, 5, 10)]
    assert [week.amount for week in pay.weeks] == [Decimal("17.61"), Decimal("17.61")]


def test_weekends_belong_to_a_sickness_that_goes_over_them() -> None:
    friday_to_monday = sick("2026-02-06", "2026-02-09")
    assert friday_to_monday.days == 4
    assert outcomes(friday_to_monday) == {Outcome.WAITING}


def test_before_6_april_2026_the_first_three_qualifying_days_were_waiting_days() -> None:
    pay = paid(sick("2026-02-02", "2026-02-07"))
    assert [day.day.day for day in pay.unpaid] == [2, 3, 4]
    assert {day.outcome for day in pay.unpaid} == {Outcome.WAITING}


def test_waiting_days_are_served_once_in_linked_sickness() -> None:
    first, second = sick("2025-10-06", "2025-10-10"), sick("2025-11-10", "2025-11-14")
    assert paid(first, second).total == Decimal("47.50") + Decimal("118.75")


def test_before_6_april_2026_earnings_below_the_limit_had_no_sick_pay() -> None:
    span = sick("2026-02-02", "2026-02-13")
    assert paid(span, average="124.99").total == 0
    assert outcomes(span, average="124.99") == {Outcome.BELOW_LIMIT}
    assert paid(span, average="125.00").total == Decimal("166.25")


def test_the_limit_is_that_of_the_first_day_of_the_first_linked_sickness() -> None:
    before, after = sick("2025-03-24", "2025-03-28"), sick("2025-04-14", "2025-04-18")
    assert paid(before, after, average="123.00").total == Decimal("46.70") + Decimal("118.75")


def test_there_are_28_weeks_of_sick_pay_in_linked_sickness() -> None:
    start = date(2026, 4, 6)
    spans = Span(start, start + timedelta(weeks=20) - timedelta(days=3)), sick("2026-09-07", "2026-11-20")
    pay = paid(*spans, weekdays=MON_WED_FRI)
    assert sum(len(week.days) for week in pay.weeks) == 28 * 3
    assert pay.weeks_used == 28
    assert pay.total == 28 * Decimal("123.25")
    assert {day.outcome for day in pay.unpaid} == {Outcome.WEEKS_USED}
    assert pay.unpaid[0].day == date(2026, 11, 2)


def test_waiting_days_do_not_use_up_the_28_weeks() -> None:
    pay = paid(sick("2025-06-02", "2026-01-30"))
    assert sum(len(week.days) for week in pay.weeks) == 140
    assert pay.unpaid[3].day == date(2025, 6, 5) + timedelta(weeks=28)


def test_days_of_different_patterns_use_up_different_parts_of_a_week() -> None:
    patterns = (QualifyingDays(LONG_AGO, MONDAY_TO_FRIDAY), QualifyingDays(date(2026, 5, 17), (0, 1)))
    pay = paid(sick("2026-05-11", "2026-05-22"), qualifying=patterns)
    assert [week.amount for week in pay.weeks] == [Decimal("123.25"), Decimal("123.25")]
    assert pay.weeks_used == 2


def test_the_daily_rate_shares_by_the_qualifying_days_of_that_very_week() -> None:
    patterns = (QualifyingDays(LONG_AGO, (0, 1)), QualifyingDays(date(2026, 5, 13), (2, 3, 4)))
    week = paid(sick("2026-05-11", "2026-05-15"), qualifying=patterns).weeks[0]
    assert {day.qualifying_days for day in week.days} == {5}


@pytest.mark.parametrize(
    ("changes", "outcome", "total"),
    [
        ({"first_worked": date(2026, 5, 12)}, Outcome.NOT_WORKED_YET, "0.00"),
        ({"first_worked": date(2026, 5, 11)}, None, "246.50"),
        ({"employment_ends": date(2026, 5, 13)}, Outcome.LEFT, "73.95"),
        ({"maternity": (sick("2026-05-18", "2027-02-14"),)}, Outcome.MATERNITY, "123.25"),
        ({"maternity": (sick("2026-05-11", "2026-05-12"),)}, Outcome.MATERNITY, "0.00"),
    ],
)
def test_what_ends_sick_pay_ends_it_for_the_rest_of_the_sickness(
    changes: dict[str, Any], outcome: Outcome | None, total: str
) -> None:
    pay = paid(sick("2026-05-11", "2026-05-22"), **changes)
    assert pay.total == Decimal(total)
    assert {day.outcome for day in pay.unpaid} == ({outcome} if outcome else set())


def test_a_pay_period_has_its_own_days_and_two_periods_share_a_week_exactly() -> None:
    pay = paid(sick("2026-05-25", "2026-06-05"), weekdays=EVERY_DAY)
    may = sick_pay.due(pay=pay, starts=date(2026, 5, 1), ends=date(2026, 5, 31))
    june = sick_pay.due(pay=pay, starts=date(2026, 6, 1), ends=date(2026, 6, 30))
    assert [line.amount for line in may] == [Decimal("105.65"), Decimal("17.61")]
    assert [line.amount for line in june] == [Decimal("88.04")]
    assert sum(line.amount for line in (*may, *june)) == pay.total == Decimal("211.30")


def test_unpaid_days_are_told_in_the_pay_period_in_which_they_are() -> None:
    pay = paid(sick("2026-02-02", "2026-02-07"))
    for first, last, told in (
        (1, 28, "2 to 4 February 2026"),
        (1, 3, "2 to 3 February 2026"),
        (1, 2, "2 February 2026"),
        (3, 3, "3 February 2026"),
        (4, 28, "4 February 2026"),
    ):
        lines = sick_pay.due(pay=pay, starts=date(2026, 2, first), ends=date(2026, 2, last))
        assert [line.working for line in lines if line.code == "sick_unpaid"] == [told]


def test_two_sicknesses_have_a_line_each_for_their_unpaid_days() -> None:
    pay = paid(sick("2026-02-02", "2026-02-06"), sick("2026-02-16", "2026-02-20"), average="100.00")
    lines = sick_pay.due(pay=pay, starts=date(2026, 2, 1), ends=date(2026, 2, 28))
    assert [line.working for line in lines] == ["2 to 6 February 2026", "16 to 20 February 2026"]


def test_weeks_used_are_shown_to_four_decimals() -> None:
    assert paid(sick("2026-05-11", "2026-05-13"), weekdays=MON_WED_FRI).weeks_used == Decimal("0.6666")


def test_a_line_says_what_was_paid_and_why() -> None:
    pay = paid(sick("2026-05-11", "2026-05-13"))
    (line,) = sick_pay.due(pay=pay, starts=date(2026, 5, 1), ends=date(2026, 5, 31))
    assert (line.code, line.group, line.label) == ("sick", "earned", "Statutory Sick Pay")
    assert line.working == "Week to Saturday 16 May 2026: 3 days × £24.65"
    assert line.why == (
        "Sick pay is £123.25 a week: 80% of your average pay of £400.00 would not be less. "
        "It is shared equally over the 5 days you work that week."
    )
    assert line.rule == "sick_pay.lower_of_two"
    assert ("daily rate", "24.6500") in line.figures


def test_a_line_of_a_low_earner_names_the_share() -> None:
    pay = paid(sick("2026-05-11", "2026-05-11"), average="100.00", weekdays=(0,))
    (line,) = sick_pay.due(pay=pay, starts=date(2026, 5, 1), ends=date(2026, 5, 31))
    assert line.why == (
        "Sick pay is 80% of your average pay of £100.00 a week, as that is less than £123.25. "
        "You work 1 day that week."
    )


@pytest.mark.parametrize(
    ("span", "changes", "why"),
    [
        (sick("2026-02-02", "2026-02-07"), {}, "waiting days"),
        (sick("2026-02-02", "2026-02-07"), {"average": "100.00"}, "£100.00 a week was too low"),
        (sick("2026-05-11", "2026-12-11"), {}, "28 weeks of sick pay, the most"),
        (sick("2026-05-11", "2026-05-15"), {"employment_ends": date(2026, 5, 8)}, "had ended"),
        (sick("2026-05-11", "2026-05-15"), {"first_worked": date(2026, 6, 1)}, "not yet done any work"),
        (sick("2026-05-11", "2026-05-15"), {"maternity": (sick("2026-05-01", "2026-06-01"),)}, "39 weeks"),
    ],
)
def test_unpaid_days_are_lines_of_nothing_with_their_reason(
    span: Span, changes: dict[str, Any], why: str
) -> None:
    pay = paid(span, **changes)
    lines = sick_pay.due(pay=pay, starts=span.first, ends=span.last)
    (unpaid,) = [line for line in lines if line.code == "sick_unpaid"]
    assert unpaid.amount == 0
    assert why in unpaid.why


def test_days_before_the_first_pattern_follow_it() -> None:
    patterns = (QualifyingDays(date(2026, 5, 12), (0, 1)), QualifyingDays(date(2026, 5, 18), (2,)))
    week = paid(sick("2026-05-12", "2026-05-12"), qualifying=patterns).weeks[0]
    assert week.days[0].qualifying_days == 2


def test_when_the_most_weeks_are_used_nothing_more_is_paid_though_a_shorter_share_would_still_fit() -> None:
    """27⅔ weeks are used, half a week is too much, and a fifth would not be."""
    patterns = (
        QualifyingDays(LONG_AGO, MON_WED_FRI),
        QualifyingDays(date(2026, 10, 18), (0, 1)),
        QualifyingDays(date(2026, 10, 25), MONDAY_TO_FRIDAY),
    )
    pay = paid(sick("2026-04-08", "2026-10-30"), qualifying=patterns)
    assert pay.weeks_used == Decimal("27.6666")
    assert pay.weeks[-1].days[-1].day == date(2026, 10, 16)


def test_a_sickness_without_a_paid_day_comes_to_an_amount_in_pence() -> None:
    assert str(paid(sick("2026-02-02", "2026-02-06"), average="100.00").total) == "0.00"
