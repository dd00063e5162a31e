"""What a contract comes to on each day: whole weeks exactly, parts of weeks to the minute."""

import datetime as dt
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpss.kernel.dates import Span
from payroll.contracted_time import Terms, UsualDays, minutes_by_day

MONDAY = date(2026, 10, 26)
FOUR_WEEKS = Span(MONDAY, date(2026, 11, 22))
WEEKDAYS = frozenset(range(5))


def days(first: int, last: int) -> Span:
    """Days of the four weeks by their number, from 0."""
    return Span(MONDAY + dt.timedelta(days=first), MONDAY + dt.timedelta(days=last))


def test_a_weeks_minutes_are_shared_by_the_usual_days() -> None:
    found = minutes_by_day(
        span=days(0, 6), terms=[Terms(FOUR_WEEKS, 600)], usual=[UsualDays(FOUR_WEEKS, WEEKDAYS)]
    )
    assert found == {MONDAY + dt.timedelta(days=day): 120 for day in range(5)}


def test_without_usual_days_all_seven_share_them() -> None:
    found = minutes_by_day(span=days(0, 6), terms=[Terms(FOUR_WEEKS, 600)])
    assert len(found) == 7
    assert sum(found.values()) == 600
    assert set(found.values()) == {85, 86}


def test_a_starter_is_paid_for_the_usual_days_from_the_first_on() -> None:
    usual = [UsualDays(FOUR_WEEKS, WEEKDAYS)]
    found = minutes_by_day(span=days(2, 6), terms=[Terms(FOUR_WEEKS, 600)], usual=usual)
    assert sum(found.values()) == 360


def test_a_change_of_terms_counts_from_its_day() -> None:
    usual = [UsualDays(FOUR_WEEKS, WEEKDAYS)]
    terms = [Terms(days(0, 8), 600), Terms(days(9, 27), 1200)]
    found = minutes_by_day(span=FOUR_WEEKS, terms=terms, usual=usual)
    assert found[MONDAY + dt.timedelta(days=8)] == 120
    assert found[MONDAY + dt.timedelta(days=9)] == 240
    assert sum(found.values()) == 7 * 120 + 13 * 240


def test_a_change_of_usual_days_counts_from_its_day() -> None:
    usual = [UsualDays(days(0, 6), WEEKDAYS), UsualDays(days(7, 27), frozenset({5, 6}))]
    found = minutes_by_day(span=days(0, 13), terms=[Terms(FOUR_WEEKS, 600)], usual=usual)
    assert [day for day, minutes in found.items() if minutes == 300] == [
        date(2026, 11, 7),
        date(2026, 11, 8),
    ]


def test_a_day_without_terms_is_not_paid() -> None:
    assert minutes_by_day(span=days(0, 6), terms=[]) == {}
    assert minutes_by_day(span=days(0, 6), terms=[Terms(FOUR_WEEKS, 0)]) == {}


@given(
    weekly=st.integers(min_value=1, max_value=7 * 24 * 60),
    weekdays=st.sets(st.integers(min_value=0, max_value=6), min_size=1),
    weeks=st.integers(min_value=1, max_value=5),
)
def test_whole_weeks_come_to_exactly_their_minutes(weekly: int, weekdays: set[int], weeks: int) -> None:
    span = days(0, 7 * weeks - 1)
    usual = [UsualDays(span, frozenset(weekdays))]
    found = minutes_by_day(span=span, terms=[Terms(span, weekly)], usual=usual)
    assert sum(found.values()) == weekly * weeks
    assert {day.weekday() for day in found} <= weekdays


@given(
    weekly=st.integers(min_value=1, max_value=7 * 24 * 60),
    first=st.integers(min_value=0, max_value=27),
    length=st.integers(min_value=0, max_value=27),
)
def test_a_part_of_a_period_is_right_to_the_minute(weekly: int, first: int, length: int) -> None:
    span = days(first, first + length)
    found = minutes_by_day(span=span, terms=[Terms(days(0, 60), weekly)])
    assert abs(sum(found.values()) * 7 - weekly * span.days) * 2 <= 7


@pytest.mark.parametrize(("weekly", "minutes"), [(121, 61), (120, 60)])
def test_half_a_minute_counts_as_one(weekly: int, minutes: int) -> None:
    usual = [UsualDays(FOUR_WEEKS, frozenset({0, 1}))]
    found = minutes_by_day(span=days(0, 0), terms=[Terms(FOUR_WEEKS, weekly)], usual=usual)
    assert found[MONDAY] == minutes
