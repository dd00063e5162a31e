from dataclasses import replace
from datetime import date

import pytest

from clients import conditions
from clients.conditions import Case, Found

TODAY = date(2026, 11, 21)
ADULT, CHILD = date(1980, 5, 1), date(2015, 5, 1)
CASES = {
    ("section_31", "self"): Case(TODAY, ADULT, has_capacity=True),
    ("section_31", "nominated"): Case(TODAY, ADULT, has_capacity=True),
    ("section_32", "authorised"): Case(TODAY, ADULT, has_capacity=False),
    ("section_17a", "parent"): Case(TODAY, CHILD),
    ("section_17a", "disabled_parent"): Case(TODAY, ADULT, has_capacity=True),
    ("section_17a", "young_person"): Case(TODAY, date(2010, 5, 1), has_capacity=True),
    ("carer", "self"): Case(TODAY, ADULT, has_capacity=True),
}


def whole(route: str, payee: str) -> Case:
    asked = conditions.conditions_of(route, payee)
    return replace(
        CASES[route, payee], route=route, payee=payee, found={one.code: Found(met=True) for one in asked}
    )


EACH = [(*case, one.code) for case in CASES for one in conditions.conditions_of(*case)]


@pytest.mark.parametrize("case", CASES)
def test_a_whole_case_has_no_problem(case: tuple[str, str]) -> None:
    assert conditions.problems(whole(*case)) == ()


@pytest.mark.parametrize(("route", "payee", "code"), EACH)
def test_each_missing_condition_is_said_in_its_own_sentence(route: str, payee: str, code: str) -> None:
    case = whole(route, payee)
    left = {key: what for key, what in case.found.items() if key != code}
    found = conditions.problems(replace(case, found=left))
    asked = {one.code: one for one in conditions.conditions_of(route, payee)}
    assert [(one.code, one.sentence) for one in found] == [(code, asked[code].missing)]
    assert len({one.missing for one in asked.values()}) == len(asked), "two conditions share a sentence"


@pytest.mark.parametrize(("route", "payee", "code"), EACH)
def test_each_condition_that_is_not_met_stands_in_the_way_and_is_a_ground(
    route: str, payee: str, code: str
) -> None:
    case = whole(route, payee)
    unmet = replace(case, found={**case.found, code: Found(met=False)})
    assert [one.code for one in conditions.problems(unmet)] == [code]
    assert conditions.not_met(unmet) == (code,)


@pytest.mark.parametrize("case", [case for case in CASES if case[1] != "parent"])
def test_capacity_is_recorded_first(case: tuple[str, str]) -> None:
    found = conditions.problems(replace(whole(*case), has_capacity=None))
    assert [one.code for one in found] == ["capacity"]


def test_a_nominee_for_an_adult_who_cannot_decide_is_stopped_and_sent_to_section_32() -> None:
    case = replace(whole("section_31", "nominated"), has_capacity=False)
    assert conditions.wrong_route(case) == conditions.NOT_A_NOMINEE
    assert "section 32, with an authorised person" in conditions.NOT_A_NOMINEE


@pytest.mark.parametrize(
    ("route", "payee", "capacity", "says"),
    [
        ("section_31", "self", False, "cannot decide about a direct payment themselves"),
        ("carer", "self", False, "cannot decide about a direct payment themselves"),
        ("section_32", "authorised", True, "section 32 is not for them"),
        ("section_17a", "young_person", False, "Choose the parent"),
    ],
)
def test_capacity_decides_which_route_is_legal(route: str, payee: str, *, capacity: bool, says: str) -> None:
    assert says in conditions.wrong_route(replace(whole(route, payee), has_capacity=capacity))


@pytest.mark.parametrize(
    ("route", "payee", "born", "says"),
    [
        ("section_31", "self", date(2008, 11, 22), "born on 22 November 2008 and are 17"),
        ("section_32", "authorised", date(2008, 11, 22), "born on 22 November 2008 and are 17"),
        ("section_17a", "parent", date(2008, 11, 21), "are 18, so the Children Act’s route"),
        ("section_17a", "young_person", date(2010, 11, 22), "They are 15"),
        ("section_31", "self", date(2008, 11, 21), ""),
        ("section_17a", "parent", date(2008, 11, 22), ""),
        ("section_17a", "young_person", date(2010, 11, 21), ""),
    ],
)
def test_a_date_of_birth_that_makes_the_route_wrong_is_said(
    route: str, payee: str, born: date, says: str
) -> None:
    wrong = conditions.wrong_route(replace(whole(route, payee), birth_date=born))
    assert says in wrong if says else wrong == ""


def test_a_route_is_chosen_first_and_pays_whom_its_law_names() -> None:
    assert "Choose the legal route first" in conditions.wrong_route(Case(TODAY, ADULT))
    assert "Choose who is paid" in conditions.wrong_route(
        Case(TODAY, ADULT, route="section_32", payee="nominated")
    )


def test_who_is_born_on_29_february_turns_18_on_1_march_or_their_day() -> None:
    assert conditions.turns_adult_on(date(2008, 2, 29)) == date(2026, 3, 1)
    assert conditions.turns_adult_on(date(2008, 6, 5)) == date(2026, 6, 5)
