"""Telling of wages that have not come: the employer who pays, the PA, and the manager when it is late."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet

from dpss.access import actors, audit, policy, scope
from dpss.access import operations as access
from dpss.access.models import OutboxMessage
from dpss.kernel import dates, errors
from payroll import models
from payroll.queries import contacts, managers

# What was answered longer ago is on the PA's pages: nobody hears of it weeks later.
_TELL_WITHIN: Final = timedelta(days=7)
BATCH: Final = 200


@transaction.atomic
def tell_next(*, actor: actors.Actor, at: datetime) -> int:
    """Queue what has not been said of any question, and pass on what is late. Says how many messages it made.

    The employer who pays hears that it is asked, and again on the last day; the PA hears the answer; the
    payroll managers hear what is late. Each once each time that it is asked, however often it runs.
    """
    if not actor.may(policy.REMIND):
        raise errors.NotAllowed("Only the portal's own job sends messages of itself.")
    late = _escalate(actor, at)
    rows = models.PayQuery.objects.filter(
        Q(state="open") | Q(state="answered", answered_at__gte=at - _TELL_WITHIN)
    )
    found = list(_joined(rows, actor))
    users = contacts.of_employers([row.employment for row in found], actor=actor)
    wanted = [message for row in found for message in _messages(row, users[row.employment_id], at)]
    wanted += _to_managers([row for row in found if row.pk in late], actor, at)
    sent = OutboxMessage.objects.filter(key__in=[one.key for one in wanted])
    known = set(scope.visible_to(sent, actor).values_list("key", flat=True))
    made = [one for one in wanted if one.key not in known]
    access.queue_messages(made)
    return len(made)


def _escalate(actor: actors.Actor, at: datetime) -> set[uuid.UUID]:
    """Pass to the payroll managers what nobody has answered in time. Returns the keys of those questions."""
    rows = models.PayQuery.objects.filter(state="open", due_on__lt=actor.today, escalated_at=None)
    late = list(
        scope.visible_to(rows.order_by("pk"), actor).select_for_update(skip_locked=True, of=("self",))[:BATCH]
    )
    for row in late:
        row.escalated_at = at
    models.PayQuery.objects.bulk_update(late, ["escalated_at"], batch_size=500)
    audit.record_all(
        (audit.of(row, "escalate", after={"escalated_at": at}) for row in late), actor=actor, at=at
    )
    return {row.pk for row in late}


def _joined(rows: "QuerySet[models.PayQuery]", actor: actors.Actor) -> "QuerySet[models.PayQuery]":
    joined = rows.select_related(
        "employment__assistant", "employment__employer__client", "employment__employer__pay_group"
    )
    return scope.visible_to(joined.order_by("pk"), actor)


def _messages(row: models.PayQuery, employer: tuple[uuid.UUID, ...], at: datetime) -> Iterator[OutboxMessage]:
    if row.state == "answered":
        # Who has no sign-in is rung by whoever wrote the question down for them.
        if row.employment.assistant.user_id is not None:
            yield _message(row, "answered", row.employment.assistant.user_id, at)
        return
    if row.paid_by != models.PayQuery.PaidBy.EMPLOYER:
        return
    for user in employer:
        yield _message(row, "asked", user, at)
        if row.due_on <= at.date():
            yield _message(row, "due", user, at)


def _to_managers(late: Sequence[models.PayQuery], actor: actors.Actor, at: datetime) -> list[OutboxMessage]:
    told = managers.of_employers([row.employment.employer for row in late], actor=actor) if late else {}
    return [_message(row, "late", user, at) for row in late for user in told[row.employment.employer_id]]


def of_closing(row: models.PayQuery, user: uuid.UUID, at: datetime) -> OutboxMessage:
    """To a PA in whose name somebody wrote down that the wages have come."""
    return _message(row, "closed", user, at)


def _message(row: models.PayQuery, what: str, user: uuid.UUID, at: datetime) -> OutboxMessage:
    return access.message(
        key=f"pay query:{what}:{row.pk.hex}:{row.times_asked}:{user.hex}",
        template=f"pay_query_{what}",
        subject_id=row.subject_id,
        council_id=row.council_id,
        to_id=user,
        values={"payday": dates.with_weekday(row.payday), "by": dates.with_weekday(row.due_on)},
        due_at=at,
    )
