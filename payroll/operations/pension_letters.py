"""Letters about the pension go out once: by e-mail to who signs in, else on paper. When is on record."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from django.db import transaction

from dpss.access import actors, policy
from dpss.access import operations as access
from dpss.access.models import OutboxMessage
from dpss.kernel import dates, errors
from payroll import models
from payroll.documents import pension_letters as documents
from payroll.operations import pension_facts
from payroll.queries import pension_letters as queries
from payroll.queries.pension_letters import Ready

BATCH: Final = 200
TEMPLATE: Final = "pension_letter"
Way = models.PensionDue.Way


@transaction.atomic
def send_due(*, actor: actors.Actor, at: datetime, limit: int = BATCH) -> int:
    """Make the next letters ready: e-mails are queued, the others wait to be printed. Returns how many.

    Run twice, or by two workers at once, each letter goes once. One that must name a scheme waits until the
    scheme is recorded.
    """
    if not actor.may(policy.REMIND):
        raise errors.NotAllowed("Only the portal's own job sends letters.")
    waiting = queries.can_be_made(actor=actor).filter(way="").order_by("by", "pk")
    held = list(waiting.select_for_update(skip_locked=True, of=("self",))[:limit])
    found = queries.ready(held, actor=actor)
    for one in found:
        one.due.data = dict(one.data)
        one.due.way = Way.EMAIL if one.due.employment.assistant.user_id else Way.POST
        one.due.queued_at = at if one.due.way == Way.EMAIL else None
    models.PensionDue.objects.bulk_update(
        [one.due for one in found], ["data", "way", "queued_at"], batch_size=500
    )
    users = {one.due.pk: one.due.employment.assistant.user_id for one in found}
    access.queue_messages([_message(one, user, at) for one in found if (user := users[one.due.pk])])
    return len(found)


@transaction.atomic
def note_sent(*, actor: actors.Actor, at: datetime, limit: int = BATCH) -> int:
    """Letters that were e-mailed are given; those that could not be go by post. Returns how many."""
    if not actor.may(policy.REMIND):
        raise errors.NotAllowed("Only the portal's own job notes letters.")
    queued = queries.open_letters(actor=actor).filter(way=Way.EMAIL, queued_at__isnull=False)
    held = list(queued.order_by("queued_at", "pk").select_for_update(skip_locked=True, of=("self",)))
    messages = queries.sent(held, actor=actor)
    given: dict[date, list[models.PensionDue]] = {}
    failed = []
    for due in held:
        message = messages.get(queries.key(due))
        if message is not None and message.sent_at is not None and len(given) < limit:
            given.setdefault(message.sent_at.date(), []).append(due)
        elif message is None or message.given_up_at is not None:
            due.way, due.queued_at = Way.POST, None
            failed.append(due)
    for day, dues in given.items():
        pension_facts.told_all(dues, on=day, actor=actor, at=at)
    models.PensionDue.objects.bulk_update(failed, ["way", "queued_at"], batch_size=500)
    return sum(map(len, given.values())) + len(failed)


@transaction.atomic
def posted(
    *, due_ids: Sequence[uuid.UUID], on: date, actor: actors.Actor, at: datetime
) -> list[models.PensionFact]:
    """Printed letters were posted, or handed over, on a day; what they said is kept.

    Those that were given already are left alone. Raises `Invalid` for a letter that cannot be made yet.
    """
    if not actor.may(policy.KEEP_POSTS):
        raise errors.NotAllowed("Your role may not record letters. Ask a payroll officer.")
    if on > actor.today:
        raise errors.Invalid(f"{dates.with_weekday(on)} is still to come.", field="on")
    rows = queries.open_letters(actor=actor).filter(pk__in=due_ids).order_by("pk")
    held = list(rows.select_for_update(of=("self",)))
    if not held:
        raise errors.Conflict("These letters are recorded as given already, or are not due any more.")
    ready = queries.ready(held, actor=actor)
    if len(ready) < len(held):
        raise errors.Invalid("A letter names the scheme: record the employer’s pension scheme first.")
    for one in ready:
        one.due.data, one.due.way = dict(one.data), Way.POST
    models.PensionDue.objects.bulk_update([one.due for one in ready], ["data", "way"], batch_size=500)
    return pension_facts.told_all(held, on=on, actor=actor, at=at)


def _message(one: Ready, user: uuid.UUID, at: datetime) -> OutboxMessage:
    post = one.due.employment
    return access.message(
        key=queries.key(one.due),
        template=TEMPLATE,
        subject_id=post.subject_id,
        council_id=post.council_id,
        to_id=user,
        values={
            "title": documents.TITLES[one.due.duty],
            "pay_id": post.payroll_id,
            "letter": "\n\n".join(documents.sentences(one.due.duty, one.data)),
        },
        due_at=at,
    )
