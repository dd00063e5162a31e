"""Things that wait for someone: raised by any part of the portal, finished by a person."""

from collections.abc import Iterable
from datetime import datetime

from clients import models
from dpss.access import actors, transitions


def raise_work_items(items: Iterable[models.WorkItem]) -> None:
    """Put things on people's lists, each once by its key."""
    models.WorkItem.objects.bulk_create(items, batch_size=500, ignore_conflicts=True)


def finish_work_item(
    *, item: models.WorkItem, note: str, actor: actors.Actor, at: datetime
) -> models.WorkItem:
    """Take a thing off the list, with what was done about it. Raises `Refused` when it is off already."""
    return transitions.move(
        item, "finish", actor=actor, at=at, reason=note, also={"done_at": at, "done_by_id": actor.user_id}
    )


def reopen_work_item(*, item: models.WorkItem, actor: actors.Actor, at: datetime) -> models.WorkItem:
    """Put a thing back on the list."""
    return transitions.move(item, "reopen", actor=actor, at=at, also={"done_at": None, "done_by_id": None})
