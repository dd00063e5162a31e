"""Standing pay that was made before time off was agreed: it is made again, while nothing of it is paid."""

from datetime import datetime
from typing import Final

from django.db import transaction

from dpss.access import actors, policy, scope
from dpss.kernel import dates, errors
from dpss.kernel.dates import Span
from payroll import models
from payroll.operations import contracted_pay, dropped_sheets, posts

_WHY: Final = "Time off was agreed after it was made. It is made again with it."


@transaction.atomic
def with_time_off(*, post: models.Employment, days: Span, actor: actors.Actor, at: datetime) -> int:
    """Make the standing sheets of these days anew, and their pay. Returns how many. The post is held.

    The portal does it, because whoever agrees to time off has no part in pay. Raises `Conflict` for time that
    is paid already.
    """
    portal = actors.for_job(job=policy.JOB_PAYRUNS, council_id=actor.council_id, today=actor.today)
    with actors.acting(portal):
        sheets = _standing(post, days, portal)
        for sheet in sheets:
            _check_not_paid(sheet, days, portal)
            drafts = models.Payslip.objects.filter(timesheet=sheet, approved_at=None)
            scope.visible_to(drafts, portal).delete()
            dropped_sheets.drop(sheet, reason=_WHY, actor=portal, at=at)
            employers = models.Employer.objects.filter(pk=post.employer_id)
            contracted_pay.make_standing(period=sheet.period, employers=employers, actor=portal, at=at)
        if sheets:
            posts.work_out_again(post, since=days.first, actor=portal, at=at, asked_by_them=False)
    return len(sheets)


def _standing(post: models.Employment, days: Span, actor: actors.Actor) -> list[models.Timesheet]:
    rows = models.Timesheet.objects.filter(
        employment=post,
        basis=models.Timesheet.Basis.STANDING,
        state="approved",
        period__first_day__lte=days.last,
        period__last_day__gte=days.first,
    ).select_related("period", "employment")
    return list(scope.visible_to(rows, actor).order_by("pk").select_for_update(of=("self",)))


def _check_not_paid(sheet: models.Timesheet, days: Span, actor: actors.Actor) -> None:
    """Its payruns are locked first: nobody approves one meanwhile."""
    runs = models.Payrun.objects.filter(employer=sheet.employment.employer_id, period=sheet.period_id)
    list(scope.visible_to(runs, actor).order_by("pk").select_for_update(of=("self",)))
    paid = models.Payslip.objects.filter(timesheet=sheet, approved_at__isnull=False, replaced_at=None)
    if scope.visible_to(paid, actor).exists():
        first = max(days.first, sheet.period.first_day)
        raise errors.Conflict(
            f"{dates.with_weekday(first)} is paid as contracted already. Refuse it, and ask payroll to"
            " correct that payslip if they were off."
        )
