"""What the homes of employers, PAs and payroll providers say about pay, in few queries."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeAlias

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from dpss.access import actors, scope
from payroll import models
from payroll.queries import calendars, payslips, worked_time

DAYS_IN_A_WEEK = 7
Post: TypeAlias = models.Employment
Slip: TypeAlias = models.Payslip
OPEN_SHEETS = ("draft", "rejected")
# Longer than from a last day to the payday of its period.
_LAST_SHEET = timedelta(days=70)


@dataclass(frozen=True, slots=True)
class Job:
    """One post: whose, the period and the sheet that are wanted of it next, and how far that sheet is."""

    employment: models.Employment
    period: models.PayPeriod | None
    sheet: models.Timesheet | None
    minutes: int
    contracted: int
    is_standing: bool = False

    @property
    def left(self) -> int:
        """Contracted minutes that are not on the sheet yet; never less than none."""
        return max(self.contracted - self.minutes, 0)

    @property
    def is_open(self) -> bool:
        """Whether the PA can still write on the sheet, and must: standing pay needs none."""
        if self.period is None:
            return False
        return not self.is_standing if self.sheet is None else self.sheet.state in OPEN_SHEETS


def posts(
    *, actor: actors.Actor, client_id: uuid.UUID | None = None, until: date | None = None
) -> "QuerySet[models.Employment]":
    """Posts that go on today, or went on until a day, by employer and PA."""
    rows = models.Employment.objects.filter(Q(last_day=None) | Q(last_day__gte=until or actor.today))
    if client_id:
        rows = rows.filter(employer__client_id=client_id)
    return (
        scope.visible_to(rows, actor)
        .select_related("assistant", "employer__pay_group")
        .order_by("employer__name", "assistant__name", "pk")
    )


def jobs(*, actor: actors.Actor, at: datetime, client_id: uuid.UUID | None = None) -> list[Job]:
    """Every post that goes on, each with the sheet that is wanted next: one that is late comes first.

    A post that has ended is among them while its last sheet is wanted.
    """
    rows = posts(actor=actor, client_id=client_id, until=actor.today - _LAST_SHEET)
    mine = list(_with_contract(rows, actor))
    periods = _periods({post.employer_id for post in mine}, at)
    wanted = {period.pk for choice in periods.values() for period in choice}
    sheets = models.Timesheet.objects.filter(employment__in=mine, period__in=wanted)
    # What the PA says comes before contracted time.
    versions = sorted(scope.visible_to(sheets, actor), key=lambda one: (one.basis == "sheet", one.version))
    latest = {(sheet.employment_id, sheet.period_id): sheet for sheet in versions}
    worked = worked_time.worked_of([sheet.pk for sheet in latest.values()], actor=actor)
    wanted_of = {
        post.pk: _wanted(post, periods.get(post.employer_id, ()), latest, actor.today) for post in mine
    }
    return [
        _job(post, wanted_of[post.pk], latest, worked)
        for post in mine
        if wanted_of[post.pk] or not _has_ended(post, actor.today)
    ]


def _with_contract(rows: "QuerySet[models.Employment]", actor: actors.Actor) -> "QuerySet[Any]":
    """Each post with its contracted minutes a week, and whether it is paid them without a sheet, today."""
    today = {"employment": OuterRef("pk"), "during__contains": actor.today}
    terms = scope.visible_to(models.EmploymentTerms.objects.filter(**today), actor)
    standing = models.ContractedPay.objects.filter(**today, when=models.ContractedPay.When.ALWAYS)
    return rows.annotate(
        weekly_minutes=Coalesce(Subquery(terms.values("weekly_minutes")[:1]), 0),
        is_standing=Exists(scope.visible_to(standing, actor)),
    )


def newest_payslip(*, actor: actors.Actor) -> models.Payslip | None:
    """The PA's last payslip of any job."""
    return payslips.payslips(actor=actor).filter(replaced_at=None).first()


def newest_payslips(
    employment_ids: Iterable[uuid.UUID], *, actor: actors.Actor
) -> dict[uuid.UUID, models.Payslip]:
    """The last payslip of each of these posts; a post that was not paid yet is not in it."""
    rows = payslips.payslips(actor=actor).filter(employment_id__in=list(employment_ids), replaced_at=None)
    newest = rows.order_by("employment_id", "-payday", "-pk").distinct("employment_id")
    return {slip.employment_id: slip for slip in newest}


def _periods(employer_ids: set[uuid.UUID], at: datetime) -> dict[uuid.UUID, tuple[models.PayPeriod, ...]]:
    """For each employer the last period whose sheets were wanted, and the next: at most two, in order."""
    rows = calendars.periods_of_any(employer_ids)
    last = rows.filter(sheets_in_by__lt=at).order_by("employer_id", "-sheets_in_by")
    following = rows.filter(sheets_in_by__gte=at).order_by("employer_id", "sheets_in_by")
    found: dict[uuid.UUID, tuple[models.PayPeriod, ...]] = {}
    both = last.distinct("employer_id").union(following.distinct("employer_id"), all=True)
    for period in both.order_by("sheets_in_by"):
        found[period.employer_id] = (*found.get(period.employer_id, ()), period)
    return found


def _job(
    post: Any,
    period: models.PayPeriod | None,
    sheets: Mapping[tuple[uuid.UUID, uuid.UUID], models.Timesheet],
    worked: Mapping[uuid.UUID, worked_time.Worked],
) -> Job:
    if period is None:
        return Job(post, None, None, 0, 0)
    sheet = sheets.get((post.pk, period.pk))
    minutes = worked.get(sheet.pk, worked_time.Worked()).minutes if sheet else 0
    weeks = ((period.last_day - period.first_day).days + 1) // DAYS_IN_A_WEEK
    return Job(post, period, sheet, minutes, post.weekly_minutes * weeks, post.is_standing)


def _wanted(
    post: Any,
    periods: Sequence[models.PayPeriod],
    sheets: Mapping[tuple[uuid.UUID, uuid.UUID], models.Timesheet],
    today: date,
) -> models.PayPeriod | None:
    """The newest period, unless the one before was not sent and its payday is still to come.

    Of a post that has ended it is one that was not sent, or none.
    """
    last = post.last_day or date.max
    worked_in = [
        period for period in periods if period.last_day >= post.first_day and period.first_day <= last
    ]
    for period in worked_in:
        sheet = sheets.get((post.pk, period.pk))
        is_wanted = not post.is_standing if sheet is None else sheet.state in OPEN_SHEETS
        if period.payday >= today and is_wanted:
            return period
    if _has_ended(post, today):
        return None
    return worked_in[-1] if worked_in else None


def _has_ended(post: models.Employment, today: date) -> bool:
    return post.last_day is not None and post.last_day < today
