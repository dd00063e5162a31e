"""What is still owed of a debt that a payment was made for, however often the bank sent that back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from dpss.access import actors, audit, scope
from dpss.kernel import money
from ledger import models, queries
from ledger.operations import payments


@dataclass(frozen=True, slots=True)
class Lowered:
    """By how many pounds less is paid, and under which source key money is set aside for the rest."""

    by: Decimal
    set_aside_as: str


@transaction.atomic
def lower_owed(*, source_key: str, by: Decimal, actor: actors.Actor, at: datetime) -> Lowered:
    """Pay so much less of a debt, as far as it is in no bank file, or came back from the bank.

    `source_key` is that of the debt, so of its first payment. What was closed without paying again was
    settled another way, and stays as it is.
    """
    payment, sent_back = _newest(source_key, actor)
    if sent_back is not None:
        less = min(by, sent_back.owed) if sent_back.state in queries.UNANSWERED else money.ZERO
        if by and sent_back.state == "settled" and not sent_back.is_relied_on:
            sent_back.is_relied_on = True  # the rest of the correction takes these wages as paid
            sent_back.save(update_fields=["is_relied_on"])
        if less:
            change_owed(sent_back, amount=sent_back.owed - less, actor=actor, at=at)
        return Lowered(less, queries.next_key(sent_back.payment.source_key))
    if payment is None or payment.state != "due":
        return Lowered(money.ZERO, payment.source_key if payment else source_key)
    less = min(by, payment.amount)
    if less:
        payments.change_due(payment, amount=payment.amount - less, actor=actor, at=at)
    return Lowered(less, payment.source_key)


def hold_returned(source_keys: Iterable[str], *, actor: actors.Actor) -> dict[str, models.PaymentReturn]:
    """What came back and is back in the books, by the source key of the payment to make in its place.

    Locked: nobody pays it again until the work is done.
    """
    wanted = {queries.key_before(key): key for key in source_keys}
    rows = models.PaymentReturn.objects.filter(payment__source_key__in=list(wanted), in_books=True)
    locked = scope.visible_to(rows.select_related("payment"), actor).select_for_update(of=("self",))
    return {wanted[row.payment.source_key]: row for row in locked.order_by("pk")}


def change_owed(
    sent_back: models.PaymentReturn, *, amount: Decimal, actor: actors.Actor, at: datetime
) -> None:
    """Another amount is owed, in pounds, of what came back, is held, and is not paid again yet."""
    if sent_back.owed == amount:
        return
    amounts = {"before": {"owed": sent_back.owed}, "after": {"owed": amount}}
    audit.record(audit.of(sent_back, "owe", **amounts), actor=actor, at=at)
    sent_back.owed = amount
    sent_back.save(update_fields=["owed"])


def _newest(
    source_key: str, actor: actors.Actor
) -> tuple[models.Payment | None, models.PaymentReturn | None]:
    """The last payment of a debt, and, where it came back, what was recorded of that; both locked."""
    payment = payments.hold_payments([source_key], actor=actor).get(source_key)
    while payment is not None and payment.state == "returned":
        rows = models.PaymentReturn.objects.filter(payment=payment).select_related("payment")
        sent_back = scope.visible_to(rows, actor).select_for_update(of=("self",)).get()
        if sent_back.again_id is None:
            return payment, sent_back
        key = queries.next_key(payment.source_key)
        payment = payments.hold_payments([key], actor=actor).get(key)
    return payment, None
