"""Timesheets of the period: what PAs wrote down, when they sent it, and what is wrong with a few."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from dpss.portal.demo import chance, period, posts, rota
from dpss.portal.demo.posts import Post, Workforce
from dpss.portal.demo.rota import Visit, Week

HOURS, SLEEP_IN, HOLIDAY, SICKNESS = "hours", "sleep_in", "holiday", "sickness"
MILEAGE, EXPENSE = "mileage", "expense"
WEEKENDS: Final = "Weekends"
SATURDAY: Final = 5
DRAFT, SUBMITTED = "draft", "submitted"
TAKES_HOLIDAY: Final = 0.10
DRIVES: Final = 0.03
SPENDS: Final = 0.04
SPENT_ON: Final = {"Parking": (120, 680), "Bus fare": (250, 600), "Swimming, my ticket": (480, 790)}
SICK: Final = 0.02
LEFT_AS_DRAFT: Final = 0.013
NOT_BEGUN: Final = 0.013
OVERLAPS: Final = 2
# What nobody does on a day on which they are ill.
OUTSIDE: Final = {MILEAGE, EXPENSE}
AWAKE: Final = {0: 0.68, 15: 0.06, 20: 0.05, 30: 0.09, 45: 0.06, 60: 0.04, 75: 0.02}
SENT_FROM: Final = datetime(2026, 11, 14, 8, 0, tzinfo=period.LONDON)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on one day, as the timesheet keeps it."""

    day: date
    kind: str
    minutes: int = 0
    starts: time | None = None
    finishes: time | None = None
    next_day: bool = False
    miles: Decimal = Decimal("0.0")
    work: str = ""
    amount: Decimal = Decimal("0.00")
    what_for: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One post's timesheet."""

    post: int
    state: str
    submitted_at: datetime | None
    entries: tuple[Entry, ...]


def sheets(*, slug: str, force: Workforce) -> list[Sheet]:
    """A sheet for each post, but for those that nobody has begun."""
    week_of: dict[int, Week] = {}
    for assistant in force.assistants:
        week_of |= rota.weeks(slug=slug, posts=[force.posts[number] for number in assistant.posts])
    states = _states(slug, force)
    made = [
        _sheet(slug, post, week_of[post.number], state)
        for post in force.posts
        if (state := states[post.number]) is not None
    ]
    return _with_sickness(slug, force, _with_overlaps(slug, force, made))


def _sheet(slug: str, post: Post, week: Week, state: str) -> Sheet:
    draw = chance.stream(slug, "sheet", post.number)
    entries = [*_visits(draw, post, week), *_nights(draw, post)]
    entries = _with_holiday(draw, entries)
    if draw.random() < DRIVES:
        entries += _drives(draw, entries)
    entries += _spent(chance.stream(slug, "expenses", post.number), entries)
    entries.sort(key=lambda entry: (entry.day, entry.starts or time.max, entry.kind))
    sent = _sent_at(draw, post) if state == SUBMITTED else None
    if state == DRAFT:
        entries = entries[: max(1, len(entries) * 3 // 4)]
    return Sheet(post.number, state, sent, tuple(entries))


def _days(post: Post) -> Iterator[date]:
    for day in period.WORKED.each_day():
        if post.first_day <= day and (post.last_day is None or day <= post.last_day):
            yield day


def _visits(draw: chance.Stream, post: Post, week: Week) -> Iterator[Entry]:
    for day in _days(post):
        for visit in week.visits:
            if visit.weekday == day.weekday():
                shift = _shift(day, visit, minutes=_minutes(draw, post, visit))
                at_weekend = post.weekend_rate and day.weekday() >= SATURDAY
                yield dataclasses.replace(shift, work=WEEKENDS) if at_weekend else shift


def _minutes(draw: chance.Stream, post: Post, visit: Visit) -> int:
    """Fixed hours are as agreed; others end a little earlier or later."""
    if not post.irregular:
        return visit.minutes
    return max(rota.SHORTEST, visit.minutes + draw.choice((-15, 0, 0, 0, rota.MORE)))


def _shift(day: date, visit: Visit, *, minutes: int) -> Entry:
    ends = visit.starts + minutes
    return Entry(
        day=day,
        kind=HOURS,
        minutes=minutes,
        starts=time(visit.starts // 60, visit.starts % 60),
        finishes=time(ends % rota.DAY // 60, ends % 60),
        next_day=ends >= rota.DAY,
    )


def _nights(draw: chance.Stream, post: Post) -> Iterator[Entry]:
    """Nights slept in; `minutes` are those awake to help."""
    for day in _days(post):
        if day.weekday() in post.nights:
            yield Entry(day=day, kind=SLEEP_IN, minutes=chance.weighted(draw, AWAKE))


def _with_holiday(draw: chance.Stream, entries: list[Entry]) -> list[Entry]:
    """Now and then a day or two off, for the hours that would have been worked."""
    days = sorted({entry.day for entry in entries if entry.kind == HOURS})
    if draw.random() >= TAKES_HOLIDAY or not days:
        return entries
    first = draw.choice(days)
    off = [day for day in days if first <= day < first + timedelta(days=draw.choice((1, 2, 3)))]
    return _instead(entries, off, HOLIDAY)


def _instead(entries: Sequence[Entry], days: Sequence[date], kind: str) -> list[Entry]:
    """Replace the shifts of some days by time of another kind, one entry a day."""
    kept = [entry for entry in entries if entry.kind != HOURS or entry.day not in days]
    for day in days:
        minutes = sum(entry.minutes for entry in entries if entry.kind == HOURS and entry.day == day)
        kept.append(Entry(day=day, kind=kind, minutes=minutes))
    return kept


def _drives(draw: chance.Stream, entries: Sequence[Entry]) -> list[Entry]:
    days = sorted({entry.day for entry in entries if entry.kind == HOURS})
    chosen = draw.sample(days, min(len(days), draw.randint(2, 6)))
    return [Entry(day=day, kind=MILEAGE, miles=Decimal(draw.randint(30, 220)) / 10) for day in sorted(chosen)]


def _spent(draw: chance.Stream, entries: Sequence[Entry]) -> Iterator[Entry]:
    """Now and then money spent for the client, each time with a receipt."""
    days = sorted({entry.day for entry in entries if entry.kind == HOURS})
    if draw.random() >= SPENDS or not days:
        return
    what_for = draw.choice(list(SPENT_ON))
    for day in draw.sample(days, min(len(days), draw.randint(1, 3))):
        amount = Decimal(draw.randint(*SPENT_ON[what_for])) / 100
        yield Entry(day=day, kind=EXPENSE, amount=amount, what_for=what_for)


def _sent_at(draw: chance.Stream, post: Post) -> datetime:
    """Most send it on the last evening or the morning of the deadline; whoever has left, soon after."""
    if post.last_day and post.last_day < period.WORKED.last - timedelta(days=3):
        left = datetime.combine(post.last_day, time(18, 0), tzinfo=period.LONDON)
        return left + timedelta(minutes=draw.randint(0, 36 * 60))
    latest = (period.SHEETS_IN_BY - SENT_FROM).total_seconds() / 60 - 5
    return SENT_FROM + timedelta(minutes=int(latest * draw.betavariate(4, 1.6)))


def _states(slug: str, force: Workforce) -> dict[int, str | None]:
    """Which sheets were sent, which are half done, and (None) which nobody has begun."""
    draw = chance.stream(slug, "sheets not in")
    usual = [post.number for post in force.posts if _is_usual(force, post)]
    drafts, missed = (max(1, round(len(force.posts) * share)) for share in (LEFT_AS_DRAFT, NOT_BEGUN))
    chosen = draw.sample(usual, drafts + missed)
    story = {post.number: post.story.sheet for post in force.posts if post.story}
    states: dict[int, str | None] = dict.fromkeys((post.number for post in force.posts), SUBMITTED)
    return states | story | dict.fromkeys(chosen[:drafts], DRAFT) | dict.fromkeys(chosen[drafts:])


def _is_usual(force: Workforce, post: Post) -> bool:
    """A post in which nothing else out of the ordinary happens."""
    alone = len(force.assistants[post.assistant].posts) == 1
    moves = post.starts_in_the_period or post.last_day is not None
    return alone and not moves and not post.story and post.hourly_rate != posts.TOO_LOW


def _with_overlaps(slug: str, force: Workforce, made: list[Sheet]) -> list[Sheet]:
    """Two PAs put the same hour on the sheets of two employers; the second cannot be sent like that."""
    draw = chance.stream(slug, "overlaps")
    by_post = {sheet.post: sheet for sheet in made}
    both = [
        assistant.posts[:2]
        for assistant in force.assistants
        if len(assistant.posts) > 1
        and not any(force.posts[number].story for number in assistant.posts)
        and all(number in by_post for number in assistant.posts)
    ]
    for sent, unsent in draw.sample(both, min(OVERLAPS, len(both))):
        shift = draw.choice([entry for entry in by_post[sent].entries if entry.kind == HOURS])
        entries = (*by_post[unsent].entries, dataclasses.replace(shift, work=""))
        ordered = tuple(sorted(entries, key=lambda entry: (entry.day, entry.starts or time.max, entry.kind)))
        by_post[unsent] = Sheet(unsent, DRAFT, None, ordered)
    return list(by_post.values())


def _with_sickness(slug: str, force: Workforce, made: list[Sheet]) -> list[Sheet]:
    """A few were ill for a day or more: payroll has to look before it pays."""
    draw = chance.stream(slug, "sickness")
    usual = {post.number for post in force.posts if _is_usual(force, post)}
    possible = [sheet.post for sheet in made if sheet.post in usual and sheet.state == SUBMITTED]
    ill = set(draw.sample(possible, min(len(possible), max(1, round(len(force.posts) * SICK)))))
    return [_ill(draw, sheet) if sheet.post in ill else sheet for sheet in made]


def _ill(draw: chance.Stream, sheet: Sheet) -> Sheet:
    days = sorted({entry.day for entry in sheet.entries if entry.kind == HOURS})
    first = draw.randrange(len(days))
    off = days[first : first + draw.randint(1, 3)]
    entries = [entry for entry in sheet.entries if entry.kind not in OUTSIDE or entry.day not in off]
    ordered = sorted(
        _instead(entries, off, SICKNESS), key=lambda entry: (entry.day, entry.starts or time.max)
    )
    return dataclasses.replace(sheet, entries=tuple(ordered))


def minutes_paid(sheet: Sheet) -> int:
    """Minutes that are paid by the hour: worked, awake in the night, on holiday."""
    return sum(entry.minutes for entry in sheet.entries if entry.kind != SICKNESS)


def nights_of(sheet: Sheet) -> int:
    """Nights slept in."""
    return sum(entry.kind == SLEEP_IN for entry in sheet.entries)


def by_post(made: Sequence[Sheet]) -> Mapping[int, Sheet]:
    """The sheets by the number of their post."""
    return {sheet.post: sheet for sheet in made}
