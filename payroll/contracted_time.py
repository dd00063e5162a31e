"""What a contract says was worked on each day, when nobody has to write it down. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from dpss.kernel.dates import Span

DAYS_IN_A_WEEK = 7
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Terms:
    """Minutes a week on the days of `days`."""

    days: Span
    weekly_minutes: int


@dataclass(frozen=True, slots=True)
class UsualDays:
    """The weekdays worked on the days of `days`; Monday is 0."""

    days: Span
    weekdays: frozenset[int]


def minutes_by_day(*, span: Span, terms: Iterable[Terms], usual: Sequence[UsualDays] = ()) -> dict[date, int]:
    """The contracted minutes of each day of a span that has any.

    A week's minutes are shared equally by its usual days, or by all seven where none are recorded. Days
    are whole minutes, and the days of one set of terms add up to its time to the minute: a whole week to
    exactly a week's minutes.
    """
    found: dict[date, int] = {}
    for one in terms:
        exact, told = Fraction(0), 0
        for day in span.each_day():
            if day not in one.days:
                continue
            exact += _share(day, one.weekly_minutes, usual)
            minutes = _whole(exact) - told
            told += minutes
            if minutes:
                found[day] = minutes
    return found


def _share(day: date, weekly_minutes: int, usual: Sequence[UsualDays]) -> Fraction:
    weekdays = next((one.weekdays for one in usual if day in one.days), frozenset(range(DAYS_IN_A_WEEK)))
    return Fraction(weekly_minutes, len(weekdays)) if day.weekday() in weekdays else Fraction(0)


def _whole(minutes: Fraction) -> int:
    """To the nearest minute; half a minute counts as one."""
    exact = Decimal(minutes.numerator) / Decimal(minutes.denominator)
    return int(exact.quantize(_ONE, rounding=ROUND_HALF_UP))
