"""Agreements of shared shifts, and with whom a post can have one."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from dpss.access import actors, scope
from payroll import models


def sides(post: models.Employment, *, actor: actors.Actor) -> QuerySet[models.SharedWork]:
    """What a post shares and shared, the latest first."""
    rows = models.SharedWork.objects.filter(employment=post).select_related("recorded_by", "employment")
    return scope.visible_to(rows, actor).order_by("-during")


def others(post: models.Employment, *, actor: actors.Actor) -> Sequence[models.Employment]:
    """The same PA's posts with other employers, where the actor keeps both."""
    rows = models.Employment.objects.filter(assistant=post.assistant_id, last_day=None)
    rows = rows.exclude(employer=post.employer_id).select_related("employer")
    return list(scope.visible_to(rows, actor).order_by("employer__name", "pk"))


def last_shared_day(side: models.SharedWork, *, actor: actors.Actor) -> date | None:
    """The last day on which shared work was sent to the employers under an agreement."""
    both = models.SharedWork.objects.filter(agreement=side.agreement).values("employment")
    rows = models.TimesheetEntry.objects.filter(
        shared=True,
        timesheet__employment__in=both,
        timesheet__state__in=["submitted", "approved"],
        day__gte=side.first_day,
    )
    if side.last_day:
        rows = rows.filter(day__lte=side.last_day)
    return scope.visible_to(rows, actor).order_by("-day").values_list("day", flat=True).first()
