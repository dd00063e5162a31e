"""When a direct payment may end, and what has to be settled first, each in its sentence. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from dpss.kernel import dates

CHANGED_MIND, CARE_HOME, DEATH = "changed_mind", "care_home", "death"
MISUSE, MOVED_AWAY, NOT_MET, EXCLUDED = "misuse", "moved_away", "not_met", "excluded"
# Care Act 2014 sections 31 to 33, the Care and Support (Direct Payments) Regulations 2014, and the person's
# own wish. For every other reason the council has to choose, and to have tried something else before.
MUST: Final = frozenset({CHANGED_MIND, DEATH, NOT_MET, EXCLUDED})

# Another council takes over: nothing was wrong, so nothing else has to be tried before.
_NOTHING_ELSE: Final = MUST | {MOVED_AWAY}
# What an ending is: the employer and their PAs stop, the person has died, or all goes on elsewhere.
LIFE, DIED, MOVE = "life", "died", "move"

LETTER, CARE, PAS_TOLD, ESTATE = "letter", "care", "pas_told", "estate"
RETURNS, INSURANCE, PAYROLL, BALANCE = "returns", "insurance", "payroll", "balance"
NEW_COUNCIL, PAS_STAY, PACK, PAYROLL_MOVES = "new_council", "pas_stay", "pack", "payroll_moves"
# What the records say against these holds, whatever somebody says of them.
HELD_TO_RECORDS: Final = frozenset({PAYROLL, PAYROLL_MOVES, BALANCE, NEW_COUNCIL, PACK})


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that an ending needs. `title` is what is asked, `who` is who says that it is settled.

    `kinds` are the endings that need it.
    """

    code: str
    title: str
    who: str
    kinds: frozenset[str] = frozenset({LIFE, DIED, MOVE})


_STOPS: Final = frozenset({LIFE, DIED})
_MOVES: Final = frozenset({MOVE})

STEPS: Final = (
    Step(LETTER, "They, or their family, have read why it ends, from when, and how to disagree", "support"),
    Step(
        CARE,
        "Other care and support is arranged, or they do not want any",
        "support",
        frozenset({LIFE}),
    ),
    Step(
        ESTATE,
        "It is known who settles the estate, because the account is theirs now",
        "support",
        frozenset({DIED}),
    ),
    Step(NEW_COUNCIL, "The new council has agreed from which day it pays", "support", _MOVES),
    Step(PAS_TOLD, "Each PA knows their last day and their notice", "support", _STOPS),
    Step(PAS_STAY, "Each PA knows that their job and their employer stay the same", "support", _MOVES),
    Step(
        PACK,
        "They have the pack for the new council, and it has it too if they agreed",
        "support",
        _MOVES,
    ),
    Step(INSURANCE, "The insurer knows, and the papers are kept", "support"),
    Step(PAYROLL, "Last wages, redundancy, P45s, HMRC and pension are settled", "payroll", _STOPS),
    Step(
        PAYROLL_MOVES,
        "Wages until the last day, HMRC and pension are settled, and the next payroll has the figures",
        "payroll",
        _MOVES,
    ),
    Step(RETURNS, "The last bank statements and receipts are in", "finance"),
    Step(BALANCE, "Nothing is left on the account, and nothing is owed from it", "finance"),
)


def kind_of(reason: str) -> str:
    """Which ending it is, by its reason."""
    return {DEATH: DIED, MOVED_AWAY: MOVE}.get(reason, LIFE)


def steps_of(kind: str) -> tuple[Step, ...]:
    """What an ending of this kind needs, in its order."""
    return tuple(one for one in STEPS if kind in one.kinds)


@dataclass(frozen=True, slots=True)
class EndingFacts:
    """What counts: why it ends, what was tried, the last day, today, and the steps that are settled."""

    reason: str
    tried: str
    last_day: date
    today: date
    settled: Collection[str] = ()


def something_else_was_tried(facts: EndingFacts | None) -> str | None:
    """A council that may end a direct payment, and need not, looks for another way first."""
    if facts is None or facts.reason in _NOTHING_ELSE or facts.tried.strip():
        return None
    return (
        "The council does not have to end it for this reason, so something else comes first. "
        "Write down what was tried, such as a managed account or a nominated person."
    )


def every_step_is_settled(facts: EndingFacts | None) -> str | None:
    """Nothing is left that somebody waits for."""
    if facts is None:
        return None
    missing = [one.title for one in steps_of(kind_of(facts.reason)) if one.code not in facts.settled]
    if not missing:
        return None
    return f"This is not settled yet: {missing[0]}."


def payroll_is_not_handed_over(facts: EndingFacts | None) -> str | None:
    """What payroll has stopped, it begins again first."""
    if facts is None or PAYROLL_MOVES not in facts.settled:
        return None
    return (
        "Payroll has stopped for the move. "
        "Ask payroll to say that its step is not settled after all; then it can go on here."
    )


def the_last_day_is_past(facts: EndingFacts | None) -> str | None:
    """Until the last day it goes on."""
    if facts is None or facts.last_day < facts.today:
        return None
    return f"It goes on until {dates.with_weekday(facts.last_day)}. Close it after that day."


def labels() -> Mapping[str, str]:
    """Why a direct payment ends, in words."""
    return {
        CHANGED_MIND: "They do not want it any more",
        CARE_HOME: "They move to a care home",
        DEATH: "They have died",
        MISUSE: "The money was not used as agreed",
        MOVED_AWAY: "They move to another council",
        NOT_MET: "A condition of the law is not met any more",
        EXCLUDED: "A court order excludes them",
    }
