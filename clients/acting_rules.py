"""What somebody who acts for a client may do, from when until when, and what must be so first. Pure."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from dpss.kernel import dates

MONEY, TIMESHEETS, SIGN = "money", "timesheets", "sign"
LIMITS: Final = (MONEY, TIMESHEETS, SIGN)
_DAY: Final = timedelta(days=1)
ADULT: Final = 18

NOMINATED, AUTHORISED, PARENT = "nominated", "authorised", "parent"

CONSENT, ATTORNEY, DEPUTY = "consent", "attorney", "deputy"
PARENTAL, APPOINTEE, SUITABLE = "parental", "appointee", "suitable"
# Care Act 2014 sections 31 (a person with capacity nominates) and 32(4) (who is authorised), Children Act
# 1989 section 17A. A DWP appointee looks after benefits alone: that is written down, and is not enough.
ENOUGH: Final = {
    NOMINATED: frozenset({CONSENT}),
    AUTHORISED: frozenset({ATTORNEY, DEPUTY, SUITABLE}),
    PARENT: frozenset({PARENTAL}),
}
_MISSING: Final = {
    NOMINATED: "Record first that {name} agrees: who said so, when and how.",
    AUTHORISED: "Record first the lasting power of attorney, the deputyship, or why the council finds them "
    "suitable. An appointee alone is not enough: that is for benefits.",
    PARENT: "Record first the parental responsibility, what you saw and when.",
}


@dataclass(frozen=True, slots=True)
class Limit:
    """One thing that somebody may do: whether it was given, and its first and last day, where it has them."""

    is_given: bool = False
    until: date | None = None
    since: date | None = None

    def holds(self, day: date) -> bool:
        """Whether they may on that day."""
        return self.is_open(day) and (self.since is None or self.since <= day)

    def is_open(self, day: date) -> bool:
        """Whether they may on that day or on a later one."""
        return self.is_given and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Limits:
    """What somebody may do for a client."""

    money: Limit = Limit()
    timesheets: Limit = Limit()
    sign: Limit = Limit()

    def of(self, what: str) -> Limit:
        """One of them by its name."""
        limit: Limit = getattr(self, what)
        return limit

    def may(self, what: str, day: date) -> bool:
        """Whether they may do it on that day: the one place that decides."""
        return self.of(what).holds(day)

    def may_ever(self, what: str, day: date) -> bool:
        """Whether they may do it on that day or on a later one: what the law has to allow."""
        return self.of(what).is_open(day)


_NOT_ALLOWED: Final = {
    MONEY: "You may not see the money of the person for whom you act.",
    TIMESHEETS: "You may not approve timesheets for the person for whom you act.",
    SIGN: "You may not decide or sign for the person for whom you act.",
}


def why_not(limits: Limits | None, what: str, *, day: date) -> str:
    """The sentence for somebody who may not do it, which names the limit and no person; empty where they may.

    Refusals are logged, and logs name nobody.
    """
    if limits is not None and limits.may(what, day):
        return ""
    limit = limits.of(what) if limits is not None else Limit()
    ended = ""
    if limit.is_given and limit.until is not None:
        ended = f" You could until {dates.in_words(limit.until)}."
    if limit.is_open(day) and limit.since is not None:
        ended = f" You may from {dates.in_words(limit.since)}."
    return f"{_NOT_ALLOWED[what]}{ended} Ask them or their support worker to change that."


def kept(before: Limits, after: Limits, *, today: date) -> Limits:
    """How new limits are kept: what is taken away ended yesterday, so that history and reach agree."""
    changes = {}
    for what in LIMITS:
        old, new = before.of(what), after.of(what)
        if old.is_given and not new.is_given:
            changes[what] = _ended(old, today - _DAY)
    return replace(after, **changes)


def _ended(old: Limit, last: date) -> Limit:
    """What held keeps its last day; what was still to begin is gone."""
    if old.since is not None and old.since > last:
        return Limit()
    return replace(old, until=min(old.until, last) if old.until else last)


def begins_again(before: Limits, after: Limits, *, today: date) -> str | None:
    """What they may do already does not begin on a later day: the days until then would be lost."""
    for what in LIMITS:
        since = after.of(what).since
        if after.of(what).is_given and since is not None and since > today and before.may(what, today):
            return what
    return None


def is_narrower(before: Limits, after: Limits, *, today: date) -> bool:
    """Whether nothing is given that was not there before, and nothing holds for longer."""
    return all(_within(before.of(what), after.of(what), today) for what in LIMITS)


def _within(old: Limit, new: Limit, today: date) -> bool:
    if not new.is_open(today):
        return True
    if not old.is_open(today) or _begin(new, today) < _begin(old, today):
        return False
    return old.until is None or (new.until is not None and new.until <= old.until)


def _begin(limit: Limit, today: date) -> date:
    return max(limit.since or today, today)


@dataclass(frozen=True, slots=True)
class ActingFacts:
    """What counts when somebody begins to act, or stops: the person, the law, the papers, who else approves.

    `has_capacity` is None until it is assessed: everybody decides for themself until it is shown that they
    cannot. `by_the_person` is whether the client does it themself, `is_own` whether who acts does.
    """

    name: str
    kind: str
    today: date
    birth_date: date
    limits: Limits
    has_capacity: bool | None = None
    recorded: Collection[str] = ()
    is_their_pa: bool = False
    somebody_else_approves: bool = False
    by_the_person: bool = False
    is_own: bool = False
    is_narrower: bool = True


def kind_fits_the_person(facts: ActingFacts | None) -> str | None:
    """Whoever decides for themself nominates; for who cannot, the law asks for more."""
    if facts is None:
        return None
    name, is_adult = facts.name, dates.age_on(facts.birth_date, facts.today) >= ADULT
    if facts.kind == PARENT and is_adult:
        return f"{name} is an adult, so nobody acts as their parent. Choose a nominated or authorised person."
    if facts.kind == AUTHORISED and not is_adult:
        return f"{name} is under 18, so there is no authorised person yet. A parent acts for them."
    if facts.kind == NOMINATED and facts.has_capacity is False:
        return (
            f"{name} cannot decide about a direct payment, so they cannot nominate anybody. "
            "Choose an authorised person."
        )
    if facts.kind == AUTHORISED and facts.has_capacity is not False:
        return (
            "An authorised person acts only for somebody who cannot decide about a direct payment. "
            f"It is not recorded that {name} cannot. Record the assessment, or choose a nominated person."
        )
    return None


def the_kind_does_not_fit_any_more(kind: str, *, has_capacity: bool) -> bool:
    """Whether what was found of the person makes who acts for them the wrong kind."""
    return (kind == NOMINATED and not has_capacity) or (kind == AUTHORISED and has_capacity)


def consent_or_authority_is_recorded(facts: ActingFacts | None) -> str | None:
    """Nobody acts without the person's word, or the law's."""
    if facts is None or facts.by_the_person or ENOUGH[facts.kind] & set(facts.recorded):
        return None
    return _MISSING[facts.kind].format(name=facts.name)


def somebody_else_approves(facts: ActingFacts | None) -> str | None:
    """A PA who also acts for the client is never the only one who says that the hours are right."""
    if facts is None or not facts.is_their_pa or facts.somebody_else_approves:
        return None
    if not facts.limits.may_ever(TIMESHEETS, facts.today):
        return None
    return (
        f"They are {facts.name}’s PA too, and nobody approves their own hours. "
        "Say first who else approves timesheets, or do not let them approve any."
    )


def they_sign_only_for_who_cannot(facts: ActingFacts | None) -> str | None:
    """Somebody who decides for themself signs themself (Care Act section 31)."""
    if facts is None or facts.kind != NOMINATED or not facts.limits.may_ever(SIGN, facts.today):
        return None
    return f"{facts.name} decides and signs themself, so a nominated person cannot. Untick that."


def a_nomination_is_theirs(facts: ActingFacts | None) -> str | None:
    """Whom the law or the council put there, the council looks at again; a nomination the person undoes."""
    if facts is None or not facts.by_the_person or facts.kind == NOMINATED:
        return None
    return (
        "The law says who does this, so it is not ended here. Tell your support worker, or complain, and the "
        "council looks at it at once."
    )


def it_is_their_own(facts: ActingFacts | None) -> str | None:
    """Everybody stops for themself alone."""
    if facts is None or facts.is_own:
        return None
    return "You can only stop acting yourself. Somebody else stops by themself, or is taken away."


def nothing_is_added(facts: ActingFacts | None) -> str | None:
    """More than before needs the person, or the council."""
    if facts is None or facts.is_narrower:
        return None
    return f"This lets them do more than before. {facts.name} or the council decides that, not you."


OF_LIMITS: Final = (
    a_nomination_is_theirs,
    nothing_is_added,
    they_sign_only_for_who_cannot,
    somebody_else_approves,
)
