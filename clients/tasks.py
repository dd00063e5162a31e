"""What is due for people without anybody asking: codes by text."""

from clients.operations import mobile_codes
from dpss import clock
from dpss.access import actors, jobs, policy
from dpss.celery import app


@app.task(name="clients.send_mobile_codes")
def send_mobile_codes() -> int:
    """Text the codes that people asked for to prove their number."""
    return jobs.through_councils(policy.JOB_MESSAGES, _send)


def _send(actor: actors.Actor) -> int:
    with actors.acting(actor):
        return mobile_codes.send_next(actor=actor, at=clock.now())
