"""Finding out who is ringing: when enough is right, and when nothing more is told. Pure."""

from collections.abc import Iterable
from typing import Final

ENOUGH: Final = 2

BIRTH_DATE: Final = "birth_date"
POSTCODE: Final = "postcode"
NINO_END: Final = "nino_end"
LAST_PAY: Final = "last_pay"
QUESTIONS: Final = {
    BIRTH_DATE: "Date of birth",
    POSTCODE: "Postcode",
    NINO_END: "Last 3 characters of the National Insurance number",
    LAST_PAY: "What the last pay came to",
}

UNKNOWN: Final = "unknown"
IDENTIFIED: Final = "identified"
FAILED: Final = "failed"
SAID: Final = {
    UNKNOWN: "Not identified yet",
    IDENTIFIED: "Identified",
    FAILED: "Not identified",
}
ADVICE: Final = {
    UNKNOWN: "Tell them nothing about pay before 2 answers are right.",
    IDENTIFIED: "2 answers are right.",
    FAILED: "2 answers are wrong. Tell them nothing, and ring back on the number that we have.",
}


def standing(answered: Iterable[str]) -> str:
    """Whether we know who it is, from what became of each question: two wrong answers end the asking."""
    said = list(answered)
    if said.count("wrong") >= ENOUGH:
        return FAILED
    return IDENTIFIED if said.count("right") >= ENOUGH else UNKNOWN
