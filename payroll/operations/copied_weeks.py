"""Beginning a week of a timesheet with what another week said."""

from collections.abc import Sequence

from django.db import transaction

from dpss.access import actors, scope
from dpss.kernel.dates import Span
from payroll import models
from payroll.operations import timesheets
from payroll.queries import weeks_before


@transaction.atomic
def copy_week(
    *,
    sheet: models.Timesheet,
    source: Span,
    target: Span,
    actor: actors.Actor,
    copied: models.Timesheet | None = None,
) -> Sequence[timesheets.EntryValue]:
    """Put the time of one week into another, day by day: hours, nights, miles; no time off or expenses.

    The week is of the same sheet, or of another of the post that is `copied`. Returns what was put there. A
    day that the shorter of the two weeks lacks is left out.
    """
    ahead = target.first - source.first
    rows = models.TimesheetEntry.objects.filter(
        timesheet=copied or sheet, day__range=(source.first, source.last)
    )
    values = [
        timesheets.EntryValue(
            day=row.day + ahead,
            kind=row.kind,
            starts=row.starts,
            finishes=row.finishes,
            next_day=row.next_day,
            minutes=row.minutes,
            miles=row.miles,
            work=row.work,
            shared=row.shared,
        )
        for row in scope.visible_to(rows, actor).order_by("day", "starts", "pk")
        if row.kind not in weeks_before.NOT_COPIED and row.day + ahead in target
    ]
    timesheets.save_days(sheet=sheet, days=target, entries=values, actor=actor)
    return values
