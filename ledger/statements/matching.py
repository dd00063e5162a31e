"""Which line of a statement is which movement of the ledger, and why; sure, or for a person. Pure."""

import re
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from dpss.kernel import dates

# From its first day each; how many days a bank may book a movement before and after the ledger does.
DAYS_APART: Final = ((date(2026, 4, 6), (3, 10)),)
_FEWEST_LETTERS: Final = 3
_WORD: Final = re.compile(r"[A-Z0-9]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a statement that is matched to nothing yet."""

    key: uuid.UUID
    day: date
    amount: Decimal
    words: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A movement on the client's account in the ledger that no line is matched to.

    `names` are the words that a bank would show with it: the payee, the reference that was sent.
    """

    key: int
    day: date
    amount: Decimal
    what: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A line and the movement that it is, with the reason in a sentence."""

    line: Line
    moved: Moved
    reason: str
    is_sure: bool


def match(lines: Sequence[Line], moved: Sequence[Moved]) -> list[Match]:
    """Every line that can be one movement, each at most once. The same sum on near days is asked for first.

    Sure is what is the only one of its sum for both, near in days, with a name or reference in the bank's
    words. Of several equal ones, a name or reference decides. All else is left for a person.
    """
    of_sum: dict[Decimal, list[Moved]] = defaultdict(list)
    for one in moved:
        of_sum[one.amount].append(one)
    rivals: dict[Decimal, list[Line]] = defaultdict(list)
    for line in lines:
        rivals[line.amount].append(line)
    found: list[Match] = []
    for amount, same in rivals.items():
        found += _of_one_sum(same, of_sum.get(amount, ()))
    return found


def _of_one_sum(lines: Sequence[Line], moved: Sequence[Moved]) -> list[Match]:
    near = {line.key: [one for one in moved if is_near(line.day, one.day)] for line in lines}
    named = {line.key: [one for one in near[line.key] if _name_in(line, one)] for line in lines}
    wanted: dict[int, int] = defaultdict(int)
    wanted_by_name: dict[int, int] = defaultdict(int)
    for line in lines:
        for one in near[line.key]:
            wanted[one.key] += 1
        for one in named[line.key]:
            wanted_by_name[one.key] += 1
    found, taken = [], set()
    for line in lines:
        sure = [one for one in named[line.key] if wanted_by_name[one.key] == 1]
        if len(named[line.key]) == 1 and sure:
            found.append(Match(line, sure[0], _why(line, sure[0]), is_sure=True))
            taken.add(sure[0].key)
        elif len(near[line.key]) == 1 and wanted[near[line.key][0].key] == 1:
            one = near[line.key][0]
            found.append(Match(line, one, _why(line, one), is_sure=False))
            taken.add(one.key)
    return found


def is_near(booked: date, posted: date) -> bool:
    """Whether a bank may have booked on one day what the ledger has on another."""
    before, after = next(days for start, days in reversed(DAYS_APART) if start <= max(posted, start))
    return -before <= (booked - posted).days <= after


def _name_in(line: Line, one: Moved) -> str:
    """The name or reference of a movement that stands in the bank's words, whole; banks cut long ones."""
    said = " ".join(_WORD.findall(line.words.upper()))
    for name in one.names:
        plain = " ".join(_WORD.findall(name.upper()))
        if len(plain) >= _FEWEST_LETTERS and re.search(rf"\b{re.escape(plain)}\b", said):
            return name
    return ""


def _why(line: Line, one: Moved) -> str:
    apart = abs((line.day - one.day).days)
    when = "on the same day" if not apart else f"{apart} {'day' if apart == 1 else 'days'} apart"
    name = _name_in(line, one)
    by_name = f", and the bank says “{name}”" if name else ", and nothing else has this sum"
    return f"{one.what}, {dates.in_words(one.day)}: the same sum, {when}{by_name}."[:300]
