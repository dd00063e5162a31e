"""Telling of complaints: one came, is yours, is acknowledged, answered, or late. Never what it says."""

import uuid
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q

from clients import complaint_days, models
from dpss.access import actors, policy, scope
from dpss.access import models as access
from dpss.access import operations as outbox
from dpss.access.models import OutboxMessage
from dpss.kernel import dates, errors

_WHO_COMPLAINS: Final = (policy.CLIENT, policy.REPRESENTATIVE, policy.PA)


def tell_team(complaint: models.Complaint, *, what: str, at: datetime, today: date) -> None:
    """Everybody of the team hears of it; whom it is about is not of them."""
    users = team_of(complaint, today=today)
    outbox.queue_messages([_message(complaint, what, user, at) for user in sorted(users)])


def team_of(complaint: models.Complaint, *, today: date) -> set[uuid.UUID]:
    """The people of the team that answers, without those who must not see it."""
    kept = access.Recusal.objects.filter(
        subject_id__in=access.Subject.objects.filter(parts=complaint.subject_id).values("pk")
    )
    rows = access.Membership.objects.filter(
        council_id=complaint.council_id,
        role=complaint.team,
        organisation_id=complaint.council_organisation_id,
        during__contains=today,
    ).exclude(user_id__in=kept.values("user_id"))
    return set(rows.values_list("user_id", flat=True)) - {complaint.about_user_id}


def tell_handler(complaint: models.Complaint, *, what: str, at: datetime) -> None:
    """Whoever has it hears of it."""
    if complaint.handler is not None:
        outbox.queue_messages([_message(complaint, what, complaint.handler.user_id, at)])


def tell_who_complains(complaint: models.Complaint, *, what: str, at: datetime, today: date) -> None:
    """Who complains, and who did it for them while they may. Who has no sign-in is rung, or written to."""
    rows = access.Reach.objects.filter(
        subject_id=complaint.subject_id, role__in=_WHO_COMPLAINS, during__contains=today
    )
    users = set(rows.values_list("user_id", flat=True)) - {complaint.about_user_id}
    outbox.queue_messages([_message(complaint, what, user, at) for user in sorted(filter(None, users))])


@transaction.atomic
def remind_next(*, actor: actors.Actor, at: datetime) -> int:
    """Tell whose it is of a complaint whose last day is near or past, and the team of one past. Each once.

    Says how many messages it made.
    """
    if not actor.may(policy.REMIND):
        raise errors.NotAllowed("Only the portal's own job sends reminders.")
    near = actor.today + timedelta(days=complaint_days.REMIND_DAYS)
    rows = models.Complaint.objects.filter(
        Q(state="new", acknowledge_by__lte=near) | Q(state__in=["new", "looked_into"], answer_by__lte=near)
    ).select_related("handler")
    wanted: list[OutboxMessage] = []
    for row in scope.visible_to(rows.order_by("pk"), actor):
        is_late = row.answer_by < actor.today or (row.state == "new" and row.acknowledge_by < actor.today)
        what = "complaint_late" if is_late else "complaint_due"
        users = team_of(row, today=actor.today) if is_late or row.handler is None else set()
        users |= {row.handler.user_id} if row.handler else set()
        wanted += [_message(row, what, user, at) for user in sorted(users)]
    sent = OutboxMessage.objects.filter(key__in=[one.key for one in wanted])
    known = set(scope.visible_to(sent, actor).values_list("key", flat=True))
    made = [one for one in wanted if one.key not in known]
    outbox.queue_messages(made)
    return len(made)


def _message(complaint: models.Complaint, what: str, user: uuid.UUID, at: datetime) -> OutboxMessage:
    key = f"{what}:{complaint.pk.hex}:{complaint.times_opened}:{user.hex}"
    if what == "complaint_given":
        key = f"{key}:{at:%y%m%d%H%M%S}"
    return outbox.message(
        key=key,
        template=what,
        subject_id=complaint.subject_id,
        council_id=complaint.council_id,
        to_id=user,
        values={"by": dates.with_weekday(complaint.answer_by)},
        due_at=at,
    )
