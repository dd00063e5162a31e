"""Figures, days and times as a page says them."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from dpss.web import words


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (time(6, 30), "6:30am"),
        (time(14, 0), "2pm"),
        (time(12, 0), "12 noon"),
        (time(0, 0), "midnight"),
        (time(12, 5), "12:05pm"),
        (time(0, 5), "12:05am"),
        (datetime(2026, 11, 20, 14, 58), "2:58pm"),  # noqa: DTZ001
    ],
)
def test_a_time_is_said_with_am_and_pm_and_noon_by_name(moment: time | datetime, said: str) -> None:
    assert words.clock_time(moment) == said


@pytest.mark.parametrize(
    ("minutes", "said"), [(450, "7h 30m"), (300, "5h 00m"), (0, "0h 00m"), (-90, "−1h 30m")]
)
def test_worked_time_is_shown_in_hours_and_minutes(minutes: int, said: str) -> None:
    assert words.hours_and_minutes(minutes) == said


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(450, "7.5 hours"), (60, "1 hour"), (0, "0 hours"), (20, "0.33 hours"), (6000, "100 hours")],
)
def test_worked_time_is_said_in_decimal_hours(minutes: int, said: str) -> None:
    assert words.hours(minutes) == said


def test_a_column_of_amounts_has_no_pound_sign_and_a_true_minus() -> None:
    assert words.figures(Decimal("-1026.00")) == "−1,026.00"


def test_a_sentence_leaves_out_pence_only_when_they_are_nought() -> None:
    assert words.whole_pounds(Decimal("1940.00")) == "£1,940"
    assert words.whole_pounds(Decimal("1940.10")) == "£1,940.10"


def test_a_near_deadline_has_its_weekday_and_no_year() -> None:
    assert words.day_and_month(date(2026, 11, 25)) == "Wednesday 25 November"


def test_one_thing_is_counted_in_the_singular_and_none_in_the_plural() -> None:
    assert [words.counted(count, "sheet", "sheets") for count in (0, 1, 1204)] == [
        "0 sheets",
        "1 sheet",
        "1,204 sheets",
    ]


def test_a_sum_is_written_out_with_its_result() -> None:
    assert words.sum_in_words([31, 6, 1400]) == "31 + 6 + 1,400 = 1,437"


def test_a_share_never_leaves_the_bar() -> None:
    assert words.share(1, 3) == Decimal("33.3")
    assert words.share(7, 5) == 100
    assert words.share(1, 0) == 0
    assert words.share(-1, 5) == 0
