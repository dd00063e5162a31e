"""Worked time in whole minutes, through the nights on which the clocks change. Pure."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dpss.kernel import errors
from dpss.kernel.dates import with_weekday

LONDON = ZoneInfo("Europe/London")


_START = datetime(2000, 1, 1, tzinfo=UTC)
_A_DAY = 24 * 60


def minute_of(*, day: date, at: time) -> int:
    """A moment as whole minutes on a clock that does not jump, since 1 January 2000."""
    return int((datetime.combine(day, at, LONDON).astimezone(UTC) - _START).total_seconds() // 60)


def minutes_worked(*, day: date, starts: time, finishes: time, next_day: bool) -> int:
    """How long a shift lasted. On the night the clocks go back, an hour more than the clock shows.

    Raises `Invalid` when the finish is not after the start, or is more than a day after it, and for a time
    that the clocks skipped.
    """
    _check_shown(day, starts)
    _check_shown(day + timedelta(days=int(next_day)), finishes)
    minutes = minute_of(day=day + timedelta(days=int(next_day)), at=finishes) - minute_of(day=day, at=starts)
    if minutes <= 0:
        why = "the same as" if finishes == starts else "before"
        raise errors.Invalid(
            f"{with_weekday(day)}: finish ({_shown(finishes)}) is {why} start ({_shown(starts)})."
            " Change a time, or tick “Finished the next day”."
        )
    if finishes > starts and next_day:
        raise errors.Invalid(
            f"{with_weekday(day)}: {_shown(starts)} to {_shown(finishes)} the next day is more than 24 hours."
            " Change a time, or clear “Finished the next day”."
        )
    return minutes


def change_on(day: date) -> int:
    """Minutes that a day is longer than 24 hours, because the clocks go back; fewer when they go forward."""
    return minute_of(day=day + timedelta(days=1), at=time()) - minute_of(day=day, at=time()) - _A_DAY


def change_in(*, starts: time, finishes: time, next_day: bool, minutes: int) -> int:
    """Minutes that a shift was longer than the clock shows, fewer when it was shorter; mostly none."""
    shown = (finishes.hour - starts.hour) * 60 + finishes.minute - starts.minute + int(next_day) * _A_DAY
    return minutes - shown


def _check_shown(day: date, at: time) -> None:
    there = datetime.combine(day, at, LONDON)
    if there.astimezone(UTC).astimezone(LONDON).time() != at:
        raise errors.Invalid(
            f"{with_weekday(day)}: there is no {_shown(at)}, because the clocks go forward from 1:00 to 2:00."
            " Enter a time before or after."
        )


def _shown(at: time) -> str:
    return f"{at.hour}:{at:%M}"
