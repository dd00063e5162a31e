"""Why a bank statement cannot be taken in, or not be taken out again. Pure."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class StatementFacts:
    """What is known of a statement: why it is refused, its faulty lines, and what would hang on it.

    `matched_by_people` counts the lines that a person has matched, `has_later` says that a later statement of
    the account is taken in.
    """

    refusals: tuple[str, ...] = ()
    faults: int = 0
    matched_by_people: int = 0
    has_later: bool = False
    is_signed: bool = False


def it_adds_up(facts: StatementFacts) -> str | None:
    """A statement is taken in whole and right, or not at all."""
    return facts.refusals[0] if facts.refusals else None


def every_line_is_good(facts: StatementFacts) -> str | None:
    """A line left out would leave the balance wrong."""
    if not facts.faults:
        return None
    counted = "1 line has" if facts.faults == 1 else f"{facts.faults} lines have"
    return f"{counted} a fault. Mend the file or ask the bank for it again."


def nobody_matched_it(facts: StatementFacts) -> str | None:
    """What a person has worked out is not thrown away with the file."""
    if not facts.matched_by_people:
        return None
    counted = "1 line was" if facts.matched_by_people == 1 else f"{facts.matched_by_people} lines were"
    return f"{counted} matched by a person. Undo that first."


def it_is_not_signed(facts: StatementFacts) -> str | None:
    """A closing balance that is put forward or signed rests on it."""
    if not facts.is_signed:
        return None
    return "Its closing balance is put forward or signed. Take that back first; what is signed stays."


def it_is_the_last(facts: StatementFacts) -> str | None:
    """The balance of the statement after it is carried forward from this one."""
    return "A later statement is taken in. Take that one out first." if facts.has_later else None


@dataclass(frozen=True, slots=True)
class ReconciliationFacts:
    """What is known of a closing balance when a second person signs it."""

    differences: tuple[str, ...] = ()
    has_changed: bool = False


def all_three_agree(facts: ReconciliationFacts) -> str | None:
    """Nobody signs a balance with a difference in it."""
    return facts.differences[0] if facts.differences else None


def it_is_as_put_forward(facts: ReconciliationFacts) -> str | None:
    """Who signs signs what the other person saw."""
    if not facts.has_changed:
        return None
    return "The figures have changed since it was put forward. Take it back, and put it forward again."


BEFORE_SIGNING: Final = (all_three_agree, it_is_as_put_forward)
BEFORE_TAKING_IN: Final = (it_adds_up, every_line_is_good)
BEFORE_TAKING_OUT: Final = (it_is_not_signed, nobody_matched_it, it_is_the_last)
