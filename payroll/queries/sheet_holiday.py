"""Holiday on a timesheet beside what has built up by its last day, as far as the portal knows."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Q, Sum

from dpss.access import actors, scope
from payroll import models, sheet_checks
from payroll.calc import ages, holiday, inputs, rates
from payroll.calc.figures import TaxYear
from payroll.queries import posts
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
    Regulations 1998 regulation 13(3)); of the first of its jobs where service counts on.
    """
    post, period = sheet.employment, sheet.period
    last = min(period.last_day, post.last_day or period.last_day)
    if not worked.holiday or not terms or last < post.first_day:
        return None
    year, service = leave_year(post, last), posts.in_service(post, actor=actor)
    brought = models.BroughtForward.objects.filter(employment__in=service, up_to__gte=year.first)
    if scope.visible_to(brought, actor).exists():
        return None
    before = _between(service, year.first, max(period.first_day, post.first_day), actor)
    figures = rates.for_year(period.tax_year)
    minutes = before["worked"] + worked.hours + worked.awake
    built_up = earned(post, terms=terms[-1], minutes=minutes, day=last, figures=figures)
    left = built_up - before["holiday"] / _MINUTES
    return sheet_checks.Holiday(asked=worked.holiday / _MINUTES, left=max(left, Decimal(0)))


def left_at(
    post: models.Employment,
    *,
    terms: models.EmploymentTerms,
    day: date,
    figures: TaxYear,
    actor: actors.Actor,
) -> Decimal | None:
    """The hours of holiday earned and not taken up to a day; None where the year before is not known here.

    There are none where the service counts on with the next employer: the holiday goes there with it.
    """
    if posts.goes_on(post, actor=actor):
        return Decimal(0)
    year, service = leave_year(post, day), posts.in_service(post, actor=actor)
    brought = models.BroughtForward.objects.filter(employment__in=service, up_to__gte=year.first)
    if scope.visible_to(brought, actor).exists():
        return None
    taken = _between(service, year.first, day + date.resolution, actor)
    built_up = earned(post, terms=terms, minutes=taken["worked"], day=day, figures=figures)
    return max(built_up - taken["holiday"] / _MINUTES, Decimal(0))


def earned(
    post: models.Employment, *, terms: models.EmploymentTerms, minutes: int, day: date, figures: TaxYear
) -> Decimal:
    """Hours of holiday built up in the leave year by a day, with the minutes that were worked in it."""
    if post.hours == models.Employment.Hours.FIXED:
        return _fixed(terms, leave_year(post, day), post.service_from, day, figures)
    return _by_the_hour(minutes, figures)


def leave_year(post: models.Employment, day: date) -> holiday.LeaveYear:
    """The one that a day is in, counted from the first day of service."""
    started = post.service_from
    years = day.year - started.year
    first = ages.reaches(born=started, years=years)
    return holiday.LeaveYear(first if first <= day else ages.reaches(born=started, years=years - 1))


def _between(service: Sequence[uuid.UUID], first: date, end: date, actor: actors.Actor) -> Mapping[str, int]:
    """Minutes of work and of holiday in these posts from a first day up to, not including, another."""
    rows = models.TimesheetEntry.objects.filter(
        timesheet__employment__in=service,
        timesheet__state__in=["submitted", "approved"],
        day__gte=first,
        day__lt=end,
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
