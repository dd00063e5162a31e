"""What may happen next: a state machine is a table of moves, and nothing else.

Each app keeps its tables in `states.py`. `dpss.access.transitions` is the only code that changes a state.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Blocker = Callable[[Any], str | None]


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that a person or a job can do to a record in some state.

    `blockers` are pure functions of the machine's facts: each returns the sentence that says why
    not, or None. `other_person_than` names the field that holds who did the earlier step, so that
    two people are needed. `confirms` says, before it is done, what will happen.
    """

    name: str
    label: str
    sources: tuple[str, ...]
    target: str
    permission: str
    confirms: str
    blockers: tuple[Blocker, ...] = ()
    other_person_than: str | None = None
    needs_reason: bool = False


@dataclass(frozen=True, slots=True)
class Machine:
    """The states of one kind of record, in words, and the moves between them."""

    name: str
    initial: str
    states: Mapping[str, str]
    moves: tuple[Move, ...]

    def __post_init__(self) -> None:
        unknown = {state for move in self.moves for state in (*move.sources, move.target)} - set(self.states)
        if unknown or self.initial not in self.states:
            raise ValueError(f"{self.name}: states that are not in the table: {sorted(unknown)}")

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The states as Django's field choices."""
        return list(self.states.items())

    def move(self, name: str) -> Move:
        """The move of that name. Raises KeyError: a name not in the table is a mistake in code."""
        for move in self.moves:
            if move.name == name:
                return move
        raise KeyError(f"{self.name} has no move {name}")

    def open_from(self, state: str) -> tuple[Move, ...]:
        """The moves that start from this state, in the table's order."""
        return tuple(move for move in self.moves if state in move.sources)
