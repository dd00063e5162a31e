"""Where a post stands on a payrun's board: one place for each, what needs someone first."""

import dataclasses
import itertools
from decimal import Decimal

import pytest

from payroll import board, reasons

NET = Decimal("135.00")
STOPPED = reasons.blocked("bank")
ODD = reasons.Problem(reasons.CHANGED, "more", "Much more than usual.")
APPROVED = board.Facts(sheet="approved", net=NET, is_approved=True, report="queued")


@pytest.mark.parametrize(
    ("facts", "place"),
    [
        (board.Facts(), "missing"),
        (board.Facts(sheet="submitted"), "missing"),
        (board.Facts(sheet="rejected", problem=STOPPED), "missing"),
        (board.Facts(sheet="approved"), "ready"),
        (board.Facts(sheet="approved", problem=STOPPED), "blocked"),
        (board.Facts(sheet="approved", net=NET), "ready"),
        (board.Facts(sheet="approved", net=NET, problem=ODD), "changed"),
        (APPROVED, "approved"),
        (dataclasses.replace(APPROVED, problem=ODD), "approved"),
        (dataclasses.replace(APPROVED, report="awaiting"), "approved"),
        (dataclasses.replace(APPROVED, report="rejected"), "approved"),
        (dataclasses.replace(APPROVED, report="accepted"), "reported"),
        (dataclasses.replace(APPROVED, report=""), "reported"),
        (dataclasses.replace(APPROVED, report="accepted", is_sent=True), "paid"),
        (dataclasses.replace(APPROVED, is_paid_by_employer=True), "paid"),
        (dataclasses.replace(APPROVED, net=Decimal("0.00")), "paid"),
    ],
)
def test_a_post_stands_where_its_facts_put_it(facts: board.Facts, place: str) -> None:
    assert board.place_of(facts).name == place


def every_combination() -> list[board.Facts]:
    """Whatever may come together, sensible or not."""
    return [
        board.Facts(*values)
        for values in itertools.product(
            (reasons.NO_SHEET, "draft", "submitted", "approved", "rejected"),
            (None, STOPPED, ODD, reasons.missing("draft")),
            (None, Decimal("0.00"), NET),
            (False, True),
            ("", "queued", "accepted", "rejected", "unknown", "awaiting"),
            (False, True),
            (False, True),
        )
    ]


def test_every_post_has_a_place_a_sentence_and_an_urgency_whatever_its_facts() -> None:
    for facts in every_combination():
        assert board.place_of(facts) in board.PLACES
        assert board.why(facts, is_calculated=facts.net is not None, is_being_calculated=False).endswith(".")
        assert 0 <= board.urgency_of(facts) <= 7


def test_the_places_are_the_seven_of_the_strip_and_each_says_what_it_means() -> None:
    labels = [place.label for place in board.PLACES]
    assert labels == ["Missing", "Blocked", "Changed", "Ready", "Approved", "Reported", "Paid"]
    assert all(place.means.endswith(".") for place in board.PLACES)


def test_what_needs_someone_comes_before_what_does_not() -> None:
    for facts in every_combination():
        place = board.place_of(facts)
        needs = place.name in {"missing", "blocked", "changed"} or facts.has_report_trouble
        assert board.needs_someone(facts) is needs


def test_trouble_with_hmrc_needs_someone_even_when_the_wages_are_paid() -> None:
    facts = dataclasses.replace(APPROVED, report="rejected", is_sent=True)
    assert board.place_of(facts) is board.PAID
    assert board.needs_someone(facts)
    assert board.why(facts, is_calculated=True, is_being_calculated=False) == "HMRC has refused the report."


def test_a_reason_is_a_code_with_a_label_or_nothing() -> None:
    known = {*reasons.SHEETS, *reasons.BLOCKS, *reasons.CHANGES, *board.TROUBLE, ""}
    assert {board.reason_of(facts) for facts in every_combination()} <= known | {"draft"}


def test_a_ready_post_says_what_it_waits_for() -> None:
    waiting = board.Facts(sheet="approved")
    assert (
        board.why(waiting, is_calculated=False, is_being_calculated=False)
        == "The sheet is approved. Calculate it."
    )
    assert board.why(waiting, is_calculated=False, is_being_calculated=True) == "It is being calculated."
    assert "second person" in board.why(
        dataclasses.replace(waiting, net=NET), is_calculated=True, is_being_calculated=False
    )


@pytest.mark.parametrize(
    ("back", "needs", "said"),
    [
        ("sent_back", True, "The bank sent the wages back. Confirm or change the bank details"),
        ("paid_again", False, "The bank had sent the wages back: they were made due again."),
        ("closed", False, "settled in another way"),
    ],
)
def test_wages_that_came_back_need_someone_until_it_is_answered(back: str, said: str, *, needs: bool) -> None:
    facts = dataclasses.replace(APPROVED, report="accepted", back=back)
    assert board.needs_someone(facts) is needs
    assert said in board.why(facts, is_calculated=True, is_being_calculated=False)
    assert board.place_of(facts) is board.REPORTED


def test_wages_that_came_back_and_trouble_with_hmrc_are_both_said() -> None:
    facts = dataclasses.replace(APPROVED, report="rejected", back="sent_back")
    said = board.why(facts, is_calculated=True, is_being_calculated=False)
    assert "The bank sent the wages back." in said
    assert "HMRC has refused the report." in said
    assert board.label_of(board.reason_of(facts)) == "Sent back by the bank"
