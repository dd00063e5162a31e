"""How the law counts weeks and months for pension duties.

A period "of one month beginning with" a day has that day in it and ends the day before that day of the next
month, or on the last day of a month that is too short for it.
"""

from collections.abc import Container
from datetime import date, timedelta

from dpss.kernel import dates

_DAY = timedelta(days=1)
_SATURDAY = 5


def last_of_weeks(*, first: date, weeks: int) -> date:
    """The last day of some weeks that begin with a day: six weeks from Monday end on a Sunday."""
    return first + timedelta(weeks=weeks) - _DAY


def last_of_months(*, first: date, months: int) -> date:
    """The last day of some months that begin with a day: 10 January to 9 February, 31 to 28 February."""
    same_day = dates.add_months(first, months)
    return same_day - _DAY if same_day.day == first.day else same_day


def working_day(*, day: date, holidays: Container[date]) -> date:
    """The day itself, or the next that is neither a weekend nor a bank or public holiday."""
    while day.weekday() >= _SATURDAY or day in holidays:
        day += _DAY
    return day
