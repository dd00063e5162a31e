"""Bank details in a real browser: accessible at a desk and on a phone, and changed without JavaScript."""

from collections.abc import Callable

import pytest
from django.test import Client

from dpss.access import actors
from ledger import models
from tests.cast import CAST, key
from tests.payroll.operations.steps import job
from tests.web import browser

pytestmark = pytest.mark.browser
SignedIn = Callable[..., Client]

POST = f"/payroll/employers/posts/{CAST.posts['dee at asha'].id_of('employment')}/"
CHANGE = f"{POST}bank/{key('dee', 'bank change')}/"
OF_MARA = ("/payroll/employers/bank-details/", POST, f"{POST}bank/", CHANGE)
OF_MARA += (f"{CHANGE}approve/", f"{CHANGE}refuse/", f"{CHANGE}ring/")
OF_DEE = ("/payroll/paid-into/", "/payroll/paid-into/new/", "/payroll/paid-into/stop/")


def test_every_page_is_accessible_and_as_wide_as_the_screen(own_database: str, signed_in: SignedIn) -> None:
    with browser.served() as address:
        for person, paths in ((CAST.mara, OF_MARA), (CAST.dee, OF_DEE)):
            assert browser.faults_at_both_widths(address, signed_in(person), paths) == []


def test_a_pa_asks_and_a_second_person_approves_without_javascript(
    own_database: str, signed_in: SignedIn
) -> None:
    dee, mara = browser.session_of(signed_in(CAST.dee)), browser.session_of(signed_in(CAST.mara))
    with browser.served() as address:
        with browser.opened(address, width=browser.PHONE, javascript=False, cookies=dee) as page:
            page.goto("/payroll/paid-into/")
            assert page.get_by_text("account ending 1111").is_visible()
            assert page.get_by_text("A change to the account ending 5555 is waiting.").is_visible()
        with browser.opened(address, width=browser.PHONE, javascript=False, cookies=mara) as page:
            page.goto("/payroll/employers/")
            page.get_by_role("link", name="Bank details to approve").click()
            page.get_by_role("link", name="Dee Lowe").click()
            page.get_by_role("link", name="Approve", exact=True).click()
            page.get_by_role("button", name="Approve the new bank details").click()
            assert page.get_by_text("The wages of Dee Lowe go to the new account").is_visible()
        with browser.opened(address, width=browser.PHONE, javascript=False, cookies=dee) as page:
            page.goto("/payroll/paid-into/")
            page.get_by_role("link", name="Give new bank details").click()
            page.get_by_label("Name on the account").fill("D Lowe")
            page.get_by_label("Sort code").fill("99-99")
            page.get_by_label("Account number").fill("70888888")
            page.get_by_role("button", name="Check and ask for approval").click()
            assert page.get_by_label("Account number").input_value() == "70888888"
            page.get_by_label("Sort code").fill("99-99-08")
            page.get_by_role("button", name="Check and ask for approval").click()
            assert page.get_by_text("We have your new bank details.").is_visible()
    with actors.acting(job()):
        asked = models.BankAccountChange.objects.get(state="proposed", proposed_by_id=CAST.dee.user_id)
        assert (asked.sort_code, asked.ending) == ("999908", "8888")
