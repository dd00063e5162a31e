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
from payroll.queries import final_sheets, payrun_batches
from payroll.queries import off_cycle as queries
from payroll.queries import off_cycle_checks as checks

Why = models.OffCyclePay.Why
FIELDS: Final = ("bonus", "bonus_for", "holiday_hours", "holiday_pay", "notice_pay", "redundancy")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Why somebody is paid off-cycle, on which day, for which sheet, what beside it, and what to know of it.

    `period_id` is that of the sheet to pay; None pays no time. Final pay is without time only where
    `leaves_out` says so.
    """

    why: str
    payday: date
    reason: str
    period_id: uuid.UUID | None = None
    amounts: off_cycle.Amounts = field(default_factory=off_cycle.Amounts)
    leaves_out: bool = False


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
        leaves_out=wanted.leaves_out,
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
        left_out=_left_out(post, wanted, actor),
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
    pay = _held(payrun, actor)
    checks.check_amounts(amounts, why=pay.why, has_time=pay.with_time)
    before = _said(pay)
    for name in FIELDS:
        setattr(pay, name, getattr(amounts, name))
    pay.recorded_by_id, pay.recorded_at = actor.user_id, at
    pay.save(update_fields=[*FIELDS, "recorded_by", "recorded_at"])
    audit.record(audit.of(pay, "change", before=before, after=_said(pay)), actor=actor, at=at)
    if pay.payrun.state == "requested":
        # Whoever entered the sums does not approve them, whoever asked before.
        pay.payrun.requested_by_id, pay.payrun.requested_at = actor.user_id, at
        pay.payrun.save(update_fields=["requested_by", "requested_at"])
        return pay.payrun
    return ask(payrun=pay.payrun, actor=actor, at=at)


def _held(payrun: models.Payrun, actor: actors.Actor) -> models.OffCyclePay:
    """What an open run pays; until the transaction ends nobody works it out, or approves it."""
    rows = models.OffCyclePay.objects.filter(payrun=payrun, payrun__state__in=queries.OPEN)
    seen = scope.visible_to(rows, actor).select_related("employment", "payrun")
    found = seen.select_for_update(of=("self", "payrun")).first()
    if found is None:
        raise errors.Conflict("It is approved or dropped, so its sums stay as they are.")
    return found


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


def copy_to(correction: models.Payrun, *, of: models.Payrun, actor: actors.Actor, at: datetime) -> None:
    """The correction of an off-cycle payslip pays the same, until somebody puts other sums on it.

    One that was dropped and is begun again starts from what was paid, whatever was put on it before.
    """
    pay = models.OffCyclePay.objects.filter(payrun=of).first()
    if pay is None:
        return
    values = {name: getattr(pay, name) for name in (*_COPIED, *FIELDS)}
    dropped = models.OffCyclePay.objects.filter(payrun=correction).first()
    if dropped is None:
        models.OffCyclePay.objects.create(payrun=correction, **values)
        return
    before = _said(dropped)
    for name, value in values.items():
        setattr(dropped, name, value)
    dropped.save(update_fields=list(values))
    if before != _said(dropped):
        audit.record(audit.of(dropped, "change", before=before, after=_said(dropped)), actor=actor, at=at)


_COPIED: Final = (
    "council_id",
    "subject_id",
    "employment_id",
    "why",
    "with_time",
    "left_out_id",
    "recorded_by_id",
    "recorded_at",
)


def _left_out(post: models.Employment, wanted: Wanted, actor: actors.Actor) -> models.Timesheet | None:
    """The sheet that the final pay could pay, where somebody has said that it does not."""
    if wanted.why != Why.FINAL or wanted.period_id is not None:
        return None
    last = final_sheets.last_of(post, actor=actor)
    return last.sheet if last else None


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
    said = {name: str(getattr(pay, name)) for name in ("why", "with_time", *FIELDS)}
    return said | ({"left_out": str(pay.left_out_id)} if pay.left_out_id else {})
