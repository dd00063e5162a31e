"""Timesheets as their pages show them: week by week, with what they come to."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import QuerySet

from dpss.access import actors, scope
from dpss.kernel.dates import Span
from payroll import digests, models, rules
from payroll.calc import earnings, inputs, rates
from payroll.queries import facts, pay_inputs
from payroll.queries.pay_inputs import Worked

DAYS_IN_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Week:
    """One week of a sheet: what each day says, its totals, and the contracted minutes."""

    number: int
    span: Span
    entries: tuple[models.TimesheetEntry, ...]
    worked: Worked
    contracted: int

    @property
    def days(self) -> list[tuple[date, list[models.TimesheetEntry]]]:
        """Each day with what it says, the empty ones too."""
        return [(day, [entry for entry in self.entries if entry.day == day]) for day in self.span.each_day()]

    @property
    def days_filled(self) -> int:
        """On how many days there is something."""
        return len({entry.day for entry in self.entries})


@dataclass(frozen=True, slots=True)
class Shown:
    """A sheet with all that its pages say.

    `gross` is what it comes to before deductions in pounds, None when `no_gross` says why it is not known.
    `facts` are what its rules look at. `previous` are the totals of the last approved sheet.
    """

    sheet: models.Timesheet
    weeks: tuple[Week, ...]
    worked: Worked
    contracted: int
    gross: Decimal | None
    no_gross: str
    facts: rules.TimesheetFacts
    previous: Worked | None
    digest: str
    has_sleep_ins: bool

    @property
    def problems(self) -> list[str]:
        """What must be put right before it can be sent or approved."""
        found = (rule(self.facts) for rule in rules.BEFORE_SUBMITTING)
        return [sentence for sentence in found if sentence]

    @property
    def left(self) -> int:
        """Contracted minutes that are not on it; none when there are more than contracted."""
        return max(self.contracted - self.worked.minutes, 0)

    @property
    def more_than_last(self) -> int | None:
        """Minutes more than on the last sheet, fewer when negative; None when there is no last one."""
        return self.worked.minutes - self.previous.minutes if self.previous else None

    def next_week(self, today: date) -> Week:
        """The week to fill in: the first empty one that has begun, else the last that has."""
        begun = [week for week in self.weeks if week.span.first <= today] or [self.weeks[0]]
        return next((week for week in begun if not week.entries), begun[-1])


def timesheets(*, actor: actors.Actor, client_id: uuid.UUID | None = None) -> "QuerySet[models.Timesheet]":
    """Sheets that the actor reaches, newest period first, with whose they are joined in."""
    rows = models.Timesheet.objects.select_related(
        "employment__assistant", "employment__employer", "period", "decided_by", "submitted_by"
    )
    if client_id:
        rows = rows.filter(employment__employer__client_id=client_id)
    return scope.visible_to(rows, actor).order_by("-period__first_day", "employment__assistant__name", "pk")


def posts(*, actor: actors.Actor, client_id: uuid.UUID | None = None) -> "QuerySet[models.Employment]":
    """Every post that the actor reaches, those that have ended too, by name."""
    rows = models.Employment.objects.select_related("assistant", "employer")
    if client_id:
        rows = rows.filter(employer__client_id=client_id)
    return scope.visible_to(rows, actor).order_by("employer__name", "assistant__name", "pk")


def shown(sheet: models.Timesheet, *, actor: actors.Actor) -> Shown:
    """A sheet with its weeks, its totals, what it comes to, and what must be put right."""
    entries = list(
        scope.visible_to(models.TimesheetEntry.objects.filter(timesheet=sheet), actor).order_by(
            "day", "starts", "pk"
        )
    )
    by_day = pay_inputs.worked_by_day([sheet.pk], actor=actor).get(sheet.pk, {})
    found = pay_inputs.terms_in([sheet.employment_id], period=sheet.period, actor=actor)
    terms = found.get(sheet.employment_id, ())
    gross, no_gross = _gross(by_day, terms, rates.for_year(sheet.period.tax_year))
    weeks = _weeks(sheet.period, entries, by_day, terms)
    return Shown(
        sheet=sheet,
        weeks=weeks,
        worked=sum(by_day.values(), Worked()),
        contracted=sum(week.contracted for week in weeks),
        gross=gross,
        no_gross=no_gross,
        facts=facts.facts_for_timesheets([sheet], actor=actor)[sheet.pk],
        previous=_previous(sheet, actor),
        digest=digests.of_entries(entries),
        has_sleep_ins=any(row.sleep_in_rate for row in terms),
    )


def _gross(
    by_day: pay_inputs.Days, terms: Sequence[models.EmploymentTerms], year: rates.TaxYear
) -> tuple[Decimal | None, str]:
    uncovered = [day for day in by_day if not any(day in row.during for row in terms)]
    if uncovered:
        return None, "The contract's rate of pay is not recorded for every day."
    try:
        earned: Iterable[inputs.Earning] = pay_inputs.earned(by_day, terms, year=year)
    except inputs.PayInputError as error:
        return None, str(error)
    return earnings.gross(earned), ""


def _weeks(
    period: models.PayPeriod,
    entries: Sequence[models.TimesheetEntry],
    by_day: pay_inputs.Days,
    terms: Sequence[models.EmploymentTerms],
) -> tuple[Week, ...]:
    return tuple(
        Week(
            number=number,
            span=span,
            entries=tuple(entry for entry in entries if entry.day in span),
            worked=sum((worked for day, worked in by_day.items() if day in span), Worked()),
            contracted=_contracted(span, terms),
        )
        for number, span in enumerate(Span(period.first_day, period.last_day).weeks(), start=1)
    )


def _contracted(span: Span, terms: Sequence[models.EmploymentTerms]) -> int:
    """A week's minutes as the contract says, day by day, so that a change inside the week counts."""
    weekly = sum(row.weekly_minutes for day in span.each_day() for row in terms if day in row.during)
    return int((Decimal(weekly) / DAYS_IN_A_WEEK).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _previous(sheet: models.Timesheet, actor: actors.Actor) -> Worked | None:
    rows = models.Timesheet.objects.filter(
        employment_id=sheet.employment_id, state="approved", period__first_day__lt=sheet.period.first_day
    )
    last = scope.visible_to(rows, actor).order_by("-period__first_day", "-version").first()
    return pay_inputs.worked_of([last.pk], actor=actor).get(last.pk, Worked()) if last else None
