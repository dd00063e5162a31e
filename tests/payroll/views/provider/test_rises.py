"""Raising pay on pages: asked, shown with its cost, done for those who are ticked, and the letters."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.payroll.operations.test_rises import terms_of, young
from tests.payroll.views.people.words_of import words_of
from tests.payroll.views.provider.tables import rows_of

pytestmark = pytest.mark.django_db

DAY = "2026-12-28"
CHOOSE = ("payroll:rise_choose", [DAY, "minimum", 0])


def asked(**more: str) -> dict[str, str]:
    """The form of the first page."""
    return {"day_0": "28", "day_1": "12", "day_2": "2026", "rule": "minimum", "by": ""} | more


def choose() -> str:
    """The page on which posts are ticked."""
    name, parts = CHOOSE
    return reverse(name, args=parts)


def test_a_rise_is_asked_shown_with_its_cost_and_done(olu: Client) -> None:
    post = young()
    shown = olu.post(reverse("payroll:rise"), asked(), follow=True)
    said = words_of(shown)
    assert "Yara Young (21), for Asha Verma: £11.00 to £12.71" in said
    assert rows_of(shown)[-1][:2] == ["Together", "1"]
    done = olu.post(choose(), {"posts": [str(post.pk)]}, follow=True)
    assert "1 post has a new rate from 28 December 2026." in words_of(done)
    assert ["Asha Verma", "Yara Young", "11.00", "12.71"] in rows_of(done)
    assert terms_of(post.pk)[-1][2] == Decimal("12.7100")


def test_a_second_click_changes_nothing_and_says_why(olu: Client) -> None:
    post = young()
    for _ in range(2):
        answer = olu.post(choose(), {"posts": [str(post.pk)]}, follow=True)
    assert "Their pay changed meanwhile, so nothing was done." in words_of(answer)
    assert len(terms_of(post.pk)) == 2


def test_without_a_tick_nothing_changes(olu: Client) -> None:
    post = young()
    assert "Nobody is ticked" in words_of(olu.post(choose(), {}))
    assert len(terms_of(post.pk)) == 1


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (
            {"day_2": "2027", "day_0": "1", "day_1": "4"},
            "The minimum wage of 1 April 2027 is not in this portal",
        ),
        ({"day_2": "2025"}, "That day is past"),
        ({"rule": "percent"}, "Enter by how much"),
        ({"rule": "percent", "by": "120"}, "Enter 100 or less"),
        ({"by": "1"}, "The minimum wage says how much itself"),
        ({"rule": "amount", "by": "a bit"}, "Enter a number, like 0.50 or 3.5"),
    ],
)
def test_a_rise_that_cannot_be_is_refused_with_a_sentence(
    olu: Client, more: dict[str, str], sentence: str
) -> None:
    answer = olu.post(reverse("payroll:rise"), asked(**more))
    assert sentence in words_of(answer)
    assert f'value="{more.get("day_2", "2026")}"' in answer.content.decode()


def test_an_address_that_is_no_rise_is_not_found(olu: Client) -> None:
    for parts in (["2026-13-28", "minimum", 0], [DAY, "gift", 50], [DAY, "percent", 0]):
        assert olu.get(reverse("payroll:rise_choose", args=parts)).status_code == 404


def test_letters_are_a_pdf_for_employers_and_pas(olu: Client) -> None:
    post = young()
    olu.post(choose(), {"posts": [str(post.pk)]})
    answer = olu.get(reverse("payroll:rise_letters_pdf", args=[DAY]))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_the_page_costs_the_same_for_few_and_for_many(olu: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert olu.get(choose()).status_code == 200
        return len(seen)

    young()
    queries()
    few = queries()
    for number in range(5):
        young(f"Many {number}")
    assert queries() == few


def test_nothing_to_raise_says_what_to_do(olu: Client) -> None:
    answer: Any = olu.get(choose())
    assert "Nobody’s pay goes up by this" in words_of(answer)
    empty = olu.get(reverse("payroll:rise_letters", args=[DAY]))
    assert "No pay changes on that day" in words_of(empty)
