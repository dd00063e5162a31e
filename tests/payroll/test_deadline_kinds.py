"""By when each kind of duty must be done, and from when it is at risk."""

import datetime as dt

import pytest

from dpss.kernel import errors
from ledger import bank_holidays
from payroll import deadline_kinds as kinds

HOLIDAYS = bank_holidays.known()
FRIDAY = dt.date(2026, 11, 20)
SATURDAY = dt.date(2026, 11, 21)


def test_a_summary_is_at_risk_two_working_days_before_the_19th() -> None:
    by = dt.date(2026, 11, 19)
    assert kinds.at_risk_from(kinds.EPS, by, holidays=HOLIDAYS) == dt.date(2026, 11, 17)


def test_weekends_and_bank_holidays_are_not_counted() -> None:
    # Thursday 24 December, and then Christmas, Boxing Day kept on Monday, and a weekend.
    by = dt.date(2026, 12, 29)
    assert kinds.at_risk_from(kinds.FPS, by, holidays=HOLIDAYS) == dt.date(2026, 12, 24)


@pytest.mark.parametrize("kind", [kind.name for kind in kinds.KINDS])
def test_the_last_day_at_risk_today_is_the_last_one_that_is_at_risk_from_today(kind: str) -> None:
    for days in range(40):
        today = dt.date(2026, 12, 1) + dt.timedelta(days=days)
        until = kinds.risk_on(today, holidays=HOLIDAYS).until[kind]
        after = until + dt.timedelta(days=1)
        assert kinds.at_risk_from(kind, until, holidays=HOLIDAYS) <= today
        assert kinds.at_risk_from(kind, after, holidays=HOLIDAYS) > today


def test_the_day_after_the_last_is_late_and_the_last_itself_is_not() -> None:
    risk = kinds.risk_on(SATURDAY, holidays=HOLIDAYS)
    assert risk.place_of(kinds.FPS, FRIDAY, under_way=False) == "late"
    assert risk.place_of(kinds.FPS, SATURDAY, under_way=False) == "at_risk"


def test_what_is_under_way_is_neither_late_nor_at_risk() -> None:
    risk = kinds.risk_on(SATURDAY, holidays=HOLIDAYS)
    assert risk.place_of(kinds.FPS, FRIDAY, under_way=True) == "week"
    assert risk.place_of(kinds.FPS, SATURDAY, under_way=True) == "week"


def test_every_later_day_is_in_one_place() -> None:
    risk = kinds.risk_on(SATURDAY, holidays=HOLIDAYS)
    found = [
        risk.place_of(kinds.OWN_WAGES, SATURDAY + dt.timedelta(days=days), under_way=False)
        for days in (0, 1, 7, 8, 30, 31)
    ]
    assert found == ["at_risk", "week", "week", "month", "month", "later"]


def test_the_file_of_a_friday_goes_to_bacs_on_wednesday() -> None:
    payday = dt.date(2026, 11, 27)
    assert kinds.file_days([payday], holidays=HOLIDAYS) == {payday: dt.date(2026, 11, 25)}


def test_without_bank_holidays_of_a_year_nothing_is_guessed() -> None:
    with pytest.raises(errors.Invalid, match="bank holidays of 2080"):
        kinds.risk_on(dt.date(2080, 1, 3), holidays=HOLIDAYS)
    payday = dt.date(2080, 1, 5)
    assert kinds.file_days([payday], holidays=HOLIDAYS) == {payday: payday}
