"""What clients' money is needed for that is not spoken for yet: time not paid, and what has built up."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from django.db.models import Max, Q, Sum

from clients.surplus import Kind
from dpss.access import actors, scope
from dpss.kernel import money
from payroll import models
from payroll.calc import rates, tax_periods
from payroll.queries import built_up

_MINUTES: Final = Decimal(60)
_WEEK: Final = 7
_OF_LATE: Final = timedelta(days=92)
_TIME: Final = Q(kind__in=["hours", "sleep_in", "holiday", "contracted", "sickness"])


@dataclass(frozen=True, slots=True)
class _Paid:
    """Until when a post is paid, and what a pound of pay cost the employer on its last payslip."""

    until: date
    for_a_pound: Decimal


def of_clients(
    client_ids: Collection[uuid.UUID], *, day: date, actor: actors.Actor
) -> dict[uuid.UUID, dict[Kind, Decimal]]:
    """By client, what is needed for time not paid yet and for what has built up, as far as it is known.

    Of a client one of whose posts misses a fact, that kind is left out: what is not known is not nothing.
    """
    held = list(built_up.going_on(day=day, actor=actor).filter(employer__client_id__in=client_ids))
    worked = _that_may_be_owed(client_ids, day, actor)
    time = _not_paid(worked, day, actor)
    leaving = {
        one.post.pk: one.owed.total
        for one in built_up.of_posts(held, day=day, actor=actor)
        if one.owed is not None and one.holiday is not None
    }
    kinds = ((Kind.SHEETS, _by_client(worked), time), (Kind.LEAVING, _by_client(held), leaving))
    return {
        client: {
            kind: money.to_penny(sum((known[post] for post in posts[client]), money.ZERO))
            for kind, posts, known in kinds
            if all(post in known for post in posts[client])
        }
        for client in client_ids
    }


def _by_client(found: Sequence[models.Employment]) -> Mapping[uuid.UUID, list[uuid.UUID]]:
    posts: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for post in found:
        posts[post.employer.client_id].append(post.pk)
    return posts


def _that_may_be_owed(
    client_ids: Collection[uuid.UUID], day: date, actor: actors.Actor
) -> list[models.Employment]:
    """Posts that are held, and those that ended of late, whose last pay may still be to come."""
    rows = models.Employment.objects.filter(
        Q(last_day=None) | Q(last_day__gte=day - _OF_LATE),
        employer__client_id__in=client_ids,
        first_day__lte=day,
    ).select_related("employer")
    return list(scope.visible_to(rows, actor).order_by("pk"))


def _not_paid(
    found: Sequence[models.Employment], day: date, actor: actors.Actor
) -> Mapping[uuid.UUID, Decimal]:
    """By post, its time since the last day that was paid: as contracted, or more where the sheets say so."""
    held = models.EmploymentTerms.objects.filter(employment__in=found, during__startswith__lte=day)
    newest = held.order_by("employment_id", "-during").distinct("employment_id")
    terms = {row.employment_id: row for row in scope.visible_to(newest, actor)}
    paid = _paid(found, actor)
    sheets = _sheets(found, actor)
    usual = _usual(day)
    if usual is None:
        return {}
    needed = {}
    for post in found:
        if post.pk not in terms:
            continue
        until = paid[post.pk].until if post.pk in paid else post.first_day - timedelta(days=1)
        days = max((min(day, post.last_day or day) - until).days, 0)
        contracted = Decimal(terms[post.pk].weekly_minutes) * days / _WEEK
        minutes = max(contracted, Decimal(sheets.get(post.pk, 0)))
        for_a_pound = paid[post.pk].for_a_pound if post.pk in paid else usual
        needed[post.pk] = minutes / _MINUTES * terms[post.pk].hourly_rate * for_a_pound
    return needed


def _paid(found: Sequence[models.Employment], actor: actors.Actor) -> Mapping[uuid.UUID, _Paid]:
    slips: Any = scope.visible_to(
        models.Payslip.objects.filter(
            models.PAYS_THE_PERIOD, employment__in=found, approved_at__isnull=False, replaced_at=None
        ),
        actor,
    ).order_by()
    until = dict(slips.values_list("employment_id").annotate(Max("payrun__period__last_day")))
    newest = slips.order_by("employment_id", "-payday", "-pk").distinct("employment_id")
    costs = {
        key: (gross + employer + pension) / gross if gross > 0 else Decimal(1)
        for key, gross, employer, pension in newest.values_list(
            "employment_id", "gross", "ni_employer", "pension_employer"
        )
    }
    return {key: _Paid(last, max(costs.get(key, Decimal(1)), Decimal(1))) for key, last in until.items()}


def _sheets(found: Sequence[models.Employment], actor: actors.Actor) -> Mapping[uuid.UUID, int]:
    """Minutes on sheets that came in and that no approved payslip pays."""
    paid = models.Payslip.objects.filter(approved_at__isnull=False, replaced_at=None)
    rows = models.TimesheetEntry.objects.filter(
        _TIME, timesheet__employment__in=found, timesheet__state__in=["submitted", "approved"]
    ).exclude(timesheet__payslips__in=scope.visible_to(paid.filter(employment__in=found), actor))
    sums = scope.visible_to(rows, actor).order_by().values_list("timesheet__employment_id")
    return dict(sums.annotate(Sum("minutes")))


def _usual(day: date) -> Decimal | None:
    """What a pound costs of whom was never paid: with the whole of the employer's National Insurance."""
    try:
        year = rates.for_year(tax_periods.tax_year_of(day))
    except rates.RatesError:
        return None
    return 1 + year.national_insurance_on(day).employer_rate
