"""Deductions paid on: from a managed account through the bank file, or by employers who pay themselves."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.db import transaction
from django.db.models import Q

from clients import operations as clients
from dpss.access import actors, policy, rows, scope, transitions
from dpss.kernel import errors, money
from ledger import kinds
from ledger import operations as ledger
from ledger import queries as books
from payroll import models, postings
from payroll.operations import body_payments, following
from payroll.queries import deduction_payments as queries

_SENT_BACK: Final = "The bank sent the payment back. Answer it under Payments."
_GIVEN_UP: Final = "The bank sent it back, and it is not paid again from here. Record it when it is paid on."
_PROVIDER: Final = models.DeductionPayment.Payer.PROVIDER


@transaction.atomic
def confirm(
    *,
    payment: models.DeductionPayment,
    seen: Decimal,
    actor: actors.Actor,
    at: datetime,
    reason: str = "",
    on_behalf_of: str = "",
) -> models.DeductionPayment:
    """The employer has paid it on: take it off their direct payment account, once.

    `seen` is the amount that they were shown, in pounds. Staff write it down in the employer's name, and
    `reason` says how they know. Raises `Conflict` when it is another amount now, and `Refused` when it is
    paid already, or paid by the provider.
    """
    own = not actor.is_staff
    moved = transitions.move(
        payment,
        "confirm" if own else "confirm_for",
        actor=actor,
        at=at,
        facts=lambda found: queries.facts_of(found, actor=actor),
        reason=reason.strip(),
        on_behalf_of=on_behalf_of if own else payment.employer.name,
        also={"confirmed_by_id": actor.user_id, "paid_on": actor.today, "in_books": own},
    )
    moved.refresh_from_db(fields=["amount", "taken_back"])
    if moved.amount != seen:
        raise errors.Conflict(
            f"A payslip was put right since you opened this page. It is {money.in_words(moved.amount)} now."
            f" If you have paid {money.in_words(seen)} already, ring us. If not, go back and look again."
        )
    if own:
        follow(moved, actor, at)
    return moved


@transaction.atomic
def undo_confirm(
    *,
    payment: models.DeductionPayment,
    reason: str,
    actor: actors.Actor,
    at: datetime,
    on_behalf_of: str = "",
) -> models.DeductionPayment:
    """It was not paid on after all: the money is on the account again, set aside, and it is to pay.

    By the employer, or by staff in their name. Raises `Refused` when it is not paid.
    """
    own = not actor.is_staff
    held = models.DeductionPayment.objects.filter(pk=payment.pk)
    before = scope.visible_to(held, actor).select_for_update(of=("self",)).first()
    if before is None:
        raise errors.NotAllowed("It is not there any more, or it is not yours to change.")
    moved = transitions.move(
        payment,
        "unconfirm" if own else "unconfirm_for",
        actor=actor,
        at=at,
        reason=reason.strip(),
        on_behalf_of=on_behalf_of if own else payment.employer.name,
        also={
            "confirmed_by_id": None,
            "paid_on": None,
            "taken_back": before.taken_back + 1,
            "in_books": own,
        },
    )
    if own:
        follow(moved, actor, at)
    return moved


@transaction.atomic
def follow_books(*, actor: actors.Actor, at: datetime) -> int:
    """Bring the ledger into line with what staff wrote down for employers. Returns of how many."""
    _only_the_job(actor)
    return following.follow_each(models.DeductionPayment.objects.all(), follow, actor=actor, at=at)


def follow(one: models.DeductionPayment, actor: actors.Actor, at: datetime) -> None:
    """What was taken back is out of the ledger, and what is paid is in it and not set aside, each once.

    Call it for one that is locked, as somebody who reaches the client's account, or as the job.
    """
    for times in range(one.taken_back):
        paid = _paid_key(one, times)
        ledger.reverse_posted(posted_key=paid, source_key=f"{paid}:back", day=actor.today, at=at)
    if one.state != "paid":
        clients.unsettle_all([_set_aside_as(one, actor)])
        return
    employer = one.employer
    movement = postings.of_deduction_paid(
        one.amount,
        source_key=_paid_key(one, one.taken_back),
        employer_subject=employer.subject_id,
        client_subject=employer.client.subject_id,
        day=one.paid_on or actor.today,
    )
    ledger.post_all([movement], council_id=one.council_id, at=at)
    clients.settle_all([_set_aside_as(one, actor)], on=actor.today)


@transaction.atomic
def pay_due(*, actor: actors.Actor, at: datetime) -> int:
    """Make a payment of what the provider has to pay on, each once, and follow it. Returns how many changed.

    In a bank file it is paid; sent back by the bank, it is to pay again.
    """
    _only_the_job(actor)
    came_back = books.debts_sent_back(kind=kinds.ORDERS, actor=actor)
    paid_before = Q(state="in_file", pk__in=[postings.named_by(key) for key in came_back])
    mine = models.DeductionPayment.objects.filter(
        Q(state="due") | paid_before, payer=_PROVIDER, in_books=True
    )
    joined = mine.select_related("employer__client", "employer__pay_group").order_by("pk")
    found = list(scope.visible_to(joined, actor).select_for_update(skip_locked=True, of=("self",)))
    made = queries.bank_payments(found, actor=actor) if found else {}
    in_file = {key: one for key, one in made.items() if one.state == "in_file"}
    waiting = [one for one in found if one.state == "due"]
    held = _make_due([one for one in waiting if one.pk not in made], actor)
    held |= {key: _why_back(one) for key, one in made.items() if one.state == "returned"}
    changed = _say([one for one in waiting if one.pk not in in_file], held)
    sent = transitions.move_all(
        models.DeductionPayment,
        [one.pk for one in waiting if one.pk in in_file],
        "put_in_file",
        actor=actor,
        at=at,
        also=lambda one: {"paid_on": _day(in_file[one.pk], actor), "held_because": ""},
    )
    back = transitions.move_all(
        models.DeductionPayment,
        [one.pk for one in found if one.state == "in_file" and one.pk not in in_file],
        "send_back",
        actor=actor,
        at=at,
        also=lambda one: {"paid_on": None, "held_because": held.get(one.pk, "")},
    )
    return changed + len(sent.moved) + len(back.moved)


def _make_due(found: Sequence[models.DeductionPayment], actor: actors.Actor) -> dict[uuid.UUID, str]:
    """Ask for a payment of each. What holds one up is returned, in a sentence."""
    debts = {one.pk: _debt(one) for one in found}
    held = body_payments.make_due(list(debts.values()), actor=actor) if debts else {}
    return {key: held[debt.source_key].why for key, debt in debts.items() if debt.source_key in held}


def _debt(one: models.DeductionPayment) -> body_payments.Debt:
    return body_payments.Debt(
        source_key=one.payment_key,
        kind=kinds.ORDERS,
        employer=one.employer,
        creditor=one.payee,
        amount=one.amount,
        reference=one.reference,
        due_on=one.due_on,
        set_aside=(one.payment_key,),
    )


def _say(found: Sequence[models.DeductionPayment], held: Mapping[uuid.UUID, str]) -> int:
    """Keep with each what holds its payment up, or that nothing does any more. Returns how many changed."""
    changed = [one for one in found if one.held_because != held.get(one.pk, "")]
    for one in changed:
        one.held_because = held.get(one.pk, "")
    rows.update_all(changed, {"held_because"})
    return len(changed)


def _why_back(payment: Any) -> str:
    return _GIVEN_UP if books.is_given_up(payment) else _SENT_BACK


def _paid_key(one: models.DeductionPayment, times: int) -> str:
    """What names the entry of a payment: the first, or the one after it was taken back so often."""
    return f"{one.payment_key}:paid{f':{times}' if times else ''}"


def _set_aside_as(one: models.DeductionPayment, actor: actors.Actor) -> str:
    """Under which key money is set aside: its own, or that of the payment in place of one that came back."""
    made = queries.bank_payments([one], actor=actor) if one.payer == _PROVIDER else {}
    payment = made.get(one.pk)
    if payment is not None and payment.state == "returned":
        return books.next_key(payment.source_key)
    return one.payment_key


def _day(payment: Any, actor: actors.Actor) -> Any:
    return payment.batch.pay_on if payment.batch else actor.today


def _only_the_job(actor: actors.Actor) -> None:
    if actor.job != policy.JOB_PAYMENTS:
        raise errors.NotAllowed("Only the portal's own payments job does this.")
