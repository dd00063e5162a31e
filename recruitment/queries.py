"""Checks of PAs, as far as an actor reaches the clients they work for."""

import uuid
from datetime import date

from django.db.models import QuerySet

from dpss.access import actors, scope
from recruitment import models


def expiring(*, by: date, actor: actors.Actor) -> "QuerySet[models.Check]":
    """The newest check of each kind that runs out by a day, soonest first."""
    newest = models.Check.objects.order_by("client_id", "assistant_id", "kind", "-seen_on").distinct(
        "client_id", "assistant_id", "kind"
    )
    rows = models.Check.objects.filter(pk__in=newest.values("pk"), expires_on__lte=by)
    return scope.visible_to(rows, actor).select_related("client", "assistant").order_by("expires_on", "pk")


def of_client(client_id: uuid.UUID, *, actor: actors.Actor) -> "QuerySet[models.Check]":
    """Every check of a client's PAs, newest first."""
    rows = models.Check.objects.filter(client_id=client_id).select_related("assistant", "seen_by")
    return scope.visible_to(rows, actor).order_by("assistant__name", "kind", "-seen_on")
