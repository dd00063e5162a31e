"""Pension schedules in the books: collected on their day, off the debt and the client's account, once."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from clients import operations as clients
from dpss.access import actors, policy, scope, transitions
from dpss.kernel import errors
from ledger import operations as ledger
from payroll import models, postings
from payroll.operations import body_payments
from payroll.queries import pension_schedules as queries

BATCH: Final = 100


@transaction.atomic
def collect_due(*, actor: actors.Actor, at: datetime) -> int:
    """Schedules whose provider collects by today are collected. Returns how many of the next batch."""
    _only_the_job(actor)
    rows = models.PensionSchedule.objects.filter(
        state="submitted", scheme__paid=models.PensionScheme.Paid.DIRECT_DEBIT, collect_on__lte=actor.today
    )
    due = scope.visible_to(rows, actor).order_by("collect_on", "pk")
    ids = list(due.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True)[:BATCH])
    outcome = transitions.move_all(
        models.PensionSchedule,
        ids,
        "collect",
        actor=actor,
        at=at,
        facts=queries.facts_of(actor),
        also=lambda one: {"settled_on": one.collect_on, "in_books": False},
    )
    return len(outcome.moved)


@transaction.atomic
def follow_books(*, actor: actors.Actor, at: datetime) -> int:
    """Bring the ledger into line with what was collected, paid or taken back. Returns of how many schedules.

    Staff do not reach a client's account, so the portal does it for them. Run twice, each is done once.
    """
    _only_the_job(actor)
    rows = models.PensionSchedule.objects.filter(in_books=False).select_related("employer__client")
    found = scope.visible_to(rows.order_by("pk"), actor)
    due = list(found.select_for_update(skip_locked=True, of=("self",))[:BATCH])
    for schedule in due:
        _follow(schedule, actor, at)
    models.PensionSchedule.objects.filter(pk__in=[one.pk for one in due]).update(in_books=True)
    return len(due)


@transaction.atomic
def pay_transfers(*, actor: actors.Actor, at: datetime) -> int:
    """Payments for submitted schedules that the provider pays by transfer, and what became of each.

    A payment is made once for a schedule. In a bank file it settles the schedule; sent back by the bank, it
    is owed again. Returns how many schedules changed.
    """
    _only_the_job(actor)
    payers = models.WhoPays.objects.filter(
        employer=OuterRef("employer"), during__contains=actor.today, payer=models.WhoPays.Payer.PROVIDER
    )
    rows = models.PensionSchedule.objects.filter(
        Q(state="submitted") | Q(by_payment=True),
        kind=models.PensionSchedule.Kind.CONTRIBUTIONS,
        scheme__paid=models.PensionScheme.Paid.TRANSFER,
        in_books=True,
    ).filter(Exists(payers) | Q(by_payment=True))
    joined = rows.select_related("employer__client", "employer__pay_group", "scheme").order_by("due_on", "pk")
    found = list(scope.visible_to(joined, actor).select_for_update(skip_locked=True, of=("self",)))
    payments = queries.payments_of(found, actor=actor)
    in_file = {key for key, payment in payments.items() if payment.state == "in_file"}
    paid = [one.pk for one in found if one.state == "submitted" and one.pk in in_file]
    back = [one.pk for one in found if one.state == "paid" and one.pk not in in_file]
    _make_due([one for one in found if one.state == "submitted" and one.pk not in payments], actor)
    moved = _move(paid, "pay_by_file", actor, at) + _move(back, "payment_back", actor, at)
    for schedule in found:
        if schedule.pk in paid:
            clients.settle_all(queries.set_aside_for(schedule, actor=actor), on=actor.today)
        elif schedule.pk in back:
            clients.unsettle_all(queries.set_aside_for(schedule, actor=actor))
    return moved


def _make_due(schedules: Sequence[models.PensionSchedule], actor: actors.Actor) -> None:
    """Ask for a payment of each; what holds one up stands with its schedule."""
    debts = {
        one.pk: body_payments.Debt(
            source_key=postings.pension_payment_key(one.pk),
            kind=queries.PAYMENT_KIND,
            employer=one.employer,
            creditor=one.scheme.provider,
            amount=one.member + one.employer_share,
            reference=one.scheme.employer_reference,
            due_on=max(one.due_on, actor.today),
            set_aside=tuple(queries.set_aside_for(one, actor=actor)),
        )
        for one in schedules
        if one.member + one.employer_share > 0
    }
    held = body_payments.make_due(list(debts.values()), actor=actor) if debts else {}
    for one in schedules:
        why = held.get(postings.pension_payment_key(one.pk))
        said = why.why if why else ""
        if said != one.held_because:
            one.held_because = said
            one.save(update_fields=["held_because"])


def _move(ids: Sequence[uuid.UUID], name: str, actor: actors.Actor, at: datetime) -> int:
    settled = name == "pay_by_file"
    outcome = transitions.move_all(
        models.PensionSchedule,
        ids,
        name,
        actor=actor,
        at=at,
        facts=queries.facts_of(actor),
        also=lambda _: {"settled_on": actor.today if settled else None, "by_payment": settled},
    )
    return len(outcome.moved)


def _follow(schedule: models.PensionSchedule, actor: actors.Actor, at: datetime) -> None:
    """What was taken back is out of the ledger, and what is settled is in it, each once."""
    for times in range(schedule.taken_back):
        settled = postings.pension_settled_key(schedule.pk, times)
        ledger.reverse_posted(posted_key=settled, source_key=f"{settled}:back", day=actor.today, at=at)
    aside = queries.set_aside_for(schedule, actor=actor)
    if schedule.settled_on is None:
        clients.unsettle_all(aside)
        return
    amount = schedule.member + schedule.employer_share
    if amount:
        movement = postings.of_pension_settled(
            amount,
            source_key=postings.pension_settled_key(schedule.pk, schedule.taken_back),
            employer_subject=schedule.employer.subject_id,
            client_subject=schedule.employer.client.subject_id,
            day=schedule.settled_on,
        )
        ledger.post_all([movement], council_id=schedule.council_id, at=at)
    clients.settle_all(aside, on=actor.today)


def _only_the_job(actor: actors.Actor) -> None:
    if not actor.may(policy.SETTLE_PENSIONS) or not actor.job:
        raise errors.NotAllowed("Only the portal's own job does this.")
