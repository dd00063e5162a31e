"""By when a complaint is acknowledged and answered, and who answers it. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from dpss.kernel import dates

# Until a council decides: usual figures, not a rule of law. Each council says whose decision its own are.
USUAL_ACKNOWLEDGE: Final = 3
USUAL_ANSWER: Final = 20
USUAL_OMBUDSMAN: Final = (
    "Local Government and Social Care Ombudsman, www.lgo.org.uk, 0300 061 0614. It is independent and free."
)
REMIND_DAYS: Final = 3


@dataclass(frozen=True, slots=True)
class Clock:
    """How many working days a council takes, and the Ombudsman's address."""

    acknowledge_days: int = USUAL_ACKNOWLEDGE
    answer_days: int = USUAL_ANSWER
    ombudsman: str = USUAL_OMBUDSMAN


@dataclass(frozen=True, slots=True)
class Due:
    """The last day to say that we have it, and the last day to answer."""

    acknowledge_by: date
    answer_by: date


def due(raised_on: date, *, clock: Clock, holidays: Collection[date]) -> Due:
    """Working days are counted from the day after the complaint came."""
    return Due(
        dates.working_days_after(raised_on, clock.acknowledge_days, holidays=holidays),
        dates.working_days_after(raised_on, clock.answer_days, holidays=holidays),
    )
