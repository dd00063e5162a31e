"""The only writer of a state: lock, right, four eyes, blockers, set, record, in one transaction."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db import models, transaction
from psycopg2.extras import DateRange

from dpss.access import actors, audit, rows, scope
from dpss.kernel import errors, states

Thing = TypeVar("Thing", bound=models.Model)
Facts = Callable[[Sequence[Thing]], Mapping[uuid.UUID, Any]]


class Refused(errors.Refusal):
    """The move is not open now; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a move of many did: the moved records, and for each refused key the sentence why."""

    moved: tuple[Any, ...]
    refused: Mapping[uuid.UUID, str]


def move(
    thing: Thing,
    name: str,
    *,
    actor: actors.Actor,
    at: datetime,
    facts: Facts[Thing] | None = None,
    reason: str = "",
    on_behalf_of: str = "",
    also: Mapping[str, Any] | None = None,
) -> Thing:
    """Make one move, set the fields of `also` with it, and record it. Raises `Refused` or `NotAllowed`."""
    outcome = move_all(
        type(thing),
        [thing.pk],
        name,
        actor=actor,
        at=at,
        facts=facts,
        reason=reason,
        on_behalf_of=on_behalf_of,
        also=lambda _: also or {},
    )
    if outcome.refused:
        raise Refused(outcome.refused[thing.pk])
    moved: Thing = outcome.moved[0]
    for field in ("state", *(also or {})):
        setattr(thing, field, getattr(moved, field))
    return thing


@transaction.atomic
def move_all(
    model: type[Thing],
    ids: Sequence[uuid.UUID],
    name: str,
    *,
    actor: actors.Actor,
    at: datetime,
    facts: Facts[Thing] | None = None,
    reason: str = "",
    on_behalf_of: str = "",
    also: Callable[[Thing], Mapping[str, Any]] | None = None,
) -> Outcome:
    """Make the same move for many records of one kind: those that may, do; the others say why not.

    Locks in key order, so that two callers cannot wait for each other. Raises `NotAllowed` when the
    actor's role lacks the permission, for then none of them may.
    """
    machine: states.Machine = model.machine  # type: ignore[attr-defined]
    step = machine.move(name)
    if not actor.may(step.permission):
        raise errors.NotAllowed(f"Your role may not {step.label.lower()}. Ask someone whose job it is.")
    if step.needs_reason and not reason.strip():
        raise errors.Invalid("Say why, so that the other person understands.", field="reason")
    reached = scope.visible_to(model._default_manager.filter(pk__in=ids), actor)
    things = list(reached.order_by("pk").select_for_update(of=("self",)))
    known = facts(things) if facts and things else {}
    refused = dict.fromkeys(ids, "It is not there any more, or it is not yours to change.")
    moved, events, changed_fields = [], [], {"state"}
    for thing in things:
        why_not = _why_not(thing, step, machine, actor, known.get(thing.pk))
        if why_not:
            refused[thing.pk] = why_not
            continue
        del refused[thing.pk]
        change = {"state": step.target, **(also(thing) if also else {})}
        before = {field: _plain(getattr(thing, field)) for field in change}
        for field, value in change.items():
            setattr(thing, field, value)
        changed_fields |= set(change)
        moved.append(thing)
        after = {field: _plain(value) for field, value in change.items()}
        events.append(
            audit.of(thing, name, reason=reason, on_behalf_of=on_behalf_of, before=before, after=after)
        )
    if moved:
        rows.update_all(moved, changed_fields)
        audit.record_all(events, actor=actor, at=at)
    return Outcome(tuple(moved), refused)


def open_moves(thing: models.Model, *, actor: actors.Actor, facts: Any = None) -> list[states.Move]:
    """The moves that this actor could make now: what a page shows as buttons."""
    machine: states.Machine = thing.machine  # type: ignore[attr-defined]
    return [
        step
        for step in machine.open_from(thing.state)  # type: ignore[attr-defined]
        if actor.may(step.permission) and not _why_not(thing, step, machine, actor, facts)
    ]


def why_not(thing: models.Model, name: str, *, actor: actors.Actor, facts: Any = None) -> str | None:
    """Why this actor could not make a move now, in a sentence; None when they could."""
    machine: states.Machine = thing.machine  # type: ignore[attr-defined]
    step = machine.move(name)
    if not actor.may(step.permission):
        return f"Your role may not {step.label.lower()}. Ask someone whose job it is."
    return _why_not(thing, step, machine, actor, facts)


def _why_not(
    thing: models.Model, step: states.Move, machine: states.Machine, actor: actors.Actor, facts: Any
) -> str | None:
    state = thing.state  # type: ignore[attr-defined]
    if state not in step.sources:
        return f"It is already “{machine.states[state]}”, so there is nothing more to do here."
    if step.other_person_than:
        earlier = getattr(thing, f"{step.other_person_than}_id")
        if earlier is not None and earlier == actor.user_id:
            return "A second person must do this: you did the step before."
    for blocker in step.blockers:
        sentence = blocker(facts)
        if sentence:
            return sentence
    return None


def _plain(value: Any) -> Any:
    if isinstance(value, DateRange):
        return "" if value.isempty else f"{value.lower or ''} to {value.upper or ''}"
    return str(value.pk) if isinstance(value, models.Model) else value
