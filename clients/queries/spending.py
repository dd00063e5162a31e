"""Questions about what the money may be spent on, and the answers that hold."""

import uuid
from typing import TypeAlias

from django.db.models import QuerySet

from clients import models
from dpss.access import actors, scope

Question: TypeAlias = models.SpendQuestion


def questions(*, actor: actors.Actor) -> QuerySet[models.SpendQuestion]:
    """Every question that the actor reaches, the newest first."""
    rows = models.SpendQuestion.objects.select_related("client", "asked_by", "answered_by")
    return scope.visible_to(rows, actor).order_by("-asked_at", "pk")


def of_client(client_id: uuid.UUID, *, actor: actors.Actor) -> QuerySet[models.SpendQuestion]:
    """One client's, the newest first."""
    return questions(actor=actor).filter(client_id=client_id)


def answered(client_id: uuid.UUID, *, actor: actors.Actor) -> QuerySet[models.SpendQuestion]:
    """The answers that hold for a client's spending, the newest first."""
    return of_client(client_id, actor=actor).filter(state="answered").order_by("-answered_at", "pk")
