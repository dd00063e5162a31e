"""Holiday requests: whose, of which days, what stands in their way, and who else is off then."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from django.db.models import Q, QuerySet, Sum
from psycopg2.extras import DateRange

from dpss.access import actors, scope
from dpss.kernel.dates import Span
from payroll import contracted_time, models
from payroll.holiday_rules import HolidayFacts
from payroll.queries import holiday_left

_DAY: Final = timedelta(days=1)
_MINUTES: Final = Decimal(60)
_SENT: Final = ("submitted", "approved")
LIVE: Final = models.holiday.LIVE


@dataclass(frozen=True, slots=True)
class Time:
    """Minutes of a request: those that count as holiday, and those without pay beyond it."""

    minutes: int
    unpaid: int

    @property
    def all(self) -> int:
        """All the time off."""
        return self.minutes + self.unpaid


def requests(*, actor: actors.Actor, client_id: uuid.UUID | None = None) -> QuerySet[models.HolidayRequest]:
    """Those that the actor reaches, the latest days first, with whose they are."""
    rows = models.HolidayRequest.objects.select_related(
        "employment__assistant", "employment__employer", "asked_by", "decided_by"
    )
    if client_id:
        rows = rows.filter(employment__employer__client_id=client_id)
    return scope.visible_to(rows, actor).order_by("-during", "pk")


def days_of(request: models.HolidayRequest, *, actor: actors.Actor) -> QuerySet[models.HolidayDay]:
    """Its days in order."""
    return scope.visible_to(models.HolidayDay.objects.filter(request=request), actor).order_by("day")


def time_of(ids: Iterable[uuid.UUID], *, actor: actors.Actor) -> dict[uuid.UUID, Time]:
    """The time of many requests, in one query."""
    rows = models.HolidayDay.objects.filter(request__in=list(ids))
    sums = scope.visible_to(rows, actor).order_by().values_list("request_id")
    found = sums.annotate(minutes=Sum("minutes"), unpaid=Sum("unpaid_minutes"))
    return {key: Time(minutes, unpaid) for key, minutes, unpaid in found}


def is_rolled_up(post: models.Employment, *, day: date, actor: actors.Actor) -> bool:
    """Whether holiday pay comes with the wages on a day."""
    rows = models.RolledUpHoliday.objects.filter(employment=post, during__contains=day)
    return scope.visible_to(rows, actor).exists()


def rolled_up_of(post: models.Employment, *, actor: actors.Actor) -> QuerySet[models.RolledUpHoliday]:
    """When it comes with the wages, the latest first."""
    rows = models.RolledUpHoliday.objects.filter(employment=post).select_related("recorded_by")
    return scope.visible_to(rows, actor).order_by("-during")


def rolled_up_in(
    employment_ids: Iterable[uuid.UUID], *, actor: actors.Actor
) -> Mapping[uuid.UUID, Sequence[DateRange]]:
    """When the holiday pay of each post comes with its wages, in one query."""
    rows = models.RolledUpHoliday.objects.filter(employment__in=list(employment_ids))
    found: dict[uuid.UUID, list[DateRange]] = defaultdict(list)
    for key, during in scope.visible_to(rows, actor).values_list("employment_id", "during"):
        found[key].append(during)
    return found


def contract_in(post: models.Employment, span: Span, *, actor: actors.Actor) -> dict[date, int]:
    """The contracted minutes of each of some days, shared by the usual working days."""
    within = DateRange(span.first, span.last, "[]")
    terms = models.EmploymentTerms.objects.filter(employment=post, during__overlap=within)
    return contracted_time.minutes_by_day(
        span=span,
        terms=[
            contracted_time.Terms(_inside(row.during, span), row.weekly_minutes)
            for row in scope.visible_to(terms, actor).order_by("during")
        ],
        usual=_usual(post, span, actor),
    )


def usual_days(post: models.Employment, span: Span, *, actor: actors.Actor) -> list[date]:
    """Those of some days on which the PA usually works; all of them where that is not recorded."""
    usual = _usual(post, span, actor)
    return [
        day
        for day in span.each_day()
        if not usual or any(day in one.days and day.weekday() in one.weekdays for one in usual)
    ]


def sick_on(post: models.Employment, days: Collection[date], *, actor: actors.Actor) -> list[date]:
    """Those of some days on which a sheet that was sent says that the PA was ill."""
    rows = models.TimesheetEntry.objects.filter(
        timesheet__employment=post, timesheet__state__in=_SENT, kind="sickness", day__in=list(days)
    )
    return sorted(set(scope.visible_to(rows, actor).values_list("day", flat=True)))


def sent_on(post: models.Employment, days: Sequence[date], *, actor: actors.Actor) -> list[date]:
    """Those of some days that are in a period of which a sheet was sent."""
    sheets = models.Timesheet.objects.filter(
        employment=post,
        state__in=_SENT,
        period__first_day__lte=max(days),
        period__last_day__gte=min(days),
    ).exclude(basis=models.Timesheet.Basis.CONTRACTED)
    spans = scope.visible_to(sheets, actor).values_list("period__first_day", "period__last_day")
    found = [Span(first, last) for first, last in spans]
    return [day for day in sorted(days) if any(day in span for span in found)]


def facts_of(found: Sequence[models.HolidayRequest], *, actor: actors.Actor) -> dict[uuid.UUID, HolidayFacts]:
    """What the rules of a move look at; for a few requests at a time."""
    return {row.pk: _facts(row, actor) for row in found}


def others_off(request: models.HolidayRequest, *, actor: actors.Actor) -> list[models.HolidayRequest]:
    """Holiday of other PAs of the employer on some of the days, agreed or asked for."""
    rows = models.HolidayRequest.objects.filter(
        employment__employer=request.employment.employer_id, during__overlap=request.during, state__in=LIVE
    ).exclude(employment=request.employment_id)
    found = rows.select_related("employment__assistant")
    return list(scope.visible_to(found, actor).order_by("during", "pk"))


def who_could_cover(request: models.HolidayRequest, *, actor: actors.Actor) -> list[models.Employment]:
    """The employer's other PAs on those days."""
    rows = models.Employment.objects.filter(
        Q(last_day=None) | Q(last_day__gte=request.first_day),
        employer=request.employment.employer_id,
        first_day__lte=request.last_day,
    ).exclude(assistant=request.employment.assistant_id)
    return list(scope.visible_to(rows, actor).select_related("assistant").order_by("assistant__name", "pk"))


def agreed_in(
    employment_ids: Iterable[uuid.UUID], span: Span, *, actor: actors.Actor
) -> Mapping[uuid.UUID, Mapping[date, Time]]:
    """The agreed time off of each post on each of some days, in one query; none that is rolled up."""
    rows = models.HolidayDay.objects.filter(
        request__employment__in=list(employment_ids),
        request__state="agreed",
        request__is_rolled_up=False,
        day__range=(span.first, span.last),
    )
    found: dict[uuid.UUID, dict[date, Time]] = defaultdict(dict)
    told = scope.visible_to(rows, actor).values_list(
        "request__employment_id", "day", "minutes", "unpaid_minutes"
    )
    for key, day, minutes, unpaid in told:
        found[key][day] = Time(minutes, unpaid)
    return found


def _facts(request: models.HolidayRequest, actor: actors.Actor) -> HolidayFacts:
    post = models.Employment.objects.select_related("assistant").get(pk=request.employment_id)
    told = list(days_of(request, actor=actor))
    days = [row.day for row in told]
    left = holiday_left.of_post(post, day=request.last_day, actor=actor, without=request)
    ended = post.last_day if post.last_day and post.last_day < request.last_day else None
    return HolidayFacts(
        today=actor.today,
        first_day=request.first_day,
        is_own=actor.user_id is not None and post.assistant.user_id == actor.user_id,
        hours=sum(row.minutes for row in told) / _MINUTES,
        left=left.left if left else None,
        sick=tuple(sick_on(post, days, actor=actor)),
        sent=tuple(sent_on(post, days, actor=actor)) if days else (),
        ended_on=ended,
    )


def _usual(post: models.Employment, span: Span, actor: actors.Actor) -> list[contracted_time.UsualDays]:
    within = DateRange(span.first, span.last, "[]")
    rows = models.QualifyingDays.objects.filter(employment=post, during__overlap=within)
    return [
        contracted_time.UsualDays(_inside(row.during, span), frozenset(row.weekdays))
        for row in scope.visible_to(rows, actor).order_by("during")
    ]


def _inside(during: DateRange, span: Span) -> Span:
    first = max(during.lower, span.first) if during.lower else span.first
    last = min(during.upper - _DAY, span.last) if during.upper else span.last
    return Span(first, last)
