"""When Bacs needs a file, with the installed bank holidays of England and Wales."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpss.kernel import errors
from ledger import bank_holidays
from ledger.banking import calendar

HOLIDAYS = bank_holidays.known()


@pytest.mark.parametrize(
    ("payday", "enters", "processed", "submitted"),
    [
        pytest.param("2026-11-27", "2026-11-27", "2026-11-26", "2026-11-25", id="an ordinary Friday"),
        pytest.param("2026-11-28", "2026-11-27", "2026-11-26", "2026-11-25", id="a Saturday"),
        pytest.param("2026-11-23", "2026-11-23", "2026-11-20", "2026-11-19", id="a Monday"),
        pytest.param("2026-12-25", "2026-12-24", "2026-12-23", "2026-12-22", id="Christmas Day"),
        pytest.param("2026-12-28", "2026-12-24", "2026-12-23", "2026-12-22", id="the Boxing Day substitute"),
        pytest.param("2026-12-29", "2026-12-29", "2026-12-24", "2026-12-23", id="after Christmas"),
        pytest.param("2027-03-30", "2027-03-30", "2027-03-25", "2027-03-24", id="after Easter"),
        pytest.param("2027-01-04", "2027-01-04", "2026-12-31", "2026-12-30", id="over the New Year"),
    ],
)
def test_a_file_goes_in_two_working_days_before_the_money_arrives(
    payday: str, enters: str, processed: str, submitted: str
) -> None:
    day = dt.date.fromisoformat(payday)
    assert calendar.entry_day(day, holidays=HOLIDAYS).isoformat() == enters
    assert calendar.processing_day(day, holidays=HOLIDAYS).isoformat() == processed
    assert calendar.submit_by(day, holidays=HOLIDAYS).isoformat() == submitted


def test_a_file_of_saturday_21_november_2026_can_pay_on_the_wednesday() -> None:
    assert calendar.first_payday(dt.date(2026, 11, 21), holidays=HOLIDAYS) == dt.date(2026, 11, 25)


def test_a_year_whose_bank_holidays_are_not_known_is_refused() -> None:
    with pytest.raises(errors.Invalid, match="bank holidays of 2041 are not known"):
        calendar.submit_by(dt.date(2041, 6, 14), holidays=HOLIDAYS)


def test_without_a_list_of_bank_holidays_no_day_is_a_working_day() -> None:
    with pytest.raises(errors.Invalid):
        calendar.is_working_day(dt.date(2026, 11, 27), holidays=frozenset())


@given(st.dates(dt.date(2026, 1, 5), dt.date(2028, 12, 20)))
def test_the_last_day_for_a_payday_is_the_last_from_which_it_can_be_reached(payday: dt.date) -> None:
    submit = calendar.submit_by(payday, holidays=HOLIDAYS)
    enters = calendar.entry_day(payday, holidays=HOLIDAYS)
    next_day = submit + dt.timedelta(days=1)
    assert calendar.is_working_day(submit, holidays=HOLIDAYS)
    assert calendar.first_payday(submit, holidays=HOLIDAYS) == enters
    assert calendar.first_payday(next_day, holidays=HOLIDAYS) > enters
