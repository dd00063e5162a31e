"""The payroll's clock: each task wakes up, goes through the councils, and does what is due."""

import functools
from collections.abc import Callable

from dpss import clock
from dpss.access import actors, jobs, policy
from dpss.celery import app
from payroll.documents import many
from payroll.operations import (
    bank_details,
    bill_books,
    bill_payments,
    bills,
    deadlines,
    deduction_paying,
    deduction_payments,
    eps,
    hmrc_letter_reminders,
    holiday_messages,
    inbox_retention,
    instructions,
    issued_forms,
    looking,
    not_worked,
    pay_query_messages,
    paye_leavers,
    payrun_agreements,
    payruns,
    penalties,
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
    returned_payments,
    settlements,
    submissions,
    text_links,
    who_acts,
)


@app.task(name="payroll.calculate_due_payruns")
def calculate_due_payruns() -> int:
    """Work out the payruns that people asked for."""
    return jobs.through_councils(policy.JOB_PAYRUNS, _doing(payruns.calculate_due), most=10)


@app.task(name="payroll.make_reports")
def make_reports() -> int:
    """Make the reports to HMRC of wages that are approved."""
    return jobs.through_councils(policy.JOB_SUBMISSIONS, _doing(report_bodies.make_due))


@app.task(name="payroll.see_to_pensions")
def see_to_pensions() -> int:
    """See to what is due about pensions after wages were approved."""
    return jobs.through_councils(policy.JOB_PAYRUNS, _doing(pension_dues.see_to_approved))


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
    return jobs.through_councils(policy.JOB_REMINDERS, _doing(hmrc_letter_reminders.remind_next))


@app.task(name="payroll.remind_of_pension_tasks")
def remind_of_pension_tasks() -> int:
    """Remind of re-enrolment and declarations, once at each step."""
    return jobs.through_councils(policy.JOB_REMINDERS, _doing(pension_task_reminders.remind_next))


@app.task(name="payroll.find_lost_submissions")
def find_lost_submissions() -> int:
    """Look for what was sent and never answered."""
    return jobs.through_councils(
        policy.JOB_SUBMISSIONS, lambda actor: looking.find_lost(actor=actor, at=clock.now()), most=1
    )


@app.task(name="payroll.follow_bank_details")
def follow_bank_details() -> int:
    """Bring what employers still have to pay into line with new bank details."""
    return jobs.through_councils(policy.JOB_PAYMENTS, _doing(bank_details.follow_next))


@app.task(name="payroll.book_paid_wages")
def book_paid_wages() -> int:
    """Bring the ledger into line with what staff wrote down of wages and HMRC's bills that employers pay."""
    return jobs.through_councils(policy.JOB_PAYMENTS, _book_paid, most=10)


@app.task(name="payroll.pay_deductions_on")
def pay_deductions_on() -> int:
    """Bring the ledger and the payments into line with what was taken from wages for others."""
    return jobs.through_councils(policy.JOB_PAYMENTS, _deductions, most=10)


@app.task(name="payroll.raise_deductions")
def raise_deductions() -> int:
    """Ask for what was taken from wages for others in the months that are over."""
    return jobs.through_councils(policy.JOB_PAYMENTS, _doing(deduction_payments.raise_due), most=10)


@app.task(name="payroll.follow_penalties")
def follow_penalties() -> int:
    """Bring the ledger and the payments into line with what was decided of HMRC's penalties."""
    return jobs.through_councils(policy.JOB_PAYMENTS, _penalties, most=10)


@app.task(name="payroll.settle_paid_wages")
def settle_paid_wages() -> int:
    """End what was set aside for wages that are on their way."""
    return jobs.through_councils(policy.JOB_PAYMENTS, _doing(settlements.settle_paid), most=1)


@app.task(name="payroll.raise_bills")
def raise_bills() -> int:
    """Raise HMRC's bills of tax months that are over, and pay those that the provider pays."""
    return jobs.through_councils(policy.JOB_PAYMENTS, _bill, most=1)


@app.task(name="payroll.book_returned_payments")
def book_returned_payments() -> int:
    """Put back in the books what the bank sent back, and tell whoever waits for it."""
    return jobs.through_councils(policy.JOB_PAYMENTS, _doing(returned_payments.book_next))


@app.task(name="payroll.give_forms")
def give_forms() -> int:
    """Give the P45s and P60s that are due."""
    return jobs.through_councils(policy.JOB_PAYRUNS, _doing(issued_forms.give_due))


@app.task(name="payroll.make_printings")
def make_printings() -> int:
    """Make the files of papers that people asked for."""
    return jobs.through_councils(policy.JOB_PAYRUNS, _print, most=10)


@app.task(name="payroll.make_pension_files")
def make_pension_files() -> int:
    """Make the contribution files that people asked for by the hundred."""
    return jobs.through_councils(policy.JOB_PAYRUNS, _doing(pension_downloads.make_next), most=10)


@app.task(name="payroll.remove_printings")
def remove_printings() -> int:
    """Remove the files that were kept long enough."""
    return jobs.through_councils(policy.JOB_PAYRUNS, _doing(printings.remove_expired))


@app.task(name="payroll.remove_inbox_papers")
def remove_inbox_papers() -> int:
    """Remove what the hours inbox has kept long enough."""
    return jobs.through_councils(policy.JOB_INBOX, _doing(inbox_retention.remove_due))


@app.task(name="payroll.remind_of_sheets")
def remind_of_sheets() -> int:
    """Remind PAs and employers of the timesheets that are wanted."""
    return jobs.through_councils(policy.JOB_REMINDERS, _doing(reminders.remind_next))


@app.task(name="payroll.ask_for_agreement")
def ask_for_agreement() -> int:
    """Ask employers who agree each payrun first."""
    return jobs.through_councils(policy.JOB_REMINDERS, _doing(payrun_agreements.ask_next), most=1)


@app.task(name="payroll.tell_of_holiday")
def tell_of_holiday() -> int:
    """Tell employers and PAs what became of holiday requests."""
    return jobs.through_councils(policy.JOB_REMINDERS, _doing(holiday_messages.tell_next), most=1)


@app.task(name="payroll.tell_of_no_work")
def tell_of_no_work() -> int:
    """Tell employers which PAs say that they did not work."""
    return jobs.through_councils(policy.JOB_REMINDERS, _doing(not_worked.tell_next), most=1)


@app.task(name="payroll.tell_of_unpaid_wages")
def tell_of_unpaid_wages() -> int:
    """Tell who must answer for wages that have not come, and pass on what is late."""
    return jobs.through_councils(policy.JOB_REMINDERS, _doing(pay_query_messages.tell_next), most=1)


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


def _doing(operation: Callable[..., int]) -> Callable[[actors.Actor], int]:
    """One operation, done for a council by its job, at the moment at which the job comes to it."""

    def work(actor: actors.Actor) -> int:
        with actors.acting(actor):
            return operation(actor=actor, at=clock.now())

    return work


def _raise_schedules(actor: actors.Actor) -> int:
    return pension_schedules.raise_due(actor=actor, at=clock.now())


def _settle_schedules(actor: actors.Actor) -> int:
    with actors.acting(actor):
        collected = pension_books.collect_due(actor=actor, at=clock.now())
    with actors.acting(actor):
        collected += pension_books.follow_books(actor=actor, at=clock.now())
    with actors.acting(actor):
        return collected + pension_books.pay_transfers(actor=actor, at=clock.now())


def _book_paid(actor: actors.Actor) -> int:
    with actors.acting(actor):
        booked = instructions.follow_books(actor=actor, at=clock.now())
    with actors.acting(actor):
        return booked + bill_books.follow_books(actor=actor, at=clock.now())


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


def _deductions(actor: actors.Actor) -> int:
    with actors.acting(actor):
        booked = deduction_paying.follow_books(actor=actor, at=clock.now())
    with actors.acting(actor):
        return booked + deduction_paying.pay_due(actor=actor, at=clock.now())


def _penalties(actor: actors.Actor) -> int:
    with actors.acting(actor):
        booked = penalties.follow_books(actor=actor, at=clock.now())
    with actors.acting(actor):
        return booked + penalties.pay_due(actor=actor, at=clock.now())


def _watch(actor: actors.Actor) -> int:
    with actors.acting(actor):
        watched = deadlines.watch(actor=actor)
        return watched + relative_questions.raise_and_finish(actor=actor, at=clock.now())


def _print(actor: actors.Actor) -> int:
    with actors.acting(actor):
        make = functools.partial(many.made, actor=actor)
        return printings.make_next(make=make, actor=actor, at=clock.now())


def _bill(actor: actors.Actor) -> int:
    raised = bills.raise_due(actor=actor, at=clock.now())
    with actors.acting(actor):
        return raised + bill_payments.pay_due(actor=actor, at=clock.now())
