"""Pages that change something: what will happen, once, and what was done."""

import html
from collections.abc import Callable

import pytest
from django.test import Client

from clients import models, states
from dpss.access import actors
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("db")
SignIn = Callable[..., Client]
DONE = {"reason": "Rang her. All is well."}


@pytest.fixture
def browser(signed_in: SignIn, cast: Cast) -> Client:
    """Marcus, who has Asha on his caseload."""
    return signed_in(cast.marcus)


@pytest.fixture
def address(cast: Cast) -> str:
    """Where Asha's work item is finished."""
    return f"/probe/work/{cast.homes['asha'].id_of('work item')}/finish/"


def item(cast: Cast) -> models.WorkItem:
    with actors.acting(cast.marcus.actor()):
        return models.WorkItem.objects.get(pk=cast.homes["asha"].id_of("work item"))


def test_before_it_is_done_the_page_says_what_will_happen_and_who_will_be_told(
    browser: Client, address: str
) -> None:
    text = html.unescape(browser.get(address).text)
    move = states.WORK_ITEM.move("finish")
    assert move.confirms in text
    assert "Who will be told" in text
    assert "The client" in text
    assert "Mark as done" in text


def test_looking_changes_nothing(browser: Client, address: str, cast: Cast) -> None:
    browser.get(address)
    assert item(cast).state == "open"


def test_it_is_done_once_and_the_next_page_says_so(browser: Client, address: str, cast: Cast) -> None:
    answer = browser.post(address, DONE, follow=True)
    assert answer.redirect_chain == [("/probe/work/", 302)]
    assert "Ring about the first review is done." in answer.text
    assert f'<a href="{address.replace("finish", "reopen")}">Take it back</a>' in answer.text
    assert item(cast).state == "done"


def test_a_second_click_changes_nothing_and_says_why(browser: Client, address: str, cast: Cast) -> None:
    browser.post(address, DONE)
    before = item(cast)
    answer = browser.post(address, {"reason": "again"})
    assert answer.status_code == 200
    assert "There is a problem" in answer.text
    assert "It is already “Done”" in answer.text
    assert item(cast).done_at == before.done_at


def test_without_the_reason_nothing_is_done_and_the_page_says_what_is_missing(
    browser: Client, address: str, cast: Cast
) -> None:
    answer = browser.post(address, {"reason": "  "})
    assert "<title>Error: " in answer.text
    assert 'href="#id_reason"' in answer.text
    assert item(cast).state == "open"


def test_what_a_refused_operation_began_is_undone_and_the_input_kept(browser: Client, cast: Cast) -> None:
    answer = browser.post(f"/probe/work/{cast.homes['asha'].id_of('work item')}/conflict/", DONE)
    assert answer.status_code == 409
    assert "Somebody else changed it first." in answer.text
    assert DONE["reason"] in answer.text
    assert item(cast).title != "half done"


def test_a_post_without_its_token_is_refused_in_words(cast: Cast, signed_in: SignIn, address: str) -> None:
    browser = signed_in(cast.marcus)
    browser.handler.enforce_csrf_checks = True
    answer = browser.post(address, DONE)
    assert answer.status_code == 403
    assert "Your page was too old" in answer.text


def test_many_are_counted_before_they_are_done(browser: Client, cast: Cast) -> None:
    keys = [str(cast.homes[name].id_of("work item")) for name in ("asha", "ben")]
    text = browser.get("/probe/work/finish/", {"key": keys}).text
    assert "You have selected 2 rows." in text
    assert all(f'name="key" value="{key}"' in text for key in keys)


def test_many_are_done_where_they_can_and_the_others_say_why(browser: Client, cast: Cast) -> None:
    keys = [str(cast.homes[name].id_of("work item")) for name in ("asha", "ben")]
    answer = browser.post("/probe/work/finish/", {"key": keys, **DONE}, follow=True)
    assert "1 done. 1 was not: It is not there any more, or it is not yours to change." in answer.text
    assert item(cast).state == "done"


@pytest.mark.parametrize("query", ["", "?key=nonsense"])
def test_nothing_selected_asks_to_select(browser: Client, query: str) -> None:
    assert "No rows were selected." in browser.get(f"/probe/work/finish/{query}").text
