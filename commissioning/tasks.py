"""The clock of the measures: counted every few minutes, kept for each day."""

from commissioning import operations
from dpss import clock
from dpss.access import actors, jobs, policy
from dpss.celery import app


@app.task(name="commissioning.take_measures")
def take_measures() -> int:
    """Count every council's measures of today, each council once."""
    return jobs.through_councils(policy.JOB_MEASURES, _measure, most=1)


def _measure(actor: actors.Actor) -> int:
    with actors.acting(actor):
        return operations.measure(actor=actor, at=clock.now(), day=actor.today)
