"""Pages in a real browser: accessible, narrow, by keyboard, without JavaScript, under the content policy."""

import contextlib
import functools
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from playwright import sync_api
from playwright.sync_api import expect

from tests.cast import Cast
from tests.web import browser, gallery

pytestmark = pytest.mark.browser
Opened = Callable[..., contextlib.AbstractContextManager[sync_api.Page]]

GALLERY = [f"/gallery/{name}/" for name in gallery.PAGES]
PUBLIC = ["/help/", "/privacy/", "/cookies/", "/accessibility/", "/demo/date/", "/nowhere/"]
ENTRANCE = [
    "/accounts/login/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/signup/",
]
ACCOUNT = [
    "/accounts/2fa/",
    "/accounts/password/change/",
    "/accounts/email/",
    "/accounts/sessions/",
    "/accounts/logout/",
]


@pytest.fixture(scope="module")
def address(modules_database: str) -> Iterator[str]:
    """Where the portal is served."""
    with browser.served() as where:
        yield where


@pytest.fixture(scope="module")
def chromium(address: str) -> Iterator[sync_api.Browser]:
    """One browser for all these tests: each opens windows of its own, which share nothing."""
    with browser.started() as one:
        yield one


@pytest.fixture
def opened(chromium: sync_api.Browser, address: str) -> Opened:
    """`opened(width=320)` is a window on the portal."""
    return functools.partial(browser.window, chromium, address)


@pytest.fixture
def asha(signed_in: Callable[..., Client], cast: Cast) -> dict[str, str]:
    """The cookie of Asha's session."""
    return browser.session_of(signed_in(cast.asha))


def listen(page: sync_api.Page, said: list[str]) -> None:
    """Note what the browser complains of; that a page is not found is not a complaint."""
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text) if "404" not in message.text else None)


def test_axe_finds_no_violation_on_a_desk_nor_the_content_policy_anything_to_block(
    opened: Opened, asha: dict[str, str]
) -> None:
    found, said = [], []
    with opened(width=browser.DESK, cookies=asha) as page:
        listen(page, said)
        for path in [*GALLERY, "/accounts/2fa/", "/help/"]:
            page.goto(path)
            found += [f"{path} {one}" for one in browser.violations(page)]
    assert (found, said) == ([], [])


def test_every_page_on_a_phone_is_accessible_narrow_and_easy_to_touch(
    opened: Opened, asha: dict[str, str]
) -> None:
    found, said, wide, small = [], [], [], []
    for cookies, paths in (({}, PUBLIC + ENTRANCE), (asha, GALLERY + ACCOUNT)):
        with opened(width=browser.PHONE, cookies=cookies) as page:
            listen(page, said)
            for path in paths:
                page.goto(path)
                found += [f"{path} {one}" for one in browser.violations(page)]
                small += [f"{path} {what}" for what in browser.too_small(page)]
                wide += [path] if browser.beside(page) > 0 else []
    assert (found, said, wide, small) == ([], [], [], [])


def test_no_page_scrolls_sideways_at_320_without_javascript(opened: Opened, asha: dict[str, str]) -> None:
    wide = []
    with opened(width=browser.PHONE, javascript=False, cookies=asha) as page:
        for path in PUBLIC + GALLERY + ACCOUNT:
            page.goto(path)
            wide += [path] if browser.beside(page) > 0 else []
    assert wide == []


SEEN = """() => {
    const it = document.activeElement;
    if (!it || it === document.body) return null;
    const style = getComputedStyle(it);
    const box = it.getBoundingClientRect();
    const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return {
        what: it.outerHTML.slice(0, 100),
        marked: style.boxShadow !== "none" || (style.outlineStyle !== "none" && style.outlineWidth !== "0px"),
        hidden: !(at === it || it.contains(at) || (at && at.contains(it))),
        key: [...document.querySelectorAll("*")].indexOf(it),
    };
}"""


@pytest.mark.parametrize(
    ("width", "paths"),
    [
        (browser.DESK, ["/gallery/payrun/"]),
        (browser.PHONE, ["/gallery/payrun/", "/gallery/timesheet/", "/accounts/password/change/"]),
    ],
)
def test_the_tab_key_reaches_every_control_in_order_and_its_focus_is_seen(
    opened: Opened, asha: dict[str, str], width: int, paths: list[str]
) -> None:
    with opened(width=width, cookies=asha) as page:
        for path in paths:
            page.goto(path)
            browser.measured(page, "document.activeElement.blur(); window.scrollTo(0, 0)")
            reached = list(tabbed(page))
            assert len(reached) >= 8, path
            assert [one["what"] for one in reached if not one["marked"]] == [], path
            assert [one["what"] for one in reached if one["hidden"]] == [], path


def tabbed(page: sync_api.Page) -> Iterator[dict[str, Any]]:
    """Each control that the tab key comes to, until it leaves the page."""
    last = -1
    for _press in range(80):
        page.keyboard.press("Tab")
        step = browser.measured(page, SEEN)
        if step is None or step["key"] <= last:
            return
        last = step["key"]
        yield step


def test_the_menu_folds_on_a_phone_and_is_open_without_javascript(
    opened: Opened, asha: dict[str, str]
) -> None:
    with opened(width=browser.PHONE, cookies=asha) as page:
        page.goto("/help/")
        menu = page.get_by_role("button", name="Menu")
        expect(page.get_by_role("link", name="My account")).to_be_hidden()
        menu.click()
        expect(page.get_by_role("link", name="My account")).to_be_visible()
    with opened(width=browser.PHONE, javascript=False, cookies=asha) as page:
        page.goto("/help/")
        expect(page.locator("#navigation a", has_text="My account")).to_be_visible()


def test_the_selection_bar_appears_with_a_selection_and_counts_it(
    opened: Opened, asha: dict[str, str]
) -> None:
    with opened(width=browser.DESK, cookies=asha) as page:
        page.goto("/gallery/payrun/")
        bar = page.get_by_role("region", name="Selected rows")
        expect(bar).to_be_hidden()
        page.get_by_label("Select Tomas Reiss").check()
        expect(bar).to_contain_text("1 selected")
        page.get_by_label("Select all rows on this page").check()
        expect(bar).to_contain_text("4 selected")
        page.get_by_role("button", name="Clear selection").click()
        expect(bar).to_be_hidden()
        expect(page.locator("input[name=key]:checked")).to_have_count(0)
    with opened(width=browser.DESK, javascript=False, cookies=asha) as page:
        page.goto("/gallery/payrun/")
        expect(page.get_by_role("button", name="Send a reminder")).to_be_visible()


def test_a_wrong_form_moves_to_its_summary_and_its_links_to_the_fields(
    opened: Opened, asha: dict[str, str]
) -> None:
    with opened(width=browser.PHONE, cookies=asha) as page:
        page.goto("/gallery/form_errors/")
        expect(page.locator(".govuk-error-summary")).to_be_focused()
        page.get_by_role("link", name="Enter a time, like 8:30 or 14:15.").click()
        expect(page.locator("#id_at")).to_be_focused()


def test_on_paper_the_content_stays_and_the_controls_go(opened: Opened, asha: dict[str, str]) -> None:
    with opened(width=browser.DESK, cookies=asha) as page:
        page.goto("/gallery/payslip/")
        page.emulate_media(media="print")
        expect(page.get_by_text("£1,119.86")).to_be_visible()
        expect(page.get_by_text("Eastmarsh County Council").first).to_be_visible()
        expect(page.get_by_role("link", name="All payslips")).to_be_hidden()
        expect(page.get_by_role("navigation", name="Menu")).to_be_hidden()


def test_a_pages_first_view_weighs_less_than_150_kilobytes(
    opened: Opened, address: str, asha: dict[str, str]
) -> None:
    sizes: dict[str, int] = {}
    with opened(width=browser.PHONE, cookies=asha) as page:
        page.on("response", lambda answer: sizes.update({answer.url: len(answer.body())}))
        page.goto("/gallery/dashboard/")
        page.wait_for_load_state("networkidle")
    assert all(url.startswith(address) for url in sizes)
    # Sent compressed, style sheets and scripts are about a fifth of their size.
    assert sum(sizes.values()) / 4 < 150_000


@pytest.mark.parametrize("javascript", [True, False])
def test_somebody_is_found_by_keyboard_and_the_address_does_not_name_them(
    opened: Opened, address: str, signed_in: Callable[..., Client], cast: Cast, *, javascript: bool
) -> None:
    cookies = browser.session_of(signed_in(cast.marcus))
    asked: list[str] = []
    with opened(width=browser.DESK, javascript=javascript, cookies=cookies) as page:
        page.on("request", lambda request: asked.append(request.url))
        page.goto("/clients/")
        page.get_by_label("Name or reference").press_sequentially("verma")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Named “verma”")).to_be_visible()
        expect(page.get_by_role("link", name="Asha Verma", exact=True)).to_have_count(1)
        page.get_by_role("link", name="Clear the search").press("Enter")
        expect(page).to_have_url(f"{address}/clients/?sort=due")
        browser.shows(page, "Asha Verma")
        expect(page.get_by_text("Named “verma”")).to_have_count(0)
    assert [url for url in asked if "verma" in url.lower()] == []
    assert [url for url in asked if "/clients/?sort=due&found=" in url] != []
