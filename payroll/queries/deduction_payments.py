"""Deductions to pay on: what each order took in a month, who pays it, and which of it has gone."""

import uuid
from collections.abc import Mapping, Sequence

from django.db.models import QuerySet

from dpss.access import actors, scope, transitions
from dpss.access.models import AuditEvent
from dpss.access.queries import history_of
from ledger import kinds
from ledger import queries as books
from ledger.models import Payment
from payroll import deduction_payment_rules as rules
from payroll import models

Payer = models.DeductionPayment.Payer


def payments(
    *, actor: actors.Actor, client_id: uuid.UUID | None = None
) -> "QuerySet[models.DeductionPayment]":
    """Those that the actor reaches, the soonest first, with whose they are joined in."""
    rows = models.DeductionPayment.objects.select_related(
        "employer__client", "deduction__employment__assistant", "confirmed_by"
    )
    if client_id:
        rows = rows.filter(employer__client_id=client_id)
    return scope.visible_to(rows, actor).order_by("due_on", "payee", "employer__name", "pk")


def of_employers(
    *, actor: actors.Actor, client_id: uuid.UUID | None = None, is_paid: bool = False
) -> "QuerySet[models.DeductionPayment]":
    """What employers who pay themselves have to pay on, or have paid, the newest first."""
    rows = payments(actor=actor, client_id=client_id).filter(payer=Payer.EMPLOYER)
    return rows.filter(state="paid").order_by("-paid_on", "pk") if is_paid else rows.filter(state="due")


def facts_of(
    found: Sequence[models.DeductionPayment], *, actor: actors.Actor
) -> Mapping[uuid.UUID, rules.DeductionPaymentFacts]:
    """What decides whether somebody may say that they are paid."""
    by_provider = [one for one in found if one.payer == Payer.PROVIDER]
    made = bank_payments(by_provider, actor=actor) if by_provider else {}
    return {
        one.pk: rules.DeductionPaymentFacts(
            one.payer == Payer.PROVIDER, one.pk in made and books.is_given_up(made[one.pk])
        )
        for one in found
    }


def why_not(one: models.DeductionPayment, move: str, *, actor: actors.Actor) -> str:
    """Why the actor cannot make a move of it now, in a sentence; nothing when they can."""
    facts = facts_of([one], actor=actor).get(one.pk)
    return transitions.why_not(one, move, actor=actor, facts=facts) or ""


def bank_payments(
    found: Sequence[models.DeductionPayment], *, actor: actors.Actor
) -> dict[uuid.UUID, Payment]:
    """The newest payment of each that is paid from a managed account."""
    keys = {one.payment_key: one.pk for one in found}
    subjects = {one.subject_id for one in found}
    return books.newest_payments(keys, kind=kinds.ORDERS, subjects=subjects, actor=actor)


def history(one: models.DeductionPayment, *, actor: actors.Actor) -> QuerySet[AuditEvent]:
    """What was done with it, newest first."""
    found = history_of(subject_id=one.subject_id, actor=actor).exclude(verb="look")
    return found.filter(thing=one._meta.label_lower, thing_id=str(one.pk))
