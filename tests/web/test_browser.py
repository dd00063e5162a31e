"""Pages in a real browser: accessible, narrow, by keyboard, without JavaScript, under the content policy."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright import sync_api

from tests.cast import Cast
from tests.web import browser, gallery

pytestmark = pytest.mark.browser

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


@pytest.fixture
def address(own_database: str) -> Iterator[str]:
    """Where the portal is served."""
    with browser.served() as where:
        yield where


@pytest.fixture
def asha(own_database: str, signed_in: Callable[..., Client], cast: Cast) -> dict[str, str]:
    """The cookie of Asha's session."""
    session = signed_in(cast.asha).cookies[settings.SESSION_COOKIE_NAME]
    return {settings.SESSION_COOKIE_NAME: session.value}


def listen(page: sync_api.Page, said: list[str]) -> None:
    """Note what the browser complains of; that a page is not found is not a complaint."""
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text) if "404" not in message.text else None)


def violations(page: sync_api.Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{page.url} {one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


def test_axe_finds_no_violation_on_a_desk_nor_the_content_policy_anything_to_block(
    address: str, asha: dict[str, str]
) -> None:
    found, said = [], []
    with browser.opened(address, width=browser.DESK, cookies=asha) as page:
        listen(page, said)
        for path in [*GALLERY, "/accounts/2fa/", "/help/"]:
            page.goto(path)
            found += violations(page)
    assert (found, said) == ([], [])


SMALL = """() => [...document.querySelectorAll(
    "button, .dpss-button, input:not([type=hidden]), select, textarea, summary, .dpss-tick"
)].filter((it) => it.checkVisibility()).map((it) => {
    const own = it.matches("input[type=checkbox], input[type=radio]") ? it.closest("label") || it : it;
    return [Math.round(own.getBoundingClientRect().height * 10) / 10, it.outerHTML.slice(0, 100)];
}).filter(([height]) => height < 44)"""


def test_every_page_on_a_phone_is_accessible_narrow_and_easy_to_touch(
    address: str, asha: dict[str, str]
) -> None:
    found, said, wide, small = [], [], [], []
    for cookies, paths in (({}, PUBLIC + ENTRANCE), (asha, GALLERY + ACCOUNT)):
        with browser.opened(address, width=browser.PHONE, cookies=cookies) as page:
            listen(page, said)
            for path in paths:
                page.goto(path)
                found += violations(page)
                small += [f"{path} {height}: {what}" for height, what in page.evaluate(SMALL)]
                if page.evaluate("document.documentElement.scrollWidth") > browser.PHONE:
                    wide.append(path)
    assert (found, said, wide, small) == ([], [], [], [])


def test_no_page_scrolls_sideways_at_320_without_javascript(address: str, asha: dict[str, str]) -> None:
    wide = []
    with browser.opened(address, width=browser.PHONE, javascript=False, cookies=asha) as page:
        for path in PUBLIC + GALLERY + ACCOUNT:
            page.goto(path)
            if page.evaluate("document.documentElement.scrollWidth") > browser.PHONE:
                wide.append(path)
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
    address: str, asha: dict[str, str], width: int, paths: list[str]
) -> None:
    with browser.opened(address, width=width, cookies=asha) as page:
        for path in paths:
            page.goto(path)
            page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
            reached = list(tabbed(page))
            assert len(reached) >= 8, path
            assert [one["what"] for one in reached if not one["marked"]] == [], path
            assert [one["what"] for one in reached if one["hidden"]] == [], path


def tabbed(page: sync_api.Page) -> Iterator[dict[str, Any]]:
    """Each control that the tab key comes to, until it leaves the page."""
    last = -1
    for _press in range(80):
        page.keyboard.press("Tab")
        step = page.evaluate(SEEN)
        if step is None or step["key"] <= last:
            return
        last = step["key"]
        yield step


def test_the_menu_folds_on_a_phone_and_is_open_without_javascript(address: str, asha: dict[str, str]) -> None:
    with browser.opened(address, width=browser.PHONE, cookies=asha) as page:
        page.goto("/help/")
        menu = page.get_by_role("button", name="Menu")
        assert not page.get_by_role("link", name="My account").is_visible()
        menu.click()
        assert page.get_by_role("link", name="My account").is_visible()
    with browser.opened(address, width=browser.PHONE, javascript=False, cookies=asha) as page:
        page.goto("/help/")
        assert page.locator("#navigation a", has_text="My account").is_visible()


def test_the_selection_bar_appears_with_a_selection_and_counts_it(address: str, asha: dict[str, str]) -> None:
    with browser.opened(address, width=browser.DESK, cookies=asha) as page:
        page.goto("/gallery/payrun/")
        bar = page.get_by_role("region", name="Selected rows")
        assert not bar.is_visible()
        page.get_by_label("Select Tomas Reiss").check()
        assert "1 selected" in bar.inner_text()
        page.get_by_label("Select all rows on this page").check()
        assert "4 selected" in bar.inner_text()
        page.get_by_role("button", name="Clear selection").click()
        bar.wait_for(state="hidden")
        assert page.locator("input[name=key]:checked").count() == 0
    with browser.opened(address, width=browser.DESK, javascript=False, cookies=asha) as page:
        page.goto("/gallery/payrun/")
        assert page.get_by_role("button", name="Send a reminder").is_visible()


def test_a_wrong_form_moves_to_its_summary_and_its_links_to_the_fields(
    address: str, asha: dict[str, str]
) -> None:
    with browser.opened(address, width=browser.PHONE, cookies=asha) as page:
        page.goto("/gallery/form_errors/")
        assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
        page.get_by_role("link", name="Enter a time, like 8:30 or 14:15.").click()
        assert page.evaluate("document.activeElement.id") == "id_at"


def test_on_paper_the_content_stays_and_the_controls_go(address: str, asha: dict[str, str]) -> None:
    with browser.opened(address, width=browser.DESK, cookies=asha) as page:
        page.goto("/gallery/payslip/")
        page.emulate_media(media="print")
        assert page.get_by_text("£1,119.86").is_visible()
        assert page.get_by_text("Eastmarsh County Council").first.is_visible()
        assert not page.get_by_role("link", name="All payslips").is_visible()
        assert not page.get_by_role("navigation", name="Menu").is_visible()


def test_a_pages_first_view_weighs_less_than_150_kilobytes(address: str, asha: dict[str, str]) -> None:
    sizes: dict[str, int] = {}
    with browser.opened(address, width=browser.PHONE, cookies=asha) as page:
        page.on("response", lambda answer: sizes.update({answer.url: len(answer.body())}))
        page.goto("/gallery/dashboard/")
        page.wait_for_load_state("networkidle")
    assert all(url.startswith(address) for url in sizes)
    # Sent compressed, style sheets and scripts are about a fifth of their size.
    assert sum(sizes.values()) / 4 < 150_000


@pytest.mark.parametrize("javascript", [True, False])
def test_somebody_is_found_by_keyboard_and_the_address_does_not_name_them(
    address: str, signed_in: Callable[..., Client], cast: Cast, *, javascript: bool
) -> None:
    session = signed_in(cast.marcus).cookies[settings.SESSION_COOKIE_NAME].value
    cookies = {settings.SESSION_COOKIE_NAME: session}
    asked: list[str] = []
    with browser.opened(address, width=browser.DESK, javascript=javascript, cookies=cookies) as page:
        page.on("request", lambda request: asked.append(request.url))
        page.goto("/clients/")
        page.get_by_label("Name or reference").press_sequentially("verma")
        page.keyboard.press("Enter")
        page.get_by_text("Named “verma”").wait_for()
        assert page.get_by_role("link", name="Asha Verma", exact=True).count() == 1
        page.get_by_role("link", name="Clear the search").press("Enter")
        page.get_by_text("Named “verma”").wait_for(state="detached")
        assert page.url == f"{address}/clients/?sort=due"
    assert [url for url in asked if "verma" in url.lower()] == []
    assert [url for url in asked if "/clients/?sort=due&found=" in url] != []
