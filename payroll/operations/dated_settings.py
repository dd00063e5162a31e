"""What a payroll provider decides for itself from a day on, with whose decision it is."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import models as django
from psycopg2.extras import DateRange

from dpss.access import actors, audit
from dpss.kernel import dates, errors

Row = TypeVar("Row", bound=django.Model)


def decide(
    rows: django.QuerySet[Row],
    *,
    values: Mapping[str, Any],
    owner: str,
    first_day: date,
    actor: actors.Actor,
    at: datetime,
) -> Row:
    """Let `values` hold for the actor's organisation from today or a later day on; what held ends before it.

    `rows` are its settings of this kind, the last first. Call it inside a transaction. Raises `Invalid` for a
    day that is past, or before a setting that is to come.
    """
    if not owner.strip():
        raise errors.Invalid("Say whose decision it is.", field="owner")
    if first_day < actor.today:
        raise errors.Invalid("That day is past. Choose today or a later day.", field="first_day")
    last: Any = rows.select_for_update(of=("self",)).first()
    if last is not None and last.first_day >= first_day:
        begins = dates.with_weekday(last.first_day)
        raise errors.Invalid(f"Another time begins on {begins}. Choose a later day.", field="first_day")
    if last is not None and (last.during.upper is None or last.during.upper > first_day):
        last.during = DateRange(last.during.lower, first_day)
        last.save(update_fields=["during"])
    row: Any = rows.model._default_manager.create(
        council_id=actor.council_id,
        organisation_id=actor.organisation_id,
        owner=owner.strip(),
        during=DateRange(first_day, None),
        recorded_by_id=actor.user_id,
        recorded_at=at,
        **values,
    )
    after = {**values, "owner": row.owner, "from": first_day}
    audit.record(audit.of(row, "decide", after=after), actor=actor, at=at)
    return row
