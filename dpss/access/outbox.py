"""Sending what must go out: one message at a time, each marked in the transaction that sent it."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.template import TemplateDoesNotExist, loader

from dpss.access import actors, invited, models, scope
from dpss.adapters import notify, texts

MOST_TRIES = 5
_DAY = 86_400


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
        _send(claimed, actor, at)
        claimed.sent_at = at
    except _Pointless:
        claimed.given_up_at = at
    except notify.NotSent:
        claimed.given_up_at = at if claimed.tries >= MOST_TRIES else None
        claimed.due_at = at
    claimed.save(update_fields=["tries", "sent_at", "given_up_at", "due_at"])
    return claimed.sent_at is not None


def _send(message: models.OutboxMessage, actor: actors.Actor, at: datetime) -> None:
    """By text to who chose that, where the message has a short form; else by e-mail.

    To an address that may be a stranger's goes the invitation alone.
    """
    if message.template != invited.TEMPLATE and not message.to.is_reached:
        raise _Pointless
    mobile = _texted(message, actor)
    if mobile:
        try:
            text = _words(message, "messages/text")
        except TemplateDoesNotExist:
            text = ""
        if text:
            texts.send_text(to=mobile, text=text, reference=message.pk, at=at)
            return
    notify.send_email(to=message.to.email, text=_words(message, "messages"))


def _texted(message: models.OutboxMessage, actor: actors.Actor) -> str:
    """The number of somebody who chose text messages, by their last choice in this council."""
    rows = models.ContactChoice.objects.filter(user_id=message.to_id, council_id=message.council_id)
    last = scope.visible_to(rows, actor).order_by("-chosen_at", "pk").first()
    return last.mobile if last and last.way == models.ContactChoice.Way.TEXT else ""


def _link(message: models.OutboxMessage) -> dict[str, object]:
    """The link of an invitation, made now, and for how many days it works."""
    path = invited.path(message.to)
    if path is None:
        raise _Pointless
    days = settings.PASSWORD_RESET_TIMEOUT // _DAY
    return {"link": texts.address(message.council.host, path), "days": days}


class _Pointless(Exception):
    """What the message is about is over: it is given up without a try."""


def _words(message: models.OutboxMessage, folder: str) -> str:
    values = {**message.values, "council": message.council, "person": message.to}
    if message.template == invited.TEMPLATE:
        values |= _link(message)
    return loader.render_to_string(f"{folder}/{message.template}.txt", values)
