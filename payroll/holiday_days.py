"""From the hours of holiday that somebody asks for to the time of each day, and what is unpaid. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from dpss.kernel import errors

_MINUTES_IN_A_DAY: Final = 24 * 60


@dataclass(frozen=True, slots=True)
class Day:
    """One day off: minutes that count as holiday, and minutes without pay beyond it."""

    day: date
    minutes: int
    unpaid: int = 0


def spread(*, minutes: int | None, contract: Mapping[date, int], usual: Sequence[date]) -> list[Day]:
    """The minutes of each day off.

    Without `minutes` each day is off for what the contract says of it. With them they are shared equally by
    the days of the contract, or by the `usual` days where the contract has no hours on these days; what
    cannot be shared goes to the first days. Raises `Invalid` with a sentence.
    """
    if minutes is None:
        if not contract:
            raise errors.Invalid("Enter how many hours you ask for.", field="hours")
        return [Day(day, off) for day, off in sorted(contract.items())]
    days = sorted(contract) or sorted(usual)
    if not days:
        raise errors.Invalid("None of these is a day on which you usually work. Choose other days.")
    if minutes <= 0:
        raise errors.Invalid("Enter more than 0 hours.", field="hours")
    if minutes > _MINUTES_IN_A_DAY * len(days):
        raise errors.Invalid("That is more than 24 hours a day. Check the hours and the days.", field="hours")
    each, rest = divmod(minutes, len(days))
    shared = [Day(day, each + (place < rest)) for place, day in enumerate(days)]
    return [one for one in shared if one.minutes]


def without_pay(days: Sequence[Day], *, unpaid: int) -> list[Day]:
    """The same days with the last of their minutes unpaid."""
    left, found = unpaid, []
    for one in reversed(days):
        part = min(left, one.minutes)
        left -= part
        found.append(Day(one.day, one.minutes - part, part))
    return found[::-1]
