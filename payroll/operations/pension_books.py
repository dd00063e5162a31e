"""Pension schedules in the books: collected on their day, off the debt and the client's account, once."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from clients import operations as clients
from dpss.access import actors, policy, scope, transitions
from dpss.kernel import errors
from ledger import operations as ledger
from ledger import queries as books
from payroll import models, postings
from payroll.operations import body_payments, following
from payroll.queries import pension_schedules as queries

BATCH: Final = 100
_SENT_BACK: Final = "The bank sent the payment back. Answer it under Payments."
_GIVEN_UP: Final = (
    "The bank sent the payment back, and it is not paid again from here. Pay it another way, and record it."
)


@transaction.atomic
def collect_due(*, actor: actors.Actor, at: datetime) -> int:
    """Schedules whose provider collects by today are collected. Returns how many of the next batch."""
    _only_the_job(actor)
    rows = models.PensionSchedule.objects.filter(
        state="submitted",
        kind=models.PensionSchedule.Kind.CONTRIBUTIONS,
        scheme__paid=models.PensionScheme.Paid.DIRECT_DEBIT,
        collect_on__lte=actor.today,
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
    """Bring the ledger into line with what was collected, paid or taken back. Returns how many schedules."""
    _only_the_job(actor)
    return following.follow_each(models.PensionSchedule.objects.all(), _follow, actor=actor, at=at)


@transaction.atomic
def pay_transfers(*, actor: actors.Actor, at: datetime) -> int:
    """Payments for submitted schedules that the provider pays by transfer, and what became of each.

    A payment is made once for a schedule. In a bank file it settles the schedule; sent back by the bank, it
    is owed again. Returns how many schedules changed.
    """
    _only_the_job(actor)
    found = _by_transfer(actor)
    payments = queries.payments_of(found, actor=actor)
    waiting = [one for one in found if one.state == "submitted"]
    held = _make_due([one for one in waiting if one.pk not in payments], actor)
    came_back = {
        key: _GIVEN_UP if books.is_given_up(payment) else _SENT_BACK
        for key, payment in payments.items()
        if payment.state == "returned"
    }
    _say(waiting, held | came_back)
    in_file = {key for key, payment in payments.items() if payment.state == "in_file"}
    paid = {one.pk for one in waiting if one.pk in in_file}
    back = {one.pk for one in found if one.state == "paid" and one.pk not in in_file}
    for one in found:
        if one.pk in paid:
            clients.settle_all(queries.set_aside_for(one, actor=actor), on=actor.today)
        elif one.pk in back:
            clients.unsettle_all(queries.set_aside_for(one, actor=actor))
    return _move(paid, "pay_by_file", actor, at) + _move(back, "payment_back", actor, at)


def _by_transfer(actor: actors.Actor) -> list[models.PensionSchedule]:
    """What the provider of the payroll pays by transfer or has paid, locked; another worker leaves it out."""
    payers = models.WhoPays.objects.filter(
        employer=OuterRef("employer"), during__contains=actor.today, payer=models.WhoPays.Payer.PROVIDER
    )
    came_back = books.debts_sent_back(kind=queries.PAYMENT_KIND, actor=actor)
    paid_before = Q(by_payment=True, pk__in=[postings.named_by(key) for key in came_back])
    rows = models.PensionSchedule.objects.filter(
        Q(state="submitted") | paid_before,
        kind=models.PensionSchedule.Kind.CONTRIBUTIONS,
        scheme__paid=models.PensionScheme.Paid.TRANSFER,
        in_books=True,
    ).filter(Exists(payers) | Q(by_payment=True))
    joined = rows.select_related("employer__client", "employer__pay_group", "scheme").order_by("due_on", "pk")
    return list(scope.visible_to(joined, actor).select_for_update(skip_locked=True, of=("self",)))


def _make_due(schedules: Sequence[models.PensionSchedule], actor: actors.Actor) -> dict[uuid.UUID, str]:
    """Ask for a payment of each. What holds one up is returned, in a sentence."""
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
    return {key: held[debt.source_key].why for key, debt in debts.items() if debt.source_key in held}


def _say(schedules: Sequence[models.PensionSchedule], held: Mapping[uuid.UUID, str]) -> None:
    """Keep with each schedule what holds its payment up, or that nothing does any more."""
    for one in schedules:
        said = held.get(one.pk, "")
        if said != one.held_because:
            one.held_because = said
            one.save(update_fields=["held_because"])


def _move(ids: Collection[uuid.UUID], name: str, actor: actors.Actor, at: datetime) -> int:
    settled = name == "pay_by_file"
    outcome = transitions.move_all(
        models.PensionSchedule,
        list(ids),
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
