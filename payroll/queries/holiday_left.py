"""How much holiday is left of a leave year: taken on sheets, agreed and not taken yet, asked for."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import Exists, OuterRef, Q, Sum
from psycopg2.extras import DateRange

from dpss.access import actors, scope
from dpss.kernel.dates import Span
from payroll import models
from payroll.calc import holiday, rates, tax_periods
from payroll.calc.figures import TaxYear
from payroll.queries import posts, sheet_holiday

_MINUTES: Final = Decimal(60)
_NONE: Final = Decimal(0)
_WORK: Final = ("hours", "contracted", "sleep_in")
_SENT: Final = ("submitted", "approved")
_USUAL_DAYS: Final = Decimal(5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Hours of holiday of one post in one leave year.

    `whole` is what there is to take: of fixed hours the year's, of others what has built up so far. `taken`
    is on timesheets that were sent, `agreed` and `asked` are on none yet. `soonest` is what somebody in the
    first year of the job may take by the day asked about, None after it.
    """

    year: Span
    whole: Decimal
    taken: Decimal = _NONE
    agreed: Decimal = _NONE
    asked: Decimal = _NONE
    soonest: Decimal | None = None
    by_the_hour: bool = False

    @property
    def used(self) -> Decimal:
        """What cannot be asked for again."""
        return self.taken + self.agreed + self.asked

    @property
    def left(self) -> Decimal:
        """What can still be asked for."""
        return max(self.whole - self.used, _NONE)

    @property
    def balance(self) -> holiday.Balance:
        """The same, as the rule of booking takes it."""
        return holiday.Balance(holiday.Unit.HOURS, self.whole, _NONE, self.used)


def of_post(
    post: models.Employment, *, day: date, actor: actors.Actor, without: models.HolidayRequest | None = None
) -> Left | None:
    """Of the leave year that a day is in; None where another payroll kept it and nothing was brought in.

    `without` leaves a request out, to say what is left beside it.
    """
    return of_posts([post], day=day, actor=actor, without=without).get(post.pk)


def of_posts(
    found: Sequence[models.Employment],
    *,
    day: date,
    actor: actors.Actor,
    without: models.HolidayRequest | None = None,
) -> dict[uuid.UUID, Left]:
    """The same for many posts, in a fixed number of queries but for services that count on."""
    terms = _terms(found, day, actor)
    known = [post for post in found if post.pk in terms]
    service = {post.pk: posts.in_service(post, actor=actor) for post in known}
    years = {post.pk: sheet_holiday.leave_year(post, day) for post in known}
    brought = sheet_holiday.brought_in({key: (service[key], years[key].first) for key in years}, actor=actor)
    known = [post for post in known if brought[post.pk] is not None]
    since = {post.pk: (service[post.pk], years[post.pk]) for post in known}
    sheets, requests = _on_sheets(since, actor), _requested(since, actor, without)
    figures = rates.for_year(tax_periods.tax_year_of(actor.today))
    return {
        post.pk: _left(
            post,
            terms[post.pk],
            years[post.pk],
            figures=figures,
            day=day,
            worked=_added(sheets, service[post.pk]),
            requested=_added(requests, service[post.pk]),
            brought=brought[post.pk] or sheet_holiday.NOTHING,
        )
        for post in known
    }


def _left(
    post: models.Employment,
    terms: models.EmploymentTerms,
    year: holiday.LeaveYear,
    *,
    figures: TaxYear,
    day: date,
    worked: tuple[int, int],
    requested: tuple[int, int],
    brought: sheet_holiday.Brought,
) -> Left:
    agreed, asked = (Decimal(minutes) / _MINUTES for minutes in requested)
    found = Left(
        year=Span(year.first, year.last),
        whole=_NONE,
        taken=worked[1] / _MINUTES + brought.taken,
        agreed=agreed,
        asked=asked,
    )
    if post.hours != models.Employment.Hours.FIXED:
        earned = sheet_holiday.earned(post, terms=terms, minutes=worked[0], day=day, figures=figures)
        return replace(found, whole=earned + brought.built_up, by_the_hour=True)
    if not terms.weekly_minutes:
        return found
    hours = terms.weekly_minutes / _MINUTES
    week = holiday.FixedWeek(hours=hours, days=max(_USUAL_DAYS, hours / 24), unit=holiday.Unit.HOURS)
    started = post.service_from
    whole = holiday.of_leave_year(week=week, year=year, started=started, rates=figures)
    soonest = (
        holiday.first_year(week=week, started=started, day=day, rates=figures)
        if started == year.first and day >= started
        else None
    )
    return replace(found, whole=whole, soonest=soonest)


def _terms(
    found: Sequence[models.Employment], day: date, actor: actors.Actor
) -> Mapping[uuid.UUID, models.EmploymentTerms]:
    """The contract of the day, else the last before it."""
    rows = models.EmploymentTerms.objects.filter(
        employment__in=found, during__overlap=DateRange(None, day, "[]")
    )
    return {row.employment_id: row for row in scope.visible_to(rows, actor).order_by("during")}


def _on_sheets(
    since: Mapping[uuid.UUID, tuple[Sequence[uuid.UUID], holiday.LeaveYear]], actor: actors.Actor
) -> Mapping[uuid.UUID, tuple[int, int]]:
    """Minutes of work and of holiday of each post on sheets that were sent, in its leave year."""
    wanted = _each(since, "timesheet__employment__in")
    if not wanted:
        return {}
    rows = models.TimesheetEntry.objects.filter(wanted, timesheet__state__in=_SENT).exclude(
        timesheet__basis=models.Timesheet.Basis.CONTRACTED
    )
    sums = scope.visible_to(rows, actor).order_by().values_list("timesheet__employment_id")
    counted = sums.annotate(
        worked=Sum("minutes", filter=Q(kind__in=_WORK), default=0),
        taken=Sum("minutes", filter=Q(kind="holiday"), default=0),
    )
    return {key: (worked, taken) for key, worked, taken in counted}


def _requested(
    since: Mapping[uuid.UUID, tuple[Sequence[uuid.UUID], holiday.LeaveYear]],
    actor: actors.Actor,
    without: models.HolidayRequest | None,
) -> Mapping[uuid.UUID, tuple[int, int]]:
    """Minutes agreed and asked for on days of which no sheet was sent: on one that was, the sheet counts.

    Where holiday pay comes with the wages, time off is on no sheet, and always counts from here.
    """
    wanted = _each(since, "request__employment__in")
    if not wanted:
        return {}
    sent = models.Timesheet.objects.filter(
        employment=OuterRef("request__employment"),
        period__first_day__lte=OuterRef("day"),
        period__last_day__gte=OuterRef("day"),
        state__in=_SENT,
    ).exclude(basis=models.Timesheet.Basis.CONTRACTED)
    rows = models.HolidayDay.objects.filter(wanted).filter(Q(request__is_rolled_up=True) | ~Exists(sent))
    if without is not None:
        rows = rows.exclude(request=without)
    sums = scope.visible_to(rows, actor).order_by().values_list("request__employment_id")
    counted = sums.annotate(
        agreed=Sum("minutes", filter=Q(request__state="agreed"), default=0),
        asked=Sum("minutes", filter=Q(request__state="asked"), default=0),
    )
    return {key: (agreed, asked) for key, agreed, asked in counted}


def _each(since: Mapping[uuid.UUID, tuple[Sequence[uuid.UUID], holiday.LeaveYear]], of: str) -> Q:
    wanted = Q()
    for service, year in since.values():
        wanted |= Q(**{of: service, "day__gte": year.first, "day__lte": year.last})
    return wanted


def _added(found: Mapping[uuid.UUID, tuple[int, int]], service: Iterable[uuid.UUID]) -> tuple[int, int]:
    some = [found[key] for key in service if key in found]
    return sum(one for one, _ in some), sum(other for _, other in some)
