"""Who is in hospital or away, and what was decided, as each actor reaches it."""

import uuid
from datetime import date
from typing import TypeAlias

from django.db.models import QuerySet

from clients import models
from dpss.access import actors, scope

Absence: TypeAlias = models.Absence


def every() -> "QuerySet[models.Absence]":
    """Every absence, for a list that narrows it to what is reached."""
    return models.Absence.objects.select_related("client")


def absences(*, actor: actors.Actor) -> "QuerySet[models.Absence]":
    """Every absence that the actor reaches, with whose it is."""
    rows = models.Absence.objects.select_related("client", "recorded_by", "decided_by")
    return scope.visible_to(rows, actor)


def of_client(client_id: uuid.UUID, *, actor: actors.Actor) -> "QuerySet[models.Absence]":
    """Those of one client, the newest first; none that was recorded by mistake."""
    rows = absences(actor=actor).filter(client_id=client_id).exclude(state="cancelled")
    return rows.order_by("-first_day", "-pk")


def open_of(client_id: uuid.UUID, *, actor: actors.Actor) -> models.Absence | None:
    """The absence that goes on; None while they are at home."""
    return of_client(client_id, actor=actor).filter(state="away").first()


def why(absence: models.Absence, *, actor: actors.Actor) -> models.AbsenceReason | None:
    """Where they are; None for who may not know."""
    return scope.visible_to(models.AbsenceReason.objects.filter(absence=absence), actor).first()


def away_times(*, actor: actors.Actor) -> "QuerySet[models.AwayTime]":
    """What the council decided about how long PAs are paid, the newest first."""
    rows = models.AwayTime.objects.filter(council_id=actor.council_id).select_related("recorded_by")
    return rows.order_by("-during")


def weeks_on(day: date, *, council_id: uuid.UUID) -> int | None:
    """For how many weeks the council goes on paying PAs; None where it has not decided."""
    rows = models.AwayTime.objects.filter(council_id=council_id, during__contains=day)
    return rows.values_list("weeks", flat=True).first()
