"""The days on which Bacs works, and when it needs a file. Pure: the caller brings the bank holidays.

Bacs takes three working days: the file comes in on the first, is processed on the second, and the
money is in the account on the third. Source: Bacs three-day cycle (Pay.UK).
"""

from collections.abc import Collection
from datetime import date, timedelta

from dpss.kernel import errors

_DAY = timedelta(days=1)
_SATURDAY = 5


def is_working_day(day: date, *, holidays: Collection[date]) -> bool:
    """Monday to Friday, except bank holidays of England and Wales. Raises `Invalid` for an unknown year."""
    if all(holiday.year != day.year for holiday in holidays):
        raise errors.Invalid(
            f"The bank holidays of {day.year} are not known here. Update the list of bank holidays first."
        )
    return day.weekday() < _SATURDAY and day not in holidays


def entry_day(payday: date, *, holidays: Collection[date]) -> date:
    """The day on which the money arrives: the payday, or the last working day before it."""
    return payday if is_working_day(payday, holidays=holidays) else _before(payday, holidays)


def processing_day(payday: date, *, holidays: Collection[date]) -> date:
    """The day that the file names: Bacs processes it one working day before the money arrives."""
    return _before(entry_day(payday, holidays=holidays), holidays)


def submit_by(payday: date, *, holidays: Collection[date]) -> date:
    """The last day on which Bacs takes the file: two working days before the money arrives.

    To pay on Friday 27 November 2026, the file goes in on Wednesday the 25th.
    """
    return _before(processing_day(payday, holidays=holidays), holidays)


def first_payday(today: date, *, holidays: Collection[date]) -> date:
    """The first day on which money can arrive when the file goes in today, or as soon as Bacs works."""
    return _after(_after(_on_or_after(today, holidays), holidays), holidays)


def _before(day: date, holidays: Collection[date]) -> date:
    day -= _DAY
    while not is_working_day(day, holidays=holidays):
        day -= _DAY
    return day


def _after(day: date, holidays: Collection[date]) -> date:
    return _on_or_after(day + _DAY, holidays)


def _on_or_after(day: date, holidays: Collection[date]) -> date:
    while not is_working_day(day, holidays=holidays):
        day += _DAY
    return day
