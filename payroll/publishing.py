"""When a PA sees a payslip: from the day before its payday. Pure.

Section 8 of the Employment Rights Act 1996 asks for it at or before the payment. The employer and the payroll
provider see it as soon as it is approved, because they pay it.
"""

from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

DAYS_BEFORE: Final = 1
_LONDON: Final = ZoneInfo("Europe/London")
_MORNING: Final = time(8)


def seen_from(payday: date) -> date:
    """The first day on which the PA sees it."""
    return payday - timedelta(days=DAYS_BEFORE)


def last_payday_seen(today: date) -> date:
    """Payslips of paydays up to this one are seen today."""
    return today + timedelta(days=DAYS_BEFORE)


def day_of(moment: datetime) -> date:
    """The day of a moment, as a paper dates it."""
    return moment.astimezone(_LONDON).date()


def told_at(payday: date, *, approved_at: datetime) -> datetime:
    """When the PA is told: in the morning of that day, or at once when it is approved later."""
    return max(approved_at, datetime.combine(seen_from(payday), _MORNING, _LONDON))
