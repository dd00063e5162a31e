"""The link of a text in a real browser: on a phone, without JavaScript, and without a referrer to go by."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.payroll.operations import test_text_links as links
from tests.web import browser

pytestmark = pytest.mark.browser


@pytest.fixture
def page(own_database: str, settings: Any, tmp_path: Path) -> str:
    """The address in the text to Asha."""
    settings.DPSS_VAR = tmp_path
    links.choose()
    links.send()
    _, said = links.texted(tmp_path / "texts")
    return "/t/" + said.rsplit("/t/", 1)[1].strip()


def test_a_client_approves_with_a_pin_on_a_phone_without_signing_in(page: str) -> None:
    with (
        browser.served() as address,
        browser.opened(address, width=browser.PHONE, javascript=False) as phone,
    ):
        phone.goto(page)
        phone.get_by_label("Your PIN of 6 figures").fill(links.OTHER_PIN)
        phone.get_by_role("button", name="Show the timesheet").click()
        expect(phone.get_by_text("You have 4 tries left.").first).to_be_visible()
        phone.get_by_label("Your PIN of 6 figures").fill(links.PIN)
        phone.get_by_role("button", name="Show the timesheet").click()
        expect(phone.get_by_role("heading", name="Timesheet of Dee Lowe")).to_be_visible()
        phone.get_by_role("button", name="Approve").click()
        expect(phone.get_by_text("You approved 10 hours.")).to_be_visible()
        phone.goto(page)
        expect(phone.get_by_text("This link was used")).to_be_visible()
    assert links.sheet().state == "approved"
