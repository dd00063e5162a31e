"""A PA says that they did not work in a period: nothing is paid for it, and the employer is told."""

import uuid
from datetime import datetime, timedelta
from typing import Final

from dpss.access import actors, policy, scope, transitions
from dpss.access import operations as access
from dpss.access.models import OutboxMessage
from dpss.kernel import dates, errors
from payroll import models, reasons
from payroll.operations import timesheets
from payroll.queries import contacts, facts

# Whoever was not told by then sees it on their pages: nobody hears of it weeks later.
_TELL_WITHIN: Final = timedelta(days=7)


def say(*, sheet: models.Timesheet, actor: actors.Actor, at: datetime) -> models.Timesheet:
    """The PA did not work on the dates of a sheet. Raises `Refused` where something is on it or is paid."""
    return transitions.move(
        sheet,
        "say_not_worked",
        actor=actor,
        at=at,
        facts=lambda sheets: facts.facts_for_timesheets(sheets, actor=actor),
        also={
            "submitted_at": at,
            "submitted_by_id": actor.user_id,
            "reason": "",
            "sendings": sheet.sendings + 1,
        },
    )


def take_back(*, sheet: models.Timesheet, actor: actors.Actor, at: datetime) -> models.Timesheet:
    """They did work after all: the sheet is open again, and is missing until it is sent.

    Raises `Refused` once a payslip pays the period: family pay is paid without any work.
    """
    return transitions.move(
        sheet,
        "work_after_all",
        actor=actor,
        at=at,
        facts=lambda sheets: facts.facts_for_timesheets(sheets, actor=actor),
    )


def tell_next(*, actor: actors.Actor, at: datetime) -> int:
    """Queue what employers have not heard yet of who did not work. Returns how many messages were made.

    Each person hears of it once each time that it is said, however often this runs.
    """
    if not actor.may(policy.REMIND):
        raise errors.NotAllowed("Only the portal's own job sends messages of itself.")
    rows = models.Timesheet.objects.filter(
        state=reasons.NOT_WORKED, submitted_at__gte=at - _TELL_WITHIN
    ).exclude(reason=reasons.FAMILY_LEAVE)
    joined = rows.select_related("employment__employer__client", "period").order_by("pk")
    sheets = list(scope.visible_to(joined, actor))
    users = contacts.of_employers([sheet.employment for sheet in sheets], actor=actor)
    wanted = {
        message.key: message
        for sheet in sheets
        for message in (_message(sheet, user, at) for user in users[sheet.employment_id])
    }
    known = OutboxMessage.objects.filter(key__in=list(wanted))
    sent = set(scope.visible_to(known, actor).values_list("key", flat=True))
    made = [message for key, message in wanted.items() if key not in sent]
    access.queue_messages(made)
    return len(made)


def _message(sheet: models.Timesheet, user: uuid.UUID, at: datetime) -> OutboxMessage:
    return access.message(
        key=f"not worked:{sheet.pk.hex}:{sheet.sendings}:{user.hex}",
        template="sheet_not_worked",
        subject_id=sheet.subject_id,
        council_id=sheet.council_id,
        to_id=user,
        values={"days": dates.span_in_words(timesheets.span_of(sheet.period))},
        due_at=at,
    )
