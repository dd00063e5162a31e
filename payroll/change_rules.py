"""A change of employer, in sentences: what is missing before it can be confirmed, and what stops undoing it.

Continuity: Employment Rights Act 1996 s218(2) (a business or undertaking is transferred; TUPE 2006 where it
applies) and s218(4) (an employer's personal representatives keep somebody on); s174 (re-engaged within eight
weeks of the death, and so not redundant). PAYE: PAYE Regulations 2003 regulations 36 (P45), 101 (death of an
employer) and 102 (succession), and HMRC manual PAYE30045. Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from dpss.kernel import dates

TURNED_18: Final = "turned_18"
CAPACITY: Final = "capacity"
DIED: Final = "died"
ESTATE: Final = "estate"
TRANSFER: Final = "transfer"
AGREED: Final = "agreed"

SOURCES: Final = {
    ESTATE: "Employment Rights Act 1996 section 218(4)",
    TRANSFER: "Employment Rights Act 1996 section 218(2), and TUPE 2006 where it applies",
    AGREED: (
        "a promise of the new employer: courts hold them to it, but redundancy pay from the National"
        " Insurance Fund counts only service that the Act counts"
    ),
}
WHAT_IT_MEANS: Final = {
    TURNED_18: (
        "A parent’s direct payment ends at 18. If the young person decides, they are the employer; if they"
        " cannot, the person whom the council has agreed is."
    ),
    CAPACITY: (
        "If an attorney or a deputy acts for the person, the person stays the employer and nothing changes"
        " here: have it recorded that they act. This change is for an authorised person who employs in their"
        " own name (HMRC manual PAYE23010)."
    ),
    DIED: (
        "Contracts end with the employer’s death unless the estate goes on with them. Whoever is kept on by"
        " the personal representatives within eight weeks is not redundant (Employment Rights Act 1996"
        " section 174)."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Where a change stands.

    `paid_up_to` is the last day of work that is approved; `ahead` are PAs with a post that begins on the day
    or later, and `worked` those with a sheet for that time. About the `undecided` nothing is decided.
    """

    why: str
    first_day: date
    undecided: tuple[str, ...]
    # By PA: how service counts on.
    grounds: Mapping[str, str]
    paid_up_to: date | None
    ahead: tuple[str, ...]
    worked: tuple[str, ...]
    with_scheme: bool
    takes_over_records: bool | None
    hmrc_said: str
    pension_goes_on: bool | None
    has_pension: bool
    payer: str
    # Why it cannot be taken back, a sentence each.
    in_use: tuple[str, ...] = ()


def missing(facts: Facts) -> tuple[str, ...]:
    """What must still be answered or put right before it can be confirmed, a sentence each."""
    found = [*_about_the_day(facts)]
    if facts.undecided:
        found.append(f"Decide what becomes of the post of {_listed(facts.undecided)}.")
    if facts.why != DIED and (wrong := [name for name, ground in facts.grounds.items() if ground == ESTATE]):
        found.append(f"Nobody has died, so no estate keeps {_listed(wrong)} on. Choose another reason.")
    if facts.with_scheme and facts.takes_over_records is None:
        found.append("Say whether the new employer takes over the pay records, or each PA gets a P45.")
    if facts.takes_over_records and not facts.hmrc_said:
        found.append("Say when HMRC agreed that the records pass over. Without that, each PA gets a P45.")
    if facts.has_pension and facts.pension_goes_on is None:
        found.append("Say how the pension goes on.")
    if not facts.payer:
        found.append("Say who pays the wages from that day.")
    return tuple(found)


def first_missing(facts: Facts) -> str | None:
    """The first thing that stops a change from being confirmed."""
    return next(iter(missing(facts)), None)


def why_not_undone(facts: Facts) -> str | None:
    """The first thing that stops a change from being taken back."""
    return next(iter(facts.in_use), None)


def _about_the_day(facts: Facts) -> list[str]:
    day, found = dates.with_weekday(facts.first_day), []
    if facts.paid_up_to and facts.first_day <= facts.paid_up_to:
        free = dates.with_weekday(facts.paid_up_to + date.resolution)
        found.append(
            f"Work up to {dates.with_weekday(facts.paid_up_to)} is paid by the employer before. The first"
            f" free day is {free}."
        )
    if facts.ahead:
        found.append(
            f"The post of {_listed(facts.ahead)} begins on {day} or later. Choose a later day, so that it"
            " goes over with the others."
        )
    if facts.worked:
        found.append(
            f"The timesheet of {_listed(facts.worked)} has time from {day} on. Have it corrected, and that"
            " time sent on the new employer’s sheet; or choose a later day."
        )
    return found


def _listed(names: tuple[str, ...] | list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
