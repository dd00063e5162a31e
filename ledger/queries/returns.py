"""Payments that the bank sent back: which are unanswered, and whether they can be paid again."""

import re
import uuid
from collections.abc import Mapping, Sequence

from django.db.models import QuerySet

from dpss.access import actors, scope
from ledger import models, rules
from ledger.queries import books, creditors

_AGAIN = re.compile(r"(?P<key>.+):again:(?P<times>[0-9]+)")
UNANSWERED = ("open", "checked")


def returns(*, actor: actors.Actor) -> QuerySet[models.PaymentReturn]:
    """What came back to the actor's own organisation, what is unanswered first, then the newest first."""
    if actor.organisation_id is None:
        return models.PaymentReturn.objects.none()
    rows = models.PaymentReturn.objects.filter(payment__organisation_id=actor.organisation_id)
    joined = rows.select_related(
        "payment__payee", "payment__creditor", "payment__batch", "again__batch", "recorded_by", "answered_by"
    )
    return scope.visible_to(joined, actor).order_by("-came_back_on", "pk")


def facts_of_returns(
    found: Sequence[models.PaymentReturn], *, actor: actors.Actor
) -> Mapping[uuid.UUID, rules.ReturnFacts]:
    """What decides whether each can be paid again."""
    return {
        row.pk: rules.ReturnFacts(
            is_checked=row.state == "checked",
            has_new_account=account_now(row.payment, actor=actor) != row.payment.account,
        )
        for row in found
    }


def account_now(
    payment: models.Payment, *, actor: actors.Actor
) -> models.BankAccount | models.CreditorAccount:
    """The account into which the payee of a payment is paid today; the old one where none holds today."""
    old = payment.account
    if isinstance(old, models.BankAccount):
        found = books.bank_accounts_on([old.subject_id], day=actor.today, actor=actor)
        return found.get(old.subject_id, old)
    bodies = creditors.creditor_accounts_on(day=actor.today, actor=actor)
    return bodies.get((payment.organisation_id, old.creditor), old)


def next_key(source_key: str) -> str:
    """The source key of the payment in place of one that came back: the same debt, once more."""
    match = _AGAIN.fullmatch(source_key)
    if match is None:
        return f"{source_key}:again:1"
    return f"{match['key']}:again:{int(match['times']) + 1}"


def first_key(source_key: str) -> str:
    """The source key of the debt itself, however often it came back."""
    match = _AGAIN.fullmatch(source_key)
    return match["key"] if match else source_key
