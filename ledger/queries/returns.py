"""Payments that the bank sent back: which are unanswered, and whether they can be paid again."""

import re
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from dpss.access import actors, scope
from ledger import kinds, models, rules
from ledger.queries import books, creditors

_AGAIN = re.compile(r"(?P<key>.+):again:(?P<times>[0-9]+)")
UNANSWERED = ("open", "checked")
# No payment is made in its place.
GIVEN_UP = ("closed", "settled")
# Whom a payment goes to, by its kind, where its account is out of reach.
_BODIES = {kinds.HMRC: kinds.HMRC_AS_CREDITOR}
# What a correction has left nothing of waits for nobody.
TO_ANSWER = Q(state__in=UNANSWERED, owed__gt=0)


def returns(*, actor: actors.Actor) -> QuerySet[models.PaymentReturn]:
    """What came back to the actor's own organisation, what is unanswered first, then the newest first."""
    if actor.organisation_id is None:
        return models.PaymentReturn.objects.none()
    rows = models.PaymentReturn.objects.filter(organisation_id=actor.organisation_id)
    people = ("recorded_by", "answered_by", "settled_by")
    joined = rows.select_related(
        "payment__payee", "payment__creditor", "payment__batch", "again__batch", *people
    )
    return scope.visible_to(joined, actor).order_by("-came_back_on", "pk")


def wages_sent_back(*, due_from: date, actor: actors.Actor) -> dict[str, models.PaymentReturn]:
    """What last came back of each debt of wages that was due on a day or later, by the key of the debt."""
    rows = returns(actor=actor).filter(payment__kind=kinds.WAGES, payment__due_on__gte=due_from)
    return {first_key(row.payment.source_key): row for row in rows.order_by("recorded_at", "pk")}


def facts_of_returns(
    found: Sequence[models.PaymentReturn], *, actor: actors.Actor
) -> Mapping[uuid.UUID, rules.ReturnFacts]:
    """What decides whether each can be paid again."""
    return {
        row.pk: rules.ReturnFacts(
            is_checked=row.state == "checked",
            has_new_account=account_now(row, actor=actor) != (row.payment.payee or row.payment.creditor),
            is_owed=row.owed > 0,
            by_its_recorder=row.recorded_by_id == actor.user_id,
        )
        for row in found
    }


def account_now(
    sent_back: models.PaymentReturn, *, actor: actors.Actor
) -> models.BankAccount | models.CreditorAccount | None:
    """The account into which the payee of what came back is paid today; the old one where none holds today.

    None where it was a body's account that another provider keeps, and this one keeps none.
    """
    payment = sent_back.payment
    if payment.payee is not None:
        found = books.bank_accounts_on([payment.payee.subject_id], day=actor.today, actor=actor)
        return found.get(payment.payee.subject_id, payment.payee)
    body = payment.creditor.creditor if payment.creditor else _BODIES.get(payment.kind, "")
    bodies = creditors.creditor_accounts_on(day=actor.today, actor=actor)
    return bodies.get((sent_back.organisation_id, body), payment.creditor)


def next_key(source_key: str) -> str:
    """The source key of the payment in place of one that came back: the same debt, once more."""
    match = _AGAIN.fullmatch(source_key)
    if match is None:
        return f"{source_key}:again:1"
    return f"{match['key']}:again:{int(match['times']) + 1}"


def key_before(source_key: str) -> str:
    """The source key of the payment in whose place this one is made: the other way round."""
    match = _AGAIN.fullmatch(source_key)
    if match is None or match["times"] == "1":
        return first_key(source_key)
    return f"{match['key']}:again:{int(match['times']) - 1}"


def first_key(source_key: str) -> str:
    """The source key of the debt itself, however often it came back."""
    match = _AGAIN.fullmatch(source_key)
    return match["key"] if match else source_key


def newest_payments(
    keys: Mapping[str, uuid.UUID], *, kind: str, subjects: Collection[uuid.UUID], actor: actors.Actor
) -> dict[uuid.UUID, models.Payment]:
    """The newest payment of each debt of one kind, by what its source key stands for; in one query."""
    rows = models.Payment.objects.filter(kind=kind, subject__in=subjects)
    made = {}
    for payment in scope.visible_to(rows, actor).select_related("batch", "sent_back").order_by("pk"):
        debt = keys.get(first_key(payment.source_key))
        if debt is not None:
            made[debt] = payment
    return made


def debts_sent_back(*, kind: str, actor: actors.Actor) -> set[str]:
    """The debts of one kind, by their keys, of which the bank ever sent a payment back."""
    rows = models.PaymentReturn.objects.filter(payment__kind=kind)
    return {
        first_key(key) for key in scope.visible_to(rows, actor).values_list("payment__source_key", flat=True)
    }


def given_up(source_keys: Iterable[str], *, actor: actors.Actor) -> set[str]:
    """Those of the payments to make in place of another that are not made: that was closed."""
    wanted = {key_before(key): key for key in source_keys}
    closed = models.PaymentReturn.objects.filter(payment__source_key__in=list(wanted), state__in=GIVEN_UP)
    keys = scope.visible_to(closed, actor).values_list("payment__source_key", flat=True)
    return {wanted[key] for key in keys}


def is_given_up(payment: models.Payment) -> bool:
    """Whether it came back, and somebody closed that: what it was for is settled another way."""
    sent_back: models.PaymentReturn | None = getattr(payment, "sent_back", None)
    return sent_back is not None and sent_back.state in GIVEN_UP
