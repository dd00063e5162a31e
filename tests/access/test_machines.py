"""The tables of moves: every state reachable and in words, every right one that somebody has."""

import inspect
from types import SimpleNamespace

import pytest

from dpss.access import policy, transitions
from dpss.kernel.states import Machine, Move
from tests.access import machines

MACHINES = pytest.mark.parametrize("machine", machines.machines(), ids=lambda machine: machine.name)
EVERYBODY = sorted(machines.everyone())


def test_every_machine_has_a_model_and_a_record_to_move() -> None:
    named = [machine.name for machine in machines.machines()]
    assert len(named) == len(set(named)), "two machines have one name"
    assert {model.machine.name for model in machines.models_with_a_state()} == set(named)
    assert set(machines.RECORDS) == set(named)


@MACHINES
def test_every_state_can_be_reached(machine: Machine) -> None:
    reached = {machine.initial} | machines.MADE_IN.get(machine.name, set())
    while more := {move.target for move in machine.moves if reached & set(move.sources)} - reached:
        reached |= more
    assert reached == set(machine.states)


@MACHINES
def test_everything_is_said_in_words(machine: Machine) -> None:
    assert all(words and words[0].isupper() for words in machine.states.values())
    for move in machine.moves:
        assert move.label, move.name
        assert move.label[0].isupper(), move.label
        assert not move.label.endswith("."), move.label
        assert move.confirms.endswith("."), move.confirms


@MACHINES
def test_names_of_moves_are_told_apart(machine: Machine) -> None:
    names = [move.name for move in machine.moves]
    assert len(names) == len(set(names))
    assert all(machine.move(name).name == name for name in names)
    with pytest.raises(KeyError, match="vanish"):
        machine.move("vanish")


@MACHINES
def test_every_move_starts_somewhere_else_than_it_ends(machine: Machine) -> None:
    for move in machine.moves:
        assert move.sources, move.name
        assert move.target not in move.sources, move.name


@MACHINES
def test_somebody_may_make_every_move(machine: Machine) -> None:
    granted = frozenset().union(*policy.GRANTS.values(), *policy.JOB_GRANTS.values())
    for move in machine.moves:
        assert move.permission in granted, f"{move.name} needs {move.permission!r}, which nobody has"


@MACHINES
def test_blockers_are_functions_of_the_facts_alone(machine: Machine) -> None:
    for move in machine.moves:
        for blocker in move.blockers:
            assert len(inspect.signature(blocker).parameters) == 1, blocker
            assert blocker.__module__.endswith(("rules", ".sheet_checks")), blocker


@pytest.mark.parametrize("model", machines.models_with_a_state(), ids=lambda model: model.__name__)
def test_a_models_state_starts_where_its_machine_starts(model: type) -> None:
    field = model._meta.get_field("state")
    assert field.default == model.machine.initial
    assert list(field.choices) == model.machine.choices
    for move in model.machine.moves:
        if move.other_person_than:
            assert model._meta.get_field(move.other_person_than).related_model._meta.label == "access.User"


@MACHINES
@pytest.mark.parametrize("who", EVERYBODY)
def test_a_page_offers_exactly_the_moves_of_the_table(machine: Machine, who: str) -> None:
    """What blocks a move is left out here: the state and the right decide."""
    actor, _name = machines.everyone()[who]
    free = machines.without_blockers(machine)
    nobody = {f"{move.other_person_than}_id": None for move in machine.moves if move.other_person_than}
    for state in machine.states:
        thing = SimpleNamespace(machine=free, state=state, **nobody)
        offered = [move.name for move in transitions.open_moves(thing, actor=actor)]
        grants = policy.JOB_GRANTS[actor.job] if actor.job else policy.GRANTS[actor.role]
        assert offered == [
            move.name for move in machine.moves if state in move.sources and move.permission in grants
        ]


def test_a_machine_with_a_state_outside_its_table_is_refused() -> None:
    move = Move(
        name="go", label="Go", sources=("here",), target="nowhere", permission="go", confirms="You go."
    )
    with pytest.raises(ValueError, match="nowhere"):
        Machine(name="walk", initial="here", states={"here": "Here"}, moves=(move,))
    with pytest.raises(ValueError, match="walk"):
        Machine(name="walk", initial="there", states={"here": "Here"}, moves=())
