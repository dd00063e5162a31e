"""What a council or a provider decides for itself from a day on, with whose decision it is."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final, TypeVar

from django.db import models as django
from psycopg2.extras import DateRange

from dpss.access import actors, audit
from dpss.kernel import dates, errors

Row = TypeVar("Row", bound=django.Model)
RELIED_ON: Final = "Fill this in: whoever reads the setting relies on it."


def decide(
    rows: django.QuerySet[Row],
    *,
    values: Mapping[str, Any],
    said: Mapping[str, str],
    first_day: date,
    actor: actors.Actor,
    at: datetime,
    missing: str = RELIED_ON,
) -> Row:
    """Let `values` hold in the actor's council from today or a later day on; what held ends before it.

    `rows` are the settings of this kind, the last first; `said` are words that must be there, such as whose
    decision it is, and `missing` what is said where they are not. Call it inside a transaction. Raises
    `Invalid` for a day that is past, or before a setting that is to come.
    """
    for field, text in said.items():
        if not text.strip():
            raise errors.Invalid(missing, field=field)
    end_before(rows, first_day=first_day, actor=actor, what="time")
    words = {field: text.strip() for field, text in said.items()}
    row: Any = rows.model._default_manager.create(
        council_id=actor.council_id,
        during=DateRange(first_day, None),
        recorded_by_id=actor.user_id,
        recorded_at=at,
        **values,
        **words,
    )
    after = {**values, **words, "from": first_day}
    audit.record(audit.of(row, "decide", after=after), actor=actor, at=at)
    made: Row = row
    return made


def end_before(rows: django.QuerySet[Row], *, first_day: date, actor: actors.Actor, what: str) -> Row | None:
    """End the last of `rows` on the day before another begins, and give it; None where there is none.

    Raises `Invalid` for a day that is past, or before one that is to come. `what` is what a row is called.
    """
    if first_day < actor.today:
        raise errors.Invalid("That day is past. Choose today or a later day.", field="first_day")
    last: Any = rows.select_for_update(of=("self",)).first()
    if last is not None and last.first_day >= first_day:
        begins = dates.with_weekday(last.first_day)
        raise errors.Invalid(f"Another {what} begins on {begins}. Choose a later day.", field="first_day")
    if last is not None and (last.during.upper is None or last.during.upper > first_day):
        last.during = DateRange(last.during.lower, first_day)
        last.save(update_fields=["during"])
    found: Row | None = last
    return found
