"""Holiday before a database: hours shared by days, what stands in the way, what a sheet says of it."""

import datetime as dt
from decimal import Decimal

import pytest

from dpss.kernel import errors
from payroll import holiday_checks, holiday_days, holiday_rules
from payroll.holiday_days import Day

MONDAY = dt.date(2026, 12, 7)
TUESDAY = dt.date(2026, 12, 8)


def test_without_hours_each_day_is_what_the_contract_says() -> None:
    contract = {MONDAY: 120, TUESDAY: 90}
    found = holiday_days.spread(minutes=None, contract=contract, usual=[])
    assert found == [Day(MONDAY, 120), Day(TUESDAY, 90)]


def test_a_minute_that_cannot_be_shared_goes_to_the_first_day() -> None:
    found = holiday_days.spread(minutes=61, contract={}, usual=[MONDAY, TUESDAY])
    assert [day.minutes for day in found] == [31, 30]


@pytest.mark.parametrize(
    ("minutes", "usual", "sentence"),
    [
        (None, [MONDAY], "Enter how many hours"),
        (0, [MONDAY], "Enter more than 0 hours"),
        (60, [], "None of these is a day"),
        (24 * 60 + 1, [MONDAY], "more than 24 hours a day"),
    ],
)
def test_hours_that_cannot_be_are_refused(minutes: int | None, usual: list[dt.date], sentence: str) -> None:
    with pytest.raises(errors.Invalid, match=sentence):
        holiday_days.spread(minutes=minutes, contract={}, usual=usual)


def test_the_last_minutes_are_the_unpaid_ones() -> None:
    days = [Day(MONDAY, 120), Day(TUESDAY, 120)]
    assert holiday_days.without_pay(days, unpaid=150) == [Day(MONDAY, 90, 30), Day(TUESDAY, 0, 120)]


def test_nobody_agrees_to_their_own_holiday() -> None:
    facts = holiday_rules.HolidayFacts(today=MONDAY, first_day=TUESDAY, is_own=True)
    sentences = [rule(facts) for rule in holiday_rules.BEFORE_AGREEING]
    assert sentences[0] is not None
    assert "Somebody else" in sentences[0]
    assert sentences[1:] == [None, None, None]


def test_holiday_of_a_job_that_ends_before_it_is_not_agreed() -> None:
    facts = holiday_rules.HolidayFacts(
        today=MONDAY, first_day=TUESDAY, ended_on=MONDAY, hours=Decimal(2), left=Decimal(2)
    )
    (sentence,) = filter(None, (rule(facts) for rule in holiday_rules.BEFORE_AGREEING))
    assert sentence == "The job ends on Monday 7 December 2026, before the last day of this. Refuse it."


def test_a_sick_day_on_the_sheet_keeps_the_holiday_that_was_agreed() -> None:
    (sentence,) = holiday_checks.advice(agreed={MONDAY: 240}, said={}, sick=[MONDAY])
    assert sentence == (
        "Monday 7 December 2026: 4 hours of holiday were agreed and the sheet says off sick."
        " The holiday is not used up: it can be asked for again."
    )


def test_a_sheet_as_agreed_says_nothing() -> None:
    assert not list(holiday_checks.advice(agreed={MONDAY: 240}, said={MONDAY: 240}, sick=[]))
