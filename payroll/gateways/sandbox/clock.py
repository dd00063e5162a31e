"""The sandbox's clock: the real one, or the real time of day on a date it was told or reads in a file."""

import threading
import time
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Moment:
    """When something happens: the London time shown in replies, and real seconds for measuring intervals."""

    shown: datetime
    seconds: float


class Clock:
    """A demonstration may run on another date than the wall's; intervals are always real."""

    def __init__(self, today: date | None = None, file: Path | None = None) -> None:
        self._today = today
        self._file = file
        self._lock = threading.Lock()

    def set_today(self, today: date | None) -> None:
        """Fix the date shown, or return to the real one with None."""
        with self._lock:
            self._today = today

    def read(self) -> Moment:
        """Return this moment."""
        with self._lock:
            today = self._in_file() or self._today
        now = datetime.now(LONDON)
        shown = now if today is None else datetime.combine(today, now.timetz())
        return Moment(shown=shown, seconds=time.time())

    def _in_file(self) -> date | None:
        """The date that somebody wrote for everyone, while there is one."""
        if self._file is None:
            return None
        try:
            return date.fromisoformat(self._file.read_text(encoding="ascii").strip())
        except (OSError, ValueError):
            return None
