"""How each figure of the dashboard is worked out: the formula, what goes in, the sum written out. Pure."""

from commissioning import figures
from commissioning.facts import Facts
from commissioning.workings import contract, counts
from commissioning.workings.working import Input, Working

__all__ = ["Input", "Working", "all_of"]


def all_of(facts: Facts) -> list[Working]:
    """The working of every figure that the facts give, in the order of the dashboard."""
    found = [*counts.of_people(facts), *counts.of_market(facts)]
    outlook = figures.outlook(facts)
    if outlook:
        found += contract.of_outlook(facts, outlook)
    return [*found, *counts.of_paydays(facts)]
