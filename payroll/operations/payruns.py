"""From approved timesheets to payslips, and from an approved payrun to everything that follows it."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max, Sum

from dpss.access import actors, policy, scope, transitions
from dpss.kernel import errors, money
from payroll import models, postings
from payroll.calc import inputs, payslip, rates, results
from payroll.operations import approvals
from payroll.queries import facts, pay_inputs

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
    """A second person approves payruns: in one transaction the ledger, the payments and HMRC's messages."""
    outcome = transitions.move_all(
        models.Payrun,
        payrun_ids,
        "approve",
        actor=actor,
        at=at,
        facts=lambda payruns: facts.facts_for_payruns(payruns, actor=actor),
        also=lambda _: {"approved_by_id": actor.user_id, "approved_at": at},
    )
    approvals.follow(outcome.moved, actor=actor, at=at)
    return outcome


def _open_runs(period: models.PayPeriod, employers: object, actor: actors.Actor) -> None:
    """Make the run of every employer that has none open and something to pay."""
    runs = scope.visible_to(models.Payrun.objects.filter(period=period), actor)
    latest = dict(runs.order_by().values_list("employer_id").annotate(Max("run")))
    open_now = set(runs.exclude(state="approved").values_list("employer_id", flat=True))
    late = set(
        scope.visible_to(
            models.Timesheet.objects.filter(period=period, state="approved", payslip=None), actor
        ).values_list("employment__employer_id", flat=True)
    )
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
            if employer.pk not in latest or (employer.pk in late and employer.pk not in open_now)
        ),
        batch_size=500,
        ignore_conflicts=True,
    )


def _calculate(payruns: Sequence[models.Payrun], *, actor: actors.Actor, at: datetime) -> None:
    models.Payslip.objects.filter(payrun__in=payruns).delete()
    slips: list[models.Payslip] = []
    exceptions: dict[uuid.UUID, list[dict[str, str]]] = defaultdict(list)
    minutes: dict[uuid.UUID, int] = defaultdict(int)
    for post in pay_inputs.posts_of(payruns, actor=actor):
        slip, why = _worked_out(post)
        minutes[post.payrun_id] += post.minutes if slip else 0
        if slip:
            slips.append(slip)
        else:
            exceptions[post.payrun_id].append(_exception(post, why))
    models.Payslip.objects.bulk_create(slips, batch_size=500)
    by_run: dict[uuid.UUID, list[models.Payslip]] = defaultdict(list)
    for slip in slips:
        by_run[slip.payrun_id].append(slip)
    allowances = _allowances(payruns, by_run, actor)
    for name, wanted in (("calculate", True), ("block", False)):
        transitions.move_all(
            models.Payrun,
            [payrun.pk for payrun in payruns if bool(by_run[payrun.pk]) is wanted],
            name,
            actor=actor,
            at=at,
            also=lambda payrun: {
                "calculated_at": at,
                "exceptions": exceptions[payrun.pk],
                "minutes": minutes[payrun.pk],
                **_totals(by_run[payrun.pk], allowances.get(payrun.pk, money.ZERO)),
            },
        )


def _worked_out(post: pay_inputs.Post) -> tuple[models.Payslip | None, str]:
    """The payslip of one post, or why there is none."""
    if post.pay is None or post.sheet_id is None:
        return None, post.why
    year = rates.for_year(post.pay.tax_year)
    try:
        result = payslip.calculate(pay=post.pay, rates=year)
    except inputs.PayInputError as error:
        return None, str(error)
    check = result.minimum_wage
    if check is not None and check.shortfall:
        return None, (
            f"Works out at {money.in_words(check.hourly)} an hour,"
            f" below the {money.in_words(check.rate)} minimum wage. Correct the hours or the rate."
        )
    if result.net < 0:
        return None, "More would be taken off than is earned. Check the tax code and the deductions."
    return _payslip(post, post.pay, result), ""


def _payslip(post: pay_inputs.Post, pay: inputs.PayInput, result: results.PayResult) -> models.Payslip:
    return models.Payslip(
        council_id=post.employment.council_id,
        subject_id=post.employment.subject_id,
        payrun_id=post.payrun_id,
        employment=post.employment,
        timesheet_id=post.sheet_id,
        payday=pay.payday,
        tax_year=pay.tax_year,
        inputs=inputs.to_json(pay),
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
        net=result.net,
    )


def _exception(post: pay_inputs.Post, why: str) -> dict[str, str]:
    return {
        "employment": str(post.employment.pk),
        "name": post.employment.assistant.name,
        "kind": post.kind or pay_inputs.BLOCKED,
        "why": why,
    }


def _totals(slips: Sequence[models.Payslip], allowance: Decimal) -> dict[str, object]:
    figures = postings.totals(slips)
    employer_ni = money.total(slip.ni_employer for slip in slips)
    employer_pension = money.total(slip.pension_employer for slip in slips)
    reimbursed = money.total(slip.non_taxable for slip in slips)
    return {
        **figures,
        "hmrc": figures["hmrc"] - allowance,
        "payslip_count": len(slips),
        "employment_allowance": allowance,
        "employer_cost": figures["gross"] + reimbursed + employer_ni - allowance + employer_pension,
    }


def _allowances(
    payruns: Sequence[models.Payrun], by_run: dict[uuid.UUID, list[models.Payslip]], actor: actors.Actor
) -> dict[uuid.UUID, Decimal]:
    """How much of each payrun's employer NI the year's Employment Allowance covers."""
    period = payruns[0].period
    schemes = {
        scheme.employer_id: scheme
        for scheme in scope.visible_to(
            models.PayeScheme.objects.filter(
                employer_id__in=[payrun.employer_id for payrun in payruns],
                claims_employment_allowance=True,
                during__contains=period.payday,
            ),
            actor,
        )
    }
    earlier = models.Payrun.objects.filter(
        employer_id__in=schemes, period__tax_year=period.tax_year, state="approved"
    )
    used = dict(
        scope.visible_to(earlier, actor)
        .order_by()
        .values_list("employer_id")
        .annotate(Sum("employment_allowance"))
    )
    limit = rates.for_year(period.tax_year).employment_allowance.amount
    covered: dict[uuid.UUID, Decimal] = {}
    for payrun in payruns:
        scheme = schemes.get(payrun.employer_id)
        if scheme is None:
            continue
        so_far = scheme.allowance_used_before + used.get(payrun.employer_id, money.ZERO)
        employer_ni = money.total(slip.ni_employer for slip in by_run[payrun.pk])
        covered[payrun.pk] = min(employer_ni, max(limit - so_far, money.ZERO))
    return covered
