"""What somebody who acts for another may do, until when, and what must be so before they begin."""

from dataclasses import replace
from datetime import date

import pytest

from clients import acting_rules as rules
from clients.acting_rules import ActingFacts, Limit, Limits

TODAY = date(2026, 11, 21)
LATER = date(2026, 12, 1)
YESTERDAY = date(2026, 11, 20)
ALL = Limits(*[Limit(is_given=True)] * 3)
SHEETS = Limits(timesheets=Limit(is_given=True))
NOMINEE = ActingFacts(
    name="Asha Verma",
    kind=rules.NOMINATED,
    today=TODAY,
    birth_date=date(1992, 5, 4),
    limits=SHEETS,
    recorded={rules.CONSENT},
)
AUTHORISED = replace(
    NOMINEE, kind=rules.AUTHORISED, has_capacity=False, recorded={rules.ATTORNEY}, limits=ALL
)
PARENT = replace(
    NOMINEE, kind=rules.PARENT, birth_date=date(2015, 5, 4), recorded={rules.PARENTAL}, limits=ALL
)
BEFORE = (
    rules.kind_fits_the_person,
    rules.consent_or_authority_is_recorded,
    rules.they_sign_only_for_who_cannot,
    rules.somebody_else_approves,
)


def stops(facts: ActingFacts) -> list[str]:
    return [sentence for rule in BEFORE if (sentence := rule(facts))]


@pytest.mark.parametrize("facts", [NOMINEE, AUTHORISED, PARENT], ids=["nominated", "authorised", "parent"])
def test_each_kind_begins_when_the_law_is_met(facts: ActingFacts) -> None:
    assert stops(facts) == []


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (replace(NOMINEE, has_capacity=False), "they cannot nominate anybody. Choose an authorised person."),
        (replace(AUTHORISED, has_capacity=None), "It is not recorded that Asha Verma cannot."),
        (replace(AUTHORISED, has_capacity=True), "It is not recorded that Asha Verma cannot."),
        (replace(AUTHORISED, birth_date=date(2010, 1, 1)), "under 18, so there is no authorised person yet"),
        (replace(PARENT, birth_date=date(2008, 11, 21)), "is an adult, so nobody acts as their parent"),
        (replace(NOMINEE, recorded=()), "Record first that Asha Verma agrees: who said so, when and how."),
        (replace(NOMINEE, recorded={rules.ATTORNEY}), "Record first that Asha Verma agrees"),
        (replace(AUTHORISED, recorded={rules.APPOINTEE}), "An appointee alone is not enough"),
        (replace(AUTHORISED, recorded={rules.CONSENT}), "Record first the lasting power of attorney"),
        (replace(PARENT, recorded=()), "Record first the parental responsibility"),
        (replace(NOMINEE, limits=ALL), "decides and signs themself, so a nominated person cannot"),
        (replace(NOMINEE, is_their_pa=True), "They are Asha Verma’s PA too, and nobody approves their own"),
    ],
)
def test_nobody_begins_while_this_is_so(facts: ActingFacts, sentence: str) -> None:
    found = stops(facts)
    assert len(found) == 1
    assert sentence in found[0]


def test_a_pa_acts_once_somebody_else_approves_or_when_they_approve_nothing() -> None:
    also_pa = replace(NOMINEE, is_their_pa=True)
    assert stops(replace(also_pa, somebody_else_approves=True)) == []
    assert stops(replace(also_pa, limits=Limits(money=Limit(is_given=True)))) == []


def test_who_says_yes_themself_needs_no_paper() -> None:
    assert stops(replace(NOMINEE, recorded=(), by_the_person=True)) == []


def test_the_person_undoes_a_nomination_and_not_what_the_law_put_there() -> None:
    assert rules.a_nomination_is_theirs(replace(NOMINEE, by_the_person=True)) is None
    for facts in (AUTHORISED, PARENT):
        assert "The law says who does this" in (
            rules.a_nomination_is_theirs(replace(facts, by_the_person=True)) or ""
        )
        assert rules.a_nomination_is_theirs(facts) is None


@pytest.mark.parametrize(
    ("limit", "may"),
    [
        (Limit(), False),
        (Limit(is_given=True), True),
        (Limit(is_given=True, until=TODAY), True),
        (Limit(is_given=True, until=YESTERDAY), False),
        (Limit(is_given=False, until=TODAY), False),
    ],
)
def test_a_limit_holds_up_to_its_last_day(limit: Limit, may: bool) -> None:  # noqa: FBT001
    limits = Limits(money=limit)
    assert limits.may(rules.MONEY, TODAY) is may
    assert (rules.why_not(limits, rules.MONEY, day=TODAY) == "") is may


def test_a_refusal_names_the_limit_and_its_last_day_and_nobody() -> None:
    ended = Limits(money=Limit(is_given=True, until=YESTERDAY))
    assert rules.why_not(ended, rules.MONEY, day=TODAY) == (
        "You may not see the money of the person for whom you act. You could until 20 November 2026. "
        "Ask them or their support worker to change that."
    )
    for what in rules.LIMITS:
        assert "You may not" in rules.why_not(None, what, day=TODAY)


def test_what_is_taken_away_ended_yesterday() -> None:
    kept = rules.kept(ALL, SHEETS, today=TODAY)
    assert kept.money == kept.sign == Limit(is_given=True, until=YESTERDAY)
    assert kept.timesheets == Limit(is_given=True)
    assert rules.kept(kept, SHEETS, today=date(2026, 12, 1)).money.until == YESTERDAY


@pytest.mark.parametrize(
    ("before", "after", "is_narrower"),
    [
        (ALL, SHEETS, True),
        (SHEETS, ALL, False),
        (SHEETS, Limits(timesheets=Limit(is_given=True, until=TODAY)), True),
        (Limits(timesheets=Limit(is_given=True, until=TODAY)), SHEETS, False),
        (Limits(timesheets=Limit(is_given=True, until=YESTERDAY)), SHEETS, False),
        (ALL, ALL, True),
    ],
)
def test_less_or_shorter_is_narrower(before: Limits, after: Limits, is_narrower: bool) -> None:  # noqa: FBT001
    assert rules.is_narrower(before, after, today=TODAY) is is_narrower


FROM_LATER = Limits(timesheets=Limit(is_given=True, since=LATER))


def test_a_limit_that_begins_later_does_not_hold_before_and_says_from_when() -> None:
    assert not FROM_LATER.may(rules.TIMESHEETS, TODAY)
    assert FROM_LATER.may(rules.TIMESHEETS, LATER)
    assert "You may from 1 December 2026." in rules.why_not(FROM_LATER, rules.TIMESHEETS, day=TODAY)


@pytest.mark.parametrize(
    ("before", "after", "is_narrower"),
    [
        (SHEETS, FROM_LATER, True),
        (FROM_LATER, SHEETS, False),
        (Limits(), FROM_LATER, False),
        (FROM_LATER, Limits(timesheets=Limit(is_given=True, since=LATER, until=LATER)), True),
    ],
)
def test_to_begin_sooner_is_more(before: Limits, after: Limits, is_narrower: bool) -> None:  # noqa: FBT001
    assert rules.is_narrower(before, after, today=TODAY) is is_narrower


def test_what_was_to_begin_later_and_is_taken_away_never_held() -> None:
    assert rules.kept(FROM_LATER, Limits(), today=TODAY).timesheets == Limit()


def test_what_they_may_already_does_not_begin_later() -> None:
    assert rules.begins_again(SHEETS, FROM_LATER, today=TODAY) == rules.TIMESHEETS
    assert rules.begins_again(Limits(), FROM_LATER, today=TODAY) is None


def test_what_the_law_forbids_is_forbidden_later_too() -> None:
    later = Limits(timesheets=FROM_LATER.timesheets, sign=Limit(is_given=True, since=LATER))
    assert len(stops(replace(NOMINEE, limits=later))) == 1
    assert len(stops(replace(NOMINEE, limits=FROM_LATER, is_their_pa=True))) == 1


@pytest.mark.parametrize(
    ("kind", "has_capacity", "is_wrong"),
    [
        (rules.NOMINATED, False, True),
        (rules.NOMINATED, True, False),
        (rules.AUTHORISED, True, True),
        (rules.AUTHORISED, False, False),
        (rules.PARENT, False, False),
    ],
)
def test_the_kind_that_capacity_makes_wrong(kind: str, has_capacity: bool, is_wrong: bool) -> None:  # noqa: FBT001
    assert rules.the_kind_does_not_fit_any_more(kind, has_capacity=has_capacity) is is_wrong
