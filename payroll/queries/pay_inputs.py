"""Everything that a batch of payruns is worked out from, gathered in a fixed number of queries."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum

from dpss.access import actors, scope
from ledger.queries import bank_accounts_on
from payroll import models
from payroll.calc import earnings, inputs, rates, records, results

MISSING = "missing"
BLOCKED = "blocked"
_NO_SHEET = {
    None: "No timesheet has come in.",
    "draft": "The timesheet has been started and not sent.",
    "submitted": "The timesheet is waiting for the employer to approve it.",
    "rejected": "The employer sent the timesheet back to be changed.",
}


@dataclass(frozen=True, slots=True)
class Worked:
    """A sheet's totals: minutes of shifts, awake time and holiday, nights slept in, miles, sick days."""

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
    """One post in a payrun: either what it is to be paid from, or why it cannot be (`kind` and `why`)."""

    payrun_id: uuid.UUID
    employment: models.Employment
    kind: str = ""
    why: str = ""
    sheet_id: uuid.UUID | None = None
    minutes: int = 0
    pay: inputs.PayInput | None = None


def posts_of(payruns: Sequence[models.Payrun], *, actor: actors.Actor) -> list[Post]:
    """Every post that these payruns of one period should pay and that no approved run has paid."""
    if not payruns:
        return []
    period = payruns[0].period
    run_of = {payrun.employer_id: payrun for payrun in payruns}
    employments = _employments(run_of, period, actor)
    paid = _already_paid([post.pk for post in employments], period, actor)
    owed = [post for post in employments if post.pk not in paid]
    facts = _facts(owed, period, actor)
    return [_post(run_of[post.employer_id], post, period, facts) for post in owed]


def worked_of(sheet_ids: Iterable[uuid.UUID], *, actor: actors.Actor) -> dict[uuid.UUID, Worked]:
    """The totals of many sheets in one query."""
    rows = scope.visible_to(models.TimesheetEntry.objects.filter(timesheet_id__in=list(sheet_ids)), actor)
    totals = rows.values("timesheet_id").annotate(
        hours=Sum("minutes", filter=Q(kind="hours"), default=0),
        awake=Sum("minutes", filter=Q(kind="sleep_in"), default=0),
        nights=Count("pk", filter=Q(kind="sleep_in")),
        holiday=Sum("minutes", filter=Q(kind="holiday"), default=0),
        miles=Sum("miles", filter=Q(kind="mileage"), default=Decimal(0)),
        sick_days=Count("day", filter=Q(kind="sickness"), distinct=True),
    )
    return {row.pop("timesheet_id"): Worked(**row) for row in totals}


@dataclass(frozen=True, slots=True)
class _Facts:
    sheets: Mapping[uuid.UUID, models.Timesheet]
    worked: Mapping[uuid.UUID, Worked]
    terms: Mapping[uuid.UUID, models.EmploymentTerms]
    tax: Mapping[uuid.UUID, models.TaxDetails]
    people: Mapping[uuid.UUID, models.PayrollIdentity]
    to_date: Mapping[uuid.UUID, inputs.YearToDate]
    banked: frozenset[uuid.UUID]


def _employments(
    run_of: Mapping[uuid.UUID, models.Payrun], period: models.PayPeriod, actor: actors.Actor
) -> list[models.Employment]:
    rows = models.Employment.objects.filter(employer_id__in=run_of, first_day__lte=period.last_day)
    rows = rows.filter(Q(last_day=None) | Q(last_day__gte=period.first_day))
    return list(scope.visible_to(rows, actor).select_related("assistant").order_by("pk"))


def _already_paid(
    employment_ids: Sequence[uuid.UUID], period: models.PayPeriod, actor: actors.Actor
) -> set[uuid.UUID]:
    rows = models.Payslip.objects.filter(
        employment_id__in=employment_ids, payrun__period=period, payrun__state="approved"
    )
    return set(scope.visible_to(rows, actor).values_list("employment_id", flat=True))


def _facts(posts: Sequence[models.Employment], period: models.PayPeriod, actor: actors.Actor) -> _Facts:
    ids = [post.pk for post in posts]
    sheets = models.Timesheet.objects.filter(employment_id__in=ids, period=period).order_by("version")
    latest = {sheet.employment_id: sheet for sheet in scope.visible_to(sheets, actor)}
    approved = [sheet.pk for sheet in latest.values() if sheet.state == "approved"]
    terms = models.EmploymentTerms.objects.filter(
        employment_id__in=ids, during__startswith__lte=period.last_day
    ).order_by("during")
    tax = models.TaxDetails.objects.filter(employment_id__in=ids, during__startswith__lte=period.payday)
    people = models.PayrollIdentity.objects.filter(assistant_id__in={post.assistant_id for post in posts})
    subjects = {post.assistant.subject_id for post in posts}
    return _Facts(
        sheets=latest,
        worked=worked_of(approved, actor=actor),
        terms={row.employment_id: row for row in scope.visible_to(terms, actor)},
        tax={row.employment_id: row for row in scope.visible_to(tax.order_by("during"), actor)},
        people={row.assistant_id: row for row in scope.visible_to(people, actor)},
        to_date=year_to_date(ids, tax_year=period.tax_year, actor=actor),
        banked=frozenset(bank_accounts_on(subjects, day=period.payday, actor=actor)),
    )


def year_to_date(
    employment_ids: Sequence[uuid.UUID], *, tax_year: str, actor: actors.Actor
) -> dict[uuid.UUID, inputs.YearToDate]:
    """Each post's figures so far this tax year: its last approved payslip's, else those brought forward."""
    brought = models.BroughtForward.objects.filter(employment_id__in=employment_ids, tax_year=tax_year)
    figures = {
        row.employment_id: records.read(
            inputs.YearToDate, row.figures, where="brought forward", leaf=records.json_leaf
        )
        for row in scope.visible_to(brought, actor)
    }
    slips = models.Payslip.objects.filter(
        employment_id__in=employment_ids, tax_year=tax_year, payrun__state="approved"
    )
    newest = scope.visible_to(slips, actor).order_by("employment_id", "payday", "payrun__run")
    for slip in newest.only("employment_id", "result"):
        figures[slip.employment_id] = results.from_json(slip.result).to_date
    return defaultdict(inputs.YearToDate.zero, figures)


def _post(payrun: models.Payrun, post: models.Employment, period: models.PayPeriod, facts: _Facts) -> Post:
    sheet = facts.sheets.get(post.pk)
    if sheet is None or sheet.state != "approved":
        why = _NO_SHEET[sheet.state if sheet else None]
        return Post(payrun.pk, post, MISSING, why, sheet.pk if sheet else None)
    worked = facts.worked.get(sheet.pk, Worked())
    why = _why_blocked(post, worked, facts)
    if why:
        return Post(payrun.pk, post, BLOCKED, why, sheet.pk, worked.minutes)
    try:
        pay = _pay_input(post, worked, period, facts)
    except inputs.PayInputError as error:
        return Post(payrun.pk, post, BLOCKED, str(error), sheet.pk, worked.minutes)
    return Post(payrun.pk, post, sheet_id=sheet.pk, minutes=worked.minutes, pay=pay)


def _why_blocked(post: models.Employment, worked: Worked, facts: _Facts) -> str:
    if worked.sick_days:
        days = "1 day" if worked.sick_days == 1 else f"{worked.sick_days} days"
        return f"There is sickness on the sheet ({days}). Decide the sick pay before this is paid."
    if post.pk not in facts.terms:
        return "No pay rate is recorded for these dates. Add the contract's terms."
    if post.pk not in facts.tax or post.assistant_id not in facts.people:
        return "Tax details are missing. Add the tax code, National Insurance letter and date of birth."
    if post.assistant.subject_id not in facts.banked:
        return "No bank details are recorded. Ask where the wages should go."
    return ""


def _pay_input(
    post: models.Employment, worked: Worked, period: models.PayPeriod, facts: _Facts
) -> inputs.PayInput:
    terms, tax = facts.terms[post.pk], facts.tax[post.pk]
    year = rates.for_year(period.tax_year)
    contract = earnings.ContractRates(hourly=terms.hourly_rate, sleep_in=terms.sleep_in_rate or None)
    return inputs.PayInput(
        tax_year=period.tax_year,
        interval=inputs.Interval(period.group.interval),
        period=period.tax_period,
        payday=period.payday,
        earnings=worked.priced(contract, year),
        tax_code=tax.tax_code,
        non_cumulative=tax.non_cumulative,
        ni_letter=tax.ni_letter,
        to_date=facts.to_date[post.pk],
        student_loan=tax.student_loan or None,
        postgraduate_loan=tax.postgraduate_loan,
        pension=tax.pension or None,
        birth_date=facts.people[post.assistant_id].birth_date,
        period_start=max(period.first_day, post.first_day),
    )
