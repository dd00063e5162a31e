"""How the paydays went, provider by provider: sheets, payruns, payments and reports as counts."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from dpss.access import actors, scope
from ledger.models import Payment
from payroll import models

Payday: TypeAlias = tuple[uuid.UUID, date]


@dataclass(frozen=True, slots=True)
class Part:
    """So many of so many."""

    count: int
    out_of: int


NONE_YET = Part(0, 0)


def employers_by_provider_on(*, day: date, actor: actors.Actor) -> dict[uuid.UUID, int]:
    """Employers with a post on a day, by the provider that runs their client's payroll."""
    rows = models.Employer.objects.filter(
        employments__in=models.Employment.objects.filter(
            Q(last_day=None) | Q(last_day__gte=day), first_day__lte=day
        ),
        client__placements__lot="payroll",
        client__placements__arrangement="provider",
        client__placements__during__contains=day,
    )
    counted = scope.visible_to(rows, actor).order_by().values_list("client__placements__organisation_id")
    return dict(counted.annotate(Count("pk", distinct=True)))


def paydays(*, begun_by: date, not_before: date, actor: actors.Actor) -> list[Payday]:
    """Each provider's paydays from a day on whose periods have begun."""
    periods = models.PayPeriod.objects.filter(
        council_id=actor.council_id, first_day__lte=begun_by, payday__gte=not_before
    )
    rows = periods.order_by("payday", "group__organisation_id")
    return list(rows.values_list("group__organisation_id", "payday").distinct())


def sheets_in_time(*, since: date, begun_by: date, actor: actors.Actor) -> dict[Payday, Part]:
    """Posts whose timesheet was sent by the cut-off, or that need none, out of the posts of the period."""
    period = "employer__pay_groups__group__periods"
    due = models.Employment.objects.filter(
        Q(last_day=None) | Q(last_day__gte=F(f"{period}__first_day")),
        first_day__lte=F(f"{period}__last_day"),
        employer__pay_groups__during__contains=F(f"{period}__first_day"),
        **{f"{period}__payday__gte": since, f"{period}__first_day__lte": begun_by},
    )
    sent = models.Timesheet.objects.filter(
        Q(employment=OuterRef("pk")),
        Q(submitted_at__lte=OuterRef(f"{period}__sheets_in_by")) | Q(basis="standing"),
        period=OuterRef(f"{period}__pk"),
        state__in=["submitted", "approved"],
    )
    rows = scope.visible_to(due, actor).annotate(sent=Exists(sent))
    return _by_payday(rows, period, what="pk", counted=Q(sent=True))


def employers_approved(*, since: date, begun_by: date, actor: actors.Actor) -> dict[Payday, Part]:
    """Employers whose payruns of the period are all approved, out of those with a post in it.

    Corrections do not count: what they put right was approved before. An employer for whom nobody has asked
    for a payrun yet is due all the same.
    """
    period = "pay_groups__group__periods"
    due = models.Employer.objects.filter(
        Q(employments__last_day=None) | Q(employments__last_day__gte=F(f"{period}__first_day")),
        employments__first_day__lte=F(f"{period}__last_day"),
        pay_groups__during__contains=F(f"{period}__first_day"),
        **{f"{period}__payday__gte": since, f"{period}__first_day__lte": begun_by},
    )
    runs = models.Payrun.objects.filter(
        Q(kind__in=["regular", "final"]) | Q(off_cycle__with_time=True, kind="off_cycle"),
        employer=OuterRef("pk"),
        period=OuterRef(f"{period}__pk"),
    )
    approved, others = runs.filter(state="approved"), runs.exclude(state="approved")
    rows = scope.visible_to(due, actor).annotate(paid=Exists(approved) & ~Exists(others))
    return _by_payday(rows, period, what="pk", counted=Q(paid=True))


def posts_paid(*, since: date, actor: actors.Actor) -> dict[Payday, Part]:
    """Posts whose wages were on their way by payday, out of those whose sheet was in by the cut-off.

    On their way: the payrun is approved, and the payment is in a bank file made by its submission day,
    or the employer has had the instruction by payday, or nothing was due to the PA.
    """
    sheets = models.Timesheet.objects.filter(
        state="approved", submitted_at__lte=F("period__sheets_in_by"), period__payday__gte=since
    )
    approved = Q(
        payslips__payrun__state="approved", payslips__payrun__approved_at__date__lte=F("period__payday")
    )
    on_the_way = Q(in_file=True) | Q(payslips__instruction__isnull=False) | Q(payslips__net=0)
    rows = scope.visible_to(sheets, actor).annotate(in_file=Exists(_in_file_in_time()))
    return _by_payday(rows, "period", what="employment", counted=approved & on_the_way)


def fps_accepted(*, since: date, actor: actors.Actor) -> dict[Payday, Part]:
    """Payruns whose FPS HMRC accepted on or before payday, out of those with an FPS."""
    reports = models.Submission.objects.filter(
        kind=models.Submission.Kind.FPS, payrun__period__payday__gte=since
    )
    in_time = Q(state="accepted", finished_at__date__lte=F("due_on"))
    return _by_payday(scope.visible_to(reports, actor), "payrun__period", what="payrun", counted=in_time)


def _in_file_in_time() -> QuerySet[Payment]:
    key = Concat(Value("payslip:"), Cast(OuterRef("payslips__pk"), CharField()), Value(":net"))
    return Payment.objects.filter(
        source_key=key,
        batch__made_at__date__lte=F("batch__submit_on"),
        batch__pay_on__lte=OuterRef("period__payday"),
    )


def _by_payday(rows: QuerySet[Any], period: str, *, what: str, counted: Q) -> dict[Payday, Part]:
    """Count `what`, and those of it that `counted` keeps, for each provider and payday."""
    provider, payday = f"{period}__group__organisation_id", f"{period}__payday"
    grouped = rows.order_by().values(provider, payday)
    found: Iterable[Mapping[str, Any]] = grouped.annotate(
        out_of=Count(what, distinct=True), count=Count(what, distinct=True, filter=counted)
    )
    return {(row[provider], row[payday]): Part(row["count"], row["out_of"]) for row in found}
