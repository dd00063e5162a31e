"""By when each step of a payday must be done."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from dpss.kernel import errors
from ledger import bank_holidays
from payroll import deadlines

LONDON = ZoneInfo("Europe/London")
SHEETS_IN = dt.datetime(2026, 11, 23, 12, tzinfo=LONDON)


def of(payday: dt.date, sheets_in_by: dt.datetime = SHEETS_IN) -> dict[str, dt.date]:
    """The day of each step."""
    found = deadlines.of_payday(sheets_in_by=sheets_in_by, payday=payday, holidays=bank_holidays.known())
    return {one.what: one.day for one in found}


def test_the_bank_needs_the_file_two_working_days_before_and_approval_comes_before_that() -> None:
    assert of(dt.date(2026, 11, 27)) == {
        "Sheets in": dt.date(2026, 11, 23),
        "Approve": dt.date(2026, 11, 24),
        "Bank file": dt.date(2026, 11, 25),
        "Tell HMRC": dt.date(2026, 11, 27),
    }


def test_christmas_moves_the_bank_and_not_hmrc() -> None:
    """Friday 1 January 2027 is a bank holiday: the money arrives on 31 December."""
    found = of(dt.date(2027, 1, 1))
    assert found["Bank file"] == dt.date(2026, 12, 29)
    assert found["Approve"] == dt.date(2026, 12, 24)
    assert found["Tell HMRC"] == dt.date(2027, 1, 1)


def test_a_year_without_known_bank_holidays_is_refused_with_a_sentence() -> None:
    with pytest.raises(errors.Invalid, match="bank holidays"):
        of(dt.date(2090, 1, 6))


@pytest.mark.parametrize(
    ("now", "left"),
    [
        (dt.datetime(2026, 11, 23, 9, 40, tzinfo=LONDON), "2h 20m"),
        (dt.datetime(2026, 11, 23, 12, 0, tzinfo=LONDON), "0h 00m"),
        (dt.datetime(2026, 11, 23, 12, 1, tzinfo=LONDON), "passed"),
        (dt.datetime(2026, 11, 22, 23, 59, tzinfo=LONDON), "tomorrow"),
        (dt.datetime(2026, 11, 19, 8, 0, tzinfo=LONDON), "4 days"),
        (dt.datetime(2026, 11, 24, 8, 0, tzinfo=LONDON), "passed"),
    ],
)
def test_what_is_left_is_said_in_hours_on_the_day_and_in_days_before(now: dt.datetime, left: str) -> None:
    assert deadlines.Deadline("Sheets in", SHEETS_IN.date(), SHEETS_IN).left(now) == left


def test_a_deadline_without_an_hour_lasts_the_whole_day() -> None:
    now = dt.datetime(2026, 11, 27, 23, 0, tzinfo=LONDON)
    assert deadlines.Deadline("Tell HMRC", dt.date(2026, 11, 27)).left(now) == "today"


def test_bacs_takes_three_working_days_backwards_from_the_payday() -> None:
    found = deadlines.bacs_days(dt.date(2026, 11, 27), holidays=bank_holidays.named())
    assert (found.submit, found.processing, found.entry) == (
        dt.date(2026, 11, 25),
        dt.date(2026, 11, 26),
        dt.date(2026, 11, 27),
    )
    assert (found.moved_by, found.is_early) == ((), False)


def test_a_payday_on_good_friday_is_paid_early_and_says_why() -> None:
    """Good Friday is 26 March 2027: the money arrives on Thursday."""
    found = deadlines.bacs_days(dt.date(2027, 3, 26), holidays=bank_holidays.named())
    assert (found.submit, found.entry, found.is_early) == (dt.date(2027, 3, 23), dt.date(2027, 3, 25), True)
    assert found.moved_by == ((dt.date(2027, 3, 26), "Good Friday"),)


def test_a_payday_after_easter_names_both_holidays_that_bring_the_file_forward() -> None:
    found = deadlines.bacs_days(dt.date(2027, 3, 30), holidays=bank_holidays.named())
    assert (found.submit, found.processing) == (dt.date(2027, 3, 24), dt.date(2027, 3, 25))
    assert [name for _, name in found.moved_by] == ["Good Friday", "Easter Monday"]


@pytest.mark.parametrize(
    ("weeks", "times", "day"),
    [(4, 1, dt.date(2027, 2, 28)), (1, 2, dt.date(2027, 2, 14)), (0, 1, dt.date(2027, 2, 28))],
)
def test_the_payday_after_next_keeps_its_rhythm(weeks: int, times: int, day: dt.date) -> None:
    start = dt.date(2027, 1, 31)
    assert deadlines.payday_after(start, weeks=weeks, times=times) == day


def test_the_names_of_bank_holidays_are_of_the_days_that_are_known() -> None:
    assert set(bank_holidays.named()) == bank_holidays.known()
