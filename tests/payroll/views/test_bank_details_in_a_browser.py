"""Bank details in a real browser: changed on a phone without JavaScript."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import expect

from dpss.access import actors
from ledger import models
from tests.cast import CAST
from tests.payroll.operations.steps import job
from tests.web import browser

pytestmark = pytest.mark.browser
SignedIn = Callable[..., Client]


def test_a_pa_asks_and_a_second_person_approves_without_javascript(
    own_database: str, signed_in: SignedIn
) -> None:
    dee, mara = browser.session_of(signed_in(CAST.dee)), browser.session_of(signed_in(CAST.mara))
    with browser.served() as address:
        with browser.opened(address, width=browser.PHONE, javascript=False, cookies=dee) as page:
            page.goto("/payroll/paid-into/")
            expect(page.get_by_text("account ending 1111")).to_be_visible()
            expect(page.get_by_text("A change to the account ending 5555 is waiting.")).to_be_visible()
        with browser.opened(address, width=browser.PHONE, javascript=False, cookies=mara) as page:
            page.goto("/payroll/employers/")
            page.get_by_role("link", name="Bank details to approve").click()
            page.get_by_role("link", name="Dee Lowe").click()
            page.get_by_role("link", name="Approve", exact=True).click()
            page.get_by_role("button", name="Approve the new bank details").click()
            expect(page.get_by_text("The wages of Dee Lowe go to the new account")).to_be_visible()
        with browser.opened(address, width=browser.PHONE, javascript=False, cookies=dee) as page:
            page.goto("/payroll/paid-into/")
            page.get_by_role("link", name="Give new bank details").click()
            page.get_by_label("Name on the account").fill("D Lowe")
            page.get_by_label("Sort code").fill("99-99")
            page.get_by_label("Account number").fill("70888888")
            page.get_by_role("button", name="Check and ask for approval").click()
            expect(page.get_by_label("Account number")).to_have_value("70888888")
            page.get_by_label("Sort code").fill("99-99-08")
            page.get_by_role("button", name="Check and ask for approval").click()
            expect(page.get_by_text("We have your new bank details.")).to_be_visible()
    with actors.acting(job()):
        asked = models.BankAccountChange.objects.get(state="proposed", proposed_by_id=CAST.dee.user_id)
        assert (asked.sort_code, asked.ending) == ("999908", "8888")
