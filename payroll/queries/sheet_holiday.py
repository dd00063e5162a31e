"""Holiday on a timesheet beside what has built up by its last day, as far as the portal knows."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import Max, Q, Sum

from dpss.access import actors, policy, scope
from payroll import models, sheet_checks
from payroll.calc import ages, holiday, inputs, rates
from payroll.calc.figures import TaxYear
from payroll.queries import posts
from payroll.queries.worked_time import Worked

_MINUTES = Decimal(60)
# Holiday in hours comes to the same for any number of days a week up to five.
_USUAL_DAYS = Decimal(5)


@dataclass(frozen=True, slots=True)
class Brought:
    """Hours that another payroll counted in a leave year: built up by the hour, and taken."""

    built_up: Decimal = Decimal(0)
    taken: Decimal = Decimal(0)


NOTHING: Final = Brought()


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
    brought = brought_in({post.pk: (service, year.first)}, actor=actor)[post.pk]
    if brought is None:
        return None
    before = _between(service, year.first, max(period.first_day, post.first_day), actor)
    figures = rates.for_year(period.tax_year)
    minutes = before["worked"] + worked.hours + worked.awake
    built_up = earned(post, terms=terms[-1], minutes=minutes, day=last, figures=figures)
    left = built_up + brought.built_up - brought.taken - before["holiday"] / _MINUTES
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
    brought = brought_in({post.pk: (service, year.first)}, actor=actor)[post.pk]
    if brought is None:
        return None
    taken = _between(service, year.first, day + date.resolution, actor)
    built_up = earned(post, terms=terms, minutes=taken["worked"], day=day, figures=figures)
    left = built_up + brought.built_up - brought.taken - taken["holiday"] / _MINUTES
    return max(left, Decimal(0))


def brought_in(
    since: Mapping[uuid.UUID, tuple[Sequence[uuid.UUID], date]], *, actor: actors.Actor
) -> dict[uuid.UUID, Brought | None]:
    """What another payroll counted of each leave year, by its service and first day, in three queries.

    None where it kept the holiday of the year and nobody has recorded how it stood, and for those who do not
    see whether it did: that is known from the figures it handed over.
    """
    every = [key for service, _first in since.values() for key in service]
    told = _whose_figures_are_seen(every, actor)
    figures = models.BroughtForward.objects.filter(employment__in=every)
    up_to = dict(scope.visible_to(figures, actor).values_list("employment_id").annotate(Max("up_to")))
    rows = models.HolidayBroughtIn.objects.filter(employment__in=every)
    kept = {(row.employment_id, row.year_from): row for row in scope.visible_to(rows, actor)}
    found: dict[uuid.UUID, Brought | None] = {}
    for key, (service, first) in since.items():
        row = next((kept[one, first] for one in service if (one, first) in kept), None)
        if row is not None:
            found[key] = Brought(row.built_up, row.taken)
        else:
            is_known = not any(one not in told or (one in up_to and up_to[one] >= first) for one in service)
            found[key] = NOTHING if is_known else None
    return found


def _whose_figures_are_seen(every: Sequence[uuid.UUID], actor: actors.Actor) -> set[uuid.UUID]:
    rows = models.Employment.objects.filter(pk__in=every)
    if not actor.job:
        rows = rows.filter(subject__in=scope.subjects_of(actor, policy.MONEY))
    return set(rows.values_list("pk", flat=True))


def kept(post: models.Employment, year_from: date, *, actor: actors.Actor) -> models.HolidayBroughtIn | None:
    """What was recorded of another payroll's holiday in a leave year."""
    rows = models.HolidayBroughtIn.objects.filter(employment=post, year_from=year_from)
    return scope.visible_to(rows, actor).first()


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
