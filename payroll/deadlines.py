"""By when each step of a payday must be done, so that wages arrive and HMRC knows. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from dpss.kernel import dates
from ledger.banking import calendar

_DAY: Final = timedelta(days=1)
_HOUR: Final = 3600
_MINUTE: Final = 60
_SATURDAY: Final = 5


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


@dataclass(frozen=True, slots=True)
class BacsDays:
    """The three days of Bacs before a payday, and the bank holidays that move one of them.

    The file is handed in on `submit`, Bacs works on it on `processing`, the money arrives on `entry`: the
    payday itself, or the working day before when the banks are closed. HMRC is told the payday all the same.
    """

    payday: date
    submit: date
    processing: date
    entry: date
    moved_by: tuple[tuple[date, str], ...]

    @property
    def is_early(self) -> bool:
        """Whether the money arrives before the payday."""
        return self.entry < self.payday


def bacs_days(payday: date, *, holidays: Mapping[date, str]) -> BacsDays:
    """Backwards from the payday: arrives, processed, handed in. Raises `Invalid` for an unknown year."""
    submit = calendar.submit_by(payday, holidays=holidays)
    closed = (day for day in sorted(holidays) if submit <= day <= payday and day.weekday() < _SATURDAY)
    return BacsDays(
        payday=payday,
        submit=submit,
        processing=calendar.processing_day(payday, holidays=holidays),
        entry=calendar.entry_day(payday, holidays=holidays),
        moved_by=tuple((day, holidays[day]) for day in closed),
    )


def payday_after(payday: date, *, weeks: int, times: int) -> date:
    """The payday some pay periods later; `weeks` is 0 for monthly pay, which keeps its day of the month."""
    return payday + timedelta(weeks=weeks * times) if weeks else dates.add_months(payday, times)


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
