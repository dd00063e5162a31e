"""Telling both sides of holiday: the employer that somebody asks, the PA what the answer is."""

import uuid
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q

from dpss.access import actors, policy, scope
from dpss.access import operations as access
from dpss.access.models import OutboxMessage
from dpss.kernel import dates, errors
from dpss.kernel.dates import Span
from payroll import models
from payroll.queries import contacts

# Whoever was not told by then looks at their pages: nobody hears of it weeks later.
_TELL_WITHIN: Final = timedelta(days=7)
_FOR_EMPLOYER: Final = ("asked", "taken_back")


@transaction.atomic
def tell_next(*, actor: actors.Actor, at: datetime) -> int:
    """Queue what has not been said of any request's state. Says how many messages it made.

    Each person hears of each state once, however often it runs. What the employer never heard of is not said
    to be taken back.
    """
    if not actor.may(policy.REMIND):
        raise errors.NotAllowed("Only the portal's own job sends messages of itself.")
    since = at - _TELL_WITHIN
    rows = models.HolidayRequest.objects.filter(
        Q(decided_at=None, asked_at__gte=since) | Q(decided_at__gte=since)
    ).select_related("employment__assistant", "employment__employer__client")
    found = list(scope.visible_to(rows, actor).order_by("pk"))
    users = contacts.of_employers([row.employment for row in found], actor=actor)
    wanted = {
        message.key: message for row in found for message in _messages(row, users[row.employment_id], at)
    }
    asked = {_key(row, "asked", user): row for row in found for user in users[row.employment_id]}
    sent = OutboxMessage.objects.filter(key__in=[*wanted, *asked])
    known = set(scope.visible_to(sent, actor).values_list("key", flat=True))
    made = [
        message
        for key, message in wanted.items()
        if key not in known and (":taken_back:" not in key or key.replace("taken_back", "asked") in known)
    ]
    access.queue_messages(made)
    return len(made)


def _messages(
    row: models.HolidayRequest, employer: tuple[uuid.UUID, ...], at: datetime
) -> list[OutboxMessage]:
    assistant = row.employment.assistant.user_id
    told = employer if row.state in _FOR_EMPLOYER else (assistant,)
    return [
        access.message(
            key=_key(row, row.state, user),
            template=f"holiday_{row.state}",
            subject_id=row.subject_id,
            council_id=row.council_id,
            to_id=user,
            values={"days": dates.span_in_words(Span(row.first_day, row.last_day))},
            due_at=at,
        )
        for user in told
        if user is not None and user != row.decided_by_id
    ]


def _key(row: models.HolidayRequest, state: str, user: uuid.UUID) -> str:
    return f"holiday:{state}:{row.pk.hex}:{user.hex}"
