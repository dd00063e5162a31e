"""What of the hours inbox is kept how long, and what is to be removed.

What a timesheet was entered from is part of the record of working time and pay, and is kept for six years
after its pay period (National Minimum Wage Regulations 2015 regulation 59; PAYE Regulations 2003 regulation
97 asks for three years after the tax year).
"""

from datetime import date, datetime
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from dpss.access import actors, scope
from dpss.kernel import dates
from payroll import models

RECORD_MONTHS: Final = 72


def settings(*, actor: actors.Actor) -> QuerySet[models.InboxRetention]:
    """The provider's settings, the newest first."""
    rows = models.InboxRetention.objects.select_related("recorded_by")
    return scope.visible_to(rows, actor).order_by("-during")


def now(*, actor: actors.Actor) -> models.InboxRetention | None:
    """The setting that holds today."""
    return settings(actor=actor).filter(during__contains=actor.today).first()


def to_remove(
    setting: models.InboxRetention, *, actor: actors.Actor, at: datetime
) -> QuerySet[models.InboxItem]:
    """Items that were done with so long ago, and that no timesheet within its time of record needs."""
    before = dates.add_months(at.date(), -setting.months)
    needed = models.SheetEvidence.objects.filter(
        item=OuterRef("pk"), timesheet__period__last_day__gt=_record_begins(at.date())
    )
    rows = models.InboxItem.objects.filter(
        Q(closed_at__date__lte=before) | Q(discarded_at__date__lte=before),
        council=setting.council_id,
        organisation=setting.organisation_id,
        removed_at=None,
    )
    return scope.visible_to(rows, actor).exclude(Exists(needed)).order_by("arrived_at", "pk")


def _record_begins(today: date) -> date:
    return dates.add_months(today, -RECORD_MONTHS)
