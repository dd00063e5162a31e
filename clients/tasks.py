"""What is due for people without anybody asking: codes by text, reminders, four-weekly payments."""

from clients.operations import (
    absences,
    adulthood,
    complaint_messages,
    four_weekly,
    mobile_codes,
    relatives,
    representation_letters,
    uplifts,
)
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


@app.task(name="clients.remind_of_complaints")
def remind_of_complaints() -> int:
    """Tell of complaints whose last day is near or past."""
    return jobs.through_councils(policy.JOB_REMINDERS, _remind)


def _remind(actor: actors.Actor) -> int:
    with actors.acting(actor):
        return complaint_messages.remind_next(actor=actor, at=clock.now())


@app.task(name="clients.look_ahead_to_adulthood")
def look_ahead_to_adulthood() -> int:
    """Put who soon turns 18, whose authority soon ends, and who is long away, on the list of support."""
    return jobs.through_councils(policy.JOB_REMINDERS, _adulthood)


def _adulthood(actor: actors.Actor) -> int:
    with actors.acting(actor):
        found = adulthood.raise_ahead(actor=actor) + representation_letters.raise_ahead(actor=actor)
        return found + absences.raise_long_ones(actor=actor)


@app.task(name="clients.ask_about_relatives")
def ask_about_relatives() -> int:
    """Ask councils again before what they allowed for relatives comes to its end."""
    return jobs.through_councils(policy.JOB_REMINDERS, _relatives)


def _relatives(actor: actors.Actor) -> int:
    with actors.acting(actor):
        return relatives.ask_ahead(actor=actor, at=clock.now())


@app.task(name="clients.work_out_payments")
def work_out_payments() -> int:
    """Work out what direct payments come to next."""
    return jobs.through_councils(policy.JOB_PAYMENTS, _work_out)


def _work_out(actor: actors.Actor) -> int:
    with actors.acting(actor):
        return four_weekly.work_out_next(actor=actor, at=clock.now())


@app.task(name="clients.settle_payments")
def settle_payments() -> int:
    """Bring four-weekly payments into line with the bank's files."""
    return jobs.through_councils(policy.JOB_PAYMENTS, _settle)


def _settle(actor: actors.Actor) -> int:
    with actors.acting(actor):
        return four_weekly.settle_next(actor=actor, at=clock.now())


@app.task(name="clients.apply_uplifts")
def apply_uplifts() -> int:
    """Raise the budgets of uplifts that two people decided."""
    return jobs.through_councils(policy.JOB_PAYMENTS, _uplift)


def _uplift(actor: actors.Actor) -> int:
    with actors.acting(actor):
        return uplifts.apply_next(actor=actor, at=clock.now())
