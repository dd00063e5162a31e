"""The places of a payrun's board: every post that is due stands in exactly one. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from payroll import reasons

TROUBLE: Final = {
    "rejected": "HMRC has refused the report.",
    "held": "The report to HMRC must be put right before it can be sent.",
    "unknown": "It is not known whether HMRC has the report.",
}
# What became of wages that came back: until somebody has answered, and how it was answered.
SENT_BACK, PAID_AGAIN, SETTLED = "sent_back", "paid_again", "closed"
BACK: Final = {
    SENT_BACK: "The bank sent the wages back. Confirm or change the bank details, then pay again.",
    PAID_AGAIN: "The bank had sent the wages back: they were made due again.",
    SETTLED: "The bank had sent the wages back: they were settled in another way.",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides where a post stands.

    `held` is why somebody holds the pay back (empty when nobody does), `sheet` the state of its newest
    sheet (`none` without one), `problem` what the last calculation found, `net` the pounds on its payslip
    (None without one), `is_approved` whether a second person has approved that payslip, `report` the state
    of the report to HMRC (empty when there is none), `is_sent` whether the wages have gone to the bank and
    their payday has come, `is_paid_by_employer` whether the employer says that they have paid, `back` what
    became of wages that the bank sent back (empty when it did not).
    """

    sheet: str = reasons.NO_SHEET
    problem: reasons.Problem | None = None
    net: Decimal | None = None
    is_approved: bool = False
    report: str = ""
    is_sent: bool = False
    is_paid_by_employer: bool = False
    held: str = ""
    back: str = ""

    @property
    def has_report_trouble(self) -> bool:
        """Whether someone must look at the report of a payslip that is approved."""
        return self.is_approved and self.report in TROUBLE

    @property
    def did_not_work(self) -> bool:
        """Whether the PA says so, and no payslip was made before."""
        return self.sheet == reasons.NOT_WORKED and self.net is None and not self.held

    @property
    def is_sent_back(self) -> bool:
        """Whether the bank sent the wages back, and nobody has answered for it."""
        return self.is_approved and self.back == SENT_BACK


@dataclass(frozen=True, slots=True)
class Place:
    """One place: its name, its words, and what exactly puts a post there.

    `fits` is asked only of posts that are in none of the places before it. `urgency` orders the board:
    what needs someone comes first.
    """

    name: str
    label: str
    fact: str
    means: str
    fits: Callable[[Facts], bool]
    urgency: int


PAID: Final = Place(
    "paid",
    "Paid",
    "money sent",
    "Approved, and the payday of the bank file with the wages has come, or the employer says that they have"
    " paid, or nothing was due to the PA. Also who says that they did not work in the period.",
    lambda facts: (
        facts.did_not_work
        or (facts.is_approved and (facts.is_sent or facts.is_paid_by_employer or not facts.net))
    ),
    7,
)
REPORTED: Final = Place(
    "reported",
    "Reported",
    "to HMRC",
    "Approved and not paid yet. HMRC has accepted the report, or the employer has nothing to report.",
    lambda facts: facts.is_approved and facts.report in {"accepted", ""},
    6,
)
APPROVED: Final = Place(
    "approved",
    "Approved",
    "by 2 people",
    "A second person has approved the payrun. The PA is not paid yet, and HMRC has not accepted the report.",
    lambda facts: facts.is_approved,
    5,
)
MISSING: Final = Place(
    "missing",
    "Missing",
    "no approved sheet",
    "There is no timesheet that the employer has approved.",
    lambda facts: not facts.held and facts.sheet != "approved",
    1,
)
BLOCKED: Final = Place(
    "blocked",
    "Blocked",
    "cannot be paid",
    "The sheet is approved, and the last calculation found a reason why it cannot be paid. Or somebody holds"
    " the pay back.",
    lambda facts: bool(facts.held) or (facts.net is None and _kind(facts) == reasons.BLOCKED),
    0,
)
CHANGED: Final = Place(
    "changed",
    "Changed",
    "check first",
    "Calculated, and the gross pay is more than a quarter above or below what is usual: the last payslip"
    " here, else the average of what the payroll before had paid this tax year. Or the employer has no PAYE"
    " scheme, and needs one now.",
    lambda facts: facts.net is not None and _kind(facts) == reasons.CHANGED,
    2,
)
READY: Final = Place(
    "ready",
    "Ready",
    "to approve",
    "The sheet is approved and nothing stops it: it can be calculated, or it has been and can be approved.",
    lambda _facts: True,
    4,
)
# In the order in which they are asked.
_ASKED: Final = (PAID, REPORTED, APPROVED, MISSING, BLOCKED, CHANGED, READY)
# In the order in which a payrun goes on.
PLACES: Final = (MISSING, BLOCKED, CHANGED, READY, APPROVED, REPORTED, PAID)
URGENCY_OF_TROUBLE: Final = 3


def place_of(facts: Facts) -> Place:
    """Where a post stands."""
    return next(place for place in _ASKED if place.fits(facts))


def urgency_of(facts: Facts) -> int:
    """How soon somebody must look, 0 first: blocked, missing, changed, trouble afterwards, then the rest.

    That is a report which HMRC does not have, or wages that the bank sent back.
    """
    if facts.has_report_trouble or facts.is_sent_back:
        return URGENCY_OF_TROUBLE
    return place_of(facts).urgency


def needs_someone(facts: Facts) -> bool:
    """Whether the payrun does not go on until somebody acts."""
    return urgency_of(facts) <= URGENCY_OF_TROUBLE


def reason_of(facts: Facts) -> str:
    """The code of the reason why it needs someone; empty when it does not."""
    place = place_of(facts)
    if place is BLOCKED and facts.held:
        return "held"
    if place is MISSING:
        return facts.sheet
    if place in {BLOCKED, CHANGED} and facts.problem:
        return facts.problem.code
    if facts.is_sent_back:
        return SENT_BACK
    return facts.report if facts.has_report_trouble else ""


def label_of(reason: str) -> str:
    """The short name of a reason; nothing for none."""
    if reason == SENT_BACK:
        return "Sent back by the bank"
    if reason in TROUBLE:
        return TROUBLE[reason].rstrip(".")
    return reasons.label(reason) if reason else ""


def why(facts: Facts, *, is_calculated: bool, is_being_calculated: bool) -> str:
    """The sentence of a row: why it needs someone, or how far it is."""
    place = place_of(facts)
    if facts.did_not_work:
        return "The PA says that they did not work. Nothing is paid."
    if place is BLOCKED and facts.held:
        return reasons.held(facts.held).why
    if place is MISSING:
        return reasons.SHEETS[facts.sheet][1]
    if is_being_calculated and not facts.is_approved:
        return "It is being calculated."
    if place in {BLOCKED, CHANGED} and facts.problem:
        return facts.problem.why
    if facts.has_report_trouble or facts.is_sent_back:
        said = (BACK[SENT_BACK] if facts.is_sent_back else "", TROUBLE.get(facts.report, ""))
        return " ".join(filter(None, said))
    if place is READY:
        return (
            "Waiting for a second person to approve it."
            if is_calculated
            else "The sheet is approved. Calculate it."
        )
    return " ".join(filter(None, (_progress(place, facts), BACK.get(facts.back, ""))))


def _progress(place: Place, facts: Facts) -> str:
    if place is APPROVED:
        return {
            "awaiting": "Approved. The report waits for the employer's PAYE reference.",
            "queued": "Approved. The report waits to be sent to HMRC.",
        }.get(facts.report, "Approved. HMRC has the report and has not answered yet.")
    told = "HMRC has accepted the report." if facts.report else "Nothing has to be reported."
    return f"{told} Not paid yet." if place is REPORTED else f"Paid. {told}"


def _kind(facts: Facts) -> str:
    return facts.problem.kind if facts.problem else ""
