"""Correcting the approved timesheet of a payslip that is being corrected: its next version."""

from datetime import datetime
from typing import Final

from django.db import transaction

from dpss.access import actors, audit, policy, scope
from dpss.kernel import errors
from payroll import models, states
from payroll.operations import dropped_sheets

_DROPPED: Final = "The correction of the payslip was dropped. The payslip stays as it was."


@transaction.atomic
def open_again(*, payrun: models.Payrun, actor: actors.Actor, at: datetime) -> models.Timesheet:
    """Open the sheet that a correction pays as a new version: the PA changes it, the employer approves it.

    The approved sheet stays as it is. Opened twice, it is the same version. Raises `Conflict` when no
    correction is under way, or when the sheet waits for somebody already.
    """
    if not actor.may(policy.CALCULATE_PAYRUNS):
        raise errors.NotAllowed("Your role may not open a timesheet again. Ask a payroll officer.")
    runs = models.Payrun.objects.filter(pk=payrun.pk, state__in=states.OPEN_CORRECTION)
    held = scope.visible_to(runs, actor).select_related("corrects").select_for_update(of=("self",)).first()
    if held is None or held.corrects is None:
        raise errors.Conflict("This payslip is not being corrected any more. Begin a correction first.")
    slip = held.corrects
    rows = models.Timesheet.objects.filter(employment=slip.employment_id, period=held.period_id)
    newest = scope.visible_to(rows, actor).order_by("-version").first()
    if newest is None or slip.timesheet_id is None:
        raise errors.Conflict("This payslip was paid without a timesheet, so there is none to correct.")
    if newest.state != "approved":
        return newest
    return _next_version(newest, actor, at)


def close(*, payrun: models.Payrun, actor: actors.Actor, at: datetime) -> None:
    """With the correction goes the new version of its sheet, for no payslip pays it.

    A sheet that came in after its time was paid as contracted stays as it is: the next payday settles it.
    """
    slip = payrun.corrects
    if slip is None or slip.timesheet is None or slip.timesheet.basis != models.Timesheet.Basis.SHEET:
        return
    rows = models.Timesheet.objects.filter(
        employment=slip.employment_id,
        period=payrun.period_id,
        basis=models.Timesheet.Basis.SHEET,
        version__gt=slip.timesheet.version,
    )
    for sheet in scope.visible_to(rows, actor).select_for_update(of=("self",)):
        dropped_sheets.drop(sheet, reason=_DROPPED, actor=actor, at=at)


def _next_version(sheet: models.Timesheet, actor: actors.Actor, at: datetime) -> models.Timesheet:
    made = models.Timesheet.objects.create(
        council_id=sheet.council_id,
        subject_id=sheet.subject_id,
        employment_id=sheet.employment_id,
        period_id=sheet.period_id,
        version=sheet.version + 1,
    )
    entries = list(scope.visible_to(models.TimesheetEntry.objects.filter(timesheet=sheet), actor))
    for entry in entries:
        entry.pk, entry.timesheet_id = None, made.pk
    models.TimesheetEntry.objects.bulk_create(entries)
    event = audit.of(made, "open_again", after={"version": made.version, "copied": len(entries)})
    audit.record(event, actor=actor, at=at)
    return made
