"""What a week of a timesheet says, as the values of its form's fields."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from django.forms import BoundField

from payroll import models

Kind = models.TimesheetEntry.Kind
# What a day may say beside shifts and nights: the name of the field, and the kind of entry.
HOURS_OF: Final = {"contracted": Kind.CONTRACTED, "holiday": Kind.HOLIDAY, "sickness": Kind.SICKNESS}


def as_typed(day: dt.date, said: Sequence[models.TimesheetEntry]) -> dict[str, Any]:
    """What a day says, as the values of its fields."""
    typed: dict[str, Any] = {}
    for number, entry in enumerate(entry for entry in said if entry.kind == Kind.HOURS):
        typed[field(day, "start", number)] = clock(entry.starts)
        typed[field(day, "finish", number)] = clock(entry.finishes)
        typed[field(day, "next", number)] = entry.next_day
        typed[field(day, "work", number)] = entry.work
        typed[field(day, "shared", number)] = entry.shared
    nights = [entry for entry in said if entry.kind == Kind.SLEEP_IN]
    typed[field(day, "slept")] = bool(nights)
    typed[field(day, "slept_shared")] = any(entry.shared for entry in nights)
    typed[field(day, "awake")] = sum(entry.minutes for entry in nights) or None
    for name, kind in HOURS_OF.items():
        typed[field(day, name)] = sum(entry.minutes for entry in said if entry.kind == kind) or None
    miles = sum((entry.miles for entry in said if entry.kind == Kind.MILEAGE), Decimal(0))
    typed[field(day, "miles")] = f"{miles.normalize():f}" if miles else None
    for number, entry in enumerate(entry for entry in said if entry.kind == Kind.EXPENSE):
        typed[field(day, "spent", number)] = str(entry.amount)
        typed[field(day, "what", number)] = entry.what_for
        typed[field(day, "receipt", number)] = entry.receipt
    return typed


def words_of(bound: BoundField) -> str:
    """A field that says something, in words: a tick as its label, another with what was typed."""
    value = bound.value()
    return str(bound.label) if value in {True, "on"} else f"{bound.label} {value}"


def count(said: Sequence[models.TimesheetEntry], kind: str) -> int:
    """How many entries of a kind there are."""
    return sum(entry.kind == kind for entry in said)


def clock(at: dt.time | None) -> str:
    """A time as it is typed."""
    return f"{at.hour}:{at.minute:02}" if at else ""


def field(day: dt.date, part: str, number: int | None = None) -> str:
    """The name of a day's field: of its shift or expense with that number, if there are several."""
    return f"{part}_{day:%Y%m%d}" if number is None else f"{part}_{day:%Y%m%d}_{number}"
