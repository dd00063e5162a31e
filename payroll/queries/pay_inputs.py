"""Everything that a batch of payruns is worked out from, gathered in a fixed number of queries."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from dpss.access import actors, scope
from ledger.queries import bank_accounts_on
from payroll import models, reasons, settling, sick_leave
from payroll.calc import inputs, payment, pension, rates, results
from payroll.calc.lines import Line
from payroll.queries import (
    deductions,
    external,
    first_and_last,
    holds,
    paying_sheets,
    payrun_batches,
    pension_schemes,
    posts,
    second_posts,
    sickness,
    so_far,
    unsettled,
    worked_time,
)


@dataclass(frozen=True, slots=True)
class Post:
    """One post in a payrun: either what it is to be paid from, or the problem that stops it.

    `without_paye` says that the employer is recorded as needing no PAYE scheme.
    """

    payrun_id: uuid.UUID
    employment: models.Employment
    problem: reasons.Problem | None = None
    sheet_id: uuid.UUID | None = None
    minutes: int = 0
    pay: payment.PayInput | None = None
    without_paye: bool = False
    # What the PA was paid on other posts of this employer in the same tax period.
    beside: tuple[results.PayResult, ...] = ()
    # What of earlier contracted pay only a person can settle.
    unsettled: str = ""


def posts_of(payruns: Sequence[models.Payrun], *, actor: actors.Actor) -> list[Post]:
    """Every post that these payruns of one period should pay and that no approved run has paid.

    Of a correction it is the post of the payslip that was wrong, as if that had not been paid.
    """
    if not payruns:
        return []
    period = payruns[0].period
    run_of = {payrun.employer_id: payrun for payrun in payruns}
    corrected = payrun_batches.corrected_by(payruns)
    due = posts.due_in(period, actor=actor).filter(employer_id__in=run_of)
    if corrected:
        wanted = due.filter(payslips__in=corrected)
    else:
        wanted = due.exclude(pk__in=_already_paid(period, actor))
    owed = list(wanted.select_related("assistant").order_by("first_day", "pk"))
    facts = _facts(owed, period, actor, without=corrected)
    return [_post(run_of[post.employer_id], post, period, facts) for post in owed]


@dataclass(frozen=True, slots=True)
class _Facts:
    sheets: Mapping[uuid.UUID, models.Timesheet]
    worked: Mapping[uuid.UUID, worked_time.Days]
    terms: Mapping[uuid.UUID, Sequence[models.EmploymentTerms]]
    sides: Mapping[uuid.UUID, Sequence[models.SharedWork]]
    tax: Mapping[uuid.UUID, models.TaxDetails]
    people: Mapping[uuid.UUID, models.PayrollIdentity]
    to_date: Mapping[uuid.UUID, inputs.YearToDate | None]
    # The posts that have figures of the year, paid here or brought forward.
    paid_before: frozenset[uuid.UUID]
    ends: first_and_last.Facts
    paid_later: frozenset[uuid.UUID]
    banked: frozenset[uuid.UUID]
    payers: frozenset[uuid.UUID]
    # Each employer's standing with HMRC on the payday.
    schemes: Mapping[uuid.UUID, str]
    pensions: Mapping[uuid.UUID, models.PensionScheme]
    held: Mapping[uuid.UUID, str]
    deductions: Mapping[uuid.UUID, Sequence[deductions.InForce]]
    second_posts: second_posts.Paid
    # Whether the provider's own software works the period out.
    is_external: bool
    sick_pay: Mapping[uuid.UUID, models.SickPayDecision]
    # Sheets that came in after contracted time was paid.
    unsettled: unsettled.Found


def _already_paid(period: models.PayPeriod, actor: actors.Actor) -> QuerySet[models.Payslip, uuid.UUID]:
    rows = models.Payslip.objects.filter(payrun__period=period, approved_at__isnull=False)
    return scope.visible_to(rows, actor).values_list("employment_id", flat=True)


def _facts(
    owed: Sequence[models.Employment],
    period: models.PayPeriod,
    actor: actors.Actor,
    *,
    without: Collection[uuid.UUID] = (),
) -> _Facts:
    ids = [post.pk for post in owed]
    employers = {post.employer_id for post in owed}
    sheets = paying_sheets.of_posts(ids, period=period, actor=actor)
    approved = [sheet.pk for sheet in sheets.values() if sheet.state == "approved"]
    tax = models.TaxDetails.objects.filter(employment_id__in=ids, during__contains=period.payday)
    people = models.PayrollIdentity.objects.filter(assistant_id__in={post.assistant_id for post in owed})
    payers = models.WhoPays.objects.filter(employer_id__in=employers, during__contains=period.payday)
    schemes = models.PayeScheme.objects.filter(employer_id__in=employers, during__contains=period.payday)
    subjects = {post.assistant.subject_id for post in owed}
    taxed = {row.employment_id: row for row in scope.visible_to(tax, actor)}
    in_force = deductions.in_force(ids, day=period.payday, actor=actor, without=without)
    to_date = so_far.year_to_date(ids, tax_year=period.tax_year, actor=actor, without=without)
    return _Facts(
        sheets=sheets,
        worked=worked_time.worked_by_day(approved, actor=actor),
        terms=worked_time.terms_in(ids, period=period, actor=actor),
        sides=worked_time.sides_in(ids, period=period, actor=actor),
        tax=taxed,
        people={row.assistant_id: row for row in scope.visible_to(people, actor)},
        to_date=to_date,
        paid_before=frozenset(to_date),
        ends=first_and_last.facts(owed, period, actor=actor, without=without),
        paid_later=frozenset(
            so_far.paid_later(ids, tax_year=period.tax_year, after=period.payday, actor=actor)
        ),
        banked=frozenset(bank_accounts_on(subjects, day=period.payday, actor=actor)),
        payers=frozenset(scope.visible_to(payers, actor).values_list("employer_id", flat=True)),
        schemes=dict(scope.visible_to(schemes, actor).values_list("employer_id", "status")),
        pensions=pension_schemes.of_employers(employers, day=period.payday, actor=actor),
        held=holds.held_in(ids, period=period, actor=actor),
        deductions=in_force,
        is_external=external.of_period(period, actor=actor) is not None,
        second_posts=second_posts.of_period(
            owed,
            period,
            doubled=_doubled(employers, period, actor),
            letters={key: row.ni_letter for key, row in taxed.items()},
            with_orders=in_force,
            without=without,
            actor=actor,
        ),
        sick_pay=sickness.decided(ids, period=period, actor=actor),
        unsettled=unsettled.due(ids, period=period, actor=actor, again=without),
    )


def _doubled(
    employer_ids: Collection[uuid.UUID], period: models.PayPeriod, actor: actors.Actor
) -> frozenset[tuple[uuid.UUID, uuid.UUID]]:
    """The employers, each with a PA of theirs, who have more than one post in the period."""
    due = posts.due_in(period, actor=actor).filter(employer_id__in=employer_ids).order_by()
    pairs = due.values("employer_id", "assistant_id").annotate(posts=Count("pk")).filter(posts__gt=1)
    return frozenset(pairs.values_list("employer_id", "assistant_id"))


def _post(payrun: models.Payrun, post: models.Employment, period: models.PayPeriod, facts: _Facts) -> Post:
    sheet = facts.sheets.get(post.pk)
    if post.pk in facts.held:
        return Post(payrun.pk, post, reasons.held(facts.held[post.pk]), sheet.pk if sheet else None)
    if sheet is None or sheet.state != "approved":
        problem = reasons.missing(sheet.state if sheet else None)
        return Post(payrun.pk, post, problem, sheet.pk if sheet else None)
    days = facts.worked.get(sheet.pk, {})
    minutes = sum(time.minutes for time in days.values())
    stopped = _why_blocked(post, days, facts)
    if stopped:
        return Post(payrun.pk, post, stopped, sheet.pk, minutes)
    try:
        due = facts.unsettled.get(post.pk, ())
        pay = settling.with_due(_pay_input(post, days, period, facts), due)
    except inputs.PayInputError as error:
        return Post(payrun.pk, post, reasons.blocked("input", str(error)), sheet.pk, minutes)
    without_paye = facts.schemes[post.employer_id] == models.PayeScheme.Status.NOT_NEEDED
    beside = facts.second_posts.before.get(second_posts.pair_of(post), ())
    left = " ".join(one.why_not for one in due if one.why_not)
    return Post(payrun.pk, post, None, sheet.pk, minutes, pay, without_paye, beside, left)


def _why_blocked(post: models.Employment, days: worked_time.Days, facts: _Facts) -> reasons.Problem | None:
    sick_days = sum(time.sick_days for time in days.values())
    decision = facts.sick_pay.get(post.pk)
    if sick_days and not sickness.has_effect(decision):
        return reasons.sickness(sick_days, has_changed=decision is not None)
    for day in days:
        if not any(day in terms.during for terms in facts.terms.get(post.pk, ())):
            return reasons.no_terms_on(day)
    if facts.is_external:
        return reasons.blocked("external")
    if stopped := facts.second_posts.stopped.get(second_posts.pair_of(post)):
        return reasons.blocked("two_posts", stopped)
    stops = {
        "tax": post.pk not in facts.tax or post.assistant_id not in facts.people,
        "starter": facts.ends.is_unexplained(post, facts.tax.get(post.pk), paid=facts.paid_before),
        "bank": post.assistant.subject_id not in facts.banked,
        "payer": post.employer_id not in facts.payers,
        "scheme": post.employer_id not in facts.schemes,
        "brought_forward": facts.to_date[post.pk] is None,
        "paid_elsewhere": facts.ends.is_paid_elsewhere(post),
        "later_payday": post.pk in facts.paid_later,
    }
    return next((reasons.blocked(code) for code, stops_it in stops.items() if stops_it), None)


def _pay_input(
    post: models.Employment, days: worked_time.Days, period: models.PayPeriod, facts: _Facts
) -> payment.PayInput:
    tax = facts.tax[post.pk]
    pay = payment.PayInput(
        tax_year=period.tax_year,
        interval=inputs.Interval(period.group.interval),
        period=period.tax_period,
        payday=period.payday,
        earnings=worked_time.earned(
            days,
            facts.terms[post.pk],
            year=rates.for_year(period.tax_year),
            sides=facts.sides.get(post.pk, ()),
        ),
        worked_out=_sick_pay(facts.sick_pay.get(post.pk)),
        ni_letter=tax.ni_letter,
        to_date=facts.to_date[post.pk] or inputs.YearToDate.zero(),
        student_loan=tax.student_loan or None,
        postgraduate_loan=tax.postgraduate_loan,
        pension=_membership(tax, period.payday),
        birth_date=facts.people[post.assistant_id].birth_date,
        gender=facts.people[post.assistant_id].gender,
        period_start=max(period.first_day, post.first_day),
        deductions=deductions.to_take(facts.deductions.get(post.pk, ())),
        **facts.ends.of(post, tax),
    )
    return pension_schemes.paid_into(pay, facts.pensions.get(post.employer_id))


def _sick_pay(decision: models.SickPayDecision | None) -> tuple[Line, ...]:
    """The lines as they were decided, while the sheet says what it said then."""
    if decision is None or not sickness.has_effect(decision):
        return ()
    return sick_leave.from_json(decision.lines)


def _membership(tax: models.TaxDetails, payday: date) -> pension.Membership | None:
    """None before the first day, which may be known long ahead."""
    if not tax.pension or tax.pension_from is None or tax.pension_from > payday:
        return None
    return pension.Membership(scheme=tax.pension, member_from=tax.pension_from)
