"""Why a complaint may not be answered yet. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ComplaintFacts:
    """What counts when a complaint is answered: the points without an answer, and what was learned."""

    unanswered: tuple[int, ...]
    has_learning: bool


def each_point_is_answered(facts: ComplaintFacts | None) -> str | None:
    """No point may be left without an answer of its own."""
    if facts is None or not facts.unanswered:
        return None
    if len(facts.unanswered) == 1:
        return f"Point {facts.unanswered[0]} has no answer yet. Answer each point, then send the letter."
    listed = ", ".join(str(number) for number in facts.unanswered)
    return f"Points {listed} have no answer yet. Answer each point, then send the letter."


def what_was_learned_is_said(facts: ComplaintFacts | None) -> str | None:
    """A complaint that teaches nothing was not looked at: “nothing, because” is an answer too."""
    if facts is None or facts.has_learning:
        return None
    return "Write down what was learned first. If it is nothing, say why."
