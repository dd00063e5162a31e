"""The hours inbox of a payroll provider: what waits, whose it seems to be, what a sheet was entered from."""

import uuid
from datetime import date, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from dpss.access import actors, scope
from payroll import models

# Hours of somebody who has left still come in.
_AFTER_LEAVING: Final = timedelta(weeks=8)


def items(*, actor: actors.Actor) -> "QuerySet[models.InboxItem]":
    """The provider's items, the oldest first; not those of posts that the actor may not open."""
    mine = scope.visible_to(models.InboxItem.objects.all(), actor)
    posts = scope.visible_to(models.Employment.objects.all(), actor)
    rows = mine.filter(Q(employment=None) | Q(employment__in=posts.values("pk")))
    return rows.select_related(
        "employment__assistant", "employment__employer", "timesheet__period", "taken_by", "discarded_by"
    ).order_by("arrived_at", "pk")


def count_waiting(*, actor: actors.Actor) -> int:
    """How many wait to be entered."""
    return items(actor=actor).filter(closed_at=None, discarded_at=None).count()


def files_of(item: models.InboxItem, *, actor: actors.Actor) -> list[models.InboxFile]:
    """The files of an item, as they came."""
    return list(scope.visible_to(models.InboxFile.objects.filter(item=item), actor).order_by("pk"))


def file(key: uuid.UUID, *, actor: actors.Actor) -> models.InboxFile | None:
    """One file of an item that the actor may open."""
    rows = models.InboxFile.objects.filter(pk=key, item__in=items(actor=actor).values("pk"))
    return scope.visible_to(rows, actor).first()


def open_items_of(sheet: models.Timesheet, *, actor: actors.Actor) -> list[models.InboxItem]:
    """What a sheet is being entered from now."""
    return list(items(actor=actor).filter(timesheet=sheet, closed_at=None, discarded_at=None))


def evidence_of(sheet: models.Timesheet, *, actor: actors.Actor) -> list[models.SheetEvidence]:
    """What a sheet was entered from."""
    rows = models.SheetEvidence.objects.filter(timesheet=sheet)
    return list(scope.visible_to(rows, actor).order_by("filed_at", "pk"))


def evidence(*, actor: actors.Actor) -> "QuerySet[models.SheetEvidence]":
    """Evidence of the sheets that the actor reaches."""
    return scope.visible_to(models.SheetEvidence.objects.all(), actor)


def posts_of_provider(*, actor: actors.Actor) -> "QuerySet[models.Employment]":
    """The posts that the actor's provider pays, by name."""
    if actor.organisation_id is None:
        return models.Employment.objects.none()
    rows = models.Employment.objects.filter(
        employer__pay_group__organisation_id=actor.organisation_id,
        employer__pay_group__council_id=actor.council_id,
    ).select_related("assistant", "employer")
    return scope.visible_to(rows, actor)


def post_of_sender(
    address: str, *, organisation_id: uuid.UUID, day: date, actor: actors.Actor
) -> models.Employment | None:
    """Whose hours an e-mail from this address holds, where one post alone can be meant.

    An address proves nothing: it says which form to open first, and a person looks.
    """
    if not address:
        return None
    known = (
        Q(assistant__email__iexact=address)
        | Q(assistant__user__email__iexact=address)
        | Q(employer__client__email__iexact=address)
        | Q(employer__client__user__email__iexact=address)
    )
    rows = models.Employment.objects.filter(
        known,
        Q(last_day=None) | Q(last_day__gte=day - _AFTER_LEAVING),
        employer__pay_group__organisation_id=organisation_id,
        employer__pay_group__council_id=actor.council_id,
    )
    found = list(scope.visible_to(rows, actor).distinct()[:2])
    return found[0] if len(found) == 1 else None
