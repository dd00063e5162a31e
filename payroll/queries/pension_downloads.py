"""Contribution files that were asked for by the hundred: how far they are."""

from django.db.models import QuerySet

from dpss.access import actors, scope
from payroll import models


def downloads(*, actor: actors.Actor) -> QuerySet[models.PensionDownload]:
    """What the actor's organisation asked for, the newest first."""
    rows = models.PensionDownload.objects.order_by("-requested_at", "pk")
    return scope.visible_to(rows, actor)
