"""The payroll's clock: each task wakes up, goes through the councils, and does what is due."""

from dpss import clock
from dpss.access import actors, jobs, policy
from dpss.celery import app
from payroll.operations import bank_details, payruns, settlements, submissions


@app.task(name="payroll.calculate_due_payruns")
def calculate_due_payruns() -> int:
    """Work out the payruns that people asked for."""
    return jobs.through_councils(policy.JOB_PAYRUNS, _calculate, most=10)


@app.task(name="payroll.send_submissions")
def send_submissions() -> int:
    """Send what waits for HMRC."""
    return jobs.through_councils(
        policy.JOB_SUBMISSIONS, lambda actor: submissions.send_next(actor=actor, at=clock.now())
    )


@app.task(name="payroll.poll_submissions")
def poll_submissions() -> int:
    """Ask HMRC what became of what it has."""
    return jobs.through_councils(
        policy.JOB_SUBMISSIONS, lambda actor: submissions.poll_next(actor=actor, at=clock.now())
    )


@app.task(name="payroll.find_lost_submissions")
def find_lost_submissions() -> int:
    """Look for what was sent and never answered."""
    return jobs.through_councils(
        policy.JOB_SUBMISSIONS, lambda actor: submissions.find_lost(actor=actor, at=clock.now()), most=1
    )


@app.task(name="payroll.follow_bank_details")
def follow_bank_details() -> int:
    """Bring what employers still have to pay into line with new bank details."""
    return jobs.through_councils(policy.JOB_PAYMENTS, _follow)


@app.task(name="payroll.settle_paid_wages")
def settle_paid_wages() -> int:
    """End what was set aside for wages that are on their way."""
    return jobs.through_councils(policy.JOB_PAYMENTS, _settle, most=1)


def _follow(actor: actors.Actor) -> int:
    with actors.acting(actor):
        return bank_details.follow_next(actor=actor, at=clock.now())


def _settle(actor: actors.Actor) -> int:
    with actors.acting(actor):
        return settlements.settle_paid(actor=actor)


def _calculate(actor: actors.Actor) -> int:
    with actors.acting(actor):
        return payruns.calculate_due(actor=actor, at=clock.now())
