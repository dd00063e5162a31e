"""A sheet that was approved wrongly goes back to the PA while nothing of it is paid."""

from datetime import datetime

from django.db import transaction

from dpss.access import actors, scope, transitions
from payroll import models
from payroll.operations import posts
from payroll.queries import facts


@transaction.atomic
def reopen(*, sheet: models.Timesheet, reason: str, actor: actors.Actor, at: datetime) -> models.Timesheet:
    """Send an approved sheet back with the reason. A payrun that was worked out from it is worked out again.

    Raises `Refused` once its payslip is approved, and for contracted time.
    """
    posts.hold(sheet.employment, actor=actor)
    moved = transitions.move(
        sheet,
        "reopen",
        actor=actor,
        at=at,
        reason=reason,
        facts=lambda sheets: facts.facts_for_timesheets(sheets, actor=actor),
        also={"decided_at": at, "decided_by_id": actor.user_id, "reason": reason.strip()},
    )
    drafts = models.Payslip.objects.filter(timesheet=sheet, approved_at=None)
    scope.visible_to(drafts, actor).delete()
    posts.work_out_again(sheet.employment, since=sheet.period.payday, actor=actor, at=at)
    return moved
