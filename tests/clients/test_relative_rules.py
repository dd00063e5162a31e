"""When the council is asked before a direct payment pays a relative."""

import datetime as dt
from typing import cast

import pytest

from clients import relative_rules as rules
from clients.relative_rules import ANYWHERE, ASK, CAUGHT, FREE, NOBODY, SAME_HOUSEHOLD, Said

FIRST, LAST = dt.date(2026, 10, 26), dt.date(2026, 11, 22)
DAY = dt.timedelta(days=1)
THEN = dt.datetime(2026, 10, 1, 9, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("relation", "household", "rule", "found"),
    [
        ("spouse", True, ANYWHERE, CAUGHT),
        ("spouse", False, ANYWHERE, CAUGHT),
        ("as_spouse", None, ANYWHERE, CAUGHT),
        ("sibling", True, ANYWHERE, CAUGHT),
        ("sibling", False, ANYWHERE, FREE),
        ("sibling", None, ANYWHERE, ASK),
        ("partner_of", True, ANYWHERE, CAUGHT),
        ("other", True, ANYWHERE, FREE),
        ("not_related", True, ANYWHERE, FREE),
        ("unknown", True, ANYWHERE, ASK),
        ("spouse", False, SAME_HOUSEHOLD, FREE),
        ("spouse", True, SAME_HOUSEHOLD, CAUGHT),
        ("parent", True, NOBODY, FREE),
        ("unknown", None, NOBODY, FREE),
        # Where a council has not said what holds for these people, it is asked, and nothing is held.
        ("parent", True, "", ASK),
        ("parent", False, "", FREE),
        ("spouse", False, "", ASK),
    ],
)
def test_the_council_decides_first_for(relation: str, household: object, rule: str, found: str) -> None:
    assert rules.tested(relation, same_household=cast("bool | None", household), rule=rule) == found


@pytest.mark.parametrize(
    ("decisions", "missing"),
    [
        ([], (("care", "waiting"),)),
        ([Said("care", "waiting")], (("care", "waiting"),)),
        ([Said("care", "allowed", FIRST)], ()),
        ([Said("care", "allowed", FIRST + dt.timedelta(days=1))], (("care", "over"),)),
        ([Said("care", "allowed", FIRST, LAST)], ()),
        ([Said("care", "allowed", FIRST, LAST - dt.timedelta(days=1))], (("care", "over"),)),
        ([Said("care", "refused")], (("care", "refused"),)),
        ([Said("administration", "allowed", FIRST)], (("care", "waiting"),)),
        (
            [
                Said("care", "allowed", FIRST, FIRST + dt.timedelta(days=6)),
                Said("care", "allowed", FIRST + dt.timedelta(days=7)),
            ],
            (),
        ),
        (
            [
                Said("care", "allowed", FIRST, FIRST + dt.timedelta(days=6)),
                Said("care", "allowed", FIRST + dt.timedelta(days=8)),
            ],
            (("care", "over"),),
        ),
    ],
)
def test_pay_is_free_only_where_every_day_is_allowed(
    decisions: list[Said], missing: tuple[tuple[str, str], ...]
) -> None:
    assert rules.not_allowed("care", decisions, FIRST, LAST) == missing


@pytest.mark.parametrize(
    ("later", "missing"),
    [
        (Said("care", "refused", FIRST, at=THEN + DAY), (("care", "refused"),)),
        (Said("care", "refused", LAST, at=THEN + DAY), (("care", "refused"),)),
        (Said("care", "refused", LAST + DAY, at=THEN + DAY), ()),
        (Said("care", "refused", FIRST, at=THEN - DAY), ()),
        (Said("care", "allowed", FIRST, LAST - DAY, at=THEN + DAY), (("care", "over"),)),
        (Said("care", "allowed", LAST, at=THEN + DAY), ()),
        (Said("administration", "refused", FIRST, at=THEN + DAY), ()),
    ],
)
def test_a_later_decision_holds_instead_of_an_earlier_one(
    later: Said, missing: tuple[tuple[str, str], ...]
) -> None:
    before = Said("care", "allowed", FIRST, at=THEN)
    for decisions in ([before, later], [later, before]):
        assert rules.not_allowed("care", decisions, FIRST, LAST) == missing


def test_administration_is_decided_by_itself() -> None:
    allowed = [Said("administration", "allowed", FIRST)]
    assert rules.not_allowed("administration", allowed, FIRST, LAST) == ()
    assert rules.not_allowed("both", allowed, FIRST, LAST) == (("care", "waiting"),)


def test_the_sentence_says_whom_to_ask() -> None:
    said = rules.held_because("Dee Lowe", [("care", "waiting")])
    assert said.startswith("Council decision needed: Dee Lowe is a close relative")
    assert said.endswith("Ask the council’s direct payments team.")
    assert "does not pay Dee Lowe for care and support" in rules.held_because(
        "Dee Lowe", [("care", "refused")]
    )


@pytest.mark.parametrize(
    ("decisions", "spans"),
    [
        ([], [(FIRST, LAST)]),
        ([Said("care", "allowed", FIRST)], []),
        ([Said("care", "allowed", FIRST, FIRST)], [(FIRST + DAY, LAST)]),
        ([Said("care", "allowed", FIRST + DAY, LAST - DAY)], [(FIRST, FIRST), (LAST, LAST)]),
        ([Said("care", "allowed", LAST + DAY)], [(FIRST, LAST)]),
        (
            [Said("care", "allowed", FIRST, at=THEN), Said("care", "refused", LAST, at=THEN + DAY)],
            [(LAST, LAST)],
        ),
    ],
)
def test_the_days_that_nothing_allows(decisions: list[Said], spans: list[tuple[dt.date, dt.date]]) -> None:
    assert list(rules.days_not_allowed("care", decisions, FIRST, LAST)) == spans
