"""Every role in a real browser: the sign-in pages, the second factor, the home, and a payslip read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright import sync_api

from tests.journeys import portal as portals
from tests.web import browser

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.timeout(900)]
CLIENTS = 60
ROLES = (
    "client",
    "representative",
    "pa",
    "support_worker",
    "payroll_officer",
    "payroll_manager",
    "council_finance",
    "commissioner",
    "administrator",
)


@dataclass
class County:
    """A small county after its month, served at an address."""

    portal: portals.Portal
    address: str

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


@pytest.fixture(scope="session")
def county() -> Iterator[County]:
    """Sixty clients, their month run, and the portal served by gunicorn."""
    with portals.running(Path(settings.DPSS_VAR) / "browser", clients=CLIENTS) as portal:
        portal.start_sandbox()
        portal.start_worker()
        portal.start_beat()
        portal.manage("demo_month")
        yield County(portal, portal.start_web())


@pytest.mark.parametrize("role", ROLES)
def test_each_role_signs_in_and_finds_its_home(county: County, role: str) -> None:
    with browser.opened(county.address, width=browser.PHONE, javascript=False) as page:
        county.sign_in(page, role)
        _is_well_made(page)
        cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    with browser.opened(county.address, width=browser.DESK, cookies=cookies) as page:
        page.goto("/home/")
        _is_well_made(page)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def test_a_pa_reads_why_the_pay_is_what_it_is(county: County) -> None:
    with browser.opened(county.address, width=browser.PHONE) as page:
        county.sign_in(page, "pa")
        page.goto("/home/")
        page.get_by_role("link", name="Why is my pay this?").first.click()
        _is_well_made(page)
        text = page.get_by_role("main").inner_text()
        assert "Income Tax" in text
        assert "National Insurance" in text
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def _is_well_made(page: sync_api.Page) -> None:
    """One main heading, no scrolling sideways, and nothing that the browser was refused."""
    assert page.get_by_role("heading", level=1).count() == 1
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} scrolls sideways by {wide}"
