"""The one clock. Views, tasks and commands ask it; everything below takes the time as an argument.

In the demo the date is a file's, so that a person can move it; the time of day is the real one.
"""

from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

DEMO_DATE = date(2026, 11, 21)


def now() -> datetime:
    """This moment in Europe/London, aware."""
    moment = timezone.localtime()
    file: Path | None = settings.DPSS_CLOCK_FILE
    if file is None:
        return moment
    day = _read(file)
    return moment.replace(year=day.year, month=day.month, day=day.day)


def today() -> date:
    """Today's date in Europe/London."""
    return now().date()


def move_to(day: date) -> None:
    """Set the demo's date. Raises RuntimeError outside the demo, where nobody may move time."""
    file: Path | None = settings.DPSS_CLOCK_FILE
    if file is None:
        raise RuntimeError("Only the demo has a date that can be moved.")
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(".draft")
    draft.write_text(day.isoformat())
    draft.replace(file)


def _read(file: Path) -> date:
    try:
        return date.fromisoformat(file.read_text().strip())
    except (FileNotFoundError, ValueError):
        return DEMO_DATE
