"""Sending what must go out: one message at a time, each marked in the transaction that sent it."""

from datetime import datetime

from django.db import transaction
from django.template import loader

from dpss.access import actors, models, scope
from dpss.adapters import notify

MOST_TRIES = 5


@transaction.atomic
def send_next(*, actor: actors.Actor, at: datetime) -> bool:
    """Send the next message that is due, leaving those another worker holds. Returns whether there was one.

    A message whose sending fails is tried again; after some tries it is given up for a person to see.
    """
    due = models.OutboxMessage.objects.filter(sent_at=None, given_up_at=None, due_at__lte=at)
    claimed = (
        scope.visible_to(due.order_by("tries", "due_at", "pk"), actor)
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("to", "council")
        .first()
    )
    if claimed is None:
        return False
    claimed.tries += 1
    try:
        notify.send_email(to=claimed.to.email, text=_words(claimed))
        claimed.sent_at = at
    except notify.NotSent:
        claimed.given_up_at = at if claimed.tries >= MOST_TRIES else None
        claimed.due_at = at
    claimed.save(update_fields=["tries", "sent_at", "given_up_at", "due_at"])
    return claimed.sent_at is not None


def _words(message: models.OutboxMessage) -> str:
    values = {**message.values, "council": message.council, "person": message.to}
    return loader.render_to_string(f"messages/{message.template}.txt", values)
