"""The payroll's clock: each task wakes up, goes through the councils, and does what is due."""

import functools

from dpss import clock
from dpss.access import actors, jobs, policy
from dpss.celery import app
from payroll.documents import many
from payroll.operations import (
    bank_details,
    eps,
    holiday_messages,
    inbox_retention,
    issued_forms,
    payrun_agreements,
    payruns,
    printings,
    reminders,
    settlements,
    submissions,
    text_links,
)


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


@app.task(name="payroll.queue_summaries")
def queue_summaries() -> int:
    """Queue what HMRC must be told beside who was paid."""
    return jobs.through_councils(
        policy.JOB_SUBMISSIONS, lambda actor: eps.queue_due(actor=actor, at=clock.now()), most=1
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


@app.task(name="payroll.give_forms")
def give_forms() -> int:
    """Give the P45s and P60s that are due."""
    return jobs.through_councils(policy.JOB_PAYRUNS, _give)


@app.task(name="payroll.make_printings")
def make_printings() -> int:
    """Make the files of papers that people asked for."""
    return jobs.through_councils(policy.JOB_PAYRUNS, _print, most=10)


@app.task(name="payroll.remove_printings")
def remove_printings() -> int:
    """Remove the files that were kept long enough."""
    return jobs.through_councils(policy.JOB_PAYRUNS, _remove)


@app.task(name="payroll.remove_inbox_papers")
def remove_inbox_papers() -> int:
    """Remove what the hours inbox has kept long enough."""
    return jobs.through_councils(policy.JOB_INBOX, _remove_papers)


@app.task(name="payroll.remind_of_sheets")
def remind_of_sheets() -> int:
    """Remind PAs and employers of the timesheets that are wanted."""
    return jobs.through_councils(policy.JOB_REMINDERS, _remind)


@app.task(name="payroll.ask_for_agreement")
def ask_for_agreement() -> int:
    """Ask employers who agree each payrun first."""
    return jobs.through_councils(policy.JOB_REMINDERS, _ask, most=1)


@app.task(name="payroll.tell_of_holiday")
def tell_of_holiday() -> int:
    """Tell employers and PAs what became of holiday requests."""
    return jobs.through_councils(policy.JOB_REMINDERS, _tell_of_holiday, most=1)


@app.task(name="payroll.send_sheet_links")
def send_sheet_links() -> int:
    """Text those who approve timesheets by a link."""
    return jobs.through_councils(policy.JOB_TEXT_LINKS, _send_link)


def _remove_papers(actor: actors.Actor) -> int:
    with actors.acting(actor):
        return inbox_retention.remove_due(actor=actor, at=clock.now())


def _send_link(actor: actors.Actor) -> int:
    with actors.acting(actor):
        made = text_links.make_due(actor=actor, at=clock.now())
    with actors.acting(actor):
        return made + text_links.send_next(actor=actor, at=clock.now())


def _remind(actor: actors.Actor) -> int:
    with actors.acting(actor):
        return reminders.remind_next(actor=actor, at=clock.now())


def _ask(actor: actors.Actor) -> int:
    with actors.acting(actor):
        return payrun_agreements.ask_next(actor=actor, at=clock.now())


def _tell_of_holiday(actor: actors.Actor) -> int:
    with actors.acting(actor):
        return holiday_messages.tell_next(actor=actor, at=clock.now())


def _give(actor: actors.Actor) -> int:
    with actors.acting(actor):
        return issued_forms.give_due(actor=actor, at=clock.now())


def _print(actor: actors.Actor) -> int:
    with actors.acting(actor):
        make = functools.partial(many.made, actor=actor)
        return printings.make_next(make=make, actor=actor, at=clock.now())


def _remove(actor: actors.Actor) -> int:
    with actors.acting(actor):
        return printings.remove_expired(actor=actor, at=clock.now())


def _follow(actor: actors.Actor) -> int:
    with actors.acting(actor):
        return bank_details.follow_next(actor=actor, at=clock.now())


def _settle(actor: actors.Actor) -> int:
    with actors.acting(actor):
        return settlements.settle_paid(actor=actor)


def _calculate(actor: actors.Actor) -> int:
    with actors.acting(actor):
        return payruns.calculate_due(actor=actor, at=clock.now())
