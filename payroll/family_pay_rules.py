"""Why a decision about family leave cannot be taken back, in sentences. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class FamilyPayFacts:
    """What is known when somebody takes a decision back: whether a payslip with it is approved."""

    is_paid: bool


def nothing_of_it_is_paid(facts: FamilyPayFacts) -> str | None:
    """What a second person has approved is not changed by taking back what it was made from."""
    if facts.is_paid:
        return "A payslip with this pay is approved. End the leave early instead, or correct the payslip."
    return None


BEFORE_UNDOING: Final[tuple[Callable[[FamilyPayFacts], str | None], ...]] = (nothing_of_it_is_paid,)
