"""Reviews that are due, and those that were done."""

import uuid
from datetime import date

from django.db.models import Max, QuerySet

from dpss.access import actors, scope
from reviews import models


def open_reviews(*, actor: actors.Actor) -> "QuerySet[models.Review]":
    """Reviews not done yet, soonest due first."""
    rows = models.Review.objects.filter(done_on=None).select_related("client")
    return scope.visible_to(rows, actor).order_by("due_on", "pk")


def due_by(day: date, *, actor: actors.Actor) -> "QuerySet[models.Review]":
    """Reviews not done that are due by a day, the overdue first."""
    return open_reviews(actor=actor).filter(due_on__lte=day)


def of_client(client_id: uuid.UUID, *, actor: actors.Actor) -> "QuerySet[models.Review]":
    """One client's reviews, newest first."""
    rows = models.Review.objects.filter(client_id=client_id).select_related("done_by")
    return scope.visible_to(rows, actor).order_by("-due_on", "pk")


def last_done(client_id: uuid.UUID, *, actor: actors.Actor) -> date | None:
    """The day of a client's last review; None before the first."""
    rows = models.Review.objects.filter(client_id=client_id, done_on__isnull=False)
    found: date | None = scope.visible_to(rows, actor).aggregate(last=Max("done_on"))["last"]
    return found
