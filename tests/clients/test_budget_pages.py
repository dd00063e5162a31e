"""Pages on which a budget is entered and approved, all of them are raised, and the letter is read."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clients import models
from clients.operations import budget_changes
from dpss.access import actors
from tests.cast import CAST
from tests.clients import four_weekly_world as world
from tests.clients.test_budget_changes import put_forward
from tests.commissioning.pages import text
from tests.factories import AT

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]
ENTER = reverse("clients:budget_enter", args=[world.ASHA.id_of("client")])
RAISE = reverse("clients:uplifts")


def form(**changed: str) -> dict[str, str]:
    usual = {
        "starts_on_0": "30", "starts_on_1": "11", "starts_on_2": "2026",
        "purpose_1": "Personal assistants", "funder_1": "council", "weekly_1": "320",
        "weekly_contribution": "48", "basis": "net", "account": "own", "reason": "More hours",
    }  # fmt: skip
    return usual | changed


def waiting() -> Any:
    with actors.acting(world.finance()):
        return models.BudgetChange.objects.filter(state="proposed").first()


def test_the_form_begins_with_the_budget_of_today(signed_in: SignedIn) -> None:
    page = signed_in(CAST.fay).get(ENTER).content.decode()
    assert "280.00" in page
    assert "Other support" in page


def test_a_budget_is_entered_approved_by_another_and_read_as_a_letter(signed_in: SignedIn) -> None:
    done = signed_in(CAST.fay).post(ENTER, form(), follow=True)
    assert "holds when another person has approved it" in text(done)
    change = waiting()
    page = signed_in(CAST.fay).get(reverse("clients:budget_approve", args=[change.pk]))
    assert "A second person must do this" in text(page)
    other = world.second()
    with actors.acting(other):
        budget_changes.approve(change=change, actor=other, at=AT)
    letter = reverse("clients:budget_letter", args=[change.pk])
    asha = signed_in(CAST.asha)
    assert letter in asha.get(reverse("documents")).content.decode()
    words = text(asha.get(letter))
    assert "Monday 30 November 2026" in words
    assert "320.00" in words
    assert "More hours" in words
    assert signed_in(CAST.fay).get(letter).status_code == 200
    assert signed_in(CAST.joan).get(letter).status_code == 404  # she does not see money
    assert signed_in(CAST.ben).get(letter).status_code == 404


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"weekly_1": "320.005"}, "no more than two figures after the point"),
        ({"weekly_contribution": "320.01"}, "is more than the budget of £320.00"),
        ({"ends_on_0": "1", "ends_on_1": "11", "ends_on_2": "2026"}, "ends before it starts"),
        (
            {"purpose_2": "personal assistants", "funder_2": "council", "weekly_2": "10"},
            "Two lines are for the same thing",
        ),
        ({"purpose_2": "Short breaks"}, "Enter the pounds a week of this line"),
        ({"starts_on_2": "2025"}, "Another budget begins on Monday 6 April 2026"),
    ],
)
def test_bad_input_is_one_sentence_and_what_was_typed_is_kept(
    signed_in: SignedIn, changed: dict[str, str], sentence: str
) -> None:
    page = signed_in(CAST.fay).post(ENTER, form(reason="Typed with care", **changed))
    assert sentence in text(page)
    assert "Typed with care" in page.content.decode()
    assert waiting() is None


def uplift(**changed: str) -> dict[str, str]:
    usual = {"per_cent": "4.5", "source": "Cabinet"}
    return usual | {"first_day_0": "5", "first_day_1": "4", "first_day_2": "2027"} | changed


def test_an_uplift_is_shown_before_it_is_put_forward(signed_in: SignedIn) -> None:
    finance = signed_in(CAST.fay)
    shown = finance.post(RAISE, uplift())
    assert "£627.00" in text(shown)
    assert waiting() is None
    sent = dict(shown.context["preview"]["sent"]) | {"agreed": shown.context["preview"]["agreed"]}
    done = finance.post(RAISE, sent, follow=True)
    assert "Waiting for a second person" in text(done)
    assert waiting() is not None


def test_what_changed_since_the_preview_is_not_put_forward(signed_in: SignedIn) -> None:
    finance = signed_in(CAST.fay)
    shown = finance.post(RAISE, uplift())
    sent = dict(shown.context["preview"]["sent"]) | {"agreed": shown.context["preview"]["agreed"]}
    assert finance.post(RAISE, sent | {"per_cent": "5"}).status_code == 409
    assert waiting() is None


def test_its_page_shows_the_totals_and_that_another_person_is_needed(signed_in: SignedIn) -> None:
    one = put_forward()
    finance = signed_in(CAST.fay)
    words = text(finance.get(reverse("clients:uplift", args=[one.pk])))
    assert "£600.00" in words
    assert "£627.00" in words
    assert "A second person must do this" in text(
        finance.get(reverse("clients:uplift_approve", args=[one.pk]))
    )


@pytest.mark.parametrize("address", [ENTER, RAISE])
def test_each_page_asks_the_database_less_than_15_times(signed_in: SignedIn, address: str) -> None:
    finance = signed_in(CAST.fay)
    finance.get(address)
    with CaptureQueriesContext(connection) as asked:
        finance.get(address)
    assert len([one for one in asked if "clients_" in one["sql"] or "ledger_" in one["sql"]]) < 15


def test_a_preview_asks_the_same_number_of_times_whatever_its_length(signed_in: SignedIn) -> None:
    finance = signed_in(CAST.fay)
    finance.post(RAISE, uplift())
    with CaptureQueriesContext(connection) as asked:
        finance.post(RAISE, uplift())
    assert len([one for one in asked if "clients_" in one["sql"]]) <= 6
