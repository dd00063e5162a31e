"""What is paid for four weeks: the days, part-periods, what changed for days that were paid before. Pure.

All direct payments of a council run in the same four weeks, counted from one first day. Whoever begins or
ends between them is paid a part.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from clients import budget
from dpss.kernel import dates, money

DAYS: Final = budget.WEEKS_OF_PAYMENT * budget.DAYS_OF_WEEK
FOUR_WEEKS: Final = "four_weeks"
CHANGE: Final = "change"
CARRIED: Final = "carried"
KEPT: Final = "kept"
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Line:
    """A part of a payment: for which days of which four weeks, from whose money, and how it was worked out.

    `of` is the first day of the four weeks that it belongs to: those of the payment, or earlier ones that
    came to something else than was paid. Without a funder it only moves money to the next payment.
    """

    kind: str
    of: date
    days: dates.Span
    amount: Decimal
    working: str
    funder: str = ""
    weekly: Decimal = money.ZERO


@dataclass(frozen=True, slots=True)
class Earlier:
    """Four weeks that were paid before, and what each funder has paid for them so far."""

    period: dates.Span
    paid: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Holding:
    """Over which days an arrangement is paid: from a day, to the day before its end, without the gaps."""

    first: date
    end: date | None = None
    gaps: tuple[dates.Span, ...] = ()

    def days_in(self, period: dates.Span) -> Iterator[dates.Span]:
        """The days of these four weeks that are paid, in order."""
        first = max(period.first, self.first)
        last = period.last if self.end is None else min(period.last, self.end - _DAY)
        for gap in sorted(self.gaps, key=lambda one: one.first):
            if gap.last < first or gap.first > last:
                continue
            if gap.first > first:
                yield dates.Span(first, gap.first - _DAY)
            first = gap.last + _DAY if gap.last < last else last + _DAY
        if first <= last:
            yield dates.Span(first, last)


@dataclass(frozen=True, slots=True)
class Owed:
    """What is paid for four weeks. `carried` is what a later payment takes off: nothing, or less."""

    lines: tuple[Line, ...]
    gross: Decimal
    contribution: Decimal

    @property
    def amount(self) -> Decimal:
        """The pounds that reach the account: never less than nothing."""
        return money.total(line.amount for line in self.lines)

    @property
    def carried(self) -> Decimal:
        """What is left to take off later: its sign is that of the next payment's line."""
        return -money.total(line.amount for line in self.lines if line.kind == KEPT)


def period_of(day: date, *, anchor: date) -> dates.Span:
    """The four weeks in which a day lies, counted from one first day."""
    first = day - timedelta(days=(day - anchor).days % DAYS)
    return dates.Span(first, first + timedelta(days=DAYS - 1))


def periods_between(first: date, last: date, *, anchor: date) -> Iterator[dates.Span]:
    """Every four weeks from that of one day to the last that begin by another."""
    period = period_of(first, anchor=anchor)
    while period.first <= last:
        yield period
        period = period_of(period.last + _DAY, anchor=anchor)


def due_on(period: dates.Span, holding: Holding) -> date:
    """Payments are made in advance: on the first of the days that they are for."""
    return max(period.first, holding.first)


def work_out(
    terms: Sequence[budget.Terms],
    holding: Holding,
    period: dates.Span,
    *,
    earlier: Iterable[Earlier] = (),
    carried: Decimal = money.ZERO,
) -> Owed | None:
    """What these four weeks are paid, with what changed of earlier ones; None when there is nothing to say.

    More than is due stays with the person, and is taken off what comes next.
    """
    parts = [part for days in holding.days_in(period) for part in budget.comes_to(terms, days).parts]
    lines = [_line(part, period) for part in parts]
    lines += [line for one in earlier for line in _changes(one, terms, holding)]
    if carried:
        working = f"More was paid before than was due: {money.in_words(-carried)} is taken off."
        lines.append(Line(CARRIED, period.first, period, carried, working))
    if not lines:
        return None
    over = money.total(line.amount for line in lines)
    if over < 0:
        working = f"{money.in_words(-over)} is left to take off the next payment."
        lines.append(Line(KEPT, period.first, period, -over, working))
    return Owed(
        lines=tuple(lines),
        gross=money.total(part.gross for part in parts),
        contribution=money.total(part.of_client for part in parts),
    )


def _line(part: budget.Part, period: dates.Span) -> Line:
    working = part.working
    weekly = part.weekly
    if not part.is_net and part.of_client:
        weekly += part.weekly_of_client
        working = f"{working}, and {part.working_of_client} that the client is asked for"
    return Line(FOUR_WEEKS, period.first, part.days, part.paid, working, part.funder, weekly)


def _changes(one: Earlier, terms: Sequence[budget.Terms], holding: Holding) -> Iterator[Line]:
    """What four weeks that were paid come to by now, less what was paid for them; by funder."""
    now: dict[str, Decimal] = defaultdict(Decimal)
    for days in holding.days_in(one.period):
        for part in budget.comes_to(terms, days).parts:
            now[part.funder] += part.paid
    for funder in budget.COUNTS_TOWARDS:
        due, paid = now.get(funder, money.ZERO), one.paid.get(funder, money.ZERO)
        if due == paid:
            continue
        words = (money.in_words(due), money.in_words(paid), money.in_words(due - paid))
        working = "{} now, less {} that was paid = {}".format(*words)
        yield Line(CHANGE, one.period.first, one.period, due - paid, working, funder)
