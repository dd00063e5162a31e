"""What a payroll officer looks up who enters a PA's sheet: the periods, and whose word a sheet has."""

from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from dpss.access import actors, scope
from payroll import models
from payroll.queries import calendars

MOST_PERIODS: Final = 8
_NEWEST: Final = 6


def periods_to_enter(post: models.Employment, *, actor: actors.Actor) -> QuerySet[models.PayPeriod]:
    """The periods of a post that have begun and whose sheet is not in, the newest first."""
    sent = models.Timesheet.objects.filter(
        employment=post, period=OuterRef("pk"), basis="sheet", state__in=["submitted", "approved"]
    )
    rows = calendars.periods_of(post.employer_id).filter(
        first_day__lte=actor.today, last_day__gte=post.first_day
    )
    if post.last_day:
        rows = rows.filter(first_day__lte=post.last_day)
    return rows.exclude(Exists(scope.visible_to(sent, actor))).order_by("-first_day")[:MOST_PERIODS]


def newest_sheets(post: models.Employment, *, actor: actors.Actor) -> QuerySet[models.Timesheet]:
    """The last sheets of a post, contracted time too."""
    rows = models.Timesheet.objects.filter(Q(employment=post)).select_related("period", "entered_by")
    return scope.visible_to(rows, actor).order_by("-period__first_day", "-version")[:_NEWEST]


def word_on(sheet: models.Timesheet, *, actor: actors.Actor) -> models.SpokenApproval | None:
    """Whose word approved a sheet, where it was given to somebody who wrote it down."""
    rows = models.SpokenApproval.objects.filter(timesheet=sheet, digest=sheet.digest)
    return scope.visible_to(rows, actor).select_related("recorded_by").order_by("-recorded_at").first()


def is_paid_as_contracted(sheet: models.Timesheet, *, actor: actors.Actor) -> bool:
    """Whether the contracted hours of the sheet's dates are paid, so that only the difference is open."""
    return _paid(sheet, actor).exclude(timesheet__basis="sheet").exists()


def is_after_its_run(sheet: models.Timesheet, *, actor: actors.Actor) -> bool:
    """Whether the employer's payrun of its dates is approved without it."""
    runs = models.Payrun.objects.filter(
        employer=sheet.employment.employer_id, period=sheet.period_id, kind="regular", state="approved"
    )
    return scope.visible_to(runs, actor).exists() and not _paid(sheet, actor).exists()


def next_period(sheet: models.Timesheet) -> models.PayPeriod | None:
    """The pay period after the sheet's."""
    later = models.PayPeriod.objects.filter(group=sheet.period.group_id, first_day__gt=sheet.period.last_day)
    return later.order_by("first_day").first()


def _paid(sheet: models.Timesheet, actor: actors.Actor) -> QuerySet[models.Payslip]:
    rows = models.Payslip.objects.filter(
        employment=sheet.employment_id,
        payrun__period=sheet.period_id,
        timesheet__isnull=False,
        approved_at__isnull=False,
        replaced_at=None,
    )
    return scope.visible_to(rows, actor)
