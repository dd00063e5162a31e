"""Reviews of those in the service: within six months of the first payment, then every twelve months."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dpss.kernel import dates
from dpss.portal.demo import chance
from dpss.portal.demo.households import Client
from dpss.portal.demo.plans import Plan

FIRST, YEARLY = "first", "yearly"
ON_TIME: Final = 0.88
MONTHS_TO_FIRST, MONTHS_BETWEEN = 6, 12


@dataclass(frozen=True, slots=True)
class Review:
    """One review: due on a day, and done on one, or still to do."""

    client: int
    kind: str
    due_on: date
    done_on: date | None


def reviews(*, plan: Plan, client: Client, today: date) -> Iterator[Review]:
    """A client's reviews since the contract began, the last of them still to do."""
    draw = chance.stream(plan.slug, "reviews", client.number)
    due_on, kind = dates.add_months(client.first_payment, MONTHS_TO_FIRST), FIRST
    while True:
        done_on = _done_on(draw, due_on)
        if done_on > today:
            yield Review(client.number, kind, due_on, None)
            return
        if done_on >= plan.contract.starts:
            yield Review(client.number, kind, due_on, done_on)
        due_on, kind = dates.add_months(done_on, MONTHS_BETWEEN), YEARLY


def _done_on(draw: chance.Stream, due_on: date) -> date:
    """Most are done in the weeks before; some are late."""
    if draw.random() < ON_TIME:
        return due_on - timedelta(days=draw.randint(0, 28))
    return due_on + timedelta(days=draw.randint(3, 75))
