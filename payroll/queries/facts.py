"""The facts that the rules of a timesheet's moves look at, loaded for many sheets at once."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from dpss.access import actors, scope
from dpss.kernel.dates import Span
from payroll import digests, models, rules, times

_LONG_AGO = date(2000, 1, 1)
_FOREVER = date(9999, 12, 31)
_DAY = timedelta(days=1)


def facts_for_timesheets(
    sheets: Sequence[models.Timesheet],
    *,
    actor: actors.Actor,
    seen: Mapping[uuid.UUID, str] | None = None,
) -> dict[uuid.UUID, rules.TimesheetFacts]:
    """What the rules need of each sheet, with the PA's shifts on other sheets of the same days.

    `seen` is the digest of what the approver was shown of each: a different one means it has changed.
    """
    loaded = {
        sheet.pk: sheet
        for sheet in models.Timesheet.objects.filter(pk__in=[sheet.pk for sheet in sheets]).select_related(
            "employment__employer", "period"
        )
    }
    entries = _entries(sheets)
    elsewhere = _elsewhere(list(loaded.values()), actor)
    return {
        sheet.pk: rules.TimesheetFacts(
            period=Span(loaded[sheet.pk].period.first_day, loaded[sheet.pk].period.last_day),
            employed=Span(
                loaded[sheet.pk].employment.first_day, loaded[sheet.pk].employment.last_day or _FOREVER
            ),
            shifts=tuple(
                shift_of(entry, loaded[sheet.pk].employment.employer.name)
                for entry in entries[sheet.pk]
                if entry.kind == "hours"
            ),
            elsewhere=tuple(elsewhere[sheet.pk]),
            days=tuple(entry.day for entry in entries[sheet.pk]),
            minutes_by_day=_minutes_by_day(entries[sheet.pk]),
            unchanged_since_sent=seen is None or seen.get(sheet.pk) == digests.of_entries(entries[sheet.pk]),
        )
        for sheet in sheets
    }


def shift_of(entry: models.TimesheetEntry, employer: str) -> rules.Shift:
    """A shift on the minute line that rules compare. Raises ValueError for an entry without times."""
    if entry.starts is None or entry.finishes is None:
        raise ValueError(f"entry {entry.pk} has no times")
    begins = times.minute_of(day=entry.day, at=entry.starts)
    return rules.Shift(
        day=entry.day,
        starts=begins,
        finishes=begins + entry.minutes,
        employer=employer,
        words=f"{entry.starts:%H:%M} to {entry.finishes:%H:%M}",
    )


def _entries(sheets: Sequence[models.Timesheet]) -> dict[uuid.UUID, list[models.TimesheetEntry]]:
    rows = models.TimesheetEntry.objects.filter(timesheet__in=sheets).order_by("day", "starts", "pk")
    found: dict[uuid.UUID, list[models.TimesheetEntry]] = defaultdict(list)
    for entry in rows:
        found[entry.timesheet_id].append(entry)
    return found


def _elsewhere(sheets: Sequence[models.Timesheet], actor: actors.Actor) -> dict[uuid.UUID, list[rules.Shift]]:
    """Shifts of the same PA on other sheets that were sent or approved, as far as the actor reaches.

    A night that began the day before the period, or goes on the day after it, counts as well.
    """
    people = {sheet.employment.assistant_id for sheet in sheets}
    first = min((sheet.period.first_day for sheet in sheets), default=_LONG_AGO)
    last = max((sheet.period.last_day for sheet in sheets), default=_LONG_AGO)
    rows = models.TimesheetEntry.objects.filter(
        kind="hours",
        day__range=(first - _DAY, last + _DAY),
        timesheet__employment__assistant_id__in=people,
        timesheet__state__in=["submitted", "approved"],
    ).select_related("timesheet__employment__employer")
    by_person: dict[uuid.UUID, list[models.TimesheetEntry]] = defaultdict(list)
    for entry in scope.visible_to(rows, actor):
        by_person[entry.timesheet.employment.assistant_id].append(entry)
    return {
        sheet.pk: [
            shift_of(entry, entry.timesheet.employment.employer.name)
            for entry in by_person[sheet.employment.assistant_id]
            if (entry.timesheet.employment_id, entry.timesheet.period_id)
            != (sheet.employment_id, sheet.period_id)
        ]
        for sheet in sheets
    }


def _minutes_by_day(entries: Sequence[models.TimesheetEntry]) -> dict[date, int]:
    minutes: dict[date, int] = defaultdict(int)
    for entry in entries:
        minutes[entry.day] += entry.minutes
    return dict(minutes)
