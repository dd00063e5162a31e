"""Payslips whose pension shares are on no schedule yet, and what holds of their employers."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from dpss.access import actors, scope
from dpss.kernel.dates import Span
from payroll import models, pension_placing

# After an opt-out the shares are less than nothing.
_HAS_SHARES = ~Q(pension_employee=0) | ~Q(pension_employer=0)
_REPLACED_HAD = Q(replaces__isnull=False) & (
    ~Q(replaces__pension_employee=0) | ~Q(replaces__pension_employer=0)
)


@dataclass(slots=True)
class Known:
    """What holds of some employers: schemes, ways of sending, schedules that are open, days that are gone."""

    schemes: Mapping[uuid.UUID, list[models.PensionScheme]]
    arrangements: Mapping[uuid.UUID, list[models.PensionArrangement]]
    open_now: dict[uuid.UUID, list[pension_placing.Open]]
    numbers: dict[tuple[uuid.UUID, str, Span], int]
    new: list[models.PensionSchedule] = field(default_factory=list)

    def scheme_on(self, employer_id: uuid.UUID, day: date) -> models.PensionScheme | None:
        """The scheme into which wages of a payday are paid."""
        return next((row for row in self.schemes.get(employer_id, ()) if day in row.during), None)

    def is_per_month(self, employer_id: uuid.UUID, day: date) -> bool:
        """Whether the scheme wants one schedule for each calendar month."""
        rows = self.arrangements.get(employer_id, ())
        month = models.PensionArrangement.Per.MONTH
        return any(row.per == month for row in rows if day in row.during)


def without_a_schedule(*, actor: actors.Actor) -> QuerySet[models.Payslip]:
    """Approved payslips of members whose shares are on no schedule, or that lowered what is on one."""
    rows = models.Payslip.objects.filter(approved_at__isnull=False, pension_line=None)
    is_member = ~Q(inputs__pension=None) & Q(inputs__has_key="pension")
    return scope.visible_to(rows.filter(is_member | _HAS_SHARES | _REPLACED_HAD), actor)


def without_a_scheme(*, actor: actors.Actor) -> QuerySet[models.Payslip]:
    """Those among them whose employer has no scheme recorded for the payday: they can go nowhere."""
    schemes = models.PensionScheme.objects.filter(
        employer=OuterRef("employment__employer"), during__contains=OuterRef("payday")
    )
    return without_a_schedule(actor=actor).filter(~Exists(schemes))


def employers_waiting(*, actor: actors.Actor) -> list[uuid.UUID]:
    """The employers who have such payslips and a scheme to send them to."""
    schemes = models.PensionScheme.objects.filter(
        employer=OuterRef("employment__employer"), during__contains=OuterRef("payday")
    )
    rows = without_a_schedule(actor=actor).filter(Exists(schemes)).order_by("employment__employer_id")
    return list(rows.values_list("employment__employer_id", flat=True).distinct())


def slips_of(employer_ids: Collection[uuid.UUID], *, actor: actors.Actor) -> list[models.Payslip]:
    """Their payslips in the order in which they were paid, with all that a line is made of."""
    rows = without_a_schedule(actor=actor).filter(employment__employer_id__in=employer_ids)
    joined = rows.select_related("employment", "payrun__period__group", "replaces")
    return list(joined.order_by("payday", "approved_at", "pk"))


def known_of(employer_ids: Collection[uuid.UUID], *, actor: actors.Actor) -> Known:
    """What holds of these employers; schedules that are open stay locked until the transaction ends."""
    mine = {"employer_id__in": employer_ids}
    rows = scope.visible_to(models.PensionSchedule.objects.filter(**mine), actor)
    locked = list(_still_open(rows))
    members: dict[uuid.UUID, dict[uuid.UUID, pension_placing.Shares]] = defaultdict(dict)
    lines = models.PensionScheduleLine.objects.filter(schedule__in=locked).order_by()
    sums = scope.visible_to(lines, actor).values_list("schedule_id", "employment_id").annotate(
        Sum("earnings"), Sum("member"), Sum("employer_share")
    )  # fmt: skip
    for schedule, employment, *amounts in sums:
        members[schedule][employment] = pension_placing.Shares(*amounts)
    open_now: dict[uuid.UUID, list[pension_placing.Open]] = defaultdict(list)
    for one in locked:
        days = Span(one.first_day, one.last_day)
        made = pension_placing.Open(
            key=one.pk, provider=one.scheme.provider, kind=one.kind, days=days, members=members[one.pk]
        )
        open_now[one.employer_id].append(made)
    numbers: dict[tuple[uuid.UUID, str, Span], int] = defaultdict(int)
    for key, kind, first, last, number in rows.values_list(
        "employer_id", "kind", "first_day", "last_day", "number"
    ):
        place = (key, kind, Span(first, last))
        numbers[place] = max(numbers[place], number)
    return Known(
        _by_employer(models.PensionScheme.objects.filter(**mine), actor),
        _by_employer(models.PensionArrangement.objects.filter(**mine), actor),
        open_now,
        numbers,
    )


def members_without_a_line(
    schedules: Collection[models.PensionSchedule], *, actor: actors.Actor
) -> list[tuple[models.PensionSchedule, models.Employment]]:
    """Who is a member on the last day of a schedule and has no line on it: they must be told of as well."""
    employers = {one.employer_id for one in schedules}
    rows = models.TaxDetails.objects.filter(employment__employer_id__in=employers).exclude(pension="")
    details = list(scope.visible_to(rows.select_related("employment"), actor).order_by("pk"))
    lines = models.PensionScheduleLine.objects.filter(schedule__in=schedules)
    have = set(scope.visible_to(lines, actor).values_list("schedule_id", "employment_id"))
    found = {
        (one.pk, row.employment_id): (one, row.employment)
        for one in schedules
        for row in details
        if row.employment.employer_id == one.employer_id
        and one.last_day in row.during
        and (row.employment.last_day is None or row.employment.last_day >= one.first_day)
        and row.employment.first_day <= one.last_day
        and (row.pension_from is None or row.pension_from <= one.last_day)
    }
    return [pair for key, pair in found.items() if key not in have]


def _still_open(rows: QuerySet[models.PensionSchedule]) -> QuerySet[models.PensionSchedule]:
    found = rows.filter(state="to_submit").select_related("scheme")
    return found.order_by("last_day", "pk").select_for_update(of=("self",))


def _by_employer(rows: QuerySet[Any], actor: actors.Actor) -> dict[uuid.UUID, list[Any]]:
    found: dict[uuid.UUID, list[Any]] = defaultdict(list)
    for row in scope.visible_to(rows, actor).order_by("during"):
        found[row.employer_id].append(row)
    return found
