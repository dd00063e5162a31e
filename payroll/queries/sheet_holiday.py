"""Holiday on a timesheet beside what has built up by its last day, as far as the portal knows."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Q, Sum

from dpss.access import actors, scope
from payroll import models, sheet_checks
from payroll.calc import ages, holiday, inputs, rates
from payroll.calc.figures import TaxYear
from payroll.queries.worked_time import Worked

_MINUTES = Decimal(60)
# Holiday in hours comes to the same for any number of days a week up to five.
_USUAL_DAYS = Decimal(5)


def asked_and_left(
    sheet: models.Timesheet,
    *,
    worked: Worked,
    terms: Sequence[models.EmploymentTerms],
    actor: actors.Actor,
) -> sheet_checks.Holiday | None:
    """None for a sheet without holiday, and where the year's holiday before this payroll is not known.

    The leave year begins on the first day of the job, as it does where nothing else was agreed (Working Time
    Regulations 1998 regulation 13(3)).
    """
    post, period = sheet.employment, sheet.period
    last = min(period.last_day, post.last_day or period.last_day)
    if not worked.holiday or not terms or last < post.first_day:
        return None
    year = _leave_year(post.first_day, last)
    brought = models.BroughtForward.objects.filter(employment=post, up_to__gte=year.first)
    if scope.visible_to(brought, actor).exists():
        return None
    before = _before(sheet, year.first, actor)
    figures = rates.for_year(period.tax_year)
    if post.hours == models.Employment.Hours.FIXED:
        built_up = _fixed(terms[-1], year, post.first_day, last, figures)
    else:
        built_up = _by_the_hour(before["worked"] + worked.hours + worked.awake, figures)
    left = built_up - before["holiday"] / _MINUTES
    return sheet_checks.Holiday(asked=worked.holiday / _MINUTES, left=max(left, Decimal(0)))


def _leave_year(started: date, day: date) -> holiday.LeaveYear:
    """The one that a day is in."""
    years = day.year - started.year
    first = ages.reaches(born=started, years=years)
    return holiday.LeaveYear(first if first <= day else ages.reaches(born=started, years=years - 1))


def _before(sheet: models.Timesheet, first: date, actor: actors.Actor) -> Mapping[str, int]:
    """Minutes of work and of holiday in the leave year before the sheet's period."""
    rows = models.TimesheetEntry.objects.filter(
        timesheet__employment=sheet.employment_id,
        timesheet__state__in=["submitted", "approved"],
        day__gte=first,
        day__lt=sheet.period.first_day,
    ).exclude(timesheet__basis=models.Timesheet.Basis.CONTRACTED)
    return scope.visible_to(rows, actor).aggregate(
        worked=Sum("minutes", filter=Q(kind__in=["hours", "contracted", "sleep_in"]), default=0),
        holiday=Sum("minutes", filter=Q(kind="holiday"), default=0),
    )


def _fixed(
    terms: models.EmploymentTerms, year: holiday.LeaveYear, started: date, day: date, figures: TaxYear
) -> Decimal:
    if not terms.weekly_minutes:
        return Decimal(0)
    hours = terms.weekly_minutes / _MINUTES
    week = holiday.FixedWeek(hours=hours, days=max(_USUAL_DAYS, hours / 24), unit=holiday.Unit.HOURS)
    return holiday.built_up(week=week, year=year, started=started, day=day, rates=figures)


def _by_the_hour(minutes: int, figures: TaxYear) -> Decimal:
    worked = inputs.Earning(
        kind=inputs.EarningKind.HOURS,
        label="Hours worked",
        quantity=(minutes / _MINUTES).quantize(Decimal("0.0001")),
        unit="hours",
        rate=Decimal(0),
        amount=Decimal(0),
    )
    return holiday.accrued_hours(earnings=(worked,), rates=figures)
