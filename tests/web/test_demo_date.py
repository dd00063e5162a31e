"""The demo's date is moved by anybody, and only in the demo."""

from datetime import date

import pytest
from django.test import Client

from dpss import clock

pytestmark = pytest.mark.usefixtures("db")


def test_every_page_of_the_demo_says_what_day_it_is(client: Client) -> None:
    assert "It is Saturday 21 November 2026." in client.get("/help/").text


def test_the_date_is_moved_and_the_asking_page_comes_back(client: Client) -> None:
    answer = client.post("/demo/date/", {"day_0": "27", "day_1": "nov", "day_2": "2026", "next": "/help/"})
    assert answer["Location"] == "/help/"
    assert clock.today() == date(2026, 11, 27)
    assert "It is now Friday 27 November 2026." in client.get("/help/").text


def test_nobody_is_sent_to_another_site(client: Client) -> None:
    answer = client.post(
        "/demo/date/", {"day_0": "27", "day_1": "11", "day_2": "2026", "next": "//evil.example.org/"}
    )
    assert answer["Location"] == "/"


def test_a_day_outside_the_demos_tax_year_is_refused(client: Client) -> None:
    answer = client.post("/demo/date/", {"day_0": "1", "day_1": "1", "day_2": "2030"})
    assert "enter a day from 6 April 2026 to 5 April 2027" in answer.text
    assert clock.today() == date(2026, 11, 21)


def test_outside_the_demo_there_is_no_such_page_and_no_banner(client: Client, settings: object) -> None:
    settings.DPSS_DEMO = False  # type: ignore[attr-defined]
    assert client.get("/demo/date/").status_code == 404
    assert "Made-up people" not in client.get("/help/").text
