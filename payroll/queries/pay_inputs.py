"""Everything that a batch of payruns is worked out from, gathered in a fixed number of queries."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from dpss.access import actors, scope
from dpss.kernel.dates import Span
from payroll import models, reasons, settling, shared_pay, sick_leave
from payroll import off_cycle as sums
from payroll.calc import inputs, paye_need, payment, rates, results
from payroll.calc.lines import Line
from payroll.queries import (
    deductions,
    family_leave,
    off_cycle,
    off_cycle_fits,
    pay_facts,
    payrun_batches,
    pension_pay,
    post_tax,
    posts,
    second_posts,
    sickness,
    time_pay,
    worked_time,
)


@dataclass(frozen=True, slots=True)
class Post:
    """One post in a payrun: either what it is to be paid from, or the problem that stops it.

    It has neither where the PA says that they did not work.
    """

    payrun_id: uuid.UUID
    employment: models.Employment
    problem: reasons.Problem | None = None
    sheet_id: uuid.UUID | None = None
    minutes: int = 0
    pay: payment.PayInput | None = None
    # Of an employer that is recorded as needing no PAYE scheme: what else may need one.
    paye_signs: paye_need.Signs | None = None
    # What the PA was paid on other posts of this employer in the same tax period.
    beside: tuple[results.PayResult, ...] = ()
    # What of earlier contracted pay only a person can settle.
    unsettled: str = ""
    # Shared shifts for which it is not known yet what the other employer pays.
    untested: str = ""
    # What the post itself was paid before in the same tax period.
    before: tuple[results.PayResult, ...] = ()
    # What the pension of the post is decided from.
    pension: pension_pay.Of | None = None


def posts_of(payruns: Sequence[models.Payrun], *, actor: actors.Actor) -> list[Post]:
    """Every post that these payruns of one period should pay and that no other run pays.

    Of a correction it is the post of the payslip that was wrong, as if that had not been paid; of an
    off-cycle run the post that it is for.
    """
    if not payruns:
        return []
    period = payruns[0].period
    run_of = {payrun.employer_id: payrun for payrun in payruns}
    corrected = payrun_batches.corrected_by(payruns)
    due = posts.due_of(run_of, period, actor=actor)
    own = off_cycle.of_runs(payruns, actor=actor)
    if corrected:
        wanted = due.filter(payslips__in=corrected)
    elif own:
        # One that pays no time is paid also where the post has ended before the period.
        rows = models.Employment.objects.filter(pk__in=[one.employment_id for one in own.values()])
        wanted = scope.visible_to(rows, actor)
    else:
        paid = _already_paid(period, actor)
        wanted = due.exclude(pk__in=paid).exclude(pk__in=off_cycle.taken(period, actor=actor))
    owed = list(wanted.select_related("assistant").order_by("first_day", "pk"))
    facts = pay_facts.of_posts(owed, period, actor, without=corrected, own=own)
    does_not_fit = off_cycle_fits.why_not_now(payruns, own, actor=actor) if own else {}
    found = [_post(run_of[post.employer_id], post, period, facts) for post in owed]
    return [_stopped(post, does_not_fit.get(post.payrun_id, "")) for post in found]


def _already_paid(period: models.PayPeriod, actor: actors.Actor) -> QuerySet[models.Payslip, uuid.UUID]:
    rows = models.Payslip.objects.filter(
        models.PAYS_THE_PERIOD, payrun__period=period, approved_at__isnull=False
    )
    return scope.visible_to(rows, actor).values_list("employment_id", flat=True)


def _stopped(post: Post, why: str) -> Post:
    """The post, or what stops the off-cycle run that pays it."""
    if not why:
        return post
    return Post(
        post.payrun_id, post.employment, reasons.blocked("off_cycle", why), post.sheet_id, post.minutes
    )


def _post(
    payrun: models.Payrun, post: models.Employment, period: models.PayPeriod, facts: pay_facts.Facts
) -> Post:
    own = facts.own.get(post.pk)
    sheet = None if own and not own.with_time else facts.sheets.get(post.pk)
    if post.pk in facts.held:
        return Post(payrun.pk, post, reasons.held(facts.held[post.pk]), sheet.pk if sheet else None)
    if own and not own.with_time:
        return _paid(payrun, post, None, period, facts)
    if sheet is not None and sheet.state == reasons.NOT_WORKED:
        return _on_leave(payrun, post, sheet.pk, period, facts)
    if sheet is None or sheet.state != "approved":
        problem = reasons.missing(sheet.state if sheet else None)
        return Post(payrun.pk, post, problem, sheet.pk if sheet else None)
    return _paid(payrun, post, sheet.pk, period, facts)


def _on_leave(
    payrun: models.Payrun,
    post: models.Employment,
    sheet_id: uuid.UUID,
    period: models.PayPeriod,
    facts: pay_facts.Facts,
) -> Post:
    """Whoever did not work is paid what their family leave comes to, and nothing without one."""
    try:
        is_due = bool(_family_pay(post, period, facts))
    except inputs.PayInputError as error:
        return Post(payrun.pk, post, reasons.blocked("input", str(error)), sheet_id)
    return _paid(payrun, post, sheet_id, period, facts) if is_due else Post(payrun.pk, post, None, sheet_id)


def _paid(
    payrun: models.Payrun,
    post: models.Employment,
    sheet_id: uuid.UUID | None,
    period: models.PayPeriod,
    facts: pay_facts.Facts,
) -> Post:
    """What the time on a sheet comes to, and what an off-cycle run pays beside it; or what stops it."""
    days = facts.worked.get(sheet_id, {}) if sheet_id else {}
    minutes = sum(time.minutes for time in days.values())
    stopped = _why_blocked(post, days, facts)
    if stopped:
        return Post(payrun.pk, post, stopped, sheet_id, minutes)
    due = facts.unsettled.get(post.pk, ()) if off_cycle.settles(facts.own.get(post.pk)) else ()
    try:
        pay = settling.with_due(_pay_input(post, days, period, facts), due)
    except inputs.PayInputError as error:
        return Post(payrun.pk, post, reasons.blocked("input", str(error)), sheet_id, minutes)
    shared = facts.shared.get(post.pk, ()) if sheet_id else ()
    stopped = shared_pay.stopped(shared, pay=pay)
    beside = facts.second_posts.before.get(post.pk, ())
    left = " ".join(one.why_not for one in due if one.why_not)
    untested = shared_pay.untested(shared)
    payable = None if stopped else pay
    return Post(
        payrun_id=payrun.pk,
        employment=post,
        problem=stopped,
        sheet_id=sheet_id,
        minutes=minutes,
        pay=payable,
        paye_signs=facts.paye_signs.get(post.pk),
        beside=beside,
        unsettled=left,
        untested=untested,
        before=facts.before.get(post.pk, ()),
        pension=_pension(post, period, facts),
    )


def _why_blocked(
    post: models.Employment, days: worked_time.Days, facts: pay_facts.Facts
) -> reasons.Problem | None:
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
        "order_taken": post.pk in facts.deductions
        and any(result.deducted for result in facts.before.get(post.pk, ())),
    }
    return next((reasons.blocked(code) for code, stops_it in stops.items() if stops_it), None)


def _pay_input(
    post: models.Employment, days: worked_time.Days, period: models.PayPeriod, facts: pay_facts.Facts
) -> payment.PayInput:
    tax = post_tax.carried(facts.tax[post.pk], tax_year=period.tax_year)
    time = time_pay.earned(
        post,
        days,
        facts.terms[post.pk],
        year=rates.for_year(period.tax_year),
        sides=facts.sides.get(post.pk, ()),
        averaged=facts.averaged.get(post.pk),
        rolled_up=facts.rolled_up.get(post.pk, ()),
    )
    pay = payment.PayInput(
        tax_year=period.tax_year,
        interval=inputs.Interval(period.group.interval),
        period=period.tax_period,
        payday=period.payday,
        earnings=time.earnings,
        worked_out=(
            *_sick_pay(post, facts, has_days=bool(days)),
            *_family_pay(post, period, facts),
            *time.lines,
        ),
        ni_letter=tax.ni_letter,
        to_date=facts.to_date[post.pk] or inputs.YearToDate.zero(),
        student_loan=tax.student_loan or None,
        postgraduate_loan=tax.postgraduate_loan,
        birth_date=facts.people[post.assistant_id].birth_date,
        gender=facts.people[post.assistant_id].gender,
        period_start=max(period.first_day, post.first_day),
        deductions=deductions.to_take(facts.deductions.get(post.pk, ())),
        **facts.ends.of(post, tax),
    )
    if post.pk in facts.own:
        pay = sums.paid_with(pay, facts.own[post.pk])
    return pay


def _family_pay(
    post: models.Employment, period: models.PayPeriod, facts: pay_facts.Facts
) -> tuple[Line, ...]:
    """Statutory pay of the leave in the period; an off-cycle run without time pays none of it."""
    own = facts.own.get(post.pk)
    if own and not own.with_time:
        return ()
    days = Span(period.first_day, period.last_day)
    return family_leave.lines_in(facts.family_leave.get(post.pk, ()), period=days)


def _pension(post: models.Employment, period: models.PayPeriod, facts: pay_facts.Facts) -> pension_pay.Of:
    return pension_pay.Of(
        facts.pension_records.get(post.pk),
        facts.pensions.get(post.employer_id),
        Span(period.first_day, period.last_day),
    )


def _sick_pay(post: models.Employment, facts: pay_facts.Facts, *, has_days: bool) -> tuple[Line, ...]:
    """The lines as they were decided, while the sheet says what it said then; and what was held back before.

    An off-cycle run without time pays none of it.
    """
    own = facts.own.get(post.pk)
    held_back = () if own and not own.with_time else facts.sick_arrears.get(post.pk, ())
    decision = facts.sick_pay.get(post.pk)
    if decision is None or not has_days or not sickness.has_effect(decision):
        return tuple(held_back)
    return (*sick_leave.from_json(decision.lines), *held_back)
