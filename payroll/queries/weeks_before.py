"""The week before a sheet's first one, on the sheet before: what somebody may copy to begin with."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db.models import Exists, OuterRef

from dpss.access import actors, scope
from dpss.kernel.dates import Span
from payroll import models

_A_WEEK: Final = timedelta(days=7)
_SENT: Final = ("submitted", "approved")
# What one week says of itself alone.
NOT_COPIED: Final = ("holiday", "sickness", "expense")


@dataclass(frozen=True, slots=True)
class WeekBefore:
    """A week of an earlier sheet of the same post, with time on it that can be copied."""

    sheet: models.Timesheet
    span: Span


def of_first_week(sheet: models.Timesheet, *, target: Span, actor: actors.Actor) -> WeekBefore | None:
    """The same days a week earlier, where the PA has sent a sheet of them with time on it."""
    span = Span(target.first - _A_WEEK, target.last - _A_WEEK)
    rows = models.Timesheet.objects.filter(
        employment=sheet.employment_id,
        basis=models.Timesheet.Basis.SHEET,
        state__in=_SENT,
        period__first_day__lte=span.last,
        period__last_day__gte=span.first,
    ).exclude(pk=sheet.pk)
    said = models.TimesheetEntry.objects.filter(
        timesheet=OuterRef("pk"), day__range=(span.first, span.last)
    ).exclude(kind__in=NOT_COPIED)
    sent = rows.filter(Exists(said)).order_by("-period__last_day", "-version")
    found = scope.visible_to(sent, actor).first()
    return WeekBefore(found, span) if found else None
