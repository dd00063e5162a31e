"""Which posts a pay period should pay."""

from django.db.models import Q, QuerySet

from dpss.access import actors, scope
from payroll import models


def due_in(period: models.PayPeriod, *, actor: actors.Actor) -> QuerySet[models.Employment]:
    """The posts of the period's employers that were open on one of its days, as far as the actor reaches."""
    rows = models.Employment.objects.filter(
        Q(last_day=None) | Q(last_day__gte=period.first_day),
        employer__pay_group=period.group_id,
        first_day__lte=period.last_day,
    )
    return scope.visible_to(rows, actor)
