"""Why not: the sentences that stop somebody from taking back that wages were paid. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class InstructionFacts:
    """What has happened since an employer said that they had paid.

    `is_replaced` says that another payslip counts now, `has_come` that the PA has said that the wages came.
    """

    is_replaced: bool = False
    has_come: bool = False


def its_payslip_still_counts(facts: InstructionFacts) -> str | None:
    """A correction has taken what was paid into account, so it stays as paid."""
    if facts.is_replaced:
        return (
            "The payslip has been corrected since, and the correction counts on this payment. Ring your"
            " payroll provider: they put it right with the next payslip."
        )
    return None


def the_pa_has_not_said_that_it_came(facts: InstructionFacts) -> str | None:
    """Nobody says that wages were not paid after the PA has said that they came."""
    if facts.has_come:
        return "The PA has told us that the wages have come, so it stays as paid."
    return None


BEFORE_TAKING_BACK: Final[tuple[Callable[[InstructionFacts], str | None], ...]] = (
    its_payslip_still_counts,
    the_pa_has_not_said_that_it_came,
)
