"""The pages of papers, on a phone and on a desk: accessible, narrow, easy to touch, right when read aloud."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import expect

from tests.cast import CAST
from tests.web import browser

pytestmark = pytest.mark.browser
SignedIn = Callable[..., Client]

POST = CAST.posts["dee at asha"]
OF_DEE = f"/payroll/papers/letter/{POST.id_of('employment')}/?first=2026-08-22&last=2026-11-21"
OF_OLU = "/payroll/papers/print/confirm/?of=payslips:2026-10-30&for_whom=everybody"


def test_pages_of_what_was_chosen_are_accessible_narrow_and_easy_to_touch(
    own_database: str, signed_in: SignedIn
) -> None:
    with browser.served() as address:
        for person, path in ((CAST.dee, OF_DEE), (CAST.olu, OF_OLU)):
            assert browser.faults_at_both_widths(address, signed_in(person), [path]) == []


def test_a_payslip_reads_aloud_in_the_order_of_its_sums(own_database: str, signed_in: SignedIn) -> None:
    """What a screen reader says: headings in their order, each line's name before its amount."""
    with (
        browser.served() as address,
        browser.opened(address, width=browser.PHONE, cookies=browser.session_of(signed_in(CAST.dee))) as page,
    ):
        page.goto(f"/payroll/payslips/{POST.id_of('payslip')}/")
        main = page.get_by_role("main")
        headings = [
            "Why is my pay this?",
            "What you earned",
            "What was taken off",
            "What your employer pays on top",
            "Hours",
            "Holiday",
            "Has it come?",
        ]
        expect(main.get_by_role("heading")).to_have_text(headings, use_inner_text=True)
        said = " ".join(browser.says(page).split())
        spoken = ("Paid to you on", "Before deductions", "Hours worked", "Pay before deductions", "Taken off")
        places = [said.index(words) for words in spoken]
        assert places[0] < places[1] < places[2] < places[3]
        table = main.get_by_role("table", name="This tax year so far")
        expect(table.get_by_role("rowheader").first).to_have_text("Taxable pay", use_inner_text=True)
        expect(table.get_by_role("columnheader")).to_have_text(["In this job", "£"], use_inner_text=True)
