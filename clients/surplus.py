"""What of a direct payment is left over once all that it is needed for is kept, and what may be asked back.

Pure. Money that is needed is taken off first and the limit is compared with what is free after it, never
with the balance. What is not known yet is not nothing: until every kind is known, nothing is asked back.
"""

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from dpss.kernel import errors, money

PERIOD: Final = timedelta(weeks=4)
WEEKS_IN_PERIOD: Final = 4
MOST_WEEKS: Final = 104
MOST_PERIODS: Final = 26
# How long people have to answer a notice, at least and at most.
FEWEST_DAYS: Final = 14
MOST_DAYS: Final = 112
# A figure that somebody wrote down counts for so long; afterwards it is not known any more.
FIGURE_HOLDS: Final = timedelta(days=35)

GROSS: Final = "gross"
NET: Final = "net"
BASES: Final = [
    (GROSS, "The whole budget of a week"),
    (NET, "The budget of a week less the contribution"),
]


class Kind(enum.StrEnum):
    """What money is kept for before any of it is called left over, in the order in which it is taken off."""

    WAGES = "wages"
    HMRC = "hmrc"
    PENSION = "pension"
    ORDERS = "orders"
    SHEETS = "sheets"
    LEAVING = "leaving"
    RECRUITING = "recruiting"
    CONTINGENCY = "contingency"


LABELS: Final[Mapping[Kind, str]] = {
    Kind.WAGES: "Wages due",
    Kind.HMRC: "Tax and National Insurance due",
    Kind.PENSION: "Pension due",
    Kind.ORDERS: "Deductions to pay on",
    Kind.SHEETS: "Hours worked that are not paid yet",
    Kind.LEAVING: "Holiday and redundancy built up",
    Kind.RECRUITING: "Kept while you look for someone to work for you",
    Kind.CONTINGENCY: "Kept for emergencies",
}


class Outcome(enum.StrEnum):
    """What the working comes to."""

    NOT_KNOWN = "not_known"
    SHORT = "short"
    WITHIN = "within"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class Limit:
    """How many weeks of the budget may be free before the council asks about the rest.

    `weekly` is the budget of a week on the base that the council decided, before or after the contribution.
    """

    weekly: Decimal
    weeks: int

    def __post_init__(self) -> None:
        """Refuse a limit that cannot be one. Raises `Invalid`."""
        if self.weekly < 0:
            raise errors.Invalid("A budget of a week cannot be less than nothing.", field="weekly")
        if not 1 <= self.weeks <= MOST_WEEKS:
            raise errors.Invalid(f"Enter from 1 to {MOST_WEEKS} weeks.", field="weeks")

    @property
    def amount(self) -> Decimal:
        """The most that may be free, in pounds."""
        return money.to_penny(self.weekly * self.weeks)


@dataclass(frozen=True, slots=True)
class Working:
    """One account worked out, line by line: balance - kept = free, to the penny, beside the limit."""

    balance: Decimal
    kept_for: Mapping[Kind, Decimal]
    not_known: tuple[Kind, ...]
    limit: Limit

    @property
    def kept(self) -> Decimal:
        """All that the money is needed for, as far as it is known."""
        return money.total(self.kept_for.values())

    @property
    def free(self) -> Decimal:
        """What is left once all that is known is kept; below nothing where more is needed than there is."""
        return self.balance - self.kept

    @property
    def outcome(self) -> Outcome:
        """Short, within the limit or above it; short is said even where something is not known."""
        if self.free < 0:
            return Outcome.SHORT
        if self.free <= self.limit.amount:
            return Outcome.WITHIN
        return Outcome.NOT_KNOWN if self.not_known else Outcome.ABOVE

    @property
    def to_ask(self) -> Decimal:
        """What the council may ask about: only what is free above the limit, and only once all is known."""
        return self.free - self.limit.amount if self.outcome is Outcome.ABOVE else money.ZERO


def work_out(*, balance: Decimal, needed: Mapping[Kind, Decimal | None], limit: Limit) -> Working:
    """Take off everything that is needed and compare what is free with the limit.

    A kind that is None, or is not named, is not known. Raises `Invalid` for a need below nothing.
    """
    known = {kind: amount for kind in Kind if (amount := needed.get(kind)) is not None}
    for kind, amount in known.items():
        if amount < 0:
            raise errors.Invalid(f"{LABELS[kind]} cannot be less than nothing.", field=kind.value)
    missing = tuple(kind for kind in Kind if kind not in known)
    return Working(balance=balance, kept_for=known, not_known=missing, limit=limit)


def as_it_was(working: Working) -> dict[str, Any]:
    """The working as it is kept with a notice: pounds as text, so that they stay to the penny."""
    return {
        "balance": f"{working.balance:.2f}",
        "kept": {kind.value: f"{amount:.2f}" for kind, amount in working.kept_for.items()},
        "weekly": f"{working.limit.weekly:.2f}",
        "weeks": working.limit.weeks,
    }


def of_record(kept: Mapping[str, Any]) -> Working:
    """A working that was kept, as it was."""
    needed = {kind: Decimal(kept["kept"][kind.value]) for kind in Kind}
    limit = Limit(weekly=Decimal(kept["weekly"]), weeks=kept["weeks"])
    return work_out(balance=Decimal(kept["balance"]), needed=needed, limit=limit)


def in_words(working: Working) -> str:
    """What the working means, for the client, in a sentence or two."""
    free, limit = money.in_words(working.free), money.in_words(working.limit.amount)
    match working.outcome:
        case Outcome.SHORT if working.balance < 0:
            return f"The account is {money.in_words(-working.balance)} below nothing. Nothing is asked back."
        case Outcome.SHORT:
            lacking = money.in_words(-working.free)
            return f"The money is all needed, and {lacking} more. Nothing is asked back."
        case Outcome.WITHIN:
            return f"{free} is free. That is not above the limit of {limit}. Nothing is asked back."
        case Outcome.NOT_KNOWN:
            missing = ", ".join(LABELS[kind].lower() for kind in working.not_known)
            return f"Nothing is asked back, because this is not known yet: {missing}."
        case Outcome.ABOVE:
            asked = money.in_words(working.to_ask)
            return (
                f"{free} is free. That is {asked} above the limit of {limit}. We will ask you about it first."
            )


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is expected to be free on a day to come, and whether that is above the limit."""

    day: date
    free: Decimal
    is_above: bool


def forecast(
    working: Working, *, weekly_in: Decimal, weekly_out: Decimal, first: date, periods: int
) -> Iterator[Ahead]:
    """What will be free every four weeks from a day on, if money goes in and out as it does now.

    It warns and decides nothing. Raises `Invalid` for more than two years, or amounts below nothing.
    """
    if not 1 <= periods <= MOST_PERIODS:
        raise errors.Invalid(f"Look from 1 to {MOST_PERIODS} times four weeks ahead.", field="periods")
    if min(weekly_in, weekly_out) < 0:
        raise errors.Invalid("What goes in and out in a week cannot be less than nothing.", field="weekly")
    change = (weekly_in - weekly_out) * WEEKS_IN_PERIOD
    return (
        Ahead(first + PERIOD * number, free, free > working.limit.amount)
        for number in range(1, periods + 1)
        for free in [money.to_penny(working.free + change * number)]
    )


def first_above(ahead: Iterator[Ahead]) -> Ahead | None:
    """The first day on which more is expected to be free than the limit; None where none comes."""
    return next((one for one in ahead if one.is_above), None)
