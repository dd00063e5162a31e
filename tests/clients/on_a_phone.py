"""What somebody does on a page: at 320 pixels and without JavaScript."""

import contextlib
import datetime as dt
from collections.abc import Iterator, Mapping

from playwright.sync_api import Page

from tests.web import browser


def day(page: Page, label: str, when: dt.date) -> None:
    """Type a date into its three fields."""
    group = page.get_by_role("group", name=label, exact=True)
    for part, number in (("Day", when.day), ("Month", when.month), ("Year", when.year)):
        group.get_by_label(part).fill(str(number))


def press(page: Page, *names: str) -> None:
    """Each button by its words."""
    for name in names:
        page.get_by_role("button", name=name, exact=True).click()


def confirm(page: Page) -> None:
    """The button of a page that says what will happen."""
    page.get_by_role("main").get_by_role("button").first.click()
    page.wait_for_load_state()


def follow(page: Page, *names: str) -> None:
    """Each link by its words, the first of them on its page."""
    for name in names:
        page.get_by_role("link", name=name).first.click()


@contextlib.contextmanager
def seen_by(address: str, cookies: Mapping[str, str] | None = None) -> Iterator[Page]:
    """A window of somebody who is signed in, or of a visitor."""
    with browser.opened(address, width=browser.PHONE, javascript=False, cookies=cookies) as page:
        yield page
