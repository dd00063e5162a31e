"""Somebody who signs in through the pages of a running portal, and how well-made what they see is."""

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from axe_playwright_python.sync_playwright import Axe
from playwright import sync_api

from tests.journeys import portal as portals
from tests.web import browser


@dataclass(frozen=True)
class Served:
    """A portal and the address at which its web server answers."""

    portal: portals.Portal
    address: str

    @contextlib.contextmanager
    def visited_by(self, role: str, *, width: int, javascript: bool = True) -> Iterator[sync_api.Page]:
        """A browser in which the demo's person of this role has signed in."""
        with browser.opened(self.address, width=width, javascript=javascript) as page:
            self.sign_in(page, role)
            yield page

    def sign_in(self, page: sync_api.Page, role: str) -> None:
        """Through the pages: address, password and, for staff, the code of the moment."""
        lines = self.portal.manage("demo_users").stdout.splitlines()
        email, password, code = next(line.split("\t")[1:] for line in lines if line.startswith(f"{role}\t"))
        page.goto(f"{self.address}/accounts/login/")
        page.get_by_label("Email address").fill(email)
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Sign in", exact=True).click()
        if code:
            page.get_by_label("Code").fill(code)
            page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url(re.compile(r"/(home|commissioning)/"))


def is_well_made(page: sync_api.Page) -> None:
    """One main heading, and no scrolling sideways."""
    assert page.get_by_role("heading", level=1).count() == 1
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} scrolls sideways by {wide}"


def is_axe_clean(page: sync_api.Page) -> None:
    """Axe finds nothing. It needs a page with JavaScript."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
