"""Wages that came back and are not paid again: how they were settled in the end, booked, and taken back."""

from datetime import date, datetime

from django.db import transaction

from dpss.access import actors, audit, policy, scope, transitions
from dpss.kernel import errors
from ledger import chart, journal, kinds, models, queries
from ledger.operations import postings


@transaction.atomic
def settle_return(
    *,
    sent_back: models.PaymentReturn,
    settled_with: str,
    settled_on: date,
    how: str,
    actor: actors.Actor,
    at: datetime,
) -> models.PaymentReturn:
    """Write down whose money settled wages that came back and were closed, on which day, and how.

    Not who closed them: nobody makes a debt go away alone. The payments job posts it. Raises `Invalid` for
    a day that cannot be, and `Conflict` for what the books do not owe.
    """
    if settled_with not in models.PaymentReturn.Money.values:
        raise errors.Invalid("Choose whose money it was.", field="settled_with")
    rows = models.PaymentReturn.objects.filter(pk=sent_back.pk).select_related("payment")
    held = scope.visible_to(rows, actor).select_for_update(of=("self",)).first()
    if held is None:
        raise errors.NotAllowed("It is not there any more, or it is not yours to change.")
    if not held.came_back_on <= settled_on <= actor.today:
        raise errors.Invalid("Give a day from that on which it came back up to today.", field="settled_on")
    if held.payment.kind != kinds.WAGES:
        raise errors.Conflict("Only wages are settled here. Answer it where the bill or the pension is.")
    if not held.owed:
        raise errors.Conflict("A correction has left nothing of it to pay, so there is nothing to settle.")
    if not held.in_books or not held.unsettled_in_books:
        raise errors.Conflict("The money is being put back in the books. Try again in a minute.")
    also = {
        "settled_with": settled_with,
        "settled_on": settled_on,
        "settled_how": how.strip(),
        "settled_by_id": actor.user_id,
    }
    return transitions.move(held, "settle_otherwise", actor=actor, at=at, reason=how.strip(), also=also)


@transaction.atomic
def unsettle_return(
    *, sent_back: models.PaymentReturn, reason: str, actor: actors.Actor, at: datetime
) -> models.PaymentReturn:
    """It was not settled after all: the wages are owed again. By somebody other than who said that it was.

    The payments job takes it out of the books. Raises `Refused` when a correction has counted on it since.
    """
    rows = models.PaymentReturn.objects.filter(pk=sent_back.pk)
    held = scope.visible_to(rows, actor).select_for_update(of=("self",)).first()
    if held is None:
        raise errors.NotAllowed("It is not there any more, or it is not yours to change.")
    also = {
        "settled_with": "",
        "settled_on": None,
        "settled_how": "",
        "settled_by_id": None,
        "settled_in_books": False,
        "unsettled": held.unsettled + 1,
        "unsettled_in_books": False,
    }
    return transitions.move(
        held,
        "unsettle",
        actor=actor,
        at=at,
        reason=reason.strip(),
        facts=lambda found: queries.facts_of_returns(found, actor=actor),
        also=also,
    )


@transaction.atomic
def book_next_unsettled(*, actor: actors.Actor, at: datetime) -> models.PaymentReturn | None:
    """Take the next settlement that was taken back out of the ledger, once. None when all are.

    The caller sets the money aside again in the same transaction.
    """
    if not actor.may(policy.MAKE_PAYMENT_FILES):
        raise errors.NotAllowed("Only the payments job puts settled wages in the books.")
    waiting = models.PaymentReturn.objects.filter(unsettled_in_books=False).select_related("payment")
    row = (
        scope.visible_to(waiting, actor)
        .order_by("pk")
        .select_for_update(of=("self",), skip_locked=True)
        .first()
    )
    if row is None:
        return None
    key = _key(row, row.unsettled - 1)
    postings.reverse_posted(posted_key=key, source_key=f"{key}:back", day=actor.today, at=at)
    row.unsettled_in_books = True
    row.save(update_fields=["unsettled_in_books"])
    audit.record(audit.of(row, "book"), actor=actor, at=at)
    return row


@transaction.atomic
def book_next_settled(*, actor: actors.Actor, at: datetime) -> models.PaymentReturn | None:
    """Take the next settled wages out of what is owed, once. None when all are, or others have them.

    Of the direct payment account they leave it. Of other money it came in for the client, and went to the
    PA: the account keeps what it has. The caller frees what was set aside in the same transaction.
    """
    if not actor.may(policy.MAKE_PAYMENT_FILES):
        raise errors.NotAllowed("Only the payments job puts settled wages in the books.")
    waiting = models.PaymentReturn.objects.filter(state="settled", settled_in_books=False).select_related(
        "payment__debit_account", "payment__credit_account"
    )
    row = (
        scope.visible_to(waiting, actor)
        .order_by("pk")
        .select_for_update(of=("self",), skip_locked=True)
        .first()
    )
    if row is None:
        return None
    postings.post(_movement(row), council_id=row.council_id, at=at)
    row.settled_in_books = True
    row.save(update_fields=["settled_in_books"])
    audit.record(audit.of(row, "book"), actor=actor, at=at)
    return row


def _movement(row: models.PaymentReturn) -> journal.Movement:
    if row.settled_on is None:
        raise errors.Conflict("It is not settled yet.")
    debit, credit = row.payment.debit_account, row.payment.credit_account
    by_others = row.settled_with == models.PaymentReturn.Money.OTHERS
    return journal.Movement(
        source_key=_key(row, row.unsettled),
        day=row.settled_on,
        description="Wages settled with other money" if by_others else "Wages settled another way",
        subject=credit.subject_id,
        lines=(
            journal.Line(debit.subject_id, debit.code, row.owed),
            journal.Line(credit.subject_id, chart.FUNDING if by_others else credit.code, -row.owed),
        ),
    )


def _key(row: models.PaymentReturn, times: int) -> str:
    """What names the entry of a settlement: the first, or the one after it was taken back so often."""
    return f"payment:{row.payment_id}:settled{f':{times}' if times else ''}"
