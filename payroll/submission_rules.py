"""Why not: the sentences that stop a person from sending a report to HMRC again, or closing it. Pure."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SubmissionFacts:
    """What a person found when they looked for a submission at HMRC, and whether it still says what is so."""

    looked_for_at_hmrc: bool
    found_at_hmrc: bool
    is_corrected_since: bool
    is_of_wages: bool = True


def hmrc_has_no_record(facts: SubmissionFacts) -> str | None:
    """Sending twice can make a second employee record at HMRC, which takes months to undo."""
    if not facts.looked_for_at_hmrc:
        return "Ask HMRC first: use “Look for it at HMRC”, then decide."
    return "HMRC has it already, so it must not be sent again." if facts.found_at_hmrc else None


def wages_are_reported(facts: SubmissionFacts) -> str | None:
    """HMRC must be told of every payment of wages; only a summary can turn out not to be needed."""
    if facts.is_of_wages:
        return "It reports wages, and HMRC must be told of them. Put right what is wrong and send it."
    return None


BEFORE_SENDING_AGAIN: tuple[Callable[[SubmissionFacts], str | None], ...] = (hmrc_has_no_record,)
BEFORE_CLOSING_A_REPORT: tuple[Callable[[SubmissionFacts], str | None], ...] = (wages_are_reported,)
