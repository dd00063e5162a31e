"""Employers who have come from another payroll provider, and wait for a pay group of the new one."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from dpss.access import actors, scope
from payroll import models
from payroll.queries import employers, pay_calendar


def employers_of_clients(*, actor: actors.Actor) -> QuerySet[models.Employer]:
    """The employers of everybody placed with the actor's provider who employs now, or is going to."""
    rows = models.Employer.objects.filter(
        Q(during__upper_inf=True) | Q(during__endswith__gt=actor.today)
    ).select_related("client", "pay_group__organisation")
    return scope.visible_to(rows, actor).order_by("name", "pk")


def arrived(*, actor: actors.Actor) -> QuerySet[models.Employer]:
    """Those whom another provider's calendar pays up to now."""
    return employers_of_clients(actor=actor).exclude(pay_group__in=employers.groups_of(actor))


def first_day(employer: models.Employer, *, actor: actors.Actor) -> date | None:
    """The day after the last that the provider before has paid; None where nothing was paid."""
    last = pay_calendar.paid_to(employer, actor=actor)
    return last + date.resolution if last else None


def begun(employer: models.Employer, *, actor: actors.Actor) -> QuerySet[models.PayPeriod]:
    """The periods of the calendar before of which something was begun, and nothing is paid."""
    runs = models.Payrun.objects.filter(employer=employer, period=OuterRef("pk"))
    paid = runs.filter(state="approved", kind=models.Payrun.Kind.REGULAR)
    sheets = models.Timesheet.objects.filter(employment__employer=employer, period=OuterRef("pk"))
    held = models.HeldPay.objects.filter(employment__employer=employer, period=OuterRef("pk"))
    something = (scope.visible_to(rows, actor) for rows in (runs, sheets, held))
    is_begun = Q()
    for rows in something:
        is_begun |= Q(Exists(rows))
    rows = models.PayPeriod.objects.filter(is_begun, group=employer.pay_group_id)
    return rows.exclude(Exists(scope.visible_to(paid, actor))).order_by("first_day")


def unpaid(employer: models.Employer, *, actor: actors.Actor) -> list[str]:
    """The PAs whom the provider before has not paid for the last period that it paid, by name."""
    runs = models.Payrun.objects.filter(employer=employer, state="approved", kind=models.Payrun.Kind.REGULAR)
    last = scope.visible_to(runs, actor).select_related("period").order_by("-period__last_day").first()
    if last is None:
        return []
    paid = models.Payslip.objects.filter(
        models.PAYS_THE_PERIOD, payrun__period=last.period, approved_at__isnull=False
    )
    posts = models.Employment.objects.filter(
        Q(last_day=None) | Q(last_day__gte=last.period.first_day),
        employer=employer,
        first_day__lte=last.period.last_day,
    ).exclude(pk__in=scope.visible_to(paid, actor).values("employment"))
    return list(
        scope.visible_to(posts, actor).order_by("assistant__name").values_list("assistant__name", flat=True)
    )
