"""The agent codes of a provider, and those that its employers' reports go out under."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from dpss.access import actors, scope
from payroll import models


def codes(*, actor: actors.Actor) -> QuerySet[models.AgentCode]:
    """The provider's agent codes, those that are open first."""
    rows = scope.visible_to(models.AgentCode.objects.all(), actor)
    return rows.order_by("-closed_on", "name", "pk")


def with_employers(*, actor: actors.Actor) -> QuerySet[models.AgentCode]:
    """The same, each with the number of employers that report under it today."""
    today = Q(employers__during__contains=actor.today)
    return codes(actor=actor).annotate(used=Count("employers", filter=today))


def chosen(employer: models.Employer, *, day: date, actor: actors.Actor) -> models.EmployersAgent | None:
    """The code that an employer's reports of a payday go out under."""
    rows = employer.agents.filter(during__contains=day).select_related("agent")
    return scope.visible_to(rows, actor).first()
