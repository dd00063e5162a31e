"""What the homes of employers, PAs and payroll providers say about pay, in few queries."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TypeAlias

from django.db.models import Count, Min, Prefetch, QuerySet, Sum

from dpss.access import actors, scope
from dpss.kernel import money
from payroll import models
from payroll.queries import pay_inputs

Post: TypeAlias = models.Employment


@dataclass(frozen=True, slots=True)
class ToDo:
    """How many things of one kind wait, and by when the first is wanted."""

    count: int
    first: object


@dataclass(frozen=True, slots=True)
class Job:
    """One job of a PA: whose, this period's sheet, and how far it is."""

    employment: models.Employment
    period: models.PayPeriod | None
    sheet: models.Timesheet | None
    minutes: int
    contracted: int

    @property
    def left(self) -> int:
        """Contracted minutes that are not on the sheet yet; never less than none."""
        return max(self.contracted - self.minutes, 0)


def sheets_to_approve(*, actor: actors.Actor, client_id: uuid.UUID | None = None) -> ToDo:
    """Sheets that wait for an employer, and the earliest cut-off."""
    rows = models.Timesheet.objects.filter(state="submitted")
    if client_id:
        rows = rows.filter(employment__employer__client_id=client_id)
    found = scope.visible_to(rows, actor).aggregate(count=Count("pk"), first=Min("period__payday"))
    return ToDo(found["count"], found["first"])


def wages_to_pay(*, actor: actors.Actor, client_id: uuid.UUID | None = None) -> tuple[ToDo, Decimal]:
    """Instructions that wait for an employer who pays, the earliest day, and the pounds."""
    rows = models.PaymentInstruction.objects.filter(state="due")
    if client_id:
        rows = rows.filter(employer__client_id=client_id)
    found = scope.visible_to(rows, actor).aggregate(
        count=Count("pk"), first=Min("due_on"), pounds=Sum("amount", default=money.ZERO)
    )
    return ToDo(found["count"], found["first"]), found["pounds"]


def posts(*, actor: actors.Actor, client_id: uuid.UUID | None = None) -> "QuerySet[models.Employment]":
    """Posts that go on today, each with its newest payslip in `newest`."""
    slips = scope.visible_to(models.Payslip.objects.filter(payrun__state="approved"), actor).order_by(
        "-payday"
    )
    rows = models.Employment.objects.exclude(last_day__lt=actor.today)
    if client_id:
        rows = rows.filter(employer__client_id=client_id)
    return (
        scope.visible_to(rows, actor)
        .select_related("assistant", "employer")
        .prefetch_related(Prefetch("payslips", queryset=slips, to_attr="newest"))
        .order_by("employer__name", "assistant__name", "pk")
    )


def jobs(*, actor: actors.Actor, at: datetime) -> list[Job]:
    """The PA's jobs, each with the sheet that is wanted next."""
    rows = models.Employment.objects.exclude(last_day__lt=actor.today).select_related("employer__pay_group")
    mine = list(scope.visible_to(rows, actor).order_by("employer__name", "pk"))
    periods = _periods({post.employer.pay_group_id for post in mine}, at)
    sheets = models.Timesheet.objects.filter(
        employment__in=mine, period__in=[period.pk for period in periods.values()]
    )
    latest = {sheet.employment_id: sheet for sheet in scope.visible_to(sheets, actor).order_by("version")}
    worked = pay_inputs.worked_of([sheet.pk for sheet in latest.values()], actor=actor)
    terms = models.EmploymentTerms.objects.filter(employment__in=mine, during__contains=actor.today)
    weekly = dict(scope.visible_to(terms, actor).values_list("employment_id", "weekly_minutes"))
    return [_job(post, periods, latest, worked, weekly) for post in mine]


def newest_payslip(*, actor: actors.Actor) -> models.Payslip | None:
    """The PA's last payslip of any job."""
    rows = models.Payslip.objects.filter(payrun__state="approved").select_related("employment__employer")
    return scope.visible_to(rows, actor).order_by("-payday", "-pk").first()


def _periods(group_ids: set[uuid.UUID], at: datetime) -> dict[uuid.UUID, models.PayPeriod]:
    """For each group the period whose sheets are wanted next, else its last."""
    rows = models.PayPeriod.objects.filter(group_id__in=group_ids).order_by("-sheets_in_by")
    found: dict[uuid.UUID, models.PayPeriod] = {}
    for period in rows:
        if period.group_id not in found or period.sheets_in_by >= at:
            found[period.group_id] = period
    return found


def _job(
    post: models.Employment,
    periods: dict[uuid.UUID, models.PayPeriod],
    sheets: dict[uuid.UUID, models.Timesheet],
    worked: dict[uuid.UUID, pay_inputs.Worked],
    weekly: dict[uuid.UUID, int],
) -> Job:
    period, sheet = periods.get(post.employer.pay_group_id), sheets.get(post.pk)
    minutes = worked.get(sheet.pk, pay_inputs.Worked()).minutes if sheet else 0
    weeks = ((period.last_day - period.first_day).days + 1) // 7 if period else 0
    return Job(post, period, sheet, minutes, weekly.get(post.pk, 0) * weeks)
