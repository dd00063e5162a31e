"""Looking for somebody in a list: the words are kept in the session, and no address has them."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from clients import models
from dpss.access import actors
from dpss.web import searches
from tests.cast import Cast
from tests.factories import clients as made

pytestmark = pytest.mark.usefixtures("db")
SignIn = Callable[..., Client]
LIST = "/probe/work/"
WORDS = "insurer Verma"


@pytest.fixture
def browser(signed_in: SignIn, cast: Cast) -> Client:
    """Marcus, with thirty work items that have the words in their titles and one that has not."""
    with actors.acting(cast.marcus.actor()):
        client = models.Client.objects.get(pk=cast.homes["asha"].id_of("client"))
        for number in range(30):
            made.work_item(client=client, key=f"{number}", title=f"Ring the insurer Verma {number:02}")
    return signed_in(cast.marcus)


def kept(browser: Client) -> list[dict[str, str]]:
    """The words that the session holds, of every search."""
    return [search["words"] for search in browser.session.get(searches.KEY, {}).values()]


def links(answer: HttpResponse) -> list[str]:
    """Every address on a page that has a query."""
    return [
        link.replace("&amp;", "&") for link in re.findall(r'(?:href|action)="([^"]*\?[^"]*)"', answer.text)
    ]


def clear_of(answer: HttpResponse) -> str:
    """Where the link “Clear” leads."""
    return LIST + next(link for link in links(answer) if "clear=" in link)


def test_a_search_leads_to_an_address_without_its_words(browser: Client) -> None:
    answer = browser.post(LIST, {"name": WORDS, "show": "open", "sort": "last", "size": "3"})
    assert answer.status_code == 302
    assert re.fullmatch(r"/probe/work/\?show=open&sort=last&size=3&found=[\w-]{8}", answer["Location"])
    shown = browser.get(answer["Location"])
    assert "Rows 1 to 25 of 30" in shown.text
    assert "Named “insurer Verma”" in shown.text
    assert f'value="{WORDS}"' in shown.text


def test_no_link_of_the_page_has_the_words_and_all_keep_the_search(browser: Client) -> None:
    answer = browser.post(LIST, {"name": WORDS}, follow=True)
    own = [link for link in links(answer) if link.startswith("?") and "clear=" not in link]
    assert len(own) == 5
    assert all("found=" in link for link in own)
    assert not [link for link in links(answer) if "insurer" in link or "Verma" in link]
    second = next(link for link in own if "page=2" in link)
    assert "Rows 26 to 30 of 30" in browser.get(LIST + second).text
    download = next(link for link in own if "download=csv" in link)
    assert len(browser.get(LIST + download).content.decode().splitlines()) == 31


def test_without_its_mark_the_list_is_whole(browser: Client) -> None:
    browser.post(LIST, {"name": WORDS}, follow=True)
    text = browser.get(LIST).text
    assert "of 31" in text
    assert "Named" not in text


def test_clear_forgets_the_words_and_leaves_what_was_chosen(browser: Client) -> None:
    answer = browser.post(LIST, {"name": WORDS, "sort": "last"}, follow=True)
    assert kept(browser) == [{"name": WORDS}]
    cleared = browser.get(clear_of(answer))
    assert cleared["Location"] == "/probe/work/?sort=last"
    assert kept(browser) == []
    assert "of 31" in browser.get(cleared["Location"]).text


def test_an_empty_search_shows_everything_and_keeps_nothing(browser: Client) -> None:
    assert browser.post(LIST, {"name": "   ", "show": "", "size": ""})["Location"] == LIST
    assert kept(browser) == []


def test_an_old_link_with_a_name_finds_everything_and_is_not_passed_on(browser: Client) -> None:
    answer = browser.get(f"{LIST}?name=nobody&sort=last")
    assert "of 31" in answer.text
    assert "nobody" not in answer.text


def test_a_search_of_more_than_100_characters_is_refused_with_a_sentence(browser: Client) -> None:
    answer = browser.post(LIST, {"name": "x" * 101, "sort": "last"})
    assert answer.status_code == 200
    assert '<a href="#id_name">Search for 100 characters or fewer.</a>' in answer.text
    assert "x" * 101 in answer.text
    assert not [link for link in links(answer) if "xxx" in link or "found" in link]
    assert kept(browser) == []
    assert browser.post(LIST, {"name": "x" * 100}).status_code == 302


def test_what_was_typed_where_something_is_chosen_does_not_reach_an_address(browser: Client) -> None:
    answer = browser.post(LIST, {"size": "Verma", "show": "open"})
    assert answer.status_code == 200
    assert "Enter a whole number." in answer.text
    assert not [link for link in links(answer) if "Verma" in link]


def test_words_are_shown_as_they_were_typed_and_never_as_markup(browser: Client) -> None:
    text = browser.post(LIST, {"name": "<b>%(x)s"}, follow=True).text
    assert "Named “&lt;b&gt;%(x)s”" in text


def test_two_windows_have_two_searches(browser: Client) -> None:
    first = browser.post(LIST, {"name": WORDS})["Location"]
    second = browser.post(LIST, {"name": "first review"})["Location"]
    assert first != second
    assert "of 30" in browser.get(first).text
    assert "of 1<" in browser.get(second).text


@pytest.mark.parametrize("more", ["", "&page=2", "&download=csv"])
def test_a_search_that_is_not_kept_is_said_to_be_gone(browser: Client, more: str) -> None:
    answer = browser.get(f"{LIST}?found=strange&sort=last{more}", follow=True)
    assert answer.redirect_chain == [("/probe/work/?sort=last", 302)]
    assert "Your search is not kept any more, so everything is shown." in answer.text


def test_the_search_of_one_page_is_not_that_of_another(browser: Client) -> None:
    mark = browser.post(LIST, {"name": WORDS})["Location"].partition("?")[2]
    caseload = reverse("clients:caseload")
    assert browser.get(f"{caseload}?{mark}")["Location"] == caseload


def test_somebody_elses_session_does_not_have_the_search(
    browser: Client, signed_in: SignIn, cast: Cast
) -> None:
    found = browser.post(LIST, {"name": WORDS})["Location"]
    assert browser.get(found).status_code == 200
    assert signed_in(cast.wanda).get(found)["Location"] == LIST


def test_only_the_newest_searches_are_kept(browser: Client) -> None:
    oldest = browser.post(LIST, {"name": "0"})["Location"]
    for number in range(1, searches.MOST_KEPT + 1):
        browser.post(LIST, {"name": str(number)})
    assert kept(browser) == [{"name": str(number)} for number in range(1, searches.MOST_KEPT + 1)]
    assert browser.get(oldest)["Location"] == LIST


def test_sessions_are_in_the_database_and_in_no_cache() -> None:
    """A session may hold a name, and what is in the cache is not encrypted and has no walls."""
    assert settings.SESSION_ENGINE == "django.contrib.sessions.backends.db"
