"""“Pay your PA” in a real browser: copied where the browser can, plain text without JavaScript."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from dpss.access import actors
from payroll import models
from tests.cast import CAST
from tests.factories import pay_queries
from tests.payroll.operations.steps import job
from tests.web import browser

pytestmark = pytest.mark.browser
SignedIn = Callable[..., Client]
POST = CAST.posts["dee at asha"]
PAY = reverse("payroll:instruction", args=[POST.id_of("instruction")])


def test_a_line_is_copied_and_it_is_said(own_database: str, signed_in: SignedIn) -> None:
    asha = browser.session_of(signed_in(CAST.asha))
    with (
        browser.served() as address,
        browser.opened(address, width=browser.PHONE, cookies=asha) as page,
    ):
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(PAY)
        page.get_by_role("button", name="Copy Sort code").click()
        expect(page.get_by_role("status")).to_have_text("Copied: Sort code")
        assert browser.measured(page, "() => navigator.clipboard.readText()") == "999901"
        page.get_by_role("button", name="Copy Amount").click()
        expect(page.get_by_role("status")).to_have_text("Copied: Amount")
        assert browser.measured(page, "() => navigator.clipboard.readText()") == "135.00"


def test_without_javascript_it_is_paid_answered_and_closed_on_a_phone(
    own_database: str, signed_in: SignedIn
) -> None:
    asha, dee = browser.session_of(signed_in(CAST.asha)), browser.session_of(signed_in(CAST.dee))
    with actors.acting(job()):
        pay_queries.open_all()
    phone = {"width": browser.PHONE, "javascript": False}
    with browser.served() as address:
        with browser.opened(address, cookies=asha, **phone) as page:  # type: ignore[arg-type]
            page.goto(PAY)
            expect(page.get_by_text("70111111")).to_be_visible()
            expect(page.get_by_role("button", name="Copy")).to_have_count(0)
            page.get_by_role("link", name="See the question").click()
            page.get_by_role("link", name="Answer", exact=True).click()
            page.get_by_label("They were not, and I have paid them now").check()
            page.get_by_role("button", name="Send your answer").click()
            browser.shows(page, "Your answer is sent.")
        with browser.opened(address, cookies=dee, **phone) as page:  # type: ignore[arg-type]
            page.goto(reverse("payroll:payslip", args=[POST.id_of("payslip")]))
            page.get_by_role("link", name="See the question and its answer").click()
            page.get_by_role("link", name="Yes, it has come").click()
            page.get_by_role("button", name="Yes, it has come").click()
            browser.shows(page, "Thank you. We have recorded that your wages have come.")
    with actors.acting(job()):
        assert models.PayQuery.objects.get(pk=POST.id_of("pay query")).state == "closed"
        assert models.PaymentInstruction.objects.get(pk=POST.id_of("instruction")).state == "paid"
