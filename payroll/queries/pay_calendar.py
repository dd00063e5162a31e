"""The next paydays of an employer's pay group: those that are made, then those to be expected after them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from payroll import deadlines, models

NEXT: Final = 3
_WEEKS: Final = {"weekly": 1, "two_weekly": 2, "four_weekly": 4, "monthly": 0}


@dataclass(frozen=True, slots=True)
class Payday:
    """A payday, and by when sheets must be in; `is_made` once its pay period is there to work on."""

    day: date
    sheets_in_by: datetime
    is_made: bool


def next_paydays(group: models.PayGroup, *, today: date) -> list[Payday]:
    """Three of them, in one query. Empty when the group has never had a period."""
    rows = list(models.PayPeriod.objects.filter(group=group).order_by("-payday")[: 2 * NEXT])
    coming = [
        Payday(row.payday, row.sheets_in_by, is_made=True) for row in reversed(rows) if row.payday >= today
    ]
    found = coming[:NEXT]
    times, last = 0, rows[0] if rows else None
    while last is not None and len(found) < NEXT:
        times += 1
        day = deadlines.payday_after(last.payday, weeks=_WEEKS[group.interval], times=times)
        if day >= today:
            found.append(Payday(day, last.sheets_in_by + (day - last.payday), is_made=False))
    return found
