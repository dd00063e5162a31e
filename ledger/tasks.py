"""The ledger's clock: it makes the bank files that people asked for."""

from dpss import clock
from dpss.access import actors, jobs, policy
from dpss.celery import app
from ledger import operations


@app.task(name="ledger.make_bank_files")
def make_bank_files() -> int:
    """Make every bank file that was asked for."""
    return jobs.through_councils(policy.JOB_PAYMENTS, _make)


def _make(actor: actors.Actor) -> int:
    with actors.acting(actor):
        return operations.make_requested_file(actor=actor, at=clock.now())
