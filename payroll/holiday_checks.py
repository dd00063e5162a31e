"""What a timesheet says of holiday beside what was agreed for its days. Pure; it stops nothing."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal

from dpss.kernel.dates import with_weekday
from payroll.calc import wording


def advice(*, agreed: Mapping[date, int], said: Mapping[date, int], sick: Collection[date]) -> Iterator[str]:
    """For each day whose agreed minutes of holiday are not those of the sheet, a sentence that says both."""
    for day, minutes in sorted(agreed.items()):
        if day in sick and not said.get(day):
            yield (
                f"{with_weekday(day)}: {_time(minutes)} of holiday were agreed and the sheet says off sick."
                " The holiday is not used up: it can be asked for again."
            )
        elif said.get(day, 0) != minutes:
            there = _time(said[day]) if said.get(day) else "none"
            yield (
                f"{with_weekday(day)}: {_time(minutes)} of holiday were agreed and the sheet has {there}."
                " What the sheet says is what counts and is paid."
            )


def _time(minutes: int) -> str:
    return wording.time(Decimal(minutes) / 60)
