"""What stands in the way of a direct payment, each in its sentence. Pure."""

from dataclasses import dataclass

from clients.conditions import Problem


@dataclass(frozen=True, slots=True)
class OnboardingFacts:
    """What counts: how many other ways were offered, what the law asks, and what stands against signing."""

    offered: int = 1
    problems: tuple[Problem, ...] = ()
    not_met: tuple[str, ...] = ()
    cannot_sign: str = ""


def another_way_was_offered(facts: OnboardingFacts | None) -> str | None:
    """Nobody chooses who was offered one thing only."""
    if facts is None or facts.offered:
        return None
    return (
        "Nobody offered another way yet, and a choice of one is none. "
        "Tick each way of having support that was explained, then choose."
    )


def each_condition_is_met(facts: OnboardingFacts | None) -> str | None:
    """Every condition of the legal route is recorded as met."""
    return facts.problems[0].sentence if facts is not None and facts.problems else None


def a_condition_is_not_met(facts: OnboardingFacts | None) -> str | None:
    """A council that finds every condition met must pay."""
    if facts is None or facts.not_met:
        return None
    return (
        "A direct payment can only be refused where a condition is not met. "
        "Record first which one it is, and why."
    )


def the_signature_counts(facts: OnboardingFacts | None) -> str | None:
    """Whoever signs has the right to, and signs the agreement that holds today."""
    return facts.cannot_sign or None if facts is not None else None
