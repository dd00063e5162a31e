"""A post for the pages of its payroll provider: who works for whom, and since when."""

from django.db.models import QuerySet

from dpss.access import actors, scope
from payroll import models


def posts(*, actor: actors.Actor) -> "QuerySet[models.Employment]":
    """The posts that the actor reaches, with whose they are."""
    rows = models.Employment.objects.select_related("assistant", "employer__pay_group")
    return scope.visible_to(rows, actor)
