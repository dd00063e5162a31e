"""By when each step of a payday must be done, so that wages arrive and HMRC knows. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from ledger.banking import calendar

_DAY: Final = timedelta(days=1)
_HOUR: Final = 3600
_MINUTE: Final = 60


@dataclass(frozen=True, slots=True)
class Deadline:
    """What must be done by a day; `at` is the moment of that day, where there is one."""

    what: str
    day: date
    at: datetime | None = None

    def left(self, now: datetime) -> str:
        """How long there still is: `2h 20m`, `today`, `tomorrow`, `4 days`, or `passed`."""
        if self.at is not None and self.day == now.date():
            seconds = (self.at - now).total_seconds()
            hours, rest = divmod(int(seconds), _HOUR)
            return f"{hours}h {rest // _MINUTE:02}m" if seconds >= 0 else "passed"
        days = (self.day - now.date()).days
        if days < 0:
            return "passed"
        return {0: "today", 1: "tomorrow"}.get(days, f"{days} days")


def of_payday(*, sheets_in_by: datetime, payday: date, holidays: Collection[date]) -> tuple[Deadline, ...]:
    """Sheets in, payruns approved, the bank file handed in, and HMRC told, in that order.

    The bank needs the file two working days before the payday, and a working day before that is kept for
    approving. HMRC must be told on or before the payday. Raises `Invalid` for a year of which the bank
    holidays are not known.
    """
    file_day = calendar.submit_by(payday, holidays=holidays)
    return (
        Deadline("Sheets in", sheets_in_by.date(), sheets_in_by),
        Deadline("Approve", calendar.entry_day(file_day - _DAY, holidays=holidays)),
        Deadline("Bank file", file_day),
        Deadline("Tell HMRC", payday),
    )
