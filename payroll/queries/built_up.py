"""What has built up of each post by a day: holiday and what was taken of it, and what its end would cost."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from dpss.access import actors, scope
from dpss.kernel.dates import Span
from payroll import models
from payroll.calc import rates, tax_periods
from payroll.calc.employer import ending
from payroll.calc.holiday import WeeksPay
from payroll.queries import holiday_rates, post_endings, posts, sheet_holiday

_MINUTES: Final = Decimal(60)
_HUNDREDTH: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Holiday:
    """Hours of a leave year: earned by the day, taken by the sheets, and paid by the payslips."""

    year: Span
    earned: Decimal
    taken: Decimal
    paid: Decimal

    @property
    def left(self) -> Decimal:
        """What can still be taken of what is earned."""
        return max(self.earned - self.taken, Decimal(0))


@dataclass(frozen=True, slots=True)
class BuiltUp:
    """One post. `holiday` is None where another payroll kept it this year, `owed` where a fact is missing."""

    post: models.Employment
    holiday: Holiday | None
    owed: ending.Owed | None


def going_on(*, day: date, actor: actors.Actor) -> QuerySet[models.Employment]:
    """The posts that are held on a day, by employer and PA."""
    rows = models.Employment.objects.filter(Q(last_day=None) | Q(last_day__gte=day), first_day__lte=day)
    rows = rows.select_related("assistant", "employer")
    return scope.visible_to(rows, actor).order_by("employer__name", "assistant__name", "pk")


def of_posts(found: Sequence[models.Employment], *, day: date, actor: actors.Actor) -> list[BuiltUp]:
    """What each has come to by a day, in a fixed number of queries."""
    held = models.EmploymentTerms.objects.filter(employment__in=found, during__contains=day)
    terms = {row.employment_id: row for row in scope.visible_to(held, actor)}
    balances = _balances(found, terms, day, actor)
    pay = _pay(found, day, actor)
    worth = {
        key: pay[key].for_hours(balance.left.quantize(_HUNDREDTH))
        for key, balance in balances.items()
        if key in pay and balance.left
    }
    owed = post_endings.owed(found, day=day, actor=actor, holiday=worth)
    return [BuiltUp(post, balances.get(post.pk), owed.get(post.pk)) for post in found]


def _balances(
    found: Sequence[models.Employment],
    terms: Mapping[uuid.UUID, models.EmploymentTerms],
    day: date,
    actor: actors.Actor,
) -> dict[uuid.UUID, Holiday]:
    service = {post.pk: posts.in_service(post, actor=actor) for post in found if post.pk in terms}
    years = {post.pk: sheet_holiday.leave_year(post, day) for post in found if post.pk in terms}
    brought = sheet_holiday.brought_in({key: (service[key], years[key].first) for key in years}, actor=actor)
    known = [key for key, one in brought.items() if one is not None]
    minutes = _minutes({key: (service[key], years[key].first) for key in known}, day, actor)
    try:
        figures = rates.for_year(tax_periods.tax_year_of(day))
    except rates.RatesError:
        return {}
    balances = {}
    for post in found:
        if post.pk not in known:
            continue
        worked, taken, paid = (
            sum(minutes[one][place] for one in service[post.pk] if one in minutes) for place in range(3)
        )
        before = brought[post.pk] or sheet_holiday.NOTHING
        earned = sheet_holiday.earned(post, terms=terms[post.pk], minutes=worked, day=day, figures=figures)
        balances[post.pk] = Holiday(
            year=Span(years[post.pk].first, years[post.pk].last),
            earned=earned + before.built_up,
            taken=taken / _MINUTES + before.taken,
            paid=paid / _MINUTES,
        )
    return balances


def _minutes(
    wanted: Mapping[uuid.UUID, tuple[Sequence[uuid.UUID], date]], day: date, actor: actors.Actor
) -> dict[uuid.UUID, tuple[int, int, int]]:
    """Of each post the minutes worked, and of holiday taken and paid, since its leave year began."""
    if not wanted:
        return {}
    since = Q()
    for service, first in wanted.values():
        since |= Q(timesheet__employment__in=service, day__gte=first)
    slips = models.Payslip.objects.filter(
        timesheet=OuterRef("timesheet"), approved_at__isnull=False, replaced_at=None
    )
    rows = models.TimesheetEntry.objects.filter(
        since, timesheet__state__in=["submitted", "approved"], day__lte=day
    ).exclude(timesheet__basis=models.Timesheet.Basis.CONTRACTED)
    sums = scope.visible_to(rows, actor).order_by().values_list("timesheet__employment_id")
    is_holiday = Q(kind="holiday")
    found = sums.annotate(
        worked=Sum("minutes", filter=Q(kind__in=["hours", "contracted", "sleep_in"]), default=0),
        taken=Sum("minutes", filter=is_holiday, default=0),
        paid=Sum("minutes", filter=is_holiday & Q(Exists(slips)), default=0),
    )
    return {key: (worked, taken, paid) for key, worked, taken, paid in found}


def _pay(found: Sequence[models.Employment], day: date, actor: actors.Actor) -> Mapping[uuid.UUID, WeeksPay]:
    """What an hour of holiday is worth; nothing in a tax year without figures."""
    try:
        figures = rates.for_year(tax_periods.tax_year_of(day))
    except rates.RatesError:
        return {}
    return holiday_rates.of_posts(found, day=day, figures=figures, actor=actor)
