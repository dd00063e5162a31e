"""Pages for when something is wrong: what happened, what to do, whom to ring; no database."""

import logging
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from dpss.web import errors
from tests.cast import Cast

SignIn = Callable[..., Client]


@pytest.mark.usefixtures("db")
def test_a_failed_page_gives_a_reference_that_the_log_has_and_no_detail(
    calm: SignIn, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, logger="dpss.web.errors"):
        answer = calm(cast.asha).get("/probe/broken/")
    found = re.search(r"<strong>([2-9A-Z]{4}-[2-9A-Z]{4})</strong>", answer.text)
    assert answer.status_code == 500
    assert found
    assert found[1] in caplog.text
    assert "01632 960100" in answer.text
    assert "Asha" not in answer.text
    assert "ZeroDivision" not in answer.text


@pytest.mark.usefixtures("db")
def test_the_page_for_a_failure_asks_the_database_nothing(rf: RequestFactory, cast: Cast) -> None:
    request = rf.get("/probe/broken/")
    request.resolver_match = resolve("/probe/broken/")
    with CaptureQueriesContext(connection) as asked:
        answer = errors.server_error(request)
    assert answer.status_code == 500
    assert len(asked) == 0


def test_a_failure_before_any_council_is_known_still_has_its_page(rf: RequestFactory) -> None:
    answer = errors.server_error(rf.get("/"))
    assert "Sorry, something went wrong" in answer.text
    assert "<nav" not in answer.text


def test_when_even_the_page_fails_there_is_a_plain_one(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_args: object) -> str:
        raise OSError

    monkeypatch.setattr(errors.loader, "render_to_string", fail)
    answer = errors.server_error(rf.get("/"))
    assert answer.status_code == 500
    assert re.search(r"Reference: [2-9A-Z]{4}-[2-9A-Z]{4}", answer.text)


@pytest.mark.usefixtures("db")
def test_not_found_says_the_same_whether_it_exists_or_not(signed_in: SignIn, cast: Cast) -> None:
    browser = signed_in(cast.marcus)
    there = browser.get(f"/probe/work/{cast.homes['ben'].id_of('work item')}/finish/")
    nowhere = browser.get("/probe/work/00000000-0000-7000-8000-000000000000/finish/")
    without_path = [re.sub(r'next=[^"]*|value="[^"]*"', "", answer.text) for answer in (there, nowhere)]
    assert there.status_code == nowhere.status_code == 404
    assert without_path[0] == without_path[1]


@pytest.mark.usefixtures("db")
def test_a_visitor_who_finds_nothing_is_offered_sign_in(client: Client) -> None:
    text = client.get("/nowhere/").text
    assert "Page not found" in text
    assert 'href="/accounts/login/"' in text


@pytest.mark.usefixtures("db")
def test_a_broken_request_has_a_page(client: Client) -> None:
    answer = client.get("/help/", headers={"host": "evil.example.org"})
    assert answer.status_code == 400
    assert "That did not work" in answer.text
