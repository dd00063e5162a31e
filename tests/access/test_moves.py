"""Every move of every machine, from every state, by every role: the table decides, and only it."""

import copy
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from dpss.access import actors, policy, transitions
from dpss.kernel import errors
from tests.access import expected, machines
from tests.access.machines import RECORDS, Record
from tests.cast import AT, CAST, TODAY

MODELS = {model.machine.name: model for model in machines.models_with_a_state()}
MOVES = [(name, step.name) for name, model in MODELS.items() for step in model.machine.moves]
MOVED, NOT_OPEN, NOT_ALLOWED = "moved", "not open", "not allowed"

pytestmark = pytest.mark.django_db


def put_in(model: type[models.Model], record: Record, state: str) -> models.Model:
    """A record in a state, as a job of its council finds it."""
    fields = {name: value for given in record.in_state.values() for name, value in given.items()}
    # Words are never null: none is an empty text.
    texts = {field.attname for field in model._meta.fields if not field.null}
    empty = {name: "" if name in texts else None for name in fields}
    rows = model._default_manager.filter(pk=record.pk)
    assert rows.update(state=state, **empty | record.in_state.get(state, {})) == 1
    return rows.get()


def should(model: type[Any], step: str, state: str, actor: actors.Actor, who: str) -> str:
    """What the table, the grants and the cast's stories say."""
    move = model.machine.move(step)
    grants = policy.JOB_GRANTS[actor.job] if actor.job else policy.GRANTS[actor.role]
    if move.permission not in grants:
        return NOT_ALLOWED
    if not (actor.job or reaches(model, actor, who)) or state not in move.sources:
        return NOT_OPEN
    return MOVED


def reaches(model: type[Any], actor: actors.Actor, who: str) -> bool:
    """Whether this person's story reaches the record of the machine."""
    record = RECORDS[model.machine.name]
    sees = getattr(model, "sees", None)
    job = actors.for_job(job=policy.JOB_PAYRUNS, council_id=CAST.east.id, today=TODAY)
    with actors.acting(job):
        row = model._default_manager.get(pk=record.pk)
    if sees is None:
        return actor.is_staff and getattr(row, "organisation_id", None) in {None, actor.organisation_id}
    subject = str(row.subject_id)
    return subject in expected.subjects(CAST.named(who), actor.role, sees)


def attempt(thing: Any, step: str, record: Record, actor: actors.Actor) -> str:
    """What the portal says."""
    try:
        with actors.acting(actor):
            transitions.move(
                thing,
                step,
                actor=actor,
                at=AT,
                reason="Because.",
                also=record.with_move.get(step),
            )
    except transitions.Refused:
        return NOT_OPEN
    except errors.NotAllowed:
        return NOT_ALLOWED
    return MOVED


@pytest.mark.parametrize(("name", "step"), MOVES)
def test_a_move_is_made_by_whom_and_from_where_the_table_says(
    name: str, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, record = MODELS[name], RECORDS[name]
    monkeypatch.setattr(model, "machine", machines.without_blockers(model.machine))
    moved = 0
    job = actors.for_job(job=policy.JOB_PAYRUNS, council_id=CAST.east.id, today=TODAY)
    everyone = machines.everyone().items()
    for state in model.machine.states:
        with transaction.atomic(), actors.acting(job):
            found = put_in(model, record, state)
            for who, (actor, short) in everyone:
                with transaction.atomic():
                    answer = attempt(copy.copy(found), step, record, actor)
                    assert answer == should(model, step, state, actor, short), f"{who} from {state}"
                    now = model._default_manager.get(pk=record.pk).state
                    assert now == (model.machine.move(step).target if answer == MOVED else state)
                    moved += answer == MOVED
                    transaction.set_rollback(True)
            transaction.set_rollback(True)
    assert moved, "nobody could make this move from anywhere"


@pytest.mark.parametrize("name", MODELS)
def test_the_database_refuses_a_state_outside_the_table(name: str) -> None:
    model, record = MODELS[name], RECORDS[name]
    job = actors.for_job(job=policy.JOB_PAYRUNS, council_id=CAST.east.id, today=TODAY)
    with (
        actors.acting(job),
        pytest.raises(IntegrityError, match="violates check constraint"),
        transaction.atomic(),
    ):
        model._default_manager.filter(pk=record.pk).update(state="nonsense")
