"""Days, spans of days, and how they are said."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dpss.kernel import dates, errors

DAYS = some.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


def test_a_span_counts_both_its_ends() -> None:
    span = dates.Span(date(2026, 10, 26), date(2026, 11, 22))
    assert span.days == 28
    assert [*span.each_day()][:: span.days - 1] == [span.first, span.last]
    assert span.first in span
    assert span.last in span
    assert date(2026, 11, 23) not in span
    assert "26 October" not in span


def test_a_span_does_not_run_backwards() -> None:
    with pytest.raises(errors.Invalid, match="before the first day"):
        dates.Span(date(2026, 11, 22), date(2026, 11, 21))


@given(DAYS, some.integers(min_value=0, max_value=400))
def test_weeks_cover_a_span_without_gap_or_overlap(first: date, days: int) -> None:
    span = dates.Span(first, first + timedelta(days=days))
    weeks = span.weeks()
    assert [day for week in weeks for day in week.each_day()] == list(span.each_day())
    assert all(week.days == 7 for week in weeks[:-1])
    assert 1 <= weeks[-1].days <= 7


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 5, 6), 0, date(2026, 5, 6)),
        (date(2026, 5, 6), -12, date(2025, 5, 6)),
    ],
)
def test_the_same_day_some_months_later(day: date, months: int, expected: date) -> None:
    assert dates.add_months(day, months) == expected


@given(DAYS, some.integers(min_value=-600, max_value=600))
def test_months_later_falls_in_that_month(day: date, months: int) -> None:
    later = dates.add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day <= day.day


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2008, 11, 21), date(2026, 11, 20), 17),
        (date(2008, 11, 21), date(2026, 11, 21), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2026, 11, 21), date(2026, 11, 21), 0),
    ],
)
def test_age_goes_up_on_the_birthday(born: date, day: date, age: int) -> None:
    assert dates.age_on(born, day) == age


def test_dates_are_said_as_people_say_them() -> None:
    assert dates.in_words(date(2026, 10, 4)) == "4 October 2026"
    assert dates.with_weekday(date(2026, 10, 14)) == "Wednesday 14 October 2026"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 10, 5), date(2026, 11, 1), "5 October to 1 November 2026"),
        (date(2026, 10, 5), date(2026, 10, 11), "5 to 11 October 2026"),
        (date(2026, 12, 21), date(2027, 1, 17), "21 December 2026 to 17 January 2027"),
    ],
)
def test_a_span_says_no_month_or_year_twice(first: date, last: date, words: str) -> None:
    assert dates.span_in_words(dates.Span(first, last)) == words
