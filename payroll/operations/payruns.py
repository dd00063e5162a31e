"""From approved timesheets to payslips, and from an approved payrun to everything that follows it."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Max, QuerySet

from dpss.access import actors, policy, scope, transitions
from dpss.kernel import errors, money
from payroll import models, payrun_rules
from payroll.calc import rates
from payroll.operations import (
    approvals,
    calculating,
    contracted_pay,
    leave_sheets,
    sheet_corrections,
    sickness_corrections,
)
from payroll.queries import calendars, external, off_cycle, payrun_batches, payrun_facts, posts

BATCH = 500
REGULAR: Final = models.Payrun.Kind.REGULAR


@transaction.atomic
def request(
    *,
    period: models.PayPeriod,
    actor: actors.Actor,
    at: datetime,
    employer_ids: Sequence[uuid.UUID] | None = None,
) -> int:
    """Ask for a period's payruns to be worked out; the payroll job does it. Returns how many were asked for.

    Employers whose run is approved get a later run when another sheet has come in. Asking again
    works the open ones out anew.
    """
    if not actor.may(policy.CALCULATE_PAYRUNS):
        raise errors.NotAllowed("Your role may not calculate payruns. Ask a payroll officer.")
    try:
        rates.for_year(period.tax_year)
    except rates.RatesError as error:
        raise errors.Invalid(str(error)) from error
    if external.of_period(period, actor=actor) is not None:
        raise errors.Invalid("Your own payroll software works this period out. Bring its results in instead.")
    employers = scope.visible_to(models.Employer.objects.filter(calendars.paid_in(period)), actor)
    if employer_ids is not None:
        employers = employers.filter(pk__in=employer_ids)
    leave_sheets.mark_away(period=period, employers=employers, actor=actor, at=at)
    contracted_pay.make_standing(period=period, employers=employers, actor=actor, at=at)
    _open_runs(period, employers, actor)
    open_runs = models.Payrun.objects.filter(
        calendars.paid_in(period, "employer__"),
        period=period,
        kind=REGULAR,
        state__in=["due", "blocked", "ready"],
    )
    if employer_ids is not None:
        open_runs = open_runs.filter(employer_id__in=employer_ids)
    ids = list(scope.visible_to(open_runs, actor).values_list("pk", flat=True))
    outcome = transitions.move_all(
        models.Payrun,
        ids,
        "request",
        actor=actor,
        at=at,
        also=lambda _: {"requested_by_id": actor.user_id, "requested_at": at},
    )
    return len(outcome.moved)


@transaction.atomic
def calculate_due(*, actor: actors.Actor, at: datetime, limit: int = BATCH) -> int:
    """Work out the next payruns that were asked for, leaving those another worker holds. Returns how many.

    Everything is worked out anew from the approved sheets, so doing it twice gives the same payslips. Nobody
    changes a post of these employers meanwhile, or starts to pay one on a day of its own; an employer of whom
    somebody does so now is left for the next time.
    """
    claimed = _claimed(actor, limit)
    about = payrun_batches.about([run.pk for run in claimed], actor=actor)
    with actors.acting(about):
        for payruns in payrun_batches.batches(claimed):
            calculating.work_out(payruns, actor=about, at=at)
    return len(claimed)


def _claimed(actor: actors.Actor, limit: int) -> list[models.Payrun]:
    """The next payruns to work out, each held together with its employer; it waits for nobody."""
    due = models.Payrun.objects.filter(state="requested").select_related("employer")
    held = due.select_for_update(skip_locked=True, no_key=True, of=("self", "employer"))
    return list(scope.visible_to(held, actor).order_by("requested_at", "pk")[:limit])


@transaction.atomic
def undo(*, payrun_ids: Sequence[uuid.UUID], actor: actors.Actor, at: datetime) -> transitions.Outcome:
    """Take calculations back that nobody has approved: the payslips are dropped, the timesheets stay."""
    outcome = transitions.move_all(
        models.Payrun, payrun_ids, "undo", actor=actor, at=at, also=lambda _: _NOT_CALCULATED
    )
    drafts = models.Payslip.objects.filter(payrun__in=outcome.moved, approved_at=None)
    scope.visible_to(drafts, actor).delete()
    for payrun in outcome.moved:
        if payrun.kind == models.Payrun.Kind.CORRECTION:
            sheet_corrections.close(payrun=payrun, actor=actor, at=at)
            sickness_corrections.put_back(payrun=payrun, actor=actor, at=at)
    return outcome


@transaction.atomic
def approve(*, payrun_ids: Sequence[uuid.UUID], actor: actors.Actor, at: datetime) -> transitions.Outcome:
    """A second person approves payruns: in one transaction the ledger, the payments and HMRC's messages.

    What cannot follow from one payrun refuses that one, with its sentence, and nobody else's wages.
    """
    try:
        about = payrun_batches.about(payrun_ids, actor=actor)
        with actors.acting(about):
            return _approve(payrun_ids, actor=about, at=at)
    except errors.NotAllowed:
        raise
    except errors.Refusal as refusal:
        if len(payrun_ids) == 1:
            return transitions.Outcome((), {payrun_ids[0]: refusal.sentence})
    half = len(payrun_ids) // 2
    first, rest = (
        approve(payrun_ids=ids, actor=actor, at=at) for ids in (payrun_ids[:half], payrun_ids[half:])
    )
    return transitions.Outcome((*first.moved, *rest.moved), {**first.refused, **rest.refused})


def _approve(ids: Sequence[uuid.UUID], *, actor: actors.Actor, at: datetime) -> transitions.Outcome:
    _one_at_a_time(ids, actor)
    slips: dict[uuid.UUID, list[models.Payslip]] = {}

    def facts(payruns: Sequence[models.Payrun]) -> Mapping[uuid.UUID, payrun_rules.PayrunFacts]:
        slips.update(payrun_facts.slips_of(payruns, actor=actor))
        return payrun_facts.facts_for_payruns(payruns, actor=actor, slips=slips)

    outcome = transitions.move_all(
        models.Payrun,
        ids,
        "approve",
        actor=actor,
        at=at,
        facts=facts,
        also=lambda _: {"approved_by_id": actor.user_id, "approved_at": at},
    )
    if len({(payrun.period_id, payrun.own_payday) for payrun in outcome.moved}) > 1 or len(
        {payrun.employer_id for payrun in outcome.moved}
    ) < len(outcome.moved):
        # The facts of one payday's payslips change when another of the same year is approved.
        raise errors.Invalid("Approve one payday at a time.")
    approvals.follow(outcome.moved, slips, actor=actor, at=at)
    return outcome


def _one_at_a_time(ids: Sequence[uuid.UUID], actor: actors.Actor) -> None:
    """Whoever approves another period of these employers just now waits: its figures go on from these."""
    employers = scope.visible_to(models.Employer.objects.filter(payruns__in=ids), actor).values("pk")
    list(models.Employer.objects.filter(pk__in=employers).order_by("pk").select_for_update(of=("self",)))


def _open_runs(period: models.PayPeriod, employers: QuerySet[models.Employer], actor: actors.Actor) -> None:
    """Make the run of every employer that has none open and a post to pay."""
    runs = scope.visible_to(models.Payrun.objects.filter(period=period), actor)
    latest = dict(runs.order_by().values_list("employer_id").annotate(Max("run")))
    open_now = set(runs.filter(kind=REGULAR).exclude(state="approved").values_list("employer_id", flat=True))
    due = posts.due_in(period, actor=actor)
    regular = set(runs.filter(kind=REGULAR).values_list("employer_id", flat=True))
    paid = models.Payslip.objects.filter(
        models.PAYS_THE_PERIOD, payrun__period=period, approved_at__isnull=False
    )
    unpaid = due.exclude(pk__in=scope.visible_to(paid, actor).values("employment_id"))
    unpaid = unpaid.exclude(pk__in=off_cycle.taken(period, actor=actor))
    first = set(unpaid.exclude(employer_id__in=regular).values_list("employer_id", flat=True))
    late = unpaid.filter(timesheets__period=period, timesheets__state="approved")
    wanted = first | (set(late.values_list("employer_id", flat=True)) - open_now)
    models.Payrun.objects.bulk_create(
        (
            models.Payrun(
                council_id=employer.council_id,
                subject_id=employer.subject_id,
                employer=employer,
                period=period,
                run=latest.get(employer.pk, 0) + 1,
            )
            for employer in employers
            if employer.pk in wanted
        ),
        batch_size=500,
        ignore_conflicts=True,
    )


_NOT_CALCULATED: Final[dict[str, Any]] = {
    "calculated_at": None,
    "requested_by_id": None,
    "requested_at": None,
    "exceptions": [],
    "payslip_count": 0,
    "minutes": 0,
    **dict.fromkeys(("gross", "net", "hmrc", "pension", "employment_allowance", "employer_cost"), money.ZERO),
}
