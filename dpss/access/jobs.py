"""How a job goes through the councils: one actor for each, who reaches that council alone."""

from collections.abc import Callable

from dpss import clock
from dpss.access import actors, queries

MOST_AT_A_TIME = 300


def through_councils(job: str, step: Callable[[actors.Actor], int], *, most: int = MOST_AT_A_TIME) -> int:
    """Repeat a step for each council until nothing is due there. Returns how often it did something."""
    done = 0
    for council in queries.councils():
        actor = actors.for_job(job=job, council_id=council.pk, today=clock.today())
        for _ in range(most):
            if not step(actor):
                break
            done += 1
    return done
