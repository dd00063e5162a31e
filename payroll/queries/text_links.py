"""Who approves timesheets by text, and the links that they were sent."""

import hashlib
import uuid
from datetime import datetime

from clients import acting_rules
from clients.queries import contact, known, people
from dpss.access import actors, policy, scope
from dpss.access import queries as access
from payroll import models

_ANSWERED = "This link was used: the timesheet is answered."
_LOCKED = "This link is locked, because the PIN was wrong too often. We have told payroll, who ring you."
_CHANGED = (
    "The timesheet was changed or answered after this text was sent. If it waits for you again, you get"
    " another text."
)
_LATE = "This link ended with the timesheet’s deadline. Sign in to answer it, or ring us."
_STOPPED = "You do not approve timesheets by text any more. Sign in to answer it, or ring us."


def hash_of(token: str) -> str:
    """What is kept of a link's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def client_of(*, actor: actors.Actor, chosen: uuid.UUID | None) -> uuid.UUID | None:
    """Whose timesheets the actor may approve: their own PAs', or those of the one they act for."""
    if actor.role == policy.CLIENT:
        own = people.own_client(actor=actor)
        return own.pk if own else None
    acting = (one for one in people.represented(actor=actor) if one.client_id == chosen)
    return next((one.client_id for one in acting if one.approves_timesheets), None)


def own_approver(client_id: uuid.UUID, *, actor: actors.Actor) -> models.TextApprover | None:
    """That the actor approves this client's timesheets by text; None while they do not."""
    if actor.user_id is None:
        return None
    rows = models.TextApprover.objects.filter(client_id=client_id, user_id=actor.user_id, ended_at=None)
    return scope.visible_to(rows, actor).first()


def own_mobile(*, actor: actors.Actor) -> str:
    """The actor's mobile number; empty when they gave none, or have not proved it."""
    chosen = contact.own_choice(actor=actor)
    return chosen.mobile if chosen and chosen.proved_at else ""


def link_of(token: str, *, actor: actors.Actor) -> models.SheetLink | None:
    """The link with this token in the actor's council, with its sheet and who it was sent to."""
    rows = models.SheetLink.objects.filter(token_hash=hash_of(token)).select_related(
        "timesheet", "approver__client", "approver__user", "council"
    )
    return scope.visible_to(rows, actor).first()


def why_closed(link: models.SheetLink, *, at: datetime) -> str:
    """Why nothing can be answered with a link now, in a sentence that names nobody; empty when it can."""
    sheet = link.timesheet
    is_as_sent = sheet.state == "submitted" and sheet.submitted_at == link.submitted_at
    reasons = (
        (link.used_at is not None, _ANSWERED),
        (link.locked_at is not None, _LOCKED),
        (not is_as_sent, _CHANGED),
        (at >= link.expires_at, _LATE),
        (link.approver.ended_at is not None, _STOPPED),
    )
    return next((sentence for is_so, sentence in reasons if is_so), "")


def person_of(approver: models.TextApprover, *, actor: actors.Actor) -> actors.Actor | None:
    """Whoever the link was sent to, in the role in which they approve; None when they hold it no more."""
    held = access.open_memberships(user_id=approver.user_id, today=actor.today)
    mine = (one for one in held if (one.council_id, one.role) == (approver.council_id, approver.role))
    membership = next(mine, None)
    if membership is None or not _still_approves(approver, actor):
        return None
    return access.actor_of(membership, today=actor.today)


def _still_approves(approver: models.TextApprover, actor: actors.Actor) -> bool:
    """A representative approves while they act for the client within that limit."""
    if approver.role != policy.REPRESENTATIVE:
        return True
    acting = people.representations_of(approver.client_id, actor=actor).filter(user_id=approver.user_id)
    return acting.filter(people.may(acting_rules.TIMESHEETS, day=actor.today)).exists()


def on_behalf_of(approver: models.TextApprover) -> str:
    """For whom a representative approves; empty for a client."""
    name: str = approver.client.name
    return name if approver.role == policy.REPRESENTATIVE else ""


def link_used_on(sheet: models.Timesheet, *, actor: actors.Actor) -> models.SheetLink | None:
    """The link by which a sheet was approved as it is."""
    rows = models.SheetLink.objects.filter(
        timesheet=sheet, used_at=sheet.decided_at, outcome=models.SheetLink.Outcome.APPROVED
    )
    return scope.visible_to(rows, actor).first()


def wanted(*, actor: actors.Actor, at: datetime) -> list[tuple[models.Timesheet, models.TextApprover]]:
    """Sheets that wait, each with somebody who is to be sent a link to this sending of it.

    Only who may approve it today: the client, or a representative with that right; never its own PA.
    """
    asked = scope.visible_to(models.TextApprover.objects.filter(ended_at=None), actor).select_related(
        "client"
    )
    approvers = list(asked.order_by("pk"))
    clients = {one.client_id for one in approvers}
    sheets = models.Timesheet.objects.filter(
        state="submitted", period__sheets_in_by__gt=at, employment__employer__client_id__in=clients
    ).select_related("employment__assistant", "employment__employer", "period")
    waiting = list(scope.visible_to(sheets, actor).order_by("period__sheets_in_by", "pk"))
    made = scope.visible_to(models.SheetLink.objects.filter(timesheet__in=waiting), actor)
    have = set(made.values_list("timesheet_id", "approver_id", "submitted_at"))
    may = set(
        known.representations(actor=actor)
        .filter(
            people.may(acting_rules.TIMESHEETS, day=actor.today),
            client__in=clients,
            during__contains=actor.today,
        )
        .values_list("client_id", "user_id")
    )
    return [
        (sheet, one)
        for sheet in waiting
        for one in approvers
        if one.client_id == sheet.employment.employer.client_id
        and (one.user_id == one.client.user_id or (one.client_id, one.user_id) in may)
        and one.user_id != sheet.employment.assistant.user_id
        and (sheet.pk, one.pk, sheet.submitted_at) not in have
    ]
