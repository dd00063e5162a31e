"""Dated facts are half-open: from the first day, up to but not including the end."""

import calendar
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dpss.kernel import errors

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Span:
    """Whole days from `first` to `last`, both included, as people say them."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise errors.Invalid("The last day is before the first day.")

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last

    @property
    def days(self) -> int:
        """How many days, both ends counted."""
        return (self.last - self.first).days + 1

    def each_day(self) -> Iterator[date]:
        """Every day in order."""
        for offset in range(self.days):
            yield self.first + timedelta(days=offset)

    def weeks(self) -> list["Span"]:
        """Cut into weeks of seven days from the first day; the last may be shorter."""
        starts = range(0, self.days, 7)
        return [
            Span(self.first + timedelta(days=start), min(self.first + timedelta(days=start + 6), self.last))
            for start in starts
        ]


def add_months(day: date, months: int) -> date:
    """The same day some months later, or the last day of a month that is too short."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def working_days_after(day: date, count: int, *, holidays: Collection[date]) -> date:
    """So many working days after a day: Monday to Friday except bank holidays.

    In a year whose bank holidays are not known, Monday to Friday.
    """
    while count:
        day += timedelta(days=1)
        if day.weekday() < SATURDAY and day not in holidays:
            count -= 1
    return day


def working_days_between(first: date, last: date, *, holidays: Collection[date]) -> int:
    """The working days after one day up to and with another; none where it is not later."""
    days = (first + timedelta(days=count) for count in range(1, (last - first).days + 1))
    return sum(day.weekday() < SATURDAY and day not in holidays for day in days)


def age_on(born: date, day: date) -> int:
    """Whole years of age on a day; a birthday on 29 February falls on 1 March in other years."""
    had_birthday = (day.month, day.day) >= (born.month, born.day)
    return day.year - born.year - (0 if had_birthday else 1)


def in_words(day: date) -> str:
    """`14 October 2026`."""
    return f"{day.day} {day:%B %Y}"


def with_weekday(day: date) -> str:
    """`Wednesday 14 October 2026`."""
    return f"{day:%A} {in_words(day)}"


def span_in_words(span: Span) -> str:
    """`5 October to 1 November 2026`, without saying the same month or year twice."""
    if (span.first.year, span.first.month) == (span.last.year, span.last.month):
        start = str(span.first.day)
    elif span.first.year == span.last.year:
        start = f"{span.first.day} {span.first:%B}"
    else:
        start = in_words(span.first)
    return f"{start} to {in_words(span.last)}"
