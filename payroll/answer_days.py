"""By when somebody answers for wages that have not come. Pure."""

from collections.abc import Collection
from datetime import date
from typing import Final

from dpss.kernel import dates

# Where a provider has decided nothing itself.
USUAL_DAYS: Final = 2


def answer_by(asked_on: date, *, working_days: int, holidays: Collection[date]) -> date:
    """So many working days after the day on which the PA asked.

    Monday to Friday except bank holidays; in a year whose bank holidays are not known, Monday to Friday.
    """
    return dates.working_days_after(asked_on, working_days, holidays=holidays)
