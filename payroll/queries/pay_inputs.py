"""Everything that a batch of payruns is worked out from, gathered in a fixed number of queries."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from django.db.models import Count, Q, QuerySet, Sum

from dpss.access import actors, scope
from ledger.queries import bank_accounts_on
from payroll import models, reasons, sick_leave
from payroll.calc import earnings, inputs, payment, pension, rates
from payroll.calc.lines import Line
from payroll.queries import deductions, first_and_last, holds, posts, sickness, so_far

Days = Mapping[date, "Worked"]
# Entries whose minutes are paid at the hourly rate; of a sleep-in they are those awake to help.
PAID_BY_THE_HOUR: Final = ("hours", "sleep_in", "holiday")


@dataclass(frozen=True, slots=True)
class Worked:
    """Totals of a day or a sheet: minutes worked, awake and on holiday, nights slept in, miles, sick days."""

    hours: int = 0
    awake: int = 0
    nights: int = 0
    holiday: int = 0
    miles: Decimal = Decimal(0)
    sick_days: int = 0

    @property
    def minutes(self) -> int:
        """All the time that is paid by the hour."""
        return self.hours + self.awake + self.holiday

    def __add__(self, other: "Worked") -> "Worked":
        return Worked(
            hours=self.hours + other.hours,
            awake=self.awake + other.awake,
            nights=self.nights + other.nights,
            holiday=self.holiday + other.holiday,
            miles=self.miles + other.miles,
            sick_days=self.sick_days + other.sick_days,
        )

    def priced(self, contract: earnings.ContractRates, year: rates.TaxYear) -> tuple[inputs.Earning, ...]:
        """The lines of pay that this time comes to. Raises `PayInputError` with a sentence."""
        kinds = inputs.EarningKind
        amounts = (
            (kinds.HOURS, Decimal(self.hours), "minutes"),
            (kinds.HOLIDAY, Decimal(self.holiday), "minutes"),
            (kinds.SLEEP_IN, Decimal(self.nights), "nights"),
            (kinds.AWAKE, Decimal(self.awake), "minutes"),
            (kinds.MILEAGE, self.miles, "miles"),
        )
        worked = [earnings.WorkedTime(kind, quantity, unit) for kind, quantity, unit in amounts]
        return earnings.from_time(worked=worked, contract=contract, rates=year.mileage)


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


def posts_of(payruns: Sequence[models.Payrun], *, actor: actors.Actor) -> list[Post]:
    """Every post that these payruns of one period should pay and that no approved run has paid."""
    if not payruns:
        return []
    period = payruns[0].period
    run_of = {payrun.employer_id: payrun for payrun in payruns}
    due = posts.due_in(period, actor=actor).filter(employer_id__in=run_of)
    paid = _already_paid(period, actor)
    owed = list(due.exclude(pk__in=paid).select_related("assistant").order_by("pk"))
    facts = _facts(owed, period, actor)
    return [_post(run_of[post.employer_id], post, period, facts) for post in owed]


def worked_by_day(sheet_ids: Iterable[uuid.UUID], *, actor: actors.Actor) -> Mapping[uuid.UUID, Days]:
    """What each sheet says of each day, in one query."""
    rows = scope.visible_to(models.TimesheetEntry.objects.filter(timesheet_id__in=list(sheet_ids)), actor)
    totals = (
        rows.order_by("day")
        .values_list("timesheet_id", "day")
        .annotate(
            hours=Sum("minutes", filter=Q(kind="hours"), default=0),
            awake=Sum("minutes", filter=Q(kind="sleep_in"), default=0),
            nights=Count("pk", filter=Q(kind="sleep_in")),
            holiday=Sum("minutes", filter=Q(kind="holiday"), default=0),
            miles=Sum("miles", filter=Q(kind="mileage"), default=Decimal(0)),
            sick_days=Count("day", filter=Q(kind="sickness"), distinct=True),
        )
    )
    found: dict[uuid.UUID, dict[date, Worked]] = defaultdict(dict)
    for sheet_id, day, *amounts in totals:
        found[sheet_id][day] = Worked(*amounts)
    return found


def worked_of(sheet_ids: Iterable[uuid.UUID], *, actor: actors.Actor) -> dict[uuid.UUID, Worked]:
    """The totals of many sheets in one query."""
    by_day = worked_by_day(sheet_ids, actor=actor)
    return {sheet_id: sum(days.values(), Worked()) for sheet_id, days in by_day.items()}


@dataclass(frozen=True, slots=True)
class _Facts:
    sheets: Mapping[uuid.UUID, models.Timesheet]
    worked: Mapping[uuid.UUID, Days]
    terms: Mapping[uuid.UUID, Sequence[models.EmploymentTerms]]
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
    held: Mapping[uuid.UUID, str]
    deductions: Mapping[uuid.UUID, Sequence[deductions.InForce]]
    # Employer and PA.
    doubled: frozenset[tuple[uuid.UUID, uuid.UUID]]
    sick_pay: Mapping[uuid.UUID, models.SickPayDecision]


def _already_paid(period: models.PayPeriod, actor: actors.Actor) -> QuerySet[models.Payslip, uuid.UUID]:
    rows = models.Payslip.objects.filter(payrun__period=period, approved_at__isnull=False)
    return scope.visible_to(rows, actor).values_list("employment_id", flat=True)


def _facts(owed: Sequence[models.Employment], period: models.PayPeriod, actor: actors.Actor) -> _Facts:
    ids = [post.pk for post in owed]
    employers = {post.employer_id for post in owed}
    sheets = models.Timesheet.objects.filter(employment_id__in=ids, period=period).order_by("version")
    latest = {sheet.employment_id: sheet for sheet in scope.visible_to(sheets, actor)}
    approved = [sheet.pk for sheet in latest.values() if sheet.state == "approved"]
    tax = models.TaxDetails.objects.filter(employment_id__in=ids, during__contains=period.payday)
    people = models.PayrollIdentity.objects.filter(assistant_id__in={post.assistant_id for post in owed})
    payers = models.WhoPays.objects.filter(employer_id__in=employers, during__contains=period.payday)
    schemes = models.PayeScheme.objects.filter(employer_id__in=employers, during__contains=period.payday)
    subjects = {post.assistant.subject_id for post in owed}
    to_date = so_far.year_to_date(ids, tax_year=period.tax_year, actor=actor)
    return _Facts(
        sheets=latest,
        worked=worked_by_day(approved, actor=actor),
        terms=terms_in(ids, period=period, actor=actor),
        tax={row.employment_id: row for row in scope.visible_to(tax, actor)},
        people={row.assistant_id: row for row in scope.visible_to(people, actor)},
        to_date=to_date,
        paid_before=frozenset(to_date),
        ends=first_and_last.facts(owed, period, actor=actor),
        paid_later=frozenset(
            so_far.paid_later(ids, tax_year=period.tax_year, after=period.payday, actor=actor)
        ),
        banked=frozenset(bank_accounts_on(subjects, day=period.payday, actor=actor)),
        payers=frozenset(scope.visible_to(payers, actor).values_list("employer_id", flat=True)),
        schemes=dict(scope.visible_to(schemes, actor).values_list("employer_id", "status")),
        held=holds.held_in(ids, period=period, actor=actor),
        deductions=deductions.in_force(ids, day=period.payday, actor=actor),
        doubled=_doubled(employers, period, actor),
        sick_pay=sickness.decided(ids, period=period, actor=actor),
    )


def _doubled(
    employer_ids: Collection[uuid.UUID], period: models.PayPeriod, actor: actors.Actor
) -> frozenset[tuple[uuid.UUID, uuid.UUID]]:
    """The employers, each with a PA of theirs, who have more than one post in the period."""
    due = posts.due_in(period, actor=actor).filter(employer_id__in=employer_ids).order_by()
    pairs = due.values("employer_id", "assistant_id").annotate(posts=Count("pk")).filter(posts__gt=1)
    return frozenset(pairs.values_list("employer_id", "assistant_id"))


def terms_in(
    employment_ids: Sequence[uuid.UUID], *, period: models.PayPeriod, actor: actors.Actor
) -> Mapping[uuid.UUID, Sequence[models.EmploymentTerms]]:
    """What the contract says on the period's days; more than once when it changes among them."""
    rows = models.EmploymentTerms.objects.filter(
        employment_id__in=employment_ids,
        during__overlap=(period.first_day, period.last_day + timedelta(days=1)),
    )
    found: dict[uuid.UUID, list[models.EmploymentTerms]] = defaultdict(list)
    for row in scope.visible_to(rows, actor).order_by("during"):
        found[row.employment_id].append(row)
    return found


def _post(payrun: models.Payrun, post: models.Employment, period: models.PayPeriod, facts: _Facts) -> Post:
    sheet = facts.sheets.get(post.pk)
    if post.pk in facts.held:
        return Post(payrun.pk, post, reasons.held(facts.held[post.pk]), sheet.pk if sheet else None)
    if sheet is None or sheet.state != "approved":
        problem = reasons.missing(sheet.state if sheet else None)
        return Post(payrun.pk, post, problem, sheet.pk if sheet else None)
    days = facts.worked.get(sheet.pk, {})
    minutes = sum(worked.minutes for worked in days.values())
    stopped = _why_blocked(post, days, facts)
    if stopped:
        return Post(payrun.pk, post, stopped, sheet.pk, minutes)
    try:
        pay = _pay_input(post, days, period, facts)
    except inputs.PayInputError as error:
        return Post(payrun.pk, post, reasons.blocked("input", str(error)), sheet.pk, minutes)
    without_paye = facts.schemes[post.employer_id] == models.PayeScheme.Status.NOT_NEEDED
    return Post(payrun.pk, post, None, sheet.pk, minutes, pay, without_paye)


def _why_blocked(post: models.Employment, days: Days, facts: _Facts) -> reasons.Problem | None:
    sick_days = sum(worked.sick_days for worked in days.values())
    decision = facts.sick_pay.get(post.pk)
    if sick_days and not sickness.has_effect(decision):
        return reasons.sickness(sick_days, has_changed=decision is not None)
    for day in days:
        if not any(day in terms.during for terms in facts.terms.get(post.pk, ())):
            return reasons.no_terms_on(day)
    stops = {
        "two_posts": (post.employer_id, post.assistant_id) in facts.doubled,
        "tax": post.pk not in facts.tax or post.assistant_id not in facts.people,
        "starter": facts.ends.is_unexplained(post, facts.tax.get(post.pk), paid=facts.paid_before),
        "bank": post.assistant.subject_id not in facts.banked,
        "payer": post.employer_id not in facts.payers,
        "scheme": post.employer_id not in facts.schemes,
        "brought_forward": facts.to_date[post.pk] is None,
        "later_payday": post.pk in facts.paid_later,
    }
    return next((reasons.blocked(code) for code, stopped in stops.items() if stopped), None)


def _pay_input(
    post: models.Employment, days: Days, period: models.PayPeriod, facts: _Facts
) -> payment.PayInput:
    tax = facts.tax[post.pk]
    return payment.PayInput(
        tax_year=period.tax_year,
        interval=inputs.Interval(period.group.interval),
        period=period.tax_period,
        payday=period.payday,
        earnings=earned(days, facts.terms[post.pk], year=rates.for_year(period.tax_year)),
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


def earned(
    days: Days, contracts: Sequence[models.EmploymentTerms], *, year: rates.TaxYear
) -> tuple[inputs.Earning, ...]:
    """Each day's time at the rates of that day: a change inside the period gives lines of its own."""
    lines: list[inputs.Earning] = []
    for terms in contracts:
        worked = sum((time for day, time in days.items() if day in terms.during), Worked())
        contract = earnings.ContractRates(hourly=terms.hourly_rate, sleep_in=terms.sleep_in_rate or None)
        lines += worked.priced(contract, year)
    return tuple(lines)
