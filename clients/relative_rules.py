"""When the law asks the council before a direct payment pays a relative, each rule in its sentence. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from dpss.kernel import dates

CARE, ADMINISTRATION, BOTH = "care", "administration", "both"
WORK: Final = {
    CARE: "Care and support",
    ADMINISTRATION: "Administration: running the direct payment, its papers and its pay",
    BOTH: "Both",
}
WORK_IN_WORDS: Final = {CARE: "care and support", ADMINISTRATION: "administration of the direct payment"}

UNKNOWN, NOT_RELATED, SPOUSE, AS_SPOUSE, OTHER = "unknown", "not_related", "spouse", "as_spouse", "other"
PARTNERS: Final = frozenset({SPOUSE, AS_SPOUSE})
# Regulation 3 of the Care and Support (Direct Payments) Regulations 2014.
RELATIVES: Final = frozenset({"parent", "child", "step", "sibling", "aunt", "grandparent", "partner_of"})
RELATIONS: Final = {
    NOT_RELATED: "Not related",
    SPOUSE: "Husband, wife or civil partner",
    AS_SPOUSE: "Partner: they live together like husband and wife",
    "parent": "Parent or parent-in-law",
    "child": "Son, daughter, son-in-law or daughter-in-law",
    "step": "Stepson or stepdaughter",
    "sibling": "Brother or sister",
    "aunt": "Aunt or uncle",
    "grandparent": "Grandparent",
    "partner_of": "Husband, wife or partner of one of these relatives",
    OTHER: "Another relative, such as a cousin",
    UNKNOWN: "I do not know yet",
}

ANYWHERE, SAME_HOUSEHOLD, NOBODY = "anywhere", "same_household", "nobody"
RULES: Final = {
    ANYWHERE: "Partners wherever they live, and close relatives in the same household",
    SAME_HOUSEHOLD: "Partners and close relatives, in the same household only",
    NOBODY: "Nobody: relatives are paid like everybody else",
}
FREE, CAUGHT, ASK = "free", "caught", "ask"
# How long a council may let a question wait before pay is held for want of an answer.
LEAST_DAYS, MOST_DAYS = 14, 366
_DAY: Final = timedelta(days=1)


def tested(relation: str, *, same_household: bool | None, rule: str) -> str:
    """Whether the council has to decide first: `caught`, `free`, or `ask` while it is not known.

    `rule` is empty where the council has not said yet what holds for these people.
    """
    if relation in {NOT_RELATED, OTHER} or rule == NOBODY:
        return FREE
    if relation == UNKNOWN:
        return ASK
    if relation in PARTNERS and rule == ANYWHERE:
        return CAUGHT
    if same_household is False:
        # A partner who lives elsewhere is the one whom an unknown rule may still catch.
        return ASK if not rule and relation in PARTNERS else FREE
    if same_household is None or not rule:
        return ASK
    return CAUGHT


def kinds_of(work: str) -> tuple[str, ...]:
    """The kinds of work that are decided each by itself."""
    return (CARE, ADMINISTRATION) if work == BOTH else (work,)


@dataclass(frozen=True, slots=True)
class Said:
    """What the council said of one kind of work: its state, its days, and when it was said."""

    work: str
    state: str
    from_day: date | None = None
    until: date | None = None
    at: datetime | None = None


def allows(said: Said, first_day: date, last_day: date) -> bool:
    """Whether a decision allows the pay of every one of these days."""
    if said.state != "allowed" or said.from_day is None or said.from_day > first_day:
        return False
    return said.until is None or said.until >= last_day


def not_allowed(
    work: str, decisions: Collection[Said], first_day: date, last_day: date
) -> tuple[tuple[str, str], ...]:
    """The kinds of work that nothing allows for all of these days, each with `refused`, `over` or `waiting`.

    Several decisions, one after another, may allow the days together. A later decision
    holds instead of an earlier one from its own first day on.
    """
    found = []
    for kind in kinds_of(work):
        mine = _as_it_stands([one for one in decisions if one.work == kind])
        if _gaps([one for one in mine if one.state == "allowed"], first_day, last_day):
            found.append((kind, _why(mine, first_day, last_day)))
    return tuple(found)


def days_not_allowed(
    work: str, decisions: Collection[Said], first_day: date, last_day: date
) -> tuple[tuple[date, date], ...]:
    """The spans of these days that nothing allows, of any of the kinds of work, each with its last day."""
    found: list[tuple[date, date]] = []
    for kind in kinds_of(work):
        mine = _as_it_stands([one for one in decisions if one.work == kind])
        found += _gaps([one for one in mine if one.state == "allowed"], first_day, last_day)
    return tuple(sorted(found))


def _gaps(allowed: Iterable[Said], first_day: date, last_day: date) -> list[tuple[date, date]]:
    day, gaps = first_day, []
    for one in sorted(allowed, key=lambda said: said.from_day or date.max):
        begins = one.from_day or date.max
        if begins > day:
            gaps.append((day, min(begins - _DAY, last_day)))
        if begins > last_day or one.until is None:
            return gaps
        day = max(day, one.until + _DAY)
        if day > last_day:
            return gaps
    return [*gaps, (day, last_day)]


def pay_the_days_beside(name: str, first_day: date) -> str:
    """How the days on which pay is not held are paid by themselves."""
    return (
        f" Only days from {dates.in_words(first_day)} on are held. To pay the other days of the period, have"
        f" {name} send the timesheet without the held days: an approved sheet is sent back to them first."
        " What was worked on the held days is still owed, by the employer, until the council allows it."
    )


def _as_it_stands(decisions: Collection[Said]) -> list[Said]:
    return [_until_a_later_one(one, decisions) if one.state == "allowed" else one for one in decisions]


def _until_a_later_one(allowed: Said, decisions: Iterable[Said]) -> Said:
    last_days = [one.from_day - _DAY for one in decisions if one.from_day and _is_later(one, allowed)]
    ends = [*last_days, allowed.until] if allowed.until else last_days
    return replace(allowed, until=min(ends)) if ends else allowed


def _is_later(one: Said, other: Said) -> bool:
    return one.at is not None and other.at is not None and one.at > other.at


def _why(decisions: Collection[Said], first_day: date, last_day: date) -> str:
    states = {one.state for one in decisions}
    if "waiting" in states:
        return "waiting"
    noes = [one for one in decisions if one.state == "refused"]
    if any(not any(_is_later(one, no) for one in decisions) for no in noes if no.at):
        return "refused"
    if any(one.state == "allowed" and not allows(one, first_day, last_day) for one in decisions):
        return "over"
    return "refused" if "refused" in states else "waiting"


def held_because(name: str, found: Collection[tuple[str, str]]) -> str:
    """Why pay is held, and whom to ask, in one sentence a kind of work; empty where nothing is held."""
    return " ".join(_SENTENCES[why].format(name=name, work=WORK_IN_WORDS[kind]) for kind, why in found)


_SENTENCES: Final = {
    "waiting": (
        "Council decision needed: {name} is a close relative, so the council decides first whether the direct"
        " payment pays them for {work}. Ask the council’s direct payments team."
    ),
    "over": (
        "Council decision needed again: what the council allowed for {name} does not cover all of these days"
        " of {work}. Ask the council’s direct payments team."
    ),
    "refused": (
        "The council decided that the direct payment does not pay {name} for {work}. Ask the council’s direct"
        " payments team what happens next, before {name} works more hours."
    ),
}


def held_for_an_answer(first_day: date, *, asked_from: date, hold_after_days: int | None) -> date | None:
    """From which day pay is held while nobody says how a PA is related; None where nothing ever is.

    `first_day` is that of the job, and `asked_from` the day from which the council's time holds: nobody is
    held for a time that ran before there was one.
    """
    if hold_after_days is None:
        return None
    return max(first_day, asked_from) + timedelta(days=hold_after_days)


def no_answer(name: str, since: date) -> str:
    """Why pay is held for want of an answer, who answers, and what then happens."""
    return (
        f"Nobody has said how {name} is related to the person they work for, and the council holds pay from"
        f" {dates.in_words(since)} on for want of an answer. The employer, or the support worker for them,"
        " answers under How your PAs are related. Then the pay is worked out again."
    )


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """What counts when the council decides: whether the relation is still the one that was asked about."""

    is_current: bool


def the_relation_still_holds(facts: DecisionFacts | None) -> str | None:
    """A decision is about how they are related now."""
    if facts is None or facts.is_current:
        return None
    return "How they are related was changed since. Decide the newer question instead."
