"""Every page that the access matrix says can be opened, in a real browser, as one of those who may."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright import sync_api
from pytest_django import Settings

from tests.access.cells import OK, ROLES, Row
from tests.access.matrix import ROWS
from tests.cast import CAST
from tests.web import browser

pytestmark = [pytest.mark.browser, pytest.mark.long]

SignedIn = Callable[..., Client]
VISITOR = ""
# What lies beside the edge of the window, and may be scrolled to.
# They answer with a style sheet, a line of text, or a file.
NOT_PAGES = {"brand", "live", "ready", "payroll:submission_message", "payroll:take_on_template"} | {
    row.name for row in ROWS if row.name.endswith(("_pdf", "_csv"))
}
# What they show depends on the role: these are opened as each that may.
DIFFERENT = {"home", "payroll:payslips", "payroll:payslip"}


@dataclass(frozen=True)
class Visit:
    """A page, and the role as which it is opened; a visitor's has none."""

    row: Row
    role: str

    def __str__(self) -> str:
        return f"{self.row.name} as {self.role or 'a visitor'}"


def visits() -> list[Visit]:
    """Each page, as one of those who may open it; the pages of one role together."""
    found = []
    for row in ROWS:
        may = [role for role in ROLES if row.answer(role) == OK] + [VISITOR] * (row.visitor == OK)
        if row.method == "get" and row.name not in NOT_PAGES:
            found += [Visit(row, role) for role in (may if row.name in DIFFERENT else may[:1])]
    return sorted(found, key=lambda visit: visit.role)


@pytest.fixture
def cookies(own_database: str, signed_in: SignedIn) -> Mapping[str, str]:
    """The session of each role."""
    name = settings.SESSION_COOKIE_NAME
    return {role: signed_in(CAST.person(role)).cookies[name].value for role in ROLES}


def opened(page: sync_api.Page, cookies: Mapping[str, str], address: str) -> Iterator[tuple[Visit, str]]:
    """Open one page after the other; gives each, and what is wrong with the answer itself."""
    role = VISITOR
    for visit in visits():
        if visit.role != role:
            role = visit.role
            page.context.clear_cookies()
            session = {"name": settings.SESSION_COOKIE_NAME, "value": cookies[role], "url": address}
            page.context.add_cookies([session])
        answer = page.goto(visit.row.path())
        kind = answer.headers.get("content-type", "") if answer else ""
        is_page = answer is not None and answer.status == OK and kind.startswith("text/html")
        yield visit, "" if is_page else f"{visit}: {answer and answer.status} {kind}"


def faults(page: sync_api.Page, visit: object) -> Iterator[str]:
    """What axe finds, and whether there is one main heading."""
    for one in Axe().run(page).response["violations"]:
        for node in one["nodes"]:
            yield f"{visit}: {one['id']}: {node['html'][:160]}"
    headings = page.locator("h1").count()
    if headings != 1:
        yield f"{visit}: {headings} main headings"


def beside(page: sync_api.Page, visit: object) -> Iterator[str]:
    """How far the page scrolls sideways."""
    wide = browser.beside(page)
    if wide > 0:
        yield f"{visit}: scrolls sideways by {wide}"


def test_axe_finds_nothing_on_any_page_and_each_has_one_main_heading(cookies: Mapping[str, str]) -> None:
    found = []
    with browser.served() as address, browser.opened(address, width=browser.DESK) as page:
        for visit, wrong in opened(page, cookies, address):
            found += [wrong] if wrong else [*faults(page, visit), *beside(page, visit)]
    assert found == []


def test_no_page_scrolls_sideways_on_a_phone_without_javascript(cookies: Mapping[str, str]) -> None:
    found = []
    with (
        browser.served() as address,
        browser.opened(address, width=browser.PHONE, javascript=False) as page,
    ):
        for visit, wrong in opened(page, cookies, address):
            found += [wrong] if wrong else beside(page, visit)
    assert found == []


def test_what_is_wrong_with_a_page_is_found(cookies: Mapping[str, str]) -> None:
    bad = "<html lang=en><title>x</title><main><h1>A</h1><h1>B</h1><img src='data:,'><pre>" + "w" * 300
    with browser.served() as address, browser.opened(address, width=browser.PHONE) as page:
        page.set_content(bad)
        found = [*faults(page, "x"), *beside(page, "x")]
    assert [one.split(": ")[1].split()[0] for one in found] == ["image-alt", "2", "scrolls"]


def test_before_a_council_is_set_up_the_page_is_as_well_made(own_database: str, settings: Settings) -> None:
    settings.DPSS_DEFAULT_COUNCIL = "nowhere"
    with browser.served() as address, browser.opened(address, width=browser.PHONE) as page:
        page.goto("/")
        assert page.get_by_role("heading", name="This portal is not set up yet").is_visible()
        assert [*faults(page, "503"), *beside(page, "503")] == []


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
