"""From approved timesheets to payslips, and from an approved payrun to everything that follows it."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max, QuerySet

from dpss.access import actors, policy, scope, transitions
from dpss.kernel import errors, money
from payroll import changes, models, postings, reasons
from payroll.calc import inputs, paye_need, payment, payslip, rates, results
from payroll.operations import approvals
from payroll.queries import pay_inputs, payrun_facts, posts, so_far

BATCH = 100


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
    employers = scope.visible_to(models.Employer.objects.filter(pay_group=period.group_id), actor)
    if employer_ids is not None:
        employers = employers.filter(pk__in=employer_ids)
    _open_runs(period, employers, actor)
    open_runs = models.Payrun.objects.filter(
        period=period, employer__in=employers, state__in=["due", "blocked", "ready"]
    )
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

    Everything is worked out anew from the approved sheets, so doing it twice gives the same payslips.
    """
    due = models.Payrun.objects.filter(state="requested").order_by("requested_at", "pk")
    claimed = list(scope.visible_to(due, actor).select_for_update(skip_locked=True, of=("self",))[:limit])
    by_period: dict[uuid.UUID, list[models.Payrun]] = defaultdict(list)
    for payrun in claimed:
        by_period[payrun.period_id].append(payrun)
    periods = models.PayPeriod.objects.select_related("group").in_bulk(by_period)
    for period_id, payruns in by_period.items():
        for payrun in payruns:
            payrun.period = periods[period_id]
        _calculate(payruns, actor=actor, at=at)
    return len(claimed)


@transaction.atomic
def approve(*, payrun_ids: Sequence[uuid.UUID], actor: actors.Actor, at: datetime) -> transitions.Outcome:
    """A second person approves payruns: in one transaction the ledger, the payments and HMRC's messages.

    What cannot follow from one payrun refuses that one, with its sentence, and nobody else's wages.
    """
    try:
        with transaction.atomic():
            return _approve(payrun_ids, actor=actor, at=at)
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
    outcome = transitions.move_all(
        models.Payrun,
        ids,
        "approve",
        actor=actor,
        at=at,
        facts=lambda payruns: payrun_facts.facts_for_payruns(payruns, actor=actor),
        also=lambda _: {"approved_by_id": actor.user_id, "approved_at": at},
    )
    if len({payrun.period_id for payrun in outcome.moved}) > 1:
        # The facts of one period's payslips change when another period of the same year is approved.
        raise errors.Invalid("Approve one pay period at a time.")
    approvals.follow(outcome.moved, actor=actor, at=at)
    return outcome


def _one_at_a_time(ids: Sequence[uuid.UUID], actor: actors.Actor) -> None:
    """Whoever approves another period of these employers just now waits: its figures go on from these."""
    employers = scope.visible_to(models.Employer.objects.filter(payruns__in=ids), actor).values("pk")
    list(models.Employer.objects.filter(pk__in=employers).order_by("pk").select_for_update(of=("self",)))


def _open_runs(period: models.PayPeriod, employers: QuerySet[models.Employer], actor: actors.Actor) -> None:
    """Make the run of every employer that has none open and a post to pay."""
    runs = scope.visible_to(models.Payrun.objects.filter(period=period), actor)
    latest = dict(runs.order_by().values_list("employer_id").annotate(Max("run")))
    open_now = set(runs.exclude(state="approved").values_list("employer_id", flat=True))
    due = posts.due_in(period, actor=actor)
    first = set(due.exclude(employer_id__in=latest).values_list("employer_id", flat=True))
    paid = models.Payslip.objects.filter(payrun__period=period, approved_at__isnull=False)
    unpaid = due.exclude(pk__in=scope.visible_to(paid, actor).values("employment_id"))
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


def _calculate(payruns: Sequence[models.Payrun], *, actor: actors.Actor, at: datetime) -> None:
    models.Payslip.objects.filter(payrun__in=payruns).delete()
    slips: dict[uuid.UUID, list[models.Payslip]] = defaultdict(list)
    exceptions: dict[uuid.UUID, list[dict[str, str]]] = defaultdict(list)
    minutes: dict[uuid.UUID, int] = defaultdict(int)
    found = pay_inputs.posts_of(payruns, actor=actor)
    usual = so_far.usual_gross([post.employment for post in found], payruns[0].period, actor=actor)
    for post in found:
        slip, problem = _worked_out(post, usual.get(post.employment.pk))
        if slip:
            problem = reasons.not_taken(_not_taken(slip), beside=problem)
            slips[post.payrun_id].append(slip)
            minutes[post.payrun_id] += post.minutes
        if problem:
            exceptions[post.payrun_id].append(_exception(post, problem))
    models.Payslip.objects.bulk_create((slip for some in slips.values() for slip in some), batch_size=500)
    employer_ni = {key: money.total(slip.ni_employer for slip in some) for key, some in slips.items()}
    covered = so_far.allowances(payruns, employer_ni, actor=actor)
    for name, wanted in (("calculate", True), ("block", False)):
        transitions.move_all(
            models.Payrun,
            [payrun.pk for payrun in payruns if bool(slips[payrun.pk]) is wanted],
            name,
            actor=actor,
            at=at,
            also=lambda payrun: {
                "calculated_at": at,
                "exceptions": exceptions[payrun.pk],
                "minutes": minutes[payrun.pk],
                **_totals(slips[payrun.pk], covered.get(payrun.pk, money.ZERO)),
            },
        )


def _worked_out(
    post: pay_inputs.Post, usual: changes.Usual | None
) -> tuple[models.Payslip | None, reasons.Problem | None]:
    """The payslip of one post, and what should be looked at; or only what stops it."""
    if post.pay is None or post.sheet_id is None:
        return None, post.problem
    try:
        result = payslip.calculate(pay=post.pay, rates=rates.for_year(post.pay.tax_year))
    except inputs.PayInputError as error:
        return None, reasons.blocked("input", str(error))
    check = result.minimum_wage
    if check is not None and check.shortfall:
        return None, reasons.blocked(
            "minimum_wage",
            f"Works out at {money.in_words(check.hourly)} an hour,"
            f" below the {money.in_words(check.rate)} minimum wage. Correct the hours or the rate.",
        )
    if result.net < 0:
        return None, reasons.blocked("negative")
    slip = _payslip(post, post.sheet_id, post.pay, result)
    unusual = changes.of_gross(result.gross, usual=usual)
    need = _needs_paye(post, post.pay, result)
    if need is None:
        return slip, unusual
    return slip, reasons.needs_paye(" ".join((*need.why, *([unusual.why] if unusual else []))))


def _needs_paye(
    post: pay_inputs.Post, pay: payment.PayInput, result: results.PayResult
) -> paye_need.Need | None:
    """Whether this payment says that an employer without a PAYE scheme needs one. It is paid all the same."""
    if not post.without_paye:
        return None
    need = paye_need.of_payment(
        pay=result.gross + (pay.earlier.earnings if pay.earlier else money.ZERO),
        in_pension=pay.pension is not None,
        interval=pay.interval,
        rates=rates.for_year(pay.tax_year).national_insurance_on(pay.payday),
    )
    return need if need.needed else None


def _payslip(
    post: pay_inputs.Post, sheet_id: uuid.UUID, pay: payment.PayInput, result: results.PayResult
) -> models.Payslip:
    return models.Payslip(
        council_id=post.employment.council_id,
        subject_id=post.employment.subject_id,
        payrun_id=post.payrun_id,
        employment=post.employment,
        timesheet_id=sheet_id,
        payday=pay.payday,
        tax_year=pay.tax_year,
        inputs=payment.to_json(pay),
        result=results.to_json(result),
        rates_sha256=result.rates_sha256,
        gross=result.gross,
        non_taxable=result.non_taxable,
        tax=result.tax,
        ni_employee=result.ni_employee,
        ni_employer=result.ni_employer,
        student_loan=result.student_loan,
        postgraduate_loan=result.postgraduate_loan,
        pension_employee=result.pension_employee,
        pension_employer=result.pension_employer,
        attached=result.attached,
        kept=result.kept,
        net=result.net,
    )


def _not_taken(slip: models.Payslip) -> list[str]:
    """A sentence for each order or agreement that this payslip could not give all that was due."""
    return [one["said"] for one in slip.result["deducted"] if one["said"]]


def _exception(post: pay_inputs.Post, problem: reasons.Problem) -> dict[str, str]:
    return {
        "employment": str(post.employment.pk),
        "name": post.employment.assistant.name,
        "kind": problem.kind,
        "reason": problem.code,
        "why": problem.why,
    }


def _totals(slips: Sequence[models.Payslip], allowance: Decimal) -> dict[str, object]:
    figures = postings.totals(slips)
    employer_ni = money.total(slip.ni_employer for slip in slips)
    employer_pension = money.total(slip.pension_employer for slip in slips)
    reimbursed = money.total(slip.non_taxable for slip in slips)
    kept = money.total(slip.kept for slip in slips)
    return {
        **figures,
        "hmrc": figures["hmrc"] - allowance,
        "payslip_count": len(slips),
        "employment_allowance": allowance,
        "employer_cost": figures["gross"] + reimbursed - kept + employer_ni - allowance + employer_pension,
    }
