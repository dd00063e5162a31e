"""How long papers of the hours inbox are kept: decided from a day on, and removed after that time."""

from datetime import date, datetime
from typing import Final

from django.db import transaction

from dpss.access import actors, audit, dated_settings, policy, scope
from dpss.adapters import storage
from dpss.kernel import errors
from payroll import models
from payroll.queries import inbox_retention as queries

BATCH: Final = 100


@transaction.atomic
def decide(
    *, months: int, owner: str, first_day: date, actor: actors.Actor, at: datetime
) -> models.InboxRetention:
    """Keep papers for so many months, from today or a later day on. What held before ends the day before.

    Raises `Invalid` for a day that is past or before a setting that is to come.
    """
    if not actor.may(policy.KEEP_RETENTION) or actor.organisation_id is None or actor.user_id is None:
        raise errors.NotAllowed("Your role may not decide how long papers are kept. Ask a payroll manager.")
    if not 1 <= months <= models.InboxRetention.MOST:
        raise errors.Invalid("Enter from 1 to 120 months.", field="months")
    rows = queries.settings(actor=actor)
    return dated_settings.decide(
        rows,
        values={"organisation_id": actor.organisation_id, "months": months},
        said={"owner": owner},
        missing="Say whose decision it is.",
        first_day=first_day,
        actor=actor,
        at=at,
    )


@transaction.atomic
def remove_due(*, actor: actors.Actor, at: datetime) -> int:
    """Remove the files and words of the next items whose time is over. Returns of how many items.

    That an item came in, when, and what became of it stays. Run twice, each is removed once.
    """
    if not actor.may(policy.TAKE_HOURS_IN):
        raise errors.NotAllowed("Only the portal's own job removes papers.")
    rows = models.InboxRetention.objects.filter(during__contains=actor.today)
    return sum(_remove(setting, actor, at) for setting in scope.visible_to(rows, actor).order_by("pk"))


def _remove(setting: models.InboxRetention, actor: actors.Actor, at: datetime) -> int:
    due = queries.to_remove(setting, actor=actor, at=at)
    items = list(due.select_for_update(skip_locked=True, of=("self",))[:BATCH])
    files = models.InboxFile.objects.filter(item__in=items)
    for key in scope.visible_to(files, actor).values_list("pk", flat=True):
        storage.remove(key)
    for item in items:
        item.text, item.removed_at = "", at
        item.save(update_fields=["text", "removed_at"])
        after = {"after months": setting.months}
        audit.record(audit.of(item, "remove papers", after=after), actor=actor, at=at)
    return len(items)
