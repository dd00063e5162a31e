"""By which day of the next month a provider pays on what courts and agreements took."""

import uuid
from collections.abc import Collection, Mapping

from django.db.models import QuerySet

from dpss.access import actors, scope
from payroll import models


def decided(*, actor: actors.Actor) -> QuerySet[models.DeductionDay]:
    """What the provider has decided, the newest first."""
    rows = models.DeductionDay.objects.filter(council_id=actor.council_id, organisation=actor.organisation_id)
    return rows.select_related("recorded_by").order_by("-during")


def of_employers(employer_ids: Collection[uuid.UUID], *, actor: actors.Actor) -> Mapping[uuid.UUID, int]:
    """For each employer the day of the month that its provider has decided and that holds today."""
    groups = models.EmployersPayGroup.objects.filter(employer__in=employer_ids, during__contains=actor.today)
    provider_of = dict(scope.visible_to(groups, actor).values_list("employer_id", "group__organisation_id"))
    days = models.DeductionDay.objects.filter(during__contains=actor.today)
    day_of = dict(scope.visible_to(days, actor).values_list("organisation_id", "day_of_month"))
    return {key: day_of[provider] for key, provider in provider_of.items() if provider in day_of}
