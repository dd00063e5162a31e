"""Holiday of fixed hours: 5.6 weeks, shares of a year, the first year, what is owed on leaving."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payroll.calc import holiday, rates
from payroll.calc.holiday import Balance, FixedWeek, LeaveYear, Unit
from payroll.calc.inputs import PayInputError

YEAR = rates.for_year("2026-27")
LEAVE_YEAR = LeaveYear(date(2026, 4, 1))
LONG_AGO = date(2020, 1, 1)


def _week(hours: str, days: str, unit: Unit = Unit.HOURS) -> FixedWeek:
    return FixedWeek(hours=Decimal(hours), days=Decimal(days), unit=unit)


TWENTY = _week("20", "4")
IN_DAYS = _week("37.5", "5", Unit.DAYS)


@pytest.mark.parametrize(
    ("week", "holiday_of_a_year"),
    [
        (TWENTY, "112"),
        (_week("37.5", "5"), "210"),
        (_week("48", "6"), "224"),
        (_week("10", "7"), "40"),
        (IN_DAYS, "28"),
        (_week("18", "3", Unit.DAYS), "16.8"),
        (_week("48", "6", Unit.DAYS), "28"),
        (_week("7.33", "1"), "41.05"),
        (_week("0.5", "0.5"), "2.8"),
        (_week("24", "1"), "134.4"),
    ],
)
def test_a_year_has_5_6_weeks_and_never_more_than_28_days(week: FixedWeek, holiday_of_a_year: str) -> None:
    assert holiday.full_year(week=week, rates=YEAR) == Decimal(holiday_of_a_year)


def test_whoever_starts_in_the_leave_year_has_the_share_of_the_days_that_remain() -> None:
    def of_year(started: date, year: LeaveYear = LEAVE_YEAR) -> Decimal:
        return holiday.of_leave_year(week=TWENTY, year=year, started=started, rates=YEAR)

    assert of_year(LONG_AGO) == of_year(LEAVE_YEAR.first) == 112
    assert of_year(date(2026, 10, 1)) == Decimal("55.85")
    in_days = holiday.of_leave_year(week=IN_DAYS, year=LEAVE_YEAR, started=date(2026, 10, 1), rates=YEAR)
    assert in_days == Decimal("13.97")
    assert of_year(date(2027, 3, 31)) == Decimal("0.31")
    assert of_year(date(2023, 10, 1), LeaveYear(date(2023, 4, 1))) == Decimal("56.00")
    with pytest.raises(PayInputError, match="The start, 1 April 2027, is after the leave year"):
        of_year(date(2027, 4, 1))


def test_an_exact_share_is_not_raised_by_a_hundredth() -> None:
    """219 of 365 days are three fifths, of 242 and two thirds hours a year."""
    week = _week("52", "6")
    started = LEAVE_YEAR.last - timedelta(days=218)
    assert holiday.of_leave_year(week=week, year=LEAVE_YEAR, started=started, rates=YEAR) == Decimal("145.60")


def test_what_is_earned_by_a_day_is_the_share_of_the_days_employed() -> None:
    def earned(day: date, started: date = LONG_AGO) -> Decimal:
        return holiday.built_up(week=TWENTY, year=LEAVE_YEAR, started=started, day=day, rates=YEAR)

    assert earned(date(2026, 4, 1)) == Decimal("0.31")
    assert earned(date(2026, 9, 30)) == Decimal("56.16")
    assert earned(date(2026, 9, 30), started=date(2026, 7, 1)) == Decimal("28.24")
    assert earned(date(2026, 9, 30), started=date(2026, 9, 30)) == Decimal("0.31")
    assert earned(LEAVE_YEAR.last) == 112
    for day in (date(2026, 3, 31), date(2027, 4, 1)):
        with pytest.raises(PayInputError, match="is not in the leave year 1 April 2026 to 31 March 2027"):
            earned(day)
    with pytest.raises(PayInputError, match="The start, 2 April 2026, is after 1 April 2026"):
        earned(date(2026, 4, 1), started=date(2026, 4, 2))


@pytest.mark.parametrize(
    ("day", "in_days", "in_hours"),
    [
        (date(2026, 5, 15), "2.5", "9.34"),
        (date(2026, 6, 14), "2.5", "9.34"),
        (date(2026, 6, 15), "5", "18.67"),
        (date(2026, 7, 15), "7", "28.00"),
        (date(2027, 4, 15), "28", "112"),
        (date(2027, 5, 14), "28", "112"),
    ],
)
def test_in_the_first_year_a_twelfth_comes_on_the_first_day_of_each_month(
    day: date, in_days: str, in_hours: str
) -> None:
    """28 days a year are 2.33 a month, raised to half days; hours are raised to a hundredth."""
    started = date(2026, 5, 15)
    assert holiday.first_year(week=IN_DAYS, started=started, day=day, rates=YEAR) == Decimal(in_days)
    assert holiday.first_year(week=TWENTY, started=started, day=day, rates=YEAR) == Decimal(in_hours)


@pytest.mark.parametrize("day", [date(2026, 5, 14), date(2027, 5, 15)])
def test_the_first_year_ends_after_a_year(day: date) -> None:
    with pytest.raises(PayInputError, match="is not in the first year from 15 May 2026"):
        holiday.first_year(week=TWENTY, started=date(2026, 5, 15), day=day, rates=YEAR)


@given(st.integers(1, 700), st.integers(0, 365))
def test_a_share_is_never_rounded_down_and_never_above_the_year(tenths: int, days: int) -> None:
    week = _week(str(Decimal(tenths) / 10), "7")
    day = min(LEAVE_YEAR.first + timedelta(days=days), LEAVE_YEAR.last)
    earned = holiday.built_up(week=week, year=LEAVE_YEAR, started=LONG_AGO, day=day, rates=YEAR)
    exact = Decimal(28) * week.hours * ((day - LEAVE_YEAR.first).days + 1) / (7 * 365)
    assert exact - Decimal("1e-20") <= earned < exact + Decimal("0.01")
    assert earned <= holiday.full_year(week=week, rates=YEAR)


def test_a_leave_year_with_29_february_in_it_has_366_days() -> None:
    assert (LEAVE_YEAR.days, LEAVE_YEAR.last) == (365, date(2027, 3, 31))
    assert LeaveYear(date(2027, 4, 1)).days == 366
    assert LeaveYear(date(2024, 2, 29)).last == date(2025, 2, 27)


@pytest.mark.parametrize(
    ("hours", "days", "why"),
    [
        ("20", "0", "Days a week: 0 is not more than 0"),
        ("20", "7.5", "Days a week: 7.5 is not more than 0 and at most 7"),
        ("20", "NaN", "Days a week: NaN"),
        ("0", "5", "Hours a week: 0 is not more than 0"),
        ("48.5", "2", "Hours a week: 48.5 is not more than 0 and at most 24 a day on 2 days"),
        ("Infinity", "2", "Hours a week: Infinity"),
    ],
)
def test_a_week_that_cannot_be_is_refused(hours: str, days: str, why: str) -> None:
    with pytest.raises(PayInputError, match=why):
        _week(hours, days)


def _balance(earned: str, taken: str, carried: str = "0", unit: Unit = Unit.HOURS) -> Balance:
    return Balance(unit, Decimal(earned), Decimal(carried), Decimal(taken))


def test_holiday_owed_at_a_date_is_earned_and_carried_less_taken() -> None:
    owed = _balance("56.16", "40", carried="8")
    assert (owed.left, owed.over) == (Decimal("24.16"), 0)
    assert owed.line.label == "Holiday left"
    assert (owed.line.group, owed.line.amount) == ("time", Decimal("24.16"))
    assert owed.line.working == "56.16 + 8 carried over less 40 taken, in hours"
    assert _balance("56.16", "70", carried="8").over == Decimal("5.84")
    too_much = _balance("56.16", "60")
    assert (too_much.left, too_much.over) == (0, Decimal("3.84"))
    assert (too_much.line.label, too_much.line.amount) == ("Holiday taken too much", Decimal("3.84"))
    assert too_much.line.working == "56.16 less 60 taken, in hours"
    assert too_much.line.figures == (("earned", "56.16"), ("carried", "0"), ("taken", "60"))


@pytest.mark.parametrize("field", ["earned", "carried", "taken"])
@pytest.mark.parametrize("figure", ["-1", "NaN"])
def test_a_balance_below_zero_is_refused(field: str, figure: str) -> None:
    with pytest.raises(PayInputError, match=f"Holiday {field}: {figure} is not zero or more hours"):
        _balance(**({"earned": "0", "taken": "0"} | {field: figure}))


def test_holiday_beyond_the_balance_is_refused_or_agreed_as_unpaid() -> None:
    """20 hours a week have 112 hours a year; 120 are asked for."""
    year = _balance("112", "0")
    with pytest.raises(
        PayInputError, match=r"120 hours, and 112 are left\. Ask for fewer, or agree the rest"
    ):
        holiday.book(asked=Decimal(120), balance=year, beyond_is_unpaid=False)
    booked = holiday.book(asked=Decimal(120), balance=year, beyond_is_unpaid=True)
    assert (booked.paid, booked.unpaid) == (112, 8)
    little = holiday.book(asked=Decimal("0.5"), balance=year, beyond_is_unpaid=False)
    assert (little.paid, little.unpaid) == (Decimal("0.5"), 0)
    all_of_it = holiday.book(asked=Decimal(112), balance=year, beyond_is_unpaid=False)
    assert (all_of_it.paid, all_of_it.unpaid) == (112, 0)


@pytest.mark.parametrize("asked", ["0", "-1", "NaN"])
def test_holiday_of_no_length_is_refused(asked: str) -> None:
    with pytest.raises(PayInputError, match=f"Holiday asked for: {asked} is not more than zero"):
        holiday.book(asked=Decimal(asked), balance=_balance("112", "0"), beyond_is_unpaid=True)


def _settle(balance: Balance, **changes: Any) -> holiday.Settlement:
    pay = holiday.contracted(weekly_hours=Decimal(20), hourly_rate=Decimal("13.50"))
    return holiday.settle(
        **({"balance": balance, "pay": pay, "week": None, "agreed_in_writing": False} | changes)
    )


def test_a_leaver_is_paid_the_holiday_that_was_not_taken() -> None:
    found = _settle(_balance("56.16", "40"))
    assert (found.paid_out, found.taken_back) == (Decimal("218.16"), 0)
    assert (found.line.group, found.line.label, found.line.working) == (
        "earned",
        "Holiday not taken",
        "16.16 hours",
    )
    assert found.line.amount == Decimal("218.16")


def test_holiday_taken_too_much_is_taken_back_only_if_agreed_in_writing() -> None:
    balance = _balance("56.16", "60")
    agreed = _settle(balance, agreed_in_writing=True)
    assert (agreed.paid_out, agreed.taken_back) == (0, Decimal("51.84"))
    assert (agreed.line.group, agreed.line.amount) == ("taken_off", Decimal("51.84"))
    assert agreed.line.why == "Your contract says that it is paid back."
    not_agreed = _settle(balance)
    assert (not_agreed.paid_out, not_agreed.taken_back, not_agreed.line.amount) == (0, 0, 0)
    assert not_agreed.line.why == "Nothing is taken back, because no agreement in writing says so."
    even = _settle(_balance("60", "60"), agreed_in_writing=True)
    assert (even.paid_out, even.taken_back, even.line.label) == (0, 0, "Holiday not taken")


def test_holiday_kept_in_days_is_paid_by_the_hours_of_a_day() -> None:
    in_days = _balance("14", "11.5", unit=Unit.DAYS)
    assert _settle(in_days, week=IN_DAYS).paid_out == Decimal("253.13")
    assert _settle(_balance("20", "10"), week=TWENTY).paid_out == 135
    with pytest.raises(PayInputError, match="Holiday kept in days: give the contract's week"):
        _settle(in_days)
    with pytest.raises(
        PayInputError, match="The contract keeps holiday in hours, and the balance is in days"
    ):
        _settle(in_days, week=TWENTY)
