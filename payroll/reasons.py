"""Why a post needs someone: each reason with its short name, and the sentence that says what to do. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from dpss.kernel import dates

MISSING: Final = "missing"
BLOCKED: Final = "blocked"
CHANGED: Final = "changed"
NO_SHEET: Final = "none"
NOT_WORKED: Final = "not_worked"
# Why a sheet is not asked for, where that was not the PA's word.
FAMILY_LEAVE: Final = "Family leave"


@dataclass(frozen=True, slots=True)
class Problem:
    """What stops a post, or should be looked at: its kind, the code of the reason, and the sentence."""

    kind: str
    code: str
    why: str


# By the state of the sheet; `none` when there is no sheet at all.
SHEETS: Final = {
    NO_SHEET: ("No sheet yet", "No timesheet has come in."),
    "draft": ("Sheet not sent", "The timesheet has been started and not sent."),
    "submitted": ("Waiting for the employer", "The timesheet is waiting for the employer to approve it."),
    "rejected": ("Sheet sent back", "The employer sent the timesheet back to be changed."),
}
BLOCKS: Final = {
    "held": ("Held", ""),
    "sickness": (
        "Sickness to decide",
        "There is sickness on the sheet. Decide the sick pay before this is paid.",
    ),
    "terms": ("No pay rate", "No pay rate is recorded for these dates. Add the contract's terms."),
    "tax": (
        "No tax details",
        "Tax details are missing. Add the tax code, National Insurance letter and date of birth.",
    ),
    "starter": (
        "Start not recorded",
        "They started within the tax year, and the code counts months before. Record the P45 or checklist.",
    ),
    "bank": ("No bank details", "No bank details are recorded. Ask where the wages should go."),
    "payer": (
        "Nobody named to pay",
        "It is not recorded who pays the wages, the employer or the provider. Record it first.",
    ),
    "scheme": (
        "No PAYE standing",
        "It is not recorded whether the employer has a PAYE scheme, so HMRC cannot be told. Record it first.",
    ),
    "brought_forward": (
        "Earlier figures unreadable",
        "This year's figures from the payroll before cannot be read. Enter them again.",
    ),
    "paid_elsewhere": (
        "Paid by the payroll before",
        "The payroll before has paid this payday, as its figures say. Pay what is open on a later one.",
    ),
    "external": (
        "Another payroll works it out",
        "Your own payroll software works this period out. Bring its results in.",
    ),
    "off_cycle": ("Cannot be paid on this day", ""),
    "order_taken": (
        "Order taken in this week or month",
        "An order was taken in this tax week or month already. Stop it from this payday on and add it later.",
    ),
    "later_payday": (
        "A later payday is paid",
        "A later payday of this tax year is approved already. Pay this time on the next payday instead.",
    ),
    "two_posts": (
        "Two posts with one employer",
        "The pay of these posts cannot be worked out together.",
    ),
    "minimum_wage": ("Below the minimum wage", ""),
    "shared_wage": ("Shared shifts below the minimum wage", ""),
    "negative": (
        "More taken off than earned",
        "More would be taken off than is earned. Check the tax code and the deductions.",
    ),
    "input": ("Cannot be worked out", ""),
}
# These are paid, and should be looked at first.
CHANGES: Final = {
    "needs_paye": ("Employer needs PAYE", ""),
    "not_taken": ("Not all could be taken", ""),
    "pension": ("Pension", ""),
    "not_settled": ("Earlier pay not settled", ""),
    "not_tested": ("Shared shifts not tested yet", ""),
    "more": ("More than usual", ""),
    "less": ("Less than usual", ""),
}


def missing(state: str | None) -> Problem:
    """A sheet in this state, or none at all, is not in."""
    code = state or NO_SHEET
    return Problem(MISSING, code, SHEETS[code][1])


def blocked(code: str, why: str = "") -> Problem:
    """The sheet is in and cannot be paid; `why` stands in for the reason's own sentence."""
    return Problem(BLOCKED, code, why or BLOCKS[code][1])


def needs_paye(sentences: Sequence[str], *, beside: Problem | None) -> Problem:
    """Wages go out, and an employer that had no duty to register with HMRC has one now."""
    why = (*sentences, _SET_UP_PAYE, *([beside.why] if beside else []))
    return Problem(CHANGED, "needs_paye", " ".join(why))


def why_paye(exceptions: Sequence[Mapping[str, str]]) -> tuple[str, ...]:
    """Of whom a payrun found that their employer needs PAYE, each with the sentences that say why."""
    found = [one for one in exceptions if one["reason"] == "needs_paye"]
    return tuple(f"{one['name']}: {one['why'].partition(_SET_UP_PAYE)[0].rstrip()}" for one in found)


_SET_UP_PAYE: Final = "The employer now needs a PAYE scheme: set it up."


def sickness(days: int, *, has_changed: bool = False) -> Problem:
    """Days of sickness that somebody must decide about, for the first time or again."""
    counted = "1 day" if days == 1 else f"{days} days"
    sentence = f"There is sickness on the sheet ({counted}). Decide the sick pay before this is paid."
    if has_changed:
        sentence = f"The sick days have changed since they were decided (now {counted}). Decide them again."
    return blocked("sickness", sentence)


def no_terms_on(day: date) -> Problem:
    """A day on the sheet for which the contract says nothing."""
    sentence = f"No pay rate is recorded for {dates.with_weekday(day)}. Add the contract's terms."
    return blocked("terms", sentence)


def held(reason: str) -> Problem:
    """Somebody has held the pay back, whatever else is ready."""
    return blocked("held", f"Held: {reason}")


def not_taken(sentences: Sequence[str], *, beside: Problem | None) -> Problem | None:
    """What orders and agreements could not take from a payment, and what else should be looked at in it."""
    return _first("not_taken", sentences, beside)


def not_settled(sentences: Sequence[str], *, beside: Problem | None) -> Problem | None:
    """What of earlier contracted pay is left for a person, and what else should be looked at."""
    return _first("not_settled", [sentence for sentence in sentences if sentence], beside)


def not_tested(sentence: str, *, beside: Problem | None) -> Problem | None:
    """Shared shifts that the minimum wage cannot be tested for yet, and what else should be looked at."""
    return _first("not_tested", [sentence] if sentence else [], beside)


def pension(sentences: Sequence[str], *, beside: Problem | None) -> Problem | None:
    """What the pension means for a payment where somebody should look, and what else should be looked at."""
    return _first("pension", sentences, beside)


def label(code: str) -> str:
    """The short name of a reason."""
    return {**SHEETS, **BLOCKS, **CHANGES}[code][0]


def _first(code: str, sentences: Sequence[str], beside: Problem | None) -> Problem | None:
    if not sentences:
        return beside
    return Problem(CHANGED, code, " ".join((*sentences, *([beside.why] if beside else []))))
