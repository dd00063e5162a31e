"""Timesheets as their pages show them: week by week, with what they come to."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import QuerySet

from dpss.access import actors, scope
from dpss.kernel.dates import Span
from payroll import digests, holiday_checks, models, rules, sheet_checks
from payroll.calc import inputs, rates
from payroll.calc.lines import Line
from payroll.queries import facts, holiday, holiday_rates, sheet_holiday, time_pay, worked_time
from payroll.queries.worked_time import Worked, together

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

    `gross` is what it comes to before deductions in pounds, None when `no_gross` says why it is not known;
    `earned` are the lines it is made of, with money back, and `beside` those of holiday that a rule of its
    own came to. `facts` are what its rules look at. `previous` are the totals of the last approved sheet.
    `rates` names the contract's own rates of each day, `shared_with` the employer with whom shifts may be
    shared on it. `holiday` is what it has of it beside what is built up, `not_as_agreed` says on which days
    it is not what was agreed.
    """

    sheet: models.Timesheet
    weeks: tuple[Week, ...]
    worked: Worked
    contracted: int
    gross: Decimal | None
    earned: tuple[inputs.Earning, ...]
    beside: tuple[Line, ...]
    no_gross: str
    facts: rules.TimesheetFacts
    previous: Worked | None
    digest: str
    has_sleep_ins: bool
    rates: Mapping[date, Sequence[str]]
    shared_with: Mapping[date, str]
    holiday: sheet_checks.Holiday | None
    not_as_agreed: Sequence[str]

    @property
    def money_back(self) -> Decimal:
        """Mileage and expenses in pounds, which nothing is taken off."""
        return sum((line.amount for line in self.earned if line.kind.is_money_back), Decimal(0))

    @property
    def problems(self) -> list[str]:
        """What must be put right before it can be sent or approved."""
        found = (rule(self.facts) for rule in rules.BEFORE_SUBMITTING)
        return [sentence for sentence in found if sentence]

    @property
    def questions(self) -> Sequence[sheet_checks.Question]:
        """What the PA must say is right before it is sent."""
        return sheet_checks.questions(self.facts)

    @property
    def advice(self) -> Sequence[str]:
        """What the law says of it; it stops nothing."""
        return [*sheet_checks.advice(self.facts, holiday=self.holiday), *self.not_as_agreed]

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
        "employment__assistant", "employment__employer", "period", "decided_by", "submitted_by", "entered_by"
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
    by_day = worked_time.worked_by_day([sheet.pk], actor=actor).get(sheet.pk, {})
    found = worked_time.terms_in([sheet.employment_id], period=sheet.period, actor=actor)
    terms = found.get(sheet.employment_id, ())
    sides = worked_time.sides_in([sheet.employment_id], period=sheet.period, actor=actor)
    agreed = sides.get(sheet.employment_id, ())
    earned, no_gross = _earned(sheet, by_day, terms, agreed, actor)
    weeks = _weeks(sheet.period, entries, by_day, terms)
    worked = together(by_day.values())
    return Shown(
        sheet=sheet,
        weeks=weeks,
        worked=worked,
        contracted=sum(week.contracted for week in weeks),
        gross=None if no_gross else earned.gross,
        earned=earned.earnings,
        beside=earned.lines,
        no_gross=no_gross,
        facts=facts.facts_for_timesheets([sheet], actor=actor)[sheet.pk],
        previous=_previous(sheet, actor),
        digest=digests.of_entries(entries),
        has_sleep_ins=any(row.sleep_in_rate for row in terms),
        rates=_rates(sheet.period, terms),
        shared_with=_shared_with(sheet.period, agreed),
        holiday=sheet_holiday.asked_and_left(sheet, worked=worked, terms=terms, actor=actor),
        not_as_agreed=_not_as_agreed(sheet, by_day, actor),
    )


def _not_as_agreed(sheet: models.Timesheet, by_day: worked_time.Days, actor: actors.Actor) -> Sequence[str]:
    """Where the sheet has other holiday than was agreed; contracted time says nothing of it."""
    if sheet.basis == models.Timesheet.Basis.CONTRACTED:
        return ()
    span = Span(sheet.period.first_day, sheet.period.last_day)
    agreed = holiday.agreed_in([sheet.employment_id], span, actor=actor).get(sheet.employment_id, {})
    advice = holiday_checks.advice(
        agreed={day: time.minutes for day, time in agreed.items() if time.minutes},
        said={day: time.holiday for day, time in by_day.items()},
        sick=[day for day, time in by_day.items() if time.sick_days],
    )
    return tuple(advice)


def _earned(
    sheet: models.Timesheet,
    by_day: worked_time.Days,
    terms: Sequence[models.EmploymentTerms],
    sides: Sequence[models.SharedWork],
    actor: actors.Actor,
) -> tuple[time_pay.TimePay, str]:
    uncovered = [day for day in by_day if not any(day in row.during for row in terms)]
    if uncovered:
        return time_pay.TimePay(()), "The contract's rate of pay is not recorded for every day."
    post, period = sheet.employment, sheet.period
    averages = holiday_rates.of_sheets([holiday_rates.Wanted(post, period, by_day)], actor=actor)
    try:
        found = time_pay.earned(
            post,
            by_day,
            terms,
            year=rates.for_year(period.tax_year),
            sides=sides,
            averaged=averages.get(post.pk),
            rolled_up=holiday.rolled_up_in([post.pk], actor=actor).get(post.pk, ()),
        )
    except inputs.PayInputError as error:
        return time_pay.TimePay(()), str(error)
    return found, ""


def _rates(period: models.PayPeriod, terms: Sequence[models.EmploymentTerms]) -> Mapping[date, Sequence[str]]:
    days = Span(period.first_day, period.last_day).each_day()
    return {
        day: [rate.name for row in terms if day in row.during for rate in row.named_rates] for day in days
    }


def _shared_with(period: models.PayPeriod, sides: Sequence[models.SharedWork]) -> Mapping[date, str]:
    days = Span(period.first_day, period.last_day).each_day()
    return {day: side.other_name for day in days for side in sides if day in side.during}


def _weeks(
    period: models.PayPeriod,
    entries: Sequence[models.TimesheetEntry],
    by_day: worked_time.Days,
    terms: Sequence[models.EmploymentTerms],
) -> tuple[Week, ...]:
    return tuple(
        Week(
            number=number,
            span=span,
            entries=tuple(entry for entry in entries if entry.day in span),
            worked=together(worked for day, worked in by_day.items() if day in span),
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
    return worked_time.worked_of([last.pk], actor=actor).get(last.pk, Worked()) if last else None
