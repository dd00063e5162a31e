"""Complaints: given to somebody, acknowledged, answered point by point, taken back and opened again."""

import uuid
from datetime import datetime
from typing import Final

from django.db import transaction

from clients import models, reach
from clients.operations import complaint_messages as messages
from clients.operations.complaint_raising import LONGEST_POINT, MOST_POINTS, check_words, point_of
from clients.queries import complaints as queries
from dpss.access import actors, audit, policy, scope, transitions
from dpss.access import operations as reaches
from dpss.kernel import errors

LONGEST_REASONS: Final = 2000


@transaction.atomic
def allocate(
    *, complaint: models.Complaint, membership_id: uuid.UUID, actor: actors.Actor, at: datetime
) -> models.Complaint:
    """Give a complaint to one person. Raises `Invalid` for whom it is about, and their organisation."""
    locked = _open(complaint, actor)
    chosen = next((one for one in queries.handlers(locked, actor=actor) if one.pk == membership_id), None)
    if chosen is None:
        raise errors.Invalid("Choose somebody on the list.", field="handler")
    reaches.end(source=reach.source_of_handler(locked), on=actor.today)
    locked.handler = chosen
    locked.save(update_fields=["handler"])
    reaches.grant_all(reach.of_handler(locked))
    audit.record(audit.of(locked, "give", after={"handler": str(chosen.pk)}), actor=actor, at=at)
    messages.tell_handler(locked, what="complaint_given", at=at)
    return locked


@transaction.atomic
def answer_point(
    *,
    point: models.ComplaintPoint,
    outcome: str,
    reasons: str,
    done: str,
    actor: actors.Actor,
    at: datetime,
) -> models.ComplaintPoint:
    """Say what was found about one point, why, and what is done. Raises `Invalid` where one is missing."""
    complaint = queries.complaints(actor=actor).get(pk=point.complaint_id)
    locked = _open(complaint, actor)
    if locked.state == "new":
        raise errors.Conflict("Tell them first that we have the complaint. Then answer each point.")
    if outcome not in models.ComplaintPoint.Outcome.values:
        raise errors.Invalid("Choose what you found.", field="outcome")
    check_words(reasons, LONGEST_REASONS, "reasons", "Say why, in words that they understand.")
    check_words(done, LONGEST_POINT, "done", "Say what is done about it. If it is nothing, say why.")
    rows = models.ComplaintPoint.objects.filter(pk=point.pk, complaint=locked)
    kept = scope.visible_to(rows, actor).select_for_update(of=("self",)).get()
    before = {"outcome": kept.outcome}
    kept.outcome, kept.reasons, kept.done = outcome, reasons.strip(), done.strip()
    kept.answered_by_id, kept.answered_at = actor.user_id, at
    kept.save(update_fields=["outcome", "reasons", "done", "answered_by", "answered_at"])
    event = audit.of(kept, "answer", before=before, after={"outcome": outcome, "number": kept.number})
    audit.record(event, actor=actor, at=at)
    return kept


@transaction.atomic
def learn(
    *, complaint: models.Complaint, learning: str, actor: actors.Actor, at: datetime
) -> models.Complaint:
    """Write down what was learned, for everybody who answers complaints."""
    locked = _open(complaint, actor)
    check_words(learning, LONGEST_REASONS, "learning", "Write what was learned. If it is nothing, say why.")
    locked.learning = learning.strip()
    locked.save(update_fields=["learning"])
    audit.record(audit.of(locked, "learn"), actor=actor, at=at)
    return locked


def acknowledge(*, complaint: models.Complaint, actor: actors.Actor, at: datetime) -> models.Complaint:
    """Tell who complains that we have it, and by when we answer."""
    told = "complaint_acknowledged"
    return _move(complaint, "acknowledge_complaint", told, actor, at, acknowledged_on=actor.today)


def answer(*, complaint: models.Complaint, actor: actors.Actor, at: datetime) -> models.Complaint:
    """Send the letter. Raises `Refused` while a point has no answer, or nothing says what was learned."""
    clock = queries.clock(council_id=complaint.council_id, day=actor.today)
    return _move(
        complaint,
        "answer_complaint",
        "complaint_answered",
        actor,
        at,
        answered_on=actor.today,
        in_time=actor.today <= complaint.answer_by,
        ombudsman=clock.ombudsman,
    )


def withdraw(*, complaint: models.Complaint, actor: actors.Actor, at: datetime) -> models.Complaint:
    """Who complains takes it back."""
    behalf = _behalf(complaint, actor)
    return transitions.move(complaint, "withdraw_complaint", actor=actor, at=at, on_behalf_of=behalf)


@transaction.atomic
def reopen(
    *, complaint: models.Complaint, reason: str, actor: actors.Actor, at: datetime
) -> models.Complaint:
    """Look at it again: what they are not content with is a new point, and the time begins anew."""
    name = "reopen_complaint" if actor.may(policy.COMPLAIN) else "reopen_complaint_for"
    check_words(reason, LONGEST_POINT, "reason", "Say what is still wrong, so that we can answer it.")
    due = queries.due(council_id=complaint.council_id, day=actor.today)
    moved = transitions.move(
        complaint,
        name,
        actor=actor,
        at=at,
        reason=reason.strip(),
        on_behalf_of=_behalf(complaint, actor),
        also={
            "acknowledge_by": due.acknowledge_by,
            "answer_by": due.answer_by,
            "acknowledged_on": None,
            "answered_on": None,
            "in_time": None,
            "times_opened": complaint.times_opened + 1,
        },
    )
    rows = queries.points(moved, actor=actor)
    if len(rows) >= MOST_POINTS:
        raise errors.Invalid("It has too many points. Ring us, or make a new complaint.", field="reason")
    point_of(moved, len(rows) + 1, reason.strip()).save(force_insert=True)
    messages.tell_team(moved, what="complaint_came", at=at, today=actor.today)
    return moved


@transaction.atomic
def _behalf(complaint: models.Complaint, actor: actors.Actor) -> str:
    """For whom this is done: staff open it again for who complains, a representative for the client."""
    if actor.is_staff:
        return complaint.name
    return actor.acts_for(complaint.client.name if complaint.client else "")


def _move(
    complaint: models.Complaint, name: str, template: str, actor: actors.Actor, at: datetime, **also: object
) -> models.Complaint:
    moved = transitions.move(complaint, name, actor=actor, at=at, facts=queries.facts_of(actor), also=also)
    messages.tell_who_complains(moved, what=template, at=at, today=actor.today)
    return moved


def _open(complaint: models.Complaint, actor: actors.Actor) -> models.Complaint:
    if not actor.may(policy.ANSWER_COMPLAINTS):
        raise errors.NotAllowed("Your role may not answer complaints.")
    rows = models.Complaint.objects.filter(pk=complaint.pk)
    locked = scope.visible_to(rows, actor).select_for_update(of=("self",)).get()
    if locked.state not in queries.OPEN:
        raise errors.Conflict("This complaint is done with. Open it again first.")
    return locked
