"""What must always hold of history. Every app keeps such a list, with `run()` to see whether it does."""

from dpss.access import chain
from dpss.access.findings import Invariant, Result, examine

__all__ = ["Invariant", "Result", "examine", "invariants", "run"]


def invariants() -> list[Invariant]:
    """The checks of history."""
    return chain.invariants()


def run() -> list[Result]:
    """Carry them out, on a connection that looks past row-level security."""
    return [examine(invariant) for invariant in invariants()]
