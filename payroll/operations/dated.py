"""A fact that changes on a day: what held before keeps its days, what is new holds from then on."""

from datetime import date
from typing import Any, TypeVar

from django.db import models as django
from psycopg2.extras import DateRange

from dpss.access import actors, scope
from dpss.kernel import dates, errors

Row = TypeVar("Row", bound=django.Model)


def change(
    model: type[Row], *, owner: Any, of: str, day: date, values: dict[str, Any], actor: actors.Actor
) -> Row:
    """Let `values` hold of the owner from a day on; call it inside a transaction.

    `of` names the field by which rows of the model hang on the owner, whose council and subject they share.
    The row of the day is ended before it; one that began on the very day is corrected, and history keeps what
    it said. Raises `Refused` where a later change is recorded already.
    """
    kept = scope.visible_to(model._default_manager.filter(**{of: owner}), actor)
    later = kept.filter(during__startswith__gt=day).order_by("during").first()
    if later is not None:
        begins = later.during.lower  # type: ignore[attr-defined]
        raise errors.Invalid(
            f"A change from {dates.in_words(begins)} is recorded already. Change that one first, or choose a"
            " later day."
        )
    now = kept.filter(during__contains=day).select_for_update(of=("self",)).first()
    if now is None:
        return _new(model, owner, of, DateRange(day, None), values)
    during = now.during  # type: ignore[attr-defined]
    if during.lower == day:
        for name, value in values.items():
            setattr(now, name, value)
        now.save()
        return now
    now.during = DateRange(during.lower, day)  # type: ignore[attr-defined]
    now.save()
    return _new(model, owner, of, DateRange(day, during.upper), values)


def take_back(model: type[Row], *, owner: Any, of: str, day: date, actor: actors.Actor) -> tuple[Row, Row]:
    """Undo a change that is to begin on a day to come: what held before goes on in its place.

    Returns the row that is gone and the one that goes on; call it inside a transaction. Raises `Conflict`
    where no change begins on that day any more, and `Invalid` for one that has begun or is the first.
    """
    if day <= actor.today:
        raise errors.Invalid(
            f"What holds from {dates.in_words(day)} has begun. Change it from a later day instead."
        )
    kept = scope.visible_to(model._default_manager.filter(**{of: owner}), actor)
    rows = {row.during.lower: row for row in kept.select_for_update(of=("self",))}  # type: ignore[attr-defined]
    gone = rows.get(day)
    if gone is None:
        raise errors.Conflict(f"No change from {dates.in_words(day)} is recorded any more.")
    before = next((row for row in rows.values() if row.during.upper == day), None)  # type: ignore[attr-defined]
    if before is None:
        raise errors.Invalid("Nothing holds before this, so it cannot be taken back. Change it instead.")
    until = gone.during.upper  # type: ignore[attr-defined]
    gone.delete()
    before.during = DateRange(before.during.lower, until)  # type: ignore[attr-defined]
    before.save()
    return gone, before


def _new(model: type[Row], owner: Any, of: str, during: DateRange, values: dict[str, Any]) -> Row:
    return model._default_manager.create(
        council_id=owner.council_id, subject_id=owner.subject_id, **{of: owner}, during=during, **values
    )
