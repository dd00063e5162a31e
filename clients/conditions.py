"""The conditions that the law sets before a direct payment, by legal route. Pure.

Care Act 2014 sections 31 and 32, Children Act 1989 section 17A, and section 31 for a carer's own needs.
Where the wording of a condition was not seen at its source, the council records what it found and no more
is claimed. Every problem is a sentence that says what is missing and what to do.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from dpss.kernel import dates

SECTION_31: Final = "section_31"
SECTION_32: Final = "section_32"
SECTION_17A: Final = "section_17a"
CARER: Final = "carer"

SELF: Final = "self"
NOMINATED: Final = "nominated"
AUTHORISED: Final = "authorised"
PARENT: Final = "parent"
DISABLED_PARENT: Final = "disabled_parent"
YOUNG_PERSON: Final = "young_person"

ADULT: Final = 18
YOUNG: Final = 16

PAYEES: Final[Mapping[str, tuple[str, ...]]] = {
    SECTION_31: (SELF, NOMINATED),
    SECTION_32: (AUTHORISED,),
    SECTION_17A: (PARENT, DISABLED_PARENT, YOUNG_PERSON),
    CARER: (SELF, NOMINATED),
}
# Who says that they can do without, or must be able to: those for whom capacity is recorded first.
NEEDS_CAPACITY: Final = frozenset({SELF, NOMINATED, DISABLED_PARENT, YOUNG_PERSON})


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that must be so: the question, what is said while it is missing, and where it stands."""

    code: str
    question: str
    missing: str
    law: str
    only_for: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What an officer recorded of one condition."""

    met: bool


@dataclass(frozen=True, slots=True)
class Case:
    """All that counts when the conditions are looked at. `has_capacity` is None until it is recorded."""

    today: date
    birth_date: date
    route: str = ""
    payee: str = ""
    has_capacity: bool | None = None
    found: Mapping[str, Found] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is missing, or wrong. `code` is the condition, or `route` or `capacity`."""

    code: str
    sentence: str


CAPABLE: Final = "capable"
EXCLUDED: Final = "not_excluded"

_CAPABLE = Condition(
    CAPABLE,
    "Can they manage a direct payment, alone or with whatever help they can get?",
    "Record whether they can manage the payment, alone or with help.",
    "the condition on managing",
)
_EXCLUDED = Condition(
    EXCLUDED,
    "Are they outside the groups who may not have a direct payment?",
    "Record whether they are outside the excluded groups: yes or no, without the details.",
    "Care and Support (Direct Payments) Regulations 2014, schedule 1",
)
_APPROPRIATE = Condition(
    "appropriate",
    "Is a direct payment a suitable way to meet the needs?",
    "Record whether a direct payment is a suitable way to meet the needs.",
    "the condition on suitability",
)


def _asked(by: str, law: str) -> Condition:
    return Condition("asked", f"Did {by} ask for it?", f"Record that {by} asked for the direct payment.", law)


_NOMINEE = Condition(
    "nominee_agrees",
    "Does the nominated person agree to receive the payment?",
    "Record that the nominated person agrees to receive the payment.",
    "Care Act 2014, section 31",
    only_for=NOMINATED,
)
CONDITIONS: Final[Mapping[str, tuple[Condition, ...]]] = {
    SECTION_31: (
        _asked("the person", "Care Act 2014, section 31"),
        _NOMINEE,
        _EXCLUDED,
        _CAPABLE,
        _APPROPRIATE,
    ),
    SECTION_32: (
        _asked("the authorised person", "Care Act 2014, section 32"),
        Condition(
            "authority",
            "By what authority do they act: under the Mental Capacity Act, or as found suitable?",
            "Record by what authority the authorised person acts, and what you saw of it.",
            "Care Act 2014, section 32",
        ),
        Condition(
            "holder_supports",
            "Does whoever has authority for care decisions support it? Say so if there is nobody.",
            "Record whether whoever has authority for care decisions supports it, or that there is nobody.",
            "Care Act 2014, section 32",
        ),
        Condition(
            "best_interests",
            "Will the authorised person act in the person’s best interests?",
            "Record why you are satisfied that the authorised person acts in the person’s best interests.",
            "Care Act 2014, section 32",
        ),
        Condition(
            "consulted",
            "Whom did you ask, and were the checks on the authorised person considered?",
            "Record whom you asked, and which checks on the authorised person you considered.",
            "Care and Support (Direct Payments) Regulations 2014",
        ),
        _EXCLUDED,
        _CAPABLE,
        _APPROPRIATE,
    ),
    SECTION_17A: (
        _asked("the parent or young person", "Children Act 1989, section 17A"),
        Condition(
            "responsibility",
            "Has the parent who is paid parental responsibility?",
            "Record that the parent who is paid has parental responsibility.",
            "Children Act 1989, section 17A",
            only_for=f"{PARENT} {DISABLED_PARENT}",
        ),
        Condition(
            "welfare",
            "Is the child safe and well looked after with it?",
            "Record why you are satisfied that the child is safe and well looked after with it.",
            "Children Act 1989, section 17A",
        ),
        _EXCLUDED,
        _CAPABLE,
        _APPROPRIATE,
    ),
    CARER: (
        _asked("the carer", "Care Act 2014, section 31"),
        Condition(
            "own_needs",
            "Is it for the carer’s own needs?",
            "Record that it is for the carer’s own needs, and which they are.",
            "Care Act 2014, sections 20 and 25",
        ),
        _NOMINEE,
        _EXCLUDED,
        _CAPABLE,
        _APPROPRIATE,
    ),
}

NOT_A_NOMINEE: Final = (
    "A nominated person can only be paid for an adult who can decide about it. This person cannot: "
    "choose section 32, with an authorised person."
)
_MUST_DECIDE = (
    "This person cannot decide about a direct payment themselves. "
    "Choose section 32, with an authorised person."
)
_CAN_DECIDE = (
    "This person can decide about a direct payment themselves, so section 32 is not for them. "
    "Choose section 31; they can name a nominated person."
)


def conditions_of(route: str, payee: str) -> tuple[Condition, ...]:
    """The conditions of a route for whoever is paid, in the order of the law."""
    return tuple(
        one for one in CONDITIONS.get(route, ()) if not one.only_for or payee in one.only_for.split()
    )


def wrong_route(case: Case) -> str:
    """Why the legal route cannot be this one; empty where it can."""
    if case.route not in PAYEES:
        return "Choose the legal route first: it says which conditions there are."
    if case.payee not in PAYEES[case.route]:
        return "Choose who is paid: this legal route has other people."
    return _wrong_age(case) or _wrong_capacity(case)


def _wrong_age(case: Case) -> str:
    age = dates.age_on(case.birth_date, case.today)
    born = dates.in_words(case.birth_date)
    if case.route in {SECTION_31, SECTION_32} and age < ADULT:
        return (
            f"They were born on {born} and are {age}, so the Care Act’s route is not for them yet. "
            "Choose section 17A, or correct the date of birth."
        )
    if case.route == SECTION_17A and case.payee != DISABLED_PARENT and age >= ADULT:
        return (
            f"They were born on {born} and are {age}, so the Children Act’s route is not for them any more. "
            "Choose section 31 or 32, or correct the date of birth."
        )
    if case.payee == YOUNG_PERSON and age < YOUNG:
        return (
            f"They are {age}: a young person is paid themselves from 16. "
            "Choose the parent, or correct the date of birth."
        )
    return ""


def _wrong_capacity(case: Case) -> str:
    if case.has_capacity is False and case.route != SECTION_32:
        if case.payee == NOMINATED:
            return NOT_A_NOMINEE
        return _MUST_DECIDE if case.payee in {SELF, DISABLED_PARENT} else _young(case)
    if case.has_capacity is True and case.route == SECTION_32:
        return _CAN_DECIDE
    return ""


def _young(case: Case) -> str:
    if case.payee != YOUNG_PERSON:
        return ""
    return "This young person cannot decide about it themselves. Choose the parent as who is paid."


def needs_authorised(case: Case) -> bool:
    """Whether this adult cannot decide, and another route than section 32 is chosen, or none yet."""
    is_adult = dates.age_on(case.birth_date, case.today) >= ADULT
    return is_adult and case.has_capacity is False and case.route != SECTION_32


def problems(case: Case) -> tuple[Problem, ...]:
    """Everything that stands in the way of the agreement, in the order in which it is best done."""
    found = []
    wrong = wrong_route(case)
    if wrong:
        found.append(Problem("route", wrong))
    needs = case.payee in NEEDS_CAPACITY or case.route == SECTION_32
    if needs and case.has_capacity is None:
        found.append(Problem("capacity", "Record whether they can decide about a direct payment themselves."))
    for one in conditions_of(case.route, case.payee):
        record = case.found.get(one.code)
        if record is None:
            found.append(Problem(one.code, one.missing))
        elif not record.met:
            found.append(Problem(one.code, f"This condition is recorded as not met: {one.question}"))
    return tuple(found)


def not_met(case: Case) -> tuple[str, ...]:
    """The conditions that were found not to be met: the only grounds on which a council says no."""
    asked = conditions_of(case.route, case.payee)
    return tuple(
        one.code for one in asked if (record := case.found.get(one.code)) is not None and not record.met
    )


def turns_adult_on(birth_date: date) -> date:
    """The day on which somebody turns 18; a birthday on 29 February falls on 1 March in other years."""
    year = birth_date.year + ADULT
    try:
        return birth_date.replace(year=year)
    except ValueError:
        return date(year, 3, 1)
