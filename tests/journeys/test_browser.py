"""Every role in a real browser: the sign-in pages, the second factor, the home, and a payslip read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from dpss.access import policy
from tests.journeys import portal as portals
from tests.journeys.visitor import Served, is_axe_clean, is_well_made
from tests.web import browser

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.timeout(900)]
CLIENTS = 60


@pytest.fixture(scope="session")
def county() -> Iterator[Served]:
    """Sixty clients, their month run, and the portal served by gunicorn."""
    with portals.running(Path(settings.DPSS_VAR) / "browser", clients=CLIENTS) as portal:
        portal.start_sandbox()
        portal.start_worker()
        portal.start_beat()
        portal.manage("demo_month")
        yield Served(portal, portal.start_web())


@pytest.mark.parametrize("role", policy.ROLE_NAMES)
def test_each_role_signs_in_and_finds_its_home(county: Served, role: str) -> None:
    with county.visited_by(role, width=browser.PHONE, javascript=False) as page:
        is_well_made(page)
        cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    with browser.opened(county.address, width=browser.DESK, cookies=cookies) as page:
        page.goto("/home/")
        is_well_made(page)
        is_axe_clean(page)


def test_a_pa_reads_why_the_pay_is_what_it_is(county: Served) -> None:
    """From the day before the payday."""
    county.portal.manage("demo_date", "2026-11-26")
    with county.visited_by(policy.PA, width=browser.PHONE) as page:
        page.get_by_role("link", name="Why is my pay this?").first.click()
        is_well_made(page)
        text = page.get_by_role("main").inner_text()
        assert "Income Tax" in text
        assert "National Insurance" in text
        is_axe_clean(page)
