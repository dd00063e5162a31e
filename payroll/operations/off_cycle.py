"""Paying one PA on a day of its own: a missed sheet, a bonus, final pay of a leaver, or more after it."""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import Max

from dpss.access import actors, audit, policy, scope, transitions
from dpss.kernel import errors
from payroll import models, off_cycle
from payroll.calc import inputs, tax_periods
from payroll.operations import calculating, posts
from payroll.queries import off_cycle as queries
from payroll.queries import off_cycle_checks as checks
from payroll.queries import payrun_batches

Why = models.OffCyclePay.Why
FIELDS: Final = ("bonus", "bonus_for", "holiday_hours", "holiday_pay", "notice_pay", "redundancy")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Why somebody is paid off-cycle, on which day, for which sheet, what beside it, and what to know of it.

    `period_id` is that of the sheet to pay; None pays no time.
    """

    why: str
    payday: date
    reason: str
    period_id: uuid.UUID | None = None
    amounts: off_cycle.Amounts = field(default_factory=off_cycle.Amounts)


@transaction.atomic
def start(*, post: models.Employment, wanted: Wanted, actor: actors.Actor, at: datetime) -> models.Payrun:
    """Ask for an off-cycle run to be worked out; a second person approves it as any other.

    The usual run of the period leaves out what this one pays. Raises `Invalid` for what cannot be paid so,
    and `Conflict` when one is open for the post already.
    """
    if not actor.may(policy.CALCULATE_PAYRUNS) or actor.user_id is None:
        raise errors.NotAllowed("Your role may not start a payrun. Ask a payroll officer.")
    if not wanted.reason.strip():
        raise errors.Invalid("Say why it is paid on a day of its own: others read it.", field="reason")
    post = posts.hold(post, actor=actor)
    found = checks.found_for(post, why=wanted.why, period_id=wanted.period_id, actor=actor)
    checks.check(
        found,
        post=post,
        payday=wanted.payday,
        amounts=wanted.amounts,
        has_time=wanted.period_id is not None,
        actor=actor,
    )
    if wanted.period_id or wanted.why == Why.FINAL:
        _take_out_of_the_usual_run(post, found.period, actor=actor, at=at)
    run = _run(post, found.period, wanted)
    pay = models.OffCyclePay.objects.create(
        council_id=post.council_id,
        subject_id=post.subject_id,
        payrun=run,
        employment=post,
        why=wanted.why,
        with_time=wanted.period_id is not None,
        recorded_by_id=actor.user_id,
        recorded_at=at,
        **{name: getattr(wanted.amounts, name) for name in FIELDS},
    )
    audit.record(audit.of(pay, "start", reason=run.reason, after=_said(pay)), actor=actor, at=at)
    asked = ask(payrun=run, actor=actor, at=at)
    _drop_an_empty_run(post, found.period, actor, at)
    return asked


@transaction.atomic
def change(
    *, payrun: models.Payrun, amounts: off_cycle.Amounts, actor: actors.Actor, at: datetime
) -> models.Payrun:
    """Put other sums on an off-cycle run, or on the correction of one, that nobody has approved."""
    if not actor.may(policy.CALCULATE_PAYRUNS) or actor.user_id is None:
        raise errors.NotAllowed("Your role may not change a payrun. Ask a payroll officer.")
    rows = models.OffCyclePay.objects.filter(payrun=payrun, payrun__state__in=queries.OPEN)
    pay = scope.visible_to(rows, actor).select_related("employment").select_for_update(of=("self",)).first()
    if pay is None:
        raise errors.Conflict("It is approved or dropped, so its sums stay as they are.")
    checks.check_amounts(amounts, why=pay.why, has_time=pay.with_time)
    before = _said(pay)
    for name in FIELDS:
        setattr(pay, name, getattr(amounts, name))
    pay.recorded_by_id, pay.recorded_at = actor.user_id, at
    pay.save(update_fields=[*FIELDS, "recorded_by", "recorded_at"])
    audit.record(audit.of(pay, "change", before=before, after=_said(pay)), actor=actor, at=at)
    if payrun.state == "requested":
        return payrun
    return ask(payrun=payrun, actor=actor, at=at)


def ask(*, payrun: models.Payrun, actor: actors.Actor, at: datetime) -> models.Payrun:
    """Ask for it to be worked out from what is recorded now."""
    asked = {"requested_by_id": actor.user_id, "requested_at": at}
    return transitions.move(payrun, "request", actor=actor, at=at, reason=payrun.reason, also=asked)


def worked_out_now(
    *, payrun: models.Payrun, actor: actors.Actor, at: datetime
) -> tuple[models.Payrun, list[models.Payslip]]:
    """A run that was asked for, worked out without waiting for the job: for a look that is taken back."""
    for payruns in payrun_batches.batches([payrun]):
        calculating.work_out(payruns, actor=actor, at=at)
    run = scope.visible_to(models.Payrun.objects.filter(pk=payrun.pk), actor).get()
    return run, list(scope.visible_to(run.payslips.all(), actor))


def copy_to(correction: models.Payrun, *, of: models.Payrun) -> None:
    """The correction of an off-cycle payslip pays the same, until somebody puts other sums on it."""
    pay = models.OffCyclePay.objects.filter(payrun=of).first()
    if pay is None or models.OffCyclePay.objects.filter(payrun=correction).exists():
        return
    kept = ("council_id", "subject_id", "employment_id", "why", "with_time", "recorded_by_id", "recorded_at")
    values = {name: getattr(pay, name) for name in (*kept, *FIELDS)}
    models.OffCyclePay.objects.create(payrun=correction, **values)


def _run(post: models.Employment, period: models.PayPeriod, wanted: Wanted) -> models.Payrun:
    runs = models.Payrun.objects.filter(employer=post.employer_id, period=period)
    interval = inputs.Interval(period.group.interval)
    return models.Payrun.objects.create(
        council_id=post.employer.council_id,
        subject_id=post.employer.subject_id,
        employer=post.employer,
        period=period,
        run=(runs.aggregate(last=Max("run"))["last"] or 0) + 1,
        kind=models.Payrun.Kind.FINAL if wanted.why == Why.FINAL else models.Payrun.Kind.OFF_CYCLE,
        reason=wanted.reason.strip(),
        own_payday=wanted.payday,
        own_tax_year=tax_periods.tax_year_of(wanted.payday),
        own_tax_period=tax_periods.period_of(payday=wanted.payday, interval=interval),
    )


def _take_out_of_the_usual_run(
    post: models.Employment, period: models.PayPeriod, *, actor: actors.Actor, at: datetime
) -> None:
    """The draft payslip is dropped, and the usual run, if it is calculated, is calculated without it."""
    drafts = models.Payslip.objects.filter(
        employment=post,
        payrun__period=period,
        payrun__kind=models.Payrun.Kind.REGULAR,
        approved_at=None,
    )
    scope.visible_to(drafts, actor).delete()
    runs = models.Payrun.objects.filter(
        employer=post.employer_id,
        period=period,
        kind=models.Payrun.Kind.REGULAR,
        state__in=["ready", "blocked"],
    )
    transitions.move_all(
        models.Payrun,
        list(scope.visible_to(runs, actor).values_list("pk", flat=True)),
        "request",
        actor=actor,
        at=at,
        also=lambda _: {"requested_by_id": actor.user_id, "requested_at": at},
    )


def _drop_an_empty_run(
    post: models.Employment, period: models.PayPeriod, actor: actors.Actor, at: datetime
) -> None:
    """A usual run that has nobody left to pay would wait for ever; one that was answered stays on record."""
    others = queries.still_to_pay(post.employer_id, period, actor=actor)
    if not others.exists():
        runs = models.Payrun.objects.filter(
            employer=post.employer_id,
            period=period,
            kind=models.Payrun.Kind.REGULAR,
            payslips=None,
            answers=None,
            funds_decisions=None,
        )
        for run in scope.visible_to(runs.exclude(state="approved"), actor):
            audit.record(audit.of(run, "remove"), actor=actor, at=at)
            run.delete()


def _said(pay: models.OffCyclePay) -> dict[str, str]:
    return {name: str(getattr(pay, name)) for name in ("why", "with_time", *FIELDS)}
