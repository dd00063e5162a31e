"""How a job goes through the councils: one actor for each, who reaches that council alone."""

import logging
import traceback
from collections.abc import Callable

from celery.exceptions import SoftTimeLimitExceeded

from dpss import clock
from dpss.access import actors, queries

LOG = logging.getLogger(__name__)
MOST_AT_A_TIME = 300


class JobFailed(Exception):
    """A job did not get through some councils. It names them, and nothing of what was in the way."""


def through_councils(job: str, step: Callable[[actors.Actor], int], *, most: int = MOST_AT_A_TIME) -> int:
    """Repeat a step for each council until nothing is due there. Returns how often it did something.

    An error in one council does not stop the others. Raises `JobFailed` at the end, so that it is seen.
    """
    done = 0
    failed = []
    for council in queries.councils():
        actor = actors.for_job(job=job, council_id=council.pk, today=clock.today())
        try:
            for _ in range(most):
                if not step(actor):
                    break
                done += 1
        except SoftTimeLimitExceeded:
            raise
        except Exception as error:
            LOG.error("The job %s failed in %s: %s", job, council.slug, where(error))  # noqa: TRY400 - its words are not for a log
            failed.append(council.slug)
    if failed:
        raise JobFailed(f"The job {job} failed in {', '.join(failed)}. The log before this says where.")
    return done


def where(error: Exception) -> str:
    """What kind of error, and the lines that led to it. Its own words may hold personal data."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return f"{type(error).__name__} at {' < '.join(reversed(lines))}"
