"""HMRC's bills that employers pay, in the books: what was said to be paid left their account, once."""

from datetime import datetime

from django.db import transaction

from clients import operations as clients
from dpss.access import actors, policy
from dpss.kernel import errors
from ledger import operations as ledger
from payroll import models, postings
from payroll.operations import following


@transaction.atomic
def follow_books(*, actor: actors.Actor, at: datetime) -> int:
    """Bring the ledger into line with what staff wrote down for employers. Returns of how many bills."""
    if not actor.may(policy.MAKE_PAYMENT_FILES) or not actor.job:
        raise errors.NotAllowed("Only the portal's own job does this.")
    return following.follow_each(models.HmrcBill.objects.all(), follow, actor=actor, at=at)


def follow(bill: models.HmrcBill, actor: actors.Actor, at: datetime) -> None:
    """What was taken back is out of the ledger, and what is paid is in it and not set aside, each once.

    Call it for a bill that is locked, as somebody who reaches the client's account, or as the job.
    """
    for times in range(bill.taken_back):
        paid = _key(bill, times)
        ledger.reverse_posted(posted_key=paid, source_key=f"{paid}:back", day=actor.today, at=at)
    if bill.state != "paid":
        return
    employer = bill.employer
    movement = postings.of_bill_paid(
        bill.amount,
        source_key=_key(bill, bill.taken_back),
        employer_subject=employer.subject_id,
        client_subject=employer.client.subject_id,
        day=bill.paid_on or actor.today,
    )
    ledger.post_all([movement], council_id=bill.council_id, at=at)
    clients.settle_all([postings.bill_key(bill.pk)], on=actor.today)


def _key(bill: models.HmrcBill, times: int) -> str:
    """What names the entry of a payment: the first, or the one after it was taken back so often."""
    return f"{postings.bill_key(bill.pk)}:paid{f':{times}' if times else ''}"
