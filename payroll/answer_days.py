"""By when somebody answers for wages that have not come. Pure."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final

# Where a provider has decided nothing itself.
USUAL_DAYS: Final = 2
_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5


def answer_by(asked_on: date, *, working_days: int, holidays: Collection[date]) -> date:
    """So many working days after the day on which the PA asked.

    Monday to Friday except bank holidays; in a year whose bank holidays are not known, Monday to Friday.
    """
    day = asked_on
    while working_days:
        day += _DAY
        if day.weekday() < _SATURDAY and day not in holidays:
            working_days -= 1
    return day
