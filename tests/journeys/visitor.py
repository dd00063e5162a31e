"""Somebody who signs in through the pages of a running portal, and how well-made what they see is."""

import contextlib
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from playwright import sync_api

from dpss.portal.demo import sign_ins
from tests.journeys import portal as portals
from tests.one_time_codes import code_now
from tests.web import browser


@dataclass(frozen=True)
class Served:
    """A portal, the address at which its web server answers, and the browser that goes there."""

    portal: portals.Portal
    address: str
    chromium: sync_api.Browser

    @contextlib.contextmanager
    def visited_by(self, role: str, *, width: int, javascript: bool = True) -> Iterator[sync_api.Page]:
        """A window in which the demo's person of this role has signed in."""
        with browser.window(self.chromium, self.address, width=width, javascript=javascript) as page:
            self.sign_in(page, role)
            yield page

    def sign_in(self, page: sync_api.Page, role: str) -> None:
        """Through the pages: address, password and, for staff, the code of the moment."""
        email, password, code = self._told[role]
        page.goto(f"{self.address}/accounts/login/")
        page.get_by_label("Email address").fill(email)
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Sign in", exact=True).click()
        if code:
            page.get_by_label("Code").fill(code_now(sign_ins.totp_secret(email)))
            page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url(re.compile(r"/(home|commissioning)/"))

    @functools.cached_property
    def _told(self) -> dict[str, list[str]]:
        """What the demo says of each role's sign-in; a code only for those who are asked for one."""
        lines = self.portal.manage("demo_users").stdout.splitlines()
        return {role: told for role, *told in (line.split("\t") for line in lines)}


@contextlib.contextmanager
def served(portal: portals.Portal) -> Iterator[Served]:
    """The portal with its web server, and one browser for everybody who visits it."""
    with browser.started() as chromium:
        yield Served(portal, portal.start_web(), chromium)


def is_well_made(page: sync_api.Page) -> None:
    """One main heading, and no scrolling sideways."""
    wide = browser.beside(page)
    sync_api.expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert wide <= 0, f"{page.url} scrolls sideways by {wide}"


def is_axe_clean(page: sync_api.Page) -> None:
    """Axe finds nothing. It needs a page with JavaScript."""
    assert browser.violations(page) == []
