"""What a personal budget comes to over some days: from each funder, and from the client. Pure.

An amount runs from the first day on which it holds: what some days come to is the sum to their last day,
to the nearest penny, less the sum to the day before them. So parts always add up to the whole, and whole
weeks are whole weeks' amounts wherever they begin. A seventh of whole pence never lies half-way between
two pennies, so no rule for halves is needed.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from dpss.kernel import dates, errors, money

COUNCIL: Final = "council"
NHS: Final = "nhs"
CHILDREN: Final = "children"
CARER: Final = "carer"
ONE_OFF: Final = "one_off"

# Towards whose money a contribution counts first. The NHS's is the last.
COUNTS_TOWARDS: Final = (COUNCIL, CARER, CHILDREN, ONE_OFF, NHS)
DAYS_OF_WEEK: Final = 7
WEEKS_OF_PAYMENT: Final = 4


@dataclass(frozen=True, slots=True)
class Line:
    """So many pounds a week for a purpose, from one funder."""

    purpose: str
    funder: str
    weekly: Decimal

    def __post_init__(self) -> None:
        if self.funder not in COUNTS_TOWARDS:
            raise errors.Invalid("Choose who funds this line.", field="funder")
        _check_pounds(self.weekly, "weekly_amount")
        if not self.weekly:
            raise errors.Invalid("A line of no money says nothing. Leave it out.", field="weekly_amount")


@dataclass(frozen=True, slots=True)
class Terms:
    """A budget and the client's contribution, from a day up to, not including, its end.

    On the net basis the funders pay what the contribution leaves; on the gross basis they pay it all and
    the client is asked for the contribution.
    """

    first: date
    end: date | None
    lines: tuple[Line, ...]
    contribution: Decimal = money.ZERO
    is_net: bool = True

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.first:
            raise errors.Invalid("The budget ends before it starts. Check both dates.", field="ends_on")
        if not self.lines:
            raise errors.Invalid("A budget has at least one line: what it is for, and who funds it.")
        if len({(line.purpose.casefold(), line.funder) for line in self.lines}) < len(self.lines):
            raise errors.Invalid("Two lines are for the same thing from the same funder. Make them one.")
        _check_pounds(self.contribution, "weekly_contribution")
        if self.contribution > self.weekly:
            asked, whole = (money.in_words(pounds) for pounds in (self.contribution, self.weekly))
            raise errors.Invalid(
                f"The contribution of {asked} a week is more than the budget of {whole}. Check both.",
                field="weekly_contribution",
            )

    @property
    def weekly(self) -> Decimal:
        """The whole budget of a week."""
        return money.total(line.weekly for line in self.lines)

    def by_funder(self) -> Iterator[tuple[str, Decimal, Decimal]]:
        """Each funder, pounds a week of its own, and pounds a week of its part that the client pays."""
        left = self.contribution
        for funder in COUNTS_TOWARDS:
            whole = money.total(line.weekly for line in self.lines if line.funder == funder)
            of_client = min(left, whole)
            left -= of_client
            if whole:
                yield funder, whole - of_client, of_client


@dataclass(frozen=True, slots=True)
class Part:
    """What one funder's part of a budget comes to over days on which nothing changes."""

    funder: str
    days: dates.Span
    is_net: bool
    weekly: Decimal
    weekly_of_client: Decimal
    own: Decimal
    of_client: Decimal
    days_before: int

    @property
    def gross(self) -> Decimal:
        """The budget of these days: the funder's own money and the client's contribution."""
        return self.own + self.of_client

    @property
    def paid(self) -> Decimal:
        """What the funder pays on to the account."""
        return self.own if self.is_net else self.gross

    @property
    def working(self) -> str:
        """How the funder's own money was worked out, for everyone to check."""
        return _working(self.weekly, self.days.days, self.days_before)

    @property
    def working_of_client(self) -> str:
        """How the client's contribution was worked out."""
        return _working(self.weekly_of_client, self.days.days, self.days_before)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What some days come to, in the order of the days and the funders."""

    parts: tuple[Part, ...]

    @property
    def gross(self) -> Decimal:
        """The whole budget."""
        return money.total(part.gross for part in self.parts)

    @property
    def contribution(self) -> Decimal:
        """What the client pays: into the account on the net basis, to the council on the gross one."""
        return money.total(part.of_client for part in self.parts)

    @property
    def paid(self) -> Decimal:
        """What the funders pay on to the account."""
        return money.total(part.paid for part in self.parts)


def comes_to(terms: Sequence[Terms], days: dates.Span) -> Outcome:
    """What these days come to. A day on which no terms hold comes to nothing."""
    ordered = in_order(terms)
    return Outcome(tuple(part for one in ordered for part in _parts(one, days)))


def in_order(terms: Sequence[Terms]) -> list[Terms]:
    """Terms by their first day. Raises `Invalid` when two hold on the same day."""
    ordered = sorted(terms, key=lambda one: one.first)
    for before, after in itertools.pairwise(ordered):
        if before.end is None or before.end > after.first:
            day = dates.in_words(after.first)
            raise errors.Invalid(f"Two budgets hold on {day}. End the first before the next begins.")
    return ordered


def _parts(terms: Terms, days: dates.Span) -> Iterator[Part]:
    first = max(terms.first, days.first)
    last = days.last if terms.end is None else min(days.last, terms.end - timedelta(days=1))
    if last < first:
        return
    before = (first - terms.first).days
    until = before + (last - first).days + 1
    for funder, own, of_client in terms.by_funder():
        yield Part(
            funder=funder,
            days=dates.Span(first, last),
            is_net=terms.is_net,
            weekly=own,
            weekly_of_client=of_client,
            own=_up_to(own, until) - _up_to(own, before),
            of_client=_up_to(of_client, until) - _up_to(of_client, before),
            days_before=before,
        )


def _up_to(weekly: Decimal, days: int) -> Decimal:
    return money.to_penny(weekly * days / DAYS_OF_WEEK)


def _working(weekly: Decimal, days: int, before: int) -> str:
    pounds = money.in_words(weekly)
    weeks, odd_days = divmod(days, DAYS_OF_WEEK)
    come_to = money.in_words(_up_to(weekly, before + days) - _up_to(weekly, before))
    if not odd_days:
        return f"{weeks} × {pounds} = {come_to}"
    if not before % DAYS_OF_WEEK:
        return f"{pounds} × {days} ÷ 7 = {come_to}"
    earlier = money.in_words(_up_to(weekly, before))
    return f"{pounds} × {before + days} ÷ 7, less {earlier} for the {before} days before = {come_to}"


def _check_pounds(amount: Decimal, field: str) -> None:
    if amount < 0:
        raise errors.Invalid("An amount cannot be less than nothing.", field=field)
    if amount != money.to_penny(amount):
        sentence = "Enter pounds and pence, with no more than two figures after the point."
        raise errors.Invalid(sentence, field=field)
