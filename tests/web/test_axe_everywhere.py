"""Every page that the access matrix says can be opened, in a real browser, as one of those who may."""

from collections.abc import Callable, Iterator, Mapping

import pytest
from django.conf import settings
from django.test import Client
from playwright import sync_api
from pytest_django import Settings

from tests.access.cells import OK, ROLES
from tests.access.matrix import ROWS
from tests.access.visits import NOT_PAGES, VISITOR, Visit, visits
from tests.cast import CAST
from tests.web import browser

pytestmark = [pytest.mark.browser, pytest.mark.long]

SignedIn = Callable[..., Client]


@pytest.fixture
def cookies(own_database: str, signed_in: SignedIn) -> Mapping[str, str]:
    """The session of each role."""
    name = settings.SESSION_COOKIE_NAME
    return {role: signed_in(CAST.person(role)).cookies[name].value for role in ROLES}


def answers(
    page: sync_api.Page, cookies: Mapping[str, str], address: str
) -> Iterator[tuple[Visit, sync_api.Response]]:
    """Open one page after the other on a desk, each as who may, and give what the portal answers."""
    role = VISITOR
    for visit in visits():
        if visit.role != role:
            role = visit.role
            page.context.clear_cookies()
            session = {"name": settings.SESSION_COOKIE_NAME, "value": cookies[role], "url": address}
            page.context.add_cookies([session])
        answer = browser.resized(page, width=browser.DESK).goto(visit.row.path())
        assert answer is not None
        browser.stopped(page)
        yield visit, answer


def faults(desk: sync_api.Page, phone: sync_api.Page, answer: sync_api.Response) -> Iterator[str]:
    """What is wrong with a page: on a desk, in a window made narrow, and on a phone without JavaScript."""
    kind = answer.headers.get("content-type", "")
    if answer.status != OK or not kind.startswith("text/html"):
        yield f"{answer.status} {kind}"
        return
    browser.draw_again(phone, answer)
    yield from (*headings(desk), *browser.violations(desk), *browser.out_of_place(desk))
    narrow = browser.resized(desk, width=browser.PHONE)
    cut_off = (*browser.violations(narrow, "scrollable-region-focusable"), *browser.out_of_place(narrow))
    yield from (f"{one}, made narrow" for one in cut_off)
    yield from (f"{one}, without JavaScript" for one in browser.out_of_place(phone))


def headings(page: sync_api.Page) -> list[str]:
    """Whether there is one main heading."""
    found = browser.measured(page, "document.querySelectorAll('h1').length")
    return [] if found == 1 else [f"{found} main headings"]


@pytest.mark.timeout(900)
def test_axe_finds_nothing_on_any_page_each_has_one_main_heading_and_none_is_out_of_place(
    cookies: Mapping[str, str],
) -> None:
    with (
        browser.served() as address,
        browser.started() as chromium,
        browser.window(chromium, address, width=browser.DESK) as desk,
        browser.window(chromium, address, width=browser.PHONE, javascript=False) as phone,
    ):
        found = [
            f"{visit}: {fault}"
            for visit, answer in answers(desk, cookies, address)
            for fault in faults(desk, phone, answer)
        ]
    assert found == []


def test_what_is_wrong_with_a_page_is_found() -> None:
    bad = "<html lang=en><title>x</title><main><h1>A</h1><h1>B</h1><img src='data:,'><button>X</button><pre>"
    with browser.opened("http://localhost", width=browser.PHONE) as page:
        page.set_content(bad + "w" * 300)
        found = [*headings(page), *browser.violations(page), *browser.out_of_place(page)]
    assert [one.split()[0] for one in found] == ["2", "image-alt:", "scrolls", "too"]


def test_before_a_council_is_set_up_the_page_is_as_well_made(own_database: str, settings: Settings) -> None:
    settings.DPSS_DEFAULT_COUNCIL = "nowhere"
    with browser.served() as address, browser.opened(address, width=browser.PHONE) as page:
        page.goto("/")
        sync_api.expect(page.get_by_role("heading", name="This portal is not set up yet")).to_be_visible()
        assert [*headings(page), *browser.violations(page), *browser.out_of_place(page)] == []


def test_what_is_left_out_is_no_page(db: None, signed_in: SignedIn) -> None:
    """Files and lines of text have no headings, and a browser would offer to keep them."""
    looked_at = set()
    for row in ROWS:
        may = [role for role in ROLES if row.answer(role) == OK]
        if row.name in NOT_PAGES and may:
            looked_at.add(row.name)
            answer = signed_in(CAST.person(may[0])).get(row.path())
            assert not answer["Content-Type"].startswith("text/html"), row
    assert len(looked_at) > len(NOT_PAGES) / 2
