"""What was taken from wages for others: asked for once when its month is over, never more than it was."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import CharField, Count, F, Value
from django.db.models.functions import Cast, Concat

from clients import operations as clients
from dpss.access import actors, audit, policy, rows, scope, transitions
from dpss.kernel import errors, money
from ledger import bank_holidays, kinds
from ledger import operations as ledger
from ledger import queries as books
from payroll import deduction_payment_rules as rules
from payroll import models
from payroll.queries import deduction_days, deductions_owed

BATCH: Final = 200
_PROVIDER: Final = models.DeductionPayment.Payer.PROVIDER


@transaction.atomic
def raise_due(*, actor: actors.Actor, at: datetime) -> int:
    """Ask for what orders took on the paydays of months that are over, each pound once.

    Returns how many payments are new; run again, it returns 0. What was taken later of such a month, or put
    right, is asked for as another part.
    """
    if actor.job != policy.JOB_PAYMENTS:
        raise errors.NotAllowed("Only the portal's own payments job does this.")
    until = actor.today.replace(day=1) - date.resolution
    wanted = _wanted(until, actor)
    made = _new(wanted, actor, at)
    rows.insert_all(made)
    _set_aside(made, {one.employment_id for one in wanted}, until, actor)
    audit.record_all([audit.of(one, "raise") for one in made], actor=actor, at=at)
    return len(made)


def lower(slips: Sequence[models.Payslip], *, actor: actors.Actor, at: datetime) -> None:
    """Ask for no more than corrected payslips took, as far as nobody has paid it on.

    The latest gives way first. Call it in the transaction that approves the corrections.
    """
    if not slips:
        return
    posts = {slip.employment_id for slip in slips}
    orders = deductions_owed.with_taken(models.Deduction.objects.filter(employment__in=posts))
    over = {
        one.pk: one.asked - one.taken for one in scope.visible_to(orders, actor).filter(asked__gt=F("taken"))
    }
    due = models.DeductionPayment.objects.filter(deduction__in=list(over), state="due")
    held = scope.visible_to(due, actor).select_for_update(of=("self",)).order_by("-month", "-part")
    for one in held:
        over[one.deduction_id] -= _lower(one, over[one.deduction_id], actor, at)


def _wanted(until: date, actor: actors.Actor) -> list[Any]:
    """The orders that took more by a day than is asked for, locked, so that no other turn asks for it."""
    asked = deductions_owed.with_taken(models.Deduction.objects.all(), until=until)
    found = scope.visible_to(asked.filter(taken__gt=F("asked")), actor).order_by("pk")[:BATCH]
    ids = list(found.values_list("pk", flat=True))
    locked = models.Deduction.objects.filter(pk__in=ids).select_for_update(skip_locked=True).order_by("pk")
    keys = [one.pk for one in scope.visible_to(locked, actor)]
    # Looked at again now that they are held: another turn may have just asked for the same.
    again = deductions_owed.with_taken(models.Deduction.objects.filter(pk__in=keys), until=until)
    return list(
        scope.visible_to(again.filter(taken__gt=F("asked")), actor)
        .select_related("employment__employer")
        .order_by("pk")
    )


def _new(wanted: Sequence[Any], actor: actors.Actor, at: datetime) -> list[models.DeductionPayment]:
    parts, payers = _parts(wanted, actor), _payers(wanted, actor)
    decided = deduction_days.of_employers({one.employment.employer_id for one in wanted}, actor=actor)
    holidays = bank_holidays.known()
    made = []
    for one in wanted:
        month = one.last_payday.replace(day=1)
        employer = one.employment.employer
        due_on = rules.due_on(month, one.kind, decided=decided.get(employer.pk), holidays=holidays)
        made.append(
            models.DeductionPayment(
                council_id=employer.council_id,
                subject_id=employer.subject_id,
                deduction_id=one.pk,
                employer=employer,
                month=month,
                part=parts.get((one.pk, month), 0) + 1,
                payee=one.sender,
                reference=one.reference,
                due_on=max(due_on, actor.today),
                payer=payers.get(employer.pk, models.DeductionPayment.Payer.EMPLOYER),
                amount=one.taken - one.asked,
                raised_at=at,
            )
        )
    return made


def _parts(wanted: Sequence[Any], actor: actors.Actor) -> Mapping[tuple[uuid.UUID, date], int]:
    """How often each month of an order was asked for already."""
    known = models.DeductionPayment.objects.filter(deduction__in=[one.pk for one in wanted])
    counted = scope.visible_to(known, actor).order_by().values_list("deduction_id", "month")
    return {(order, month): many for order, month, many in counted.annotate(many=Count("pk"))}


def _payers(wanted: Sequence[Any], actor: actors.Actor) -> Mapping[uuid.UUID, str]:
    """Who pays for each employer today."""
    employers = {one.employment.employer_id for one in wanted}
    who = models.WhoPays.objects.filter(employer__in=employers, during__contains=actor.today)
    return dict(scope.visible_to(who, actor).values_list("employer_id", "payer"))


def _set_aside(
    made: Sequence[models.DeductionPayment], posts: set[uuid.UUID], until: date, actor: actors.Actor
) -> None:
    """What the payslips spoke for is spoken for by what is to be paid on from now, payee by payee."""
    slips = models.Payslip.objects.filter(employment__in=posts, payday__lte=until, approved_at__isnull=False)
    key = Concat(Value("payslip:"), Cast("pk", CharField()), Value(":orders"))
    clients.settle_all(scope.visible_to(slips, actor).order_by().values_list(key, flat=True), on=actor.today)
    clients.hold_all(
        [
            clients.CommitmentValue(
                client_id=one.employer.client_id,
                council_id=one.council_id,
                subject_id=one.subject_id,
                kind=kinds.ORDERS,
                amount=one.amount,
                due_on=one.due_on,
                source_key=one.payment_key,
            )
            for one in made
        ]
    )


def _lower(one: models.DeductionPayment, by: Any, actor: actors.Actor, at: datetime) -> Any:
    """By how many pounds less is asked for of one that is due."""
    less = min(by, one.amount)
    if not less:
        return money.ZERO
    if one.payment_key in books.payments_by_key([one.payment_key], actor=actor):
        lowered = ledger.lower_owed(source_key=one.payment_key, by=less, actor=actor, at=at)
        less = lowered.by
        clients.lower([lowered.set_aside_as], by=less)
    else:
        clients.lower([one.payment_key], by=less)
    if less and less == one.amount:
        transitions.move(one, "drop", actor=actor, at=at, also={"amount": money.ZERO})
    elif less:
        amounts = {"before": {"amount": one.amount}, "after": {"amount": one.amount - less}}
        audit.record(audit.of(one, "lower", **amounts), actor=actor, at=at)
        one.amount -= less
        one.save(update_fields=["amount"])
    return less
