"""Outcomes of the checks of each PA for each client: right to work, DBS, references."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dpss.kernel import dates
from dpss.portal.demo import chance
from dpss.portal.demo.posts import Post

RIGHT_TO_WORK, DBS, REFERENCES = "right_to_work", "dbs", "references"
DBS_YEARS: Final = 3
HAS_DBS: Final = 0.85
TIME_LIMITED: Final = 0.07
HAS_REFERENCES: Final = 0.8
RENEWED_LATE: Final = 0.03


@dataclass(frozen=True, slots=True)
class Check:
    """One check that somebody saw on a day; some have to be made again."""

    post: int
    kind: str
    seen_on: date
    expires_on: date | None


def checks(*, slug: str, post: Post, today: date) -> Iterator[Check]:
    """What was checked before the PA began, and the DBS certificates since."""
    draw = chance.stream(slug, "checks", post.number)
    before = post.first_day - timedelta(days=draw.randint(3, 25))
    limited = draw.random() < TIME_LIMITED
    expires = today + timedelta(days=draw.randint(-3, 720)) if limited and not post.story else None
    yield Check(post.number, RIGHT_TO_WORK, before, expires)
    if draw.random() < HAS_REFERENCES:
        yield Check(post.number, REFERENCES, before, None)
    if draw.random() < HAS_DBS:
        yield from _certificates(draw, post, before, today)


def _certificates(draw: chance.Stream, post: Post, seen_on: date, today: date) -> Iterator[Check]:
    """A certificate is asked for again after three years; most are there in time."""
    while True:
        expires_on = dates.add_months(seen_on, 12 * DBS_YEARS)
        yield Check(post.number, DBS, seen_on, expires_on)
        late = draw.random() < RENEWED_LATE
        again = expires_on + timedelta(days=draw.randint(1, 60) if late else -draw.randint(1, 40))
        if again > today:
            return
        seen_on = again
