"""An ordinary week of each PA: visits and nights that never clash, whoever they are for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dpss.portal.demo import chance
from dpss.portal.demo.posts import Post

DAY: Final = 24 * 60
WEEK: Final = 7 * DAY
STEP: Final = 15
TRAVEL: Final = 15
MORE: Final = 15
SHORTEST: Final = 30
LONGEST: Final = 6 * 60
EARLIEST, LATEST = 7 * 60, 22 * 60
NIGHT_STARTS, NIGHT_ENDS = 22 * 60, 7 * 60
LATE_SITTING: Final = 0.02
# When people want help most: getting up, midday, the evening.
WANTED: Final = ((7 * 60, 10 * 60), (11 * 60 + 30, 14 * 60), (16 * 60, 20 * 60 + 30))
VISITS: Final = {4: 0.22, 5: 0.52, 6: 0.20, 7: 0.06}
HOURS_OF_A_SHORT_WEEK: Final = 5 * 60


@dataclass(frozen=True, slots=True)
class Visit:
    """Work on a weekday (Monday is 0) from a minute of the day, for some minutes; it may pass midnight."""

    weekday: int
    starts: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Week:
    """The visits of one post in an ordinary week."""

    visits: tuple[Visit, ...]


class _Diary:
    """What a PA's week holds already."""

    def __init__(self) -> None:
        self._busy: list[tuple[int, int]] = []

    def take(self, starts: int, finishes: int) -> None:
        self._busy.append((starts, finishes))

    def is_free(self, starts: int, finishes: int) -> bool:
        """Whether nothing is then, nor a few minutes before or after: one has to get there."""
        return all(
            finishes + TRAVEL <= start or starts - TRAVEL >= end
            for first, last in self._busy
            for start, end in ((first - WEEK, last - WEEK), (first, last), (first + WEEK, last + WEEK))
        )


def weeks(*, slug: str, posts: Sequence[Post]) -> dict[int, Week]:
    """An ordinary week for each post of one PA."""
    diary = _Diary()
    for post in posts:
        for weekday in post.nights:
            diary.take(weekday * DAY + NIGHT_STARTS, (weekday + 1) * DAY + NIGHT_ENDS)
    return {post.number: _week(chance.stream(slug, "rota", post.number), post, diary) for post in posts}


def _week(draw: chance.Stream, post: Post, diary: _Diary) -> Week:
    days = draw.sample(range(7), 7)
    late = draw.random() < LATE_SITTING and not post.nights
    visits = []
    for place, minutes in enumerate(_lengths(draw, post.weekly_minutes)):
        wanted = days[place % 7]
        order = [wanted, *(day for day in days if day != wanted)]
        sitting = late and place == 0 and minutes > SHORTEST
        visits.append(_visit(draw, diary, order, minutes, late=sitting))
    return Week(tuple(sorted(visits, key=lambda visit: (visit.weekday, visit.starts))))


def _lengths(draw: chance.Stream, weekly_minutes: int) -> list[int]:
    """Cut the week's minutes into visits of whole quarter hours."""
    number = chance.weighted(draw, VISITS)
    if weekly_minutes < HOURS_OF_A_SHORT_WEEK:
        number = min(number, 5)
    number = max(number, -(-weekly_minutes // LONGEST))
    quarters, least = weekly_minutes // STEP, SHORTEST // STEP
    lengths = [quarters // number + (place < quarters % number) for place in range(number)]
    for _ in range(number):
        longer, shorter = draw.sample(range(number), 2)
        if lengths[shorter] > least and lengths[longer] < LONGEST // STEP:
            lengths[longer] += 1
            lengths[shorter] -= 1
    return [STEP * length for length in lengths]


def _visit(draw: chance.Stream, diary: _Diary, days: Sequence[int], minutes: int, *, late: bool) -> Visit:
    """The first time that is free on the first day that has one, with a quarter of an hour to spare."""
    for weekday in days:
        for starts in _times(draw, minutes, late=late and weekday not in {4, 5, 6}):
            begin = weekday * DAY + starts
            if diary.is_free(begin, begin + minutes + MORE):
                diary.take(begin, begin + minutes + MORE)
                return Visit(weekday, starts, minutes)
    raise ValueError(f"No room in the week for a visit of {minutes} minutes.")


def _times(draw: chance.Stream, minutes: int, *, late: bool) -> list[int]:
    """Times to begin, the likeliest first; a late sitting ends after midnight."""
    if late:
        return [DAY - minutes + STEP, *_times(draw, minutes, late=False)]
    low, high = draw.choice(WANTED)
    likely = list(range(low, high + 1, STEP))
    draw.shuffle(likely)
    rest = [time for time in range(EARLIEST, LATEST, STEP) if not low <= time <= high]
    draw.shuffle(rest)
    return [time for time in [*likely, *rest] if time + minutes + MORE <= LATEST + STEP]
