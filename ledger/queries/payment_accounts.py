"""How direct payments are held: which account of a client's holds on a day, and of what kind it is."""

import uuid
from datetime import date
from typing import TypeAlias

from django.db.models import QuerySet

from dpss.access import actors, scope
from ledger import models

PaymentAccount: TypeAlias = models.PaymentAccount


def payment_accounts(*, actor: actors.Actor) -> QuerySet[models.PaymentAccount]:
    """Every account of a direct payment that the actor reaches, the newest first."""
    rows = models.PaymentAccount.objects.select_related("organisation", "proposed_by", "decided_by")
    return scope.visible_to(rows, actor).order_by("-during", "-proposed_at", "pk")


def payment_account_on(
    subject_id: uuid.UUID, day: date, *, actor: actors.Actor
) -> models.PaymentAccount | None:
    """The approved account that a client's direct payment is on, on a day."""
    rows = payment_accounts(actor=actor).filter(subject_id=subject_id, state="approved")
    return rows.filter(during__contains=day).first()


def kind_of(subject_id: uuid.UUID, on: date, *, actor: actors.Actor) -> str:
    """Own, card or managed; empty where no account is approved for that day."""
    found = payment_account_on(subject_id, on, actor=actor)
    return found.kind if found else ""


def others_with_payment_account(
    account_index: str, *, subject_id: uuid.UUID, actor: actors.Actor
) -> QuerySet[models.PaymentAccount]:
    """Accounts of other clients with the same numbers, approved or waiting, that the actor reaches."""
    rows = payment_accounts(actor=actor).filter(account_index=account_index)
    return rows.exclude(subject_id=subject_id).exclude(state="withdrawn")
