"""Until when a letter from HMRC can be appealed, and what must be decided before it is paid. Pure.

A notice of appeal is given within 30 days after the day on which HMRC issued its decision (Taxes Management
Act 1970 section 31A for assessments and determinations; Finance Act 2009 Schedule 55 paragraph 21 and
Schedule 56 paragraph 14 carry it over to penalties for late reports and late payment).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

APPEAL_DAYS: Final = 30
# Kinds of letter that are a decision of HMRC, against which there is an appeal.
DECISIONS: Final = frozenset({"penalty", "late_payment", "underpaid"})
# Days before the last day of appeal on which somebody is reminded.
REMIND_DAYS: Final = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFacts:
    """What counts when a letter moves on."""

    kind: str
    has_amount: bool
    payer: str


def appeal_by(*, kind: str, dated: date) -> date | None:
    """The last day of an appeal, counted from the letter's own date; None where there is no appeal."""
    return dated + timedelta(days=APPEAL_DAYS) if kind in DECISIONS else None


def can_be_appealed(facts: LetterFacts) -> str | None:
    """Only a decision of HMRC has an appeal."""
    if facts.kind in DECISIONS:
        return None
    return "There is no appeal against a letter of this kind. Record our answer instead."


def asks_for_money(facts: LetterFacts) -> str | None:
    """What asks for no money is not paid."""
    if facts.has_amount:
        return None
    return "No amount is recorded for this letter. Enter it, or close the letter."


def it_is_decided_who_pays(facts: LetterFacts) -> str | None:
    """Somebody has decided whose money it is before any is paid."""
    if facts.payer:
        return None
    return "It is not decided who pays. A payroll manager decides that first."
