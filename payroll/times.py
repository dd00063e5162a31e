"""Worked time in whole minutes, through the nights on which the clocks change. Pure."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dpss.kernel import errors
from dpss.kernel.dates import with_weekday

LONDON = ZoneInfo("Europe/London")


def minutes_worked(*, day: date, starts: time, finishes: time, next_day: bool) -> int:
    """How long a shift lasted. On the night the clocks go back, an hour more than the clock shows.

    Raises `Invalid` when the finish is not after the start.
    """
    begins = datetime.combine(day, starts, LONDON)
    ends = datetime.combine(day + timedelta(days=1 if next_day else 0), finishes, LONDON)
    minutes = int((ends.astimezone(UTC) - begins.astimezone(UTC)).total_seconds() // 60)
    if minutes > 0:
        return minutes
    shown = f"{finishes:%H:%M}"
    raise errors.Invalid(
        f"{with_weekday(day)}: finish ({shown}) is before start ({starts:%H:%M})."
        " Change a time, or tick “Finished the next day”."
    )
