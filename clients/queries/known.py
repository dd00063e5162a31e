"""PAs, and those who act for clients, for the parts of the portal that look somebody up."""

from django.db.models import QuerySet

from clients import models
from dpss.access import actors, scope


def assistants(*, actor: actors.Actor) -> "QuerySet[models.PersonalAssistant]":
    """The PAs that the actor reaches."""
    return scope.visible_to(models.PersonalAssistant.objects.all(), actor)


def representations(*, actor: actors.Actor) -> "QuerySet[models.Representation]":
    """Who acts for the clients that the actor reaches, now and before, with the person."""
    return scope.visible_to(models.Representation.objects.select_related("user"), actor)
