"""Checks of PAs, as far as an actor reaches the clients they work for."""

import uuid
from datetime import date

from django.db.models import QuerySet

from dpss.access import actors, scope
from recruitment import models


def expiring(*, by: date, actor: actors.Actor) -> "QuerySet[models.Check]":
    """The newest check of each kind that runs out by a day, soonest first."""
    rows = models.Check.objects.filter(pk__in=_newest(actor).values("pk"), expires_on__lte=by)
    return scope.visible_to(rows, actor).select_related("client", "assistant").order_by("expires_on", "pk")


def running_out(client_id: uuid.UUID, *, actor: actors.Actor) -> "QuerySet[models.Check]":
    """The newest check of each kind of one client's PAs that runs out one day, soonest first."""
    newest = _newest(actor).filter(client_id=client_id)
    rows = models.Check.objects.filter(pk__in=newest.values("pk"), expires_on__isnull=False)
    return scope.visible_to(rows, actor).order_by("expires_on", "pk")


def of_client(client_id: uuid.UUID, *, actor: actors.Actor) -> "QuerySet[models.Check]":
    """Every check of a client's PAs, newest first."""
    rows = models.Check.objects.filter(client_id=client_id).select_related("assistant", "seen_by")
    return scope.visible_to(rows, actor).order_by("assistant__name", "kind", "-seen_on")


def _newest(actor: actors.Actor) -> "QuerySet[models.Check]":
    """Of each kind of check of each PA for each client the one that was seen last."""
    key = ("client_id", "assistant_id", "kind")
    return scope.visible_to(models.Check.objects.all(), actor).order_by(*key, "-seen_on").distinct(*key)
