"""Correcting an approved payslip: another is worked out beside it, and a second person approves it."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max

from dpss.access import actors, policy, scope, transitions
from dpss.kernel import errors
from payroll import models
from payroll.operations import deductions, off_cycle, posts
from payroll.queries import corrections


@transaction.atomic
def begin(*, slip: models.Payslip, reason: str, actor: actors.Actor, at: datetime) -> models.Payrun:
    """Ask for an approved payslip to be worked out again; it counts until another person approves the new.

    Raises `Conflict` when it may not be replaced, or when somebody has begun a moment ago.
    """
    if not actor.may(policy.CALCULATE_PAYRUNS):
        raise errors.NotAllowed("Your role may not correct payslips. Ask a payroll officer.")
    if not reason.strip():
        raise errors.Invalid("Say what was wrong: the PA and the employer read it.", field="reason")
    posts.hold(slip.employment, actor=actor)
    approved = models.Payslip.objects.filter(pk=slip.pk, approved_at__isnull=False).select_related("payrun")
    slip = scope.visible_to(approved, actor).get()
    sentence = corrections.why_not(slip, actor=actor)
    if sentence:
        raise errors.Conflict(sentence)
    payrun = _due(slip, reason.strip(), actor)
    off_cycle.copy_to(payrun, of=slip.payrun, actor=actor, at=at)
    return _ask(payrun, actor=actor, at=at)


@transaction.atomic
def again(*, payrun: models.Payrun, actor: actors.Actor, at: datetime) -> models.Payrun:
    """Ask for a correction to be worked out anew, from what is recorded now."""
    return _ask(payrun, actor=actor, at=at)


@transaction.atomic
def win_back(
    *,
    overpayment: models.Overpayment,
    first_day: date,
    each_time: Decimal,
    agreed_on: date,
    actor: actors.Actor,
    at: datetime,
) -> models.Overpayment:
    """Take what was overpaid off later wages, so much each payday, as was agreed with the PA."""
    post = posts.hold(overpayment.employment, actor=actor)
    overpayment = _as_it_is(overpayment, actor)
    _check_open(overpayment)
    deduction = deductions.add(
        post=post,
        paper=deductions.Paper(
            kind=models.Deduction.Kind.OVERPAYMENT,
            reference=f"Overpaid {overpayment.payslip.payday:%d %B %Y}, {overpayment.payslip.payrun.run}",
            made=agreed_on,
            first_day=first_day,
        ),
        terms=deductions.Terms(normal=each_time, owed=overpayment.amount),
        actor=actor,
        at=at,
    )
    decided = {"deduction": deduction, "decided_by_id": actor.user_id, "decided_at": at}
    return transitions.move(overpayment, "agree", actor=actor, at=at, also=decided)


@transaction.atomic
def write_off(
    *, overpayment: models.Overpayment, reason: str, actor: actors.Actor, at: datetime
) -> models.Overpayment:
    """Let the PA keep what was overpaid, with the reason."""
    decided = {"reason": reason.strip(), "decided_by_id": actor.user_id, "decided_at": at}
    return transitions.move(overpayment, "write_off", actor=actor, at=at, reason=reason, also=decided)


def _due(slip: models.Payslip, reason: str, actor: actors.Actor) -> models.Payrun:
    """The correction's payrun: a new one, or one that was begun and undone, with the new reason."""
    undone = scope.visible_to(models.Payrun.objects.filter(corrects=slip), actor).first()
    if undone is not None:
        undone.reason = reason
        undone.save(update_fields=["reason"])
        return undone
    run = slip.payrun
    runs = models.Payrun.objects.filter(employer=run.employer_id, period=run.period_id)
    return models.Payrun.objects.create(
        council_id=run.council_id,
        subject_id=run.subject_id,
        employer_id=run.employer_id,
        period_id=run.period_id,
        run=runs.aggregate(last=Max("run"))["last"] + 1,
        kind=models.Payrun.Kind.CORRECTION,
        corrects=slip,
        reason=reason,
        own_payday=run.own_payday,
        own_tax_year=run.own_tax_year,
        own_tax_period=run.own_tax_period,
    )


def _ask(payrun: models.Payrun, *, actor: actors.Actor, at: datetime) -> models.Payrun:
    asked = {"requested_by_id": actor.user_id, "requested_at": at}
    return transitions.move(payrun, "request", actor=actor, at=at, reason=payrun.reason, also=asked)


def _as_it_is(overpayment: models.Overpayment, actor: actors.Actor) -> models.Overpayment:
    rows = models.Overpayment.objects.filter(pk=overpayment.pk).select_related("payslip__payrun")
    return scope.visible_to(rows, actor).select_for_update(of=("self",)).get()


def _check_open(overpayment: models.Overpayment) -> None:
    if overpayment.state != "open":
        label = models.Overpayment.machine.states[overpayment.state]
        raise errors.Conflict(f"It is already “{label}”, so there is nothing more to do here.")
