"""Payments that the bank sends back: recorded, put back in the books, and paid again once."""

from datetime import date, datetime
from typing import Final

from django.db import transaction

from dpss.access import actors, audit, policy, scope, transitions
from dpss.kernel import dates, errors
from ledger import models, queries
from ledger.operations import payments, postings

_NO_ACCOUNT: Final = (
    "The account of this payee is not recorded for your organisation. Record it, or close this and say how it"
    " is settled."
)


@transaction.atomic
def record_return(
    *, payment: models.Payment, code: str, came_back_on: date, note: str, actor: actors.Actor, at: datetime
) -> models.PaymentReturn:
    """Write down that the bank sent a payment back, why, and on which day.

    The payments job puts the money back in the books. Raises `Refused` when it came back already or is in no
    bank file, and `Invalid` for a day that cannot be.
    """
    if actor.user_id is None:
        raise errors.NotAllowed("Only a person records what the bank sent back.")
    if code not in models.PaymentReturn.Code.values:
        raise errors.Invalid("Choose the bank's reason.", field="code")
    earliest = payment.batch.submit_on if payment.batch else actor.today
    if not earliest <= came_back_on <= actor.today:
        raise errors.Invalid("Give a day from that of the bank file up to today.", field="came_back_on")
    moved = transitions.move(payment, "send_back", actor=actor, at=at, reason=note.strip())
    row = models.PaymentReturn.objects.create(
        council_id=moved.council_id,
        subject_id=moved.subject_id,
        payment=moved,
        organisation_id=moved.organisation_id,
        code=code,
        came_back_on=came_back_on,
        owed=moved.amount,
        note=note.strip(),
        recorded_by_id=actor.user_id,
        recorded_at=at,
    )
    after = {"code": code, "came_back_on": came_back_on}
    audit.record(audit.of(row, "record", after=after), actor=actor, at=at)
    return row


@transaction.atomic
def book_next_return(*, actor: actors.Actor, at: datetime) -> models.PaymentReturn | None:
    """Put the money of the next payment that came back on the payer's account: it is owed again.

    None when all are booked, or another worker has them. The caller tells people in the same transaction.
    """
    if not actor.may(policy.MAKE_PAYMENT_FILES):
        raise errors.NotAllowed("Only the payments job puts returned money back in the books.")
    waiting = models.PaymentReturn.objects.filter(in_books=False).select_related(
        "payment__payee", "payment__debit_account", "payment__credit_account"
    )
    row = (
        scope.visible_to(waiting, actor)
        .order_by("pk")
        .select_for_update(of=("self",), skip_locked=True)
        .first()
    )
    if row is None:
        return None
    key = f"payment:{row.payment_id}"
    postings.reverse_posted(posted_key=key, source_key=f"{key}:back", day=row.came_back_on, at=at)
    row.in_books = True
    row.save(update_fields=["in_books"])
    audit.record(audit.of(row, "book"), actor=actor, at=at)
    return row


@transaction.atomic
def confirm_details(
    *, sent_back: models.PaymentReturn, how: str, actor: actors.Actor, at: datetime
) -> models.PaymentReturn:
    """Somebody found out that the bank details are right: it may be paid again into the same account.

    Not who wrote down that it came back: the same wages are not paid twice by one person.
    """
    return transitions.move(
        sent_back, "check", actor=actor, at=at, reason=how.strip(), also=_answered(how, actor, at)
    )


@transaction.atomic
def close_return(
    *, sent_back: models.PaymentReturn, why: str, actor: actors.Actor, at: datetime
) -> models.PaymentReturn:
    """No payment is made in its place: the debt stays, and is settled another way."""
    return transitions.move(
        sent_back, "close", actor=actor, at=at, reason=why.strip(), also=_answered(why, actor, at)
    )


@transaction.atomic
def pay_again(*, sent_back: models.PaymentReturn, actor: actors.Actor, at: datetime) -> models.PaymentReturn:
    """Make one new payment in place of the one that came back, due today.

    Its source key is tied to the old one's, so that it is there once. Raises `Refused` while the bank
    details are neither confirmed nor changed, and `Conflict` before the money is back in the books.
    """
    rows = models.PaymentReturn.objects.select_related("payment__payee", "payment__creditor")
    held = scope.visible_to(rows.filter(pk=sent_back.pk), actor).select_for_update(of=("self",)).first()
    if held is None:
        raise errors.NotAllowed("It is not there any more, or it is not yours to change.")
    if not held.in_books:
        raise errors.Conflict("The money is being put back in the books. Try again in a minute.")
    why_not = transitions.why_not(
        held, "pay_again", actor=actor, facts=queries.facts_of_returns([held], actor=actor)[held.pk]
    )
    if why_not:
        raise transitions.Refused(why_not)
    old, key = held.payment, queries.next_key(held.payment.source_key)
    account = queries.account_now(held, actor=actor)
    if account is None:
        raise errors.Conflict(_NO_ACCOUNT)
    is_wages = isinstance(account, models.BankAccount)
    payments.due_all([
        payments.PaymentRequest(
            source_key=key,
            council_id=old.council_id,
            subject_id=old.subject_id,
            organisation_id=held.organisation_id,
            payee_id=account.pk if is_wages else None,
            creditor_id=None if is_wages else account.pk,
            kind=old.kind,
            amount=held.owed,
            reference=old.reference,
            due_on=actor.today,
            debit_account_id=old.debit_account_id,
            credit_account_id=old.credit_account_id,
        )
    ])  # fmt: skip
    new = scope.visible_to(models.Payment.objects.filter(source_key=key), actor).get()
    also = {"again": new, "answered_by_id": actor.user_id, "answered_at": at}
    return transitions.move(
        held,
        "pay_again",
        actor=actor,
        at=at,
        facts=lambda found: queries.facts_of_returns(found, actor=actor),
        reason=f"Paid into the account that holds on {dates.in_words(actor.today)}.",
        also=also,
    )


def _answered(said: str, actor: actors.Actor, at: datetime) -> dict[str, object]:
    return {"answered_by_id": actor.user_id, "answered_at": at, "answer": said.strip()}
