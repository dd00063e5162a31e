"""The outbox's clock, and the end of sessions that nobody signed out of."""

from importlib import import_module

from django.conf import settings

from dpss import clock
from dpss.access import actors, outbox, policy, queries
from dpss.celery import app

MOST_AT_A_TIME = 500


@app.task(name="access.send_messages")
def send_messages() -> int:
    """Send what is due, council by council."""
    sent = 0
    for council in queries.councils():
        actor = actors.for_job(job=policy.JOB_MESSAGES, council_id=council.pk, today=clock.today())
        for _ in range(MOST_AT_A_TIME):
            with actors.acting(actor):
                if not outbox.send_next(actor=actor, at=clock.now()):
                    break
            sent += 1
    return sent


@app.task(name="access.forget_sessions")
def forget_sessions() -> None:
    """Throw away sessions that are over, with what was searched for in them."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
