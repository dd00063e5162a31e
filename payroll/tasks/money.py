"""The clock of the money: what payruns, bills, orders and penalties ask for is paid, booked and set free."""

from collections.abc import Callable

from dpss import clock
from dpss.access import actors, jobs, policy
from dpss.celery import app
from payroll.operations import (
    bill_books,
    bill_payments,
    bills,
    deduction_paying,
    deduction_payments,
    instructions,
    kept_figures,
    penalties,
    returned_payments,
    settlements,
)


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
    return jobs.through_councils(policy.JOB_PAYMENTS, doing(deduction_payments.raise_due), most=10)


@app.task(name="payroll.follow_penalties")
def follow_penalties() -> int:
    """Bring the ledger and the payments into line with what was decided of HMRC's penalties."""
    return jobs.through_councils(policy.JOB_PAYMENTS, _penalties, most=10)


@app.task(name="payroll.note_kept_figures")
def note_kept_figures() -> int:
    """Write down once a week what clients' money is needed for, so that it is never called left over."""
    return jobs.through_councils(policy.JOB_PAYMENTS, doing(kept_figures.note_due), most=1)


@app.task(name="payroll.settle_paid_wages")
def settle_paid_wages() -> int:
    """End what was set aside for wages that are on their way."""
    return jobs.through_councils(policy.JOB_PAYMENTS, doing(settlements.settle_paid), most=1)


@app.task(name="payroll.raise_bills")
def raise_bills() -> int:
    """Raise HMRC's bills of tax months that are over, and pay those that the provider pays."""
    return jobs.through_councils(policy.JOB_PAYMENTS, _bill, most=1)


@app.task(name="payroll.book_returned_payments")
def book_returned_payments() -> int:
    """Put back in the books what the bank sent back, and tell whoever waits for it."""
    return jobs.through_councils(policy.JOB_PAYMENTS, doing(returned_payments.book_next))


def doing(operation: Callable[..., int]) -> Callable[[actors.Actor], int]:
    """One operation, done for a council by its job, at the moment at which the job comes to it."""

    def work(actor: actors.Actor) -> int:
        with actors.acting(actor):
            return operation(actor=actor, at=clock.now())

    return work


def _book_paid(actor: actors.Actor) -> int:
    with actors.acting(actor):
        booked = instructions.follow_books(actor=actor, at=clock.now())
    with actors.acting(actor):
        return booked + bill_books.follow_books(actor=actor, at=clock.now())


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


def _bill(actor: actors.Actor) -> int:
    raised = bills.raise_due(actor=actor, at=clock.now())
    with actors.acting(actor):
        return raised + bill_payments.pay_due(actor=actor, at=clock.now())
