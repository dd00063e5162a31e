"""Payments that must reach someone: made once, for a day, with the two accounts that they will move."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from dpss.access import actors, audit, keys, rows, scope, transitions
from dpss.kernel import errors, money
from ledger import kinds, models, queries
from ledger.banking import bacs

# What a payment takes from its request as it is there.
_GIVEN: Final = ("source_key", "kind", "amount", "reference", "due_on")
_NAMED: Final = (
    "council", "subject", "organisation", "payee", "creditor", "debit_account", "credit_account",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PaymentRequest:
    """Money that an organisation must pay someone by a day, in pounds, and where it will be posted.

    Wages name `payee_id`, the bank account as it was when the payment was decided; HMRC and pension schemes,
    which are nobody's subject, `creditor_id`. The bank file follows a later change of either. The ledger's
    accounts are named by `chart.account_id`, because whoever decides need not reach the payer's money; both
    must be open.
    """

    source_key: str
    council_id: uuid.UUID
    subject_id: uuid.UUID
    organisation_id: uuid.UUID
    amount: Decimal
    reference: str
    due_on: date
    debit_account_id: uuid.UUID
    credit_account_id: uuid.UUID
    payee_id: uuid.UUID | None = None
    creditor_id: uuid.UUID | None = None
    kind: str = models.Payment.Kind.WAGES

    def __post_init__(self) -> None:
        if self.amount <= 0 or self.amount != money.to_penny(self.amount):
            raise errors.Invalid("A payment is at least a penny, in whole pence.")
        if self.reference != bacs.plain(self.reference):
            raise errors.Invalid("A payment's reference is up to 18 capitals, figures and . - / & only.")
        to_person = self.kind in kinds.TO_PEOPLE
        if (self.payee_id is not None, self.creditor_id is not None) != (to_person, not to_person):
            raise errors.Invalid("Wages and direct payments go to a person's account, the rest to a body's.")


def due_all(requests: Iterable[PaymentRequest]) -> int:
    """Make payments due, each once by its source key: asking for the same again changes nothing.

    Returns how many were new. Raises `Invalid` when an account that one names has not been opened.
    """
    try:
        with transaction.atomic():
            made = rows.add_all(
                models.Payment,
                ("id", "state", *_GIVEN, *_NAMED),
                (_values(request) for request in requests),
            )
            # An account out of the actor's reach cannot be looked up, so the database is asked now
            # whether each is there, rather than when it is too late to say so in a sentence.
            connection.check_constraints()
    except IntegrityError as error:
        if not _constraint(error).startswith(
            ("ledger_payment_debit_account", "ledger_payment_credit_account")
        ):
            raise
        raise errors.Invalid(
            "A payment would come from an account that is not open yet. Pay money into it first."
        ) from error
    return made


def hold_payments(source_keys: Iterable[str], *, actor: actors.Actor) -> dict[str, models.Payment]:
    """The payments with these source keys, locked: no bank file takes them until the work is done."""
    found = models.Payment.objects.filter(source_key__in=list(source_keys))
    locked = scope.visible_to(found, actor).select_for_update(of=("self",)).order_by("pk")
    return {payment.source_key: payment for payment in locked}


def change_due(payment: models.Payment, *, amount: Decimal, actor: actors.Actor, at: datetime) -> None:
    """Pay another amount, in pounds, by a payment that is held and in no bank file yet.

    Of one that is lowered to nothing only history is left.
    """
    if payment.state != "due":
        raise errors.Conflict("This payment is in a bank file already, so its amount stays as it is.")
    if not amount:
        _take_out(payment, actor, at)
    verb = "lower" if amount < payment.amount else "raise"
    amounts = {"before": {"amount": payment.amount}, "after": {"amount": amount}}
    audit.record(audit.of(payment, verb, **amounts), actor=actor, at=at)
    payment.amount = amount
    if amount:
        payment.save(update_fields=["amount"])
    else:
        payment.delete()


def change_reference(payment: models.Payment, *, reference: str, actor: actors.Actor, at: datetime) -> None:
    """Let the payee find a payment by another reference, while it is held and in no bank file yet."""
    if payment.state != "due":
        raise errors.Conflict("This payment is in a bank file already, so its reference stays as it is.")
    words = {"before": {"reference": payment.reference}, "after": {"reference": reference}}
    audit.record(audit.of(payment, "change", **words), actor=actor, at=at)
    payment.reference = bacs.plain(reference)
    payment.save(update_fields=["reference"])


def hand_over(
    *, subject_id: uuid.UUID, organisation_id: uuid.UUID, actor: actors.Actor, at: datetime
) -> list[models.Payment]:
    """What is due for a subject and in no bank file yet is paid by this organisation from now on.

    It answers for what came back as well, and is not paid again yet. A file that is made for another
    organisation meanwhile has it, or this one, and never both.
    """
    due = models.Payment.objects.filter(subject=subject_id, state="due").exclude(organisation=organisation_id)
    found: list[models.Payment] = _handed(due, organisation_id, actor=actor, at=at)
    unanswered = models.PaymentReturn.objects.filter(queries.TO_ANSWER, subject=subject_id)
    _handed(unanswered.exclude(organisation=organisation_id), organisation_id, actor=actor, at=at)
    return found


def hand_on(
    sent_back: models.PaymentReturn, *, organisation_id: uuid.UUID, actor: actors.Actor, at: datetime
) -> None:
    """What came back from the bank is for this organisation to answer and to pay again, where it is not."""
    rows = models.PaymentReturn.objects.filter(pk=sent_back.pk).exclude(organisation=organisation_id)
    _handed(rows, organisation_id, actor=actor, at=at)


def _handed(
    rows: "QuerySet[Any]", organisation_id: uuid.UUID, *, actor: actors.Actor, at: datetime
) -> list[Any]:
    found = list(scope.visible_to(rows, actor).select_for_update(of=("self",)).order_by("pk"))
    events = [
        audit.of(
            one,
            "change",
            before={"organisation": str(one.organisation_id)},
            after={"organisation": str(organisation_id)},
        )
        for one in found
    ]
    rows.model._default_manager.filter(pk__in=[one.pk for one in found]).update(organisation=organisation_id)
    audit.record_all(events, actor=actor, at=at)
    return found


def _take_out(payment: models.Payment, actor: actors.Actor, at: datetime) -> None:
    """One that was made in place of another, which came back, leaves that one with nothing to pay."""
    rows = scope.visible_to(models.PaymentReturn.objects.filter(again=payment), actor)
    for row in rows.select_for_update(of=("self",)):
        transitions.move(row, "take_out", actor=actor, at=at, also={"again": None, "owed": money.ZERO})


def _values(request: PaymentRequest) -> tuple[Any, ...]:
    return (
        keys.uuid7(),
        models.Payment.machine.initial,
        *(getattr(request, name) for name in _GIVEN),
        *(getattr(request, f"{name}_id") for name in _NAMED),
    )


def _constraint(error: IntegrityError) -> str:
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""
