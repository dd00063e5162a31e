"""HMRC's penalties in the books and the payments: taken on once, paid once, put back when they fall away."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Q

from clients import operations as clients
from dpss.access import actors, policy, scope, transitions
from dpss.kernel import errors, money
from ledger import chart, kinds
from ledger import operations as ledger
from ledger import queries as books
from payroll import hmrc_letter_rules as rules
from payroll import models, postings
from payroll.operations import body_payments, following
from payroll.queries import hmrc_letters as queries

_SENT_BACK: Final = "The bank sent the payment back. Answer it under Payments."


def revised(letter: models.HmrcLetter, values: Mapping[str, Any]) -> dict[str, Any]:
    """The `values` that a letter gets, with what must become of the books where they change by it.

    What was posted and is not so any more counts as revised, so that the next posting has a key of its own.
    """
    before = _posted(letter)
    names = ("kind", "amount", "payer", "state", "by_payment")
    after = _posted(letter, **{name: values[name] for name in names if name in values})
    if before == after:
        return dict(values)
    undone = before[0] is not None and (after[0] != before[0] or (before[1] and not after[1]))
    return {**values, "in_books": False, "revised": letter.revised + undone}


@transaction.atomic
def follow_books(*, actor: actors.Actor, at: datetime) -> int:
    """Bring the ledger into line with what was decided, paid or taken back. Returns of how many letters."""
    _only_the_job(actor)
    return following.follow_each(models.HmrcLetter.objects.all(), _follow, actor=actor, at=at)


@transaction.atomic
def pay_due(*, actor: actors.Actor, at: datetime) -> int:
    """Make the payments that were asked for, each once, and follow them. Returns how many letters changed.

    In a bank file a penalty is paid; sent back by the bank, it is to pay again.
    """
    _only_the_job(actor)
    rows = models.HmrcLetter.objects.filter(Q(state="to_pay") | Q(by_payment=True), in_books=True)
    joined = rows.select_related("employer__client", "employer__pay_group").order_by("pk")
    found = list(scope.visible_to(joined, actor).select_for_update(skip_locked=True, of=("self",)))
    payments = queries.payments_of(found, actor=actor)
    in_file = {key: one for key, one in payments.items() if one.state == "in_file"}
    waiting = [one for one in found if one.state == "to_pay"]
    held = _make_due([one for one in waiting if one.pk not in payments], actor)
    held |= {key: _SENT_BACK for key, one in payments.items() if one.state == "returned"}
    changed = _say(waiting, held)
    paid = [one.pk for one in waiting if one.pk in in_file]
    back = [one.pk for one in found if one.state == "paid" and one.pk not in in_file]
    moved = transitions.move_all(
        models.HmrcLetter,
        paid,
        "put_in_file",
        actor=actor,
        at=at,
        also=lambda one: {"by_payment": True, "settled_on": _paid_on(in_file[one.pk], actor)},
    )
    returned = transitions.move_all(
        models.HmrcLetter,
        back,
        "send_back",
        actor=actor,
        at=at,
        also=lambda _: {"by_payment": False, "settled_on": None},
    )
    return changed + len(moved.moved) + len(returned.moved)


def _posted(letter: models.HmrcLetter, **changed: Any) -> tuple[tuple[str, Any] | None, bool]:
    """Who bears how much, if anybody does, and whether it was paid beside the payments."""
    now = {name: getattr(letter, name) for name in ("kind", "amount", "payer", "state", "by_payment")}
    now |= changed
    is_owed = now["kind"] in rules.PENALTIES and now["payer"] and now["amount"]
    if not is_owed or now["state"] in rules.NOT_OWED:
        return None, False
    return (now["payer"], now["amount"]), now["state"] in rules.PAID and not now["by_payment"]


def _follow(letter: models.HmrcLetter, actor: actors.Actor, at: datetime) -> None:
    """What is not so any more is out of the ledger, and what is so is in it, each once."""
    for times in range(letter.revised):
        for key in (postings.penalty_paid_key(letter.pk, times), postings.penalty_key(letter.pk, times)):
            day = letter.back_on or actor.today
            ledger.reverse_posted(posted_key=key, source_key=f"{key}:back", day=day, at=at)
    if letter.state == "refunded" and letter.by_payment:
        ledger.post_all([_given_back(letter, actor)], council_id=letter.council_id, at=at)
    owed, is_paid = _posted(letter)
    if owed is None or is_paid or owed[0] != models.HmrcLetter.Payer.EMPLOYER:
        _set_free(letter, actor)
    if owed is None:
        return
    payer, amount = owed
    given: dict[str, Any] = {
        "by_others": payer != models.HmrcLetter.Payer.EMPLOYER,
        "employer_subject": letter.employer.subject_id,
        "day": actor.today,
    }
    key = postings.penalty_key(letter.pk, letter.revised)
    movements = [postings.of_penalty(amount, source_key=key, **given)]
    if is_paid:
        key = postings.penalty_paid_key(letter.pk, letter.revised)
        client = letter.employer.client.subject_id
        movements.append(postings.of_penalty_paid(amount, source_key=key, client_subject=client, **given))
    ledger.post_all(movements, council_id=letter.council_id, at=at)


def _given_back(letter: models.HmrcLetter, actor: actors.Actor) -> Any:
    """What was paid by a bank file is on the client's account again: its own entry stays as it was."""
    return postings.of_penalty_paid(
        -(letter.amount or money.ZERO),
        by_others=False,
        source_key=postings.penalty_back_key(letter.pk),
        employer_subject=letter.employer.subject_id,
        client_subject=letter.employer.client.subject_id,
        day=letter.back_on or actor.today,
    )


def _set_free(letter: models.HmrcLetter, actor: actors.Actor) -> None:
    """No payment is made in place of one that came back and was given up: its money is spoken for no more."""
    payment = queries.payments_of([letter], actor=actor).get(letter.pk)
    if payment is not None and books.is_given_up(payment):
        clients.settle_all([books.next_key(payment.source_key)], on=actor.today)


def _make_due(letters: Sequence[models.HmrcLetter], actor: actors.Actor) -> dict[uuid.UUID, str]:
    """Ask for a payment of each. What holds one up is returned, in a sentence."""
    debts = {one.pk: _debt(one, actor) for one in letters if one.amount}
    held = body_payments.make_due(list(debts.values()), actor=actor) if debts else {}
    return {key: held[debt.source_key].why for key, debt in debts.items() if debt.source_key in held}


def _say(letters: Sequence[models.HmrcLetter], held: Mapping[uuid.UUID, str]) -> int:
    """Keep with each letter what holds its payment up, or that nothing does any more. Returns how many."""
    changed = [one for one in letters if one.held_because != held.get(one.pk, "")]
    for one in changed:
        one.held_because = held.get(one.pk, "")
    models.HmrcLetter.objects.bulk_update(changed, ["held_because"], batch_size=500)
    return len(changed)


def _debt(letter: models.HmrcLetter, actor: actors.Actor) -> body_payments.Debt:
    return body_payments.Debt(
        source_key=postings.penalty_payment_key(letter.pk),
        kind=kinds.HMRC,
        employer=letter.employer,
        creditor=kinds.HMRC_AS_CREDITOR,
        amount=letter.amount or money.ZERO,
        reference=letter.reference,
        due_on=actor.today,
        owed_on=chart.PENALTIES_OWED,
    )


def _paid_on(payment: Any, actor: actors.Actor) -> Any:
    return payment.batch.pay_on if payment.batch else actor.today


def _only_the_job(actor: actors.Actor) -> None:
    if actor.job != policy.JOB_PAYMENTS:
        raise errors.NotAllowed("Only the portal's own payments job does this.")
