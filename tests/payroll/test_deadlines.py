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
