"""Calls, pay rises and the calendar: on a phone, without JavaScript."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from tests.cast import CAST
from tests.payroll.operations import steps
from tests.payroll.operations.test_rises import young
from tests.web import browser

pytestmark = pytest.mark.browser
SignedIn = Callable[..., Client]


def test_pay_rises_that_there_are_make_pages_accessible_and_narrow(
    own_database: str, signed_in: SignedIn
) -> None:
    young()
    names = [("rise", []), ("rise_choose", ["2026-12-28", "amount", 50]), ("rise_letters", ["2026-12-28"])]
    pages = [reverse(f"payroll:{name}", args=parts) for name, parts in names]
    with browser.served() as address:
        assert browser.faults_at_both_widths(address, signed_in(CAST.mara), pages) == []


def test_a_call_is_taken_and_written_up_on_a_phone_without_javascript(
    own_database: str, signed_in: SignedIn
) -> None:
    with (
        browser.served() as address,
        browser.opened(
            address, width=browser.PHONE, javascript=False, cookies=browser.session_of(signed_in(CAST.olu))
        ) as page,
    ):
        page.goto(reverse("payroll:callers"))
        page.get_by_label("Who is ringing?").fill("lowe")
        page.get_by_role("button", name="Search").click()
        found = page.get_by_role("link", name="Dee Lowe")
        expect(found).to_be_visible()
        assert "lowe" not in page.url
        found.click()
        page.get_by_role("button", name="Begin a call").click()
        for _ in range(2):
            page.get_by_role("button", name="Ask this").click()
            page.get_by_role("button", name="It is right").click()
        expect(page.get_by_text("2 answers are right.")).to_be_visible()
        assert browser.beside(page) <= 0
        page.get_by_role("link", name="Write up the call").click()
        page.get_by_label("Why did they ring?").fill("When the payslip comes")
        page.get_by_label("We ring back").check()
        page.get_by_role("button", name="Write up the call").click()
        expect(page.get_by_role("link", name="Say on which day we ring back.")).to_be_visible()
        expect(page.get_by_label("Why did they ring?")).to_have_value("When the payslip comes")
        for name, value in (("Day", "25"), ("Month", "11"), ("Year", "2026")):
            page.get_by_label(name, exact=True).fill(value)
        page.get_by_role("button", name="Write up the call").click()
        expect(page.get_by_text("When the payslip comes")).to_be_visible()


def test_pay_is_raised_and_paydays_are_made_on_a_phone_without_javascript(
    own_database: str, signed_in: SignedIn
) -> None:
    young()
    calendar = reverse("payroll:pay_group", args=[steps.november().group_id])
    with (
        browser.served() as address,
        browser.opened(
            address, width=browser.PHONE, javascript=False, cookies=browser.session_of(signed_in(CAST.olu))
        ) as page,
    ):
        page.goto(reverse("payroll:employers"))
        page.get_by_role("link", name="Raise pay for many").click()
        for name, value in (("Day", "28"), ("Month", "12"), ("Year", "2026")):
            page.get_by_label(name, exact=True).fill(value)
        page.get_by_role("button", name="See whose pay goes up").click()
        page.get_by_role("button", name="Raise their pay").click()
        expect(page.get_by_text("1 post has a new rate from 28 December 2026.")).to_be_visible()
        page.goto(calendar)
        page.get_by_label("How many working days").fill("3")
        page.get_by_role("button", name="See the paydays").click()
        page.get_by_role("button", name="Make these paydays").click()
        expect(page.get_by_text("4 paydays are made.")).to_be_visible()
        assert browser.beside(page) <= 0
