"""Statutory weeks, and the relevant week of a birth."""

from datetime import date

import pytest

from payroll.calc.statutory import weeks

DUE = date(2026, 9, 16)


def test_the_qualifying_week_is_the_15th_before_the_week_due() -> None:
    week = weeks.before_birth(expected=date(2018, 6, 20))
    assert (week.starts, week.ends) == (date(2018, 3, 4), date(2018, 3, 10))
    assert week.employed_by == date(2017, 9, 16)
    assert week.earnings_before == date(2018, 3, 11)


@pytest.mark.parametrize(
    ("day", "sunday"),
    [
        (date(2026, 5, 10), date(2026, 5, 10)),
        (date(2026, 5, 11), date(2026, 5, 10)),
        (date(2026, 5, 16), date(2026, 5, 10)),
    ],
)
def test_statutory_weeks_begin_on_sundays(day: date, sunday: date) -> None:
    assert weeks.sunday_of(day) == sunday


def test_a_baby_born_by_the_end_of_the_qualifying_week_moves_the_earnings_to_the_week_before_birth() -> None:
    early = weeks.before_birth(expected=DUE, born=date(2026, 6, 6))
    assert early.starts == date(2026, 5, 24)
    assert early.employed_by == weeks.before_birth(expected=DUE).employed_by
    assert weeks.before_birth(expected=DUE, born=date(2026, 6, 7)).starts == date(2026, 5, 31)
