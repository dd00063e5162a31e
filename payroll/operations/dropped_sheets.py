"""A timesheet that is not needed, because other time is paid in its place: it goes, or is sent back."""

from datetime import datetime

from django.db.models import Sum

from dpss.access import actors, audit, scope, transitions
from payroll import models


def drop(sheet: models.Timesheet, *, reason: str, actor: actors.Actor, at: datetime) -> None:
    """Take a sheet away; history keeps that it was there, and its hours. Call it with the sheet locked.

    Links to it stop working, and what it was being entered from waits in the inbox again. One on which
    somebody gave their word, or with which papers are filed, is sent back with the reason instead, so that
    what was said stays with it.
    """
    _back_to_inbox(sheet, actor, at)
    if _holds_a_word(sheet, actor):
        _send_back(sheet, reason, actor, at)
    else:
        _remove(sheet, actor, at)


def _back_to_inbox(sheet: models.Timesheet, actor: actors.Actor, at: datetime) -> None:
    """What is open can be entered again; what was discarded stays so, and names the sheet no more."""
    rows = models.InboxItem.objects.filter(timesheet=sheet, closed_at=None)
    for item in scope.visible_to(rows, actor).select_for_update(of=("self",)):
        item.timesheet, item.taken_by = None, None
        item.save(update_fields=["timesheet", "taken_by"])
        before = {"timesheet": str(sheet.pk)}
        audit.record(audit.of(item, "back to inbox", before=before), actor=actor, at=at)


def _holds_a_word(sheet: models.Timesheet, actor: actors.Actor) -> bool:
    if sheet.state == "approved":
        return True
    said = (
        models.SpokenApproval.objects.filter(timesheet=sheet),
        models.SheetLink.objects.filter(timesheet=sheet, used_at__isnull=False),
        models.SheetEvidence.objects.filter(timesheet=sheet),
        models.InboxItem.objects.filter(timesheet=sheet),
    )
    return any(scope.visible_to(rows, actor).exists() for rows in said)


def _send_back(sheet: models.Timesheet, reason: str, actor: actors.Actor, at: datetime) -> None:
    if sheet.state == "rejected":
        return
    decided = {"decided_at": at, "decided_by_id": actor.user_id, "reason": reason}
    transitions.move(sheet, "drop", actor=actor, at=at, reason=reason, also=decided)


def _remove(sheet: models.Timesheet, actor: actors.Actor, at: datetime) -> None:
    entries = models.TimesheetEntry.objects.filter(timesheet=sheet)
    minutes = entries.aggregate(minutes=Sum("minutes", default=0))["minutes"]
    before = {"state": sheet.state, "minutes": minutes}
    audit.record(audit.of(sheet, "close", before=before), actor=actor, at=at)
    models.SheetLink.objects.filter(timesheet=sheet).delete()
    entries.delete()
    sheet.delete()
