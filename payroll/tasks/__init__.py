"""The payroll's clock: each task wakes up, goes through the councils, and does what is due."""

import functools

from dpss import clock
from dpss.access import actors, jobs, policy
from dpss.celery import app
from payroll.documents import many
from payroll.operations import (
    bank_details,
    deadlines,
    eps,
    hmrc_letter_reminders,
    holiday_messages,
    inbox_retention,
    issued_forms,
    looking,
    not_worked,
    pay_query_messages,
    paye_leavers,
    payrun_agreements,
    payruns,
    pension_books,
    pension_downloads,
    pension_dues,
    pension_letters,
    pension_schedules,
    pension_task_reminders,
    pension_tasks,
    printings,
    relative_questions,
    reminders,
    report_bodies,
    submissions,
    text_links,
    who_acts,
)
from payroll.tasks.money import (
    book_paid_wages,
    book_returned_payments,
    doing,
    follow_penalties,
    pay_deductions_on,
    raise_bills,
    raise_deductions,
    settle_paid_wages,
)

# The clock finds every task of the payroll here.
__all__ = [
    "book_paid_wages",
    "book_returned_payments",
    "follow_penalties",
    "pay_deductions_on",
    "raise_bills",
    "raise_deductions",
    "settle_paid_wages",
]


@app.task(name="payroll.calculate_due_payruns")
def calculate_due_payruns() -> int:
    """Work out the payruns that people asked for."""
    return jobs.through_councils(policy.JOB_PAYRUNS, doing(payruns.calculate_due), most=10)


@app.task(name="payroll.make_reports")
def make_reports() -> int:
    """Make the reports to HMRC of wages that are approved."""
    return jobs.through_councils(policy.JOB_SUBMISSIONS, doing(report_bodies.make_due))


@app.task(name="payroll.see_to_pensions")
def see_to_pensions() -> int:
    """See to what is due about pensions after wages were approved."""
    return jobs.through_councils(policy.JOB_PAYRUNS, doing(pension_dues.see_to_approved))


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
    """Queue what HMRC must be told beside who was paid: first who left a reference, then that it ended."""
    leavers = jobs.through_councils(
        policy.JOB_SUBMISSIONS, lambda actor: paye_leavers.queue_due(actor=actor, at=clock.now()), most=1
    )
    return leavers + jobs.through_councils(
        policy.JOB_SUBMISSIONS, lambda actor: eps.queue_due(actor=actor, at=clock.now()), most=1
    )


@app.task(name="payroll.raise_pension_schedules")
def raise_pension_schedules() -> int:
    """Put the pension shares of approved payslips on schedules."""
    return jobs.through_councils(policy.JOB_PAYRUNS, _raise_schedules, most=1)


@app.task(name="payroll.settle_pension_schedules")
def settle_pension_schedules() -> int:
    """Note what pension schemes collect, and bring the books into line."""
    return jobs.through_councils(policy.JOB_PAYMENTS, _settle_schedules)


@app.task(name="payroll.remind_of_hmrc_letters")
def remind_of_hmrc_letters() -> int:
    """Remind payroll of letters from HMRC before their last day of appeal."""
    return jobs.through_councils(policy.JOB_REMINDERS, doing(hmrc_letter_reminders.remind_next))


@app.task(name="payroll.remind_of_pension_tasks")
def remind_of_pension_tasks() -> int:
    """Remind of re-enrolment and declarations, once at each step."""
    return jobs.through_councils(policy.JOB_REMINDERS, doing(pension_task_reminders.remind_next))


@app.task(name="payroll.find_lost_submissions")
def find_lost_submissions() -> int:
    """Look for what was sent and never answered."""
    return jobs.through_councils(
        policy.JOB_SUBMISSIONS, lambda actor: looking.find_lost(actor=actor, at=clock.now()), most=1
    )


@app.task(name="payroll.follow_bank_details")
def follow_bank_details() -> int:
    """Bring what employers still have to pay into line with new bank details."""
    return jobs.through_councils(policy.JOB_PAYMENTS, doing(bank_details.follow_next))


@app.task(name="payroll.give_forms")
def give_forms() -> int:
    """Give the P45s and P60s that are due."""
    return jobs.through_councils(policy.JOB_PAYRUNS, doing(issued_forms.give_due))


@app.task(name="payroll.make_printings")
def make_printings() -> int:
    """Make the files of papers that people asked for."""
    return jobs.through_councils(policy.JOB_PAYRUNS, _print, most=10)


@app.task(name="payroll.make_pension_files")
def make_pension_files() -> int:
    """Make the contribution files that people asked for by the hundred."""
    return jobs.through_councils(policy.JOB_PAYRUNS, doing(pension_downloads.make_next), most=10)


@app.task(name="payroll.remove_printings")
def remove_printings() -> int:
    """Remove the files that were kept long enough."""
    return jobs.through_councils(policy.JOB_PAYRUNS, doing(printings.remove_expired))


@app.task(name="payroll.remove_inbox_papers")
def remove_inbox_papers() -> int:
    """Remove what the hours inbox has kept long enough."""
    return jobs.through_councils(policy.JOB_INBOX, doing(inbox_retention.remove_due))


@app.task(name="payroll.remind_of_sheets")
def remind_of_sheets() -> int:
    """Remind PAs and employers of the timesheets that are wanted."""
    return jobs.through_councils(policy.JOB_REMINDERS, doing(reminders.remind_next))


@app.task(name="payroll.ask_for_agreement")
def ask_for_agreement() -> int:
    """Ask employers who agree each payrun first."""
    return jobs.through_councils(policy.JOB_REMINDERS, doing(payrun_agreements.ask_next), most=1)


@app.task(name="payroll.tell_of_holiday")
def tell_of_holiday() -> int:
    """Tell employers and PAs what became of holiday requests."""
    return jobs.through_councils(policy.JOB_REMINDERS, doing(holiday_messages.tell_next), most=1)


@app.task(name="payroll.tell_of_no_work")
def tell_of_no_work() -> int:
    """Tell employers which PAs say that they did not work."""
    return jobs.through_councils(policy.JOB_REMINDERS, doing(not_worked.tell_next), most=1)


@app.task(name="payroll.tell_of_unpaid_wages")
def tell_of_unpaid_wages() -> int:
    """Tell who must answer for wages that have not come, and pass on what is late."""
    return jobs.through_councils(policy.JOB_REMINDERS, doing(pay_query_messages.tell_next), most=1)


@app.task(name="payroll.watch_deadlines")
def watch_deadlines() -> int:
    """Note what is late or at risk and what nobody has answered, and settle what is done."""
    return jobs.through_councils(policy.JOB_REMINDERS, _watch, most=1)


@app.task(name="payroll.send_pension_letters")
def send_pension_letters() -> int:
    """Send the letters about pensions that are due, and note which were sent."""
    return jobs.through_councils(policy.JOB_REMINDERS, _pension_letters, most=10)


@app.task(name="payroll.raise_pension_tasks")
def raise_pension_tasks() -> int:
    """Put on record which employers must soon declare, or look again at who left the pension."""
    return jobs.through_councils(policy.JOB_PAYRUNS, _pension_tasks, most=1)


@app.task(name="payroll.send_sheet_links")
def send_sheet_links() -> int:
    """Text those who approve timesheets by a link."""
    return jobs.through_councils(policy.JOB_TEXT_LINKS, _send_link)


def _raise_schedules(actor: actors.Actor) -> int:
    return pension_schedules.raise_due(actor=actor, at=clock.now())


def _settle_schedules(actor: actors.Actor) -> int:
    with actors.acting(actor):
        collected = pension_books.collect_due(actor=actor, at=clock.now())
    with actors.acting(actor):
        collected += pension_books.follow_books(actor=actor, at=clock.now())
    with actors.acting(actor):
        return collected + pension_books.pay_transfers(actor=actor, at=clock.now())


def _send_link(actor: actors.Actor) -> int:
    with actors.acting(actor):
        made = who_acts.stop_texts_that_are_over(actor=actor, at=clock.now())
        made += text_links.make_due(actor=actor, at=clock.now())
    with actors.acting(actor):
        return made + text_links.send_next(actor=actor, at=clock.now())


def _pension_letters(actor: actors.Actor) -> int:
    with actors.acting(actor):
        noted = pension_letters.note_sent(actor=actor, at=clock.now())
    with actors.acting(actor):
        return noted + pension_letters.send_due(actor=actor, at=clock.now())


def _pension_tasks(actor: actors.Actor) -> int:
    with actors.acting(actor):
        pension_dues.look_again(actor=actor, at=clock.now())
    with actors.acting(actor):
        return pension_tasks.raise_due(actor=actor, at=clock.now())


def _watch(actor: actors.Actor) -> int:
    with actors.acting(actor):
        watched = deadlines.watch(actor=actor)
        return watched + relative_questions.raise_and_finish(actor=actor, at=clock.now())


def _print(actor: actors.Actor) -> int:
    with actors.acting(actor):
        make = functools.partial(many.made, actor=actor)
        return printings.make_next(make=make, actor=actor, at=clock.now())
