"""A change of employer, from the employer's record to its confirmation, on a phone without JavaScript."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.cast import CAST
from tests.payroll.operations import changing, steps
from tests.web import browser

pytestmark = pytest.mark.browser


def press(page: Page, name: str) -> None:
    """A page is never wider than the phone."""
    page.get_by_role("button", name=name).click()
    assert browser.beside(page) <= 0


def test_the_employer_changes_step_by_step(own_database: str, signed_in: Callable[..., Client]) -> None:
    cookies = browser.session_of(signed_in(CAST.olu))
    with (
        browser.served() as address,
        browser.opened(address, width=browser.PHONE, javascript=False, cookies=cookies) as page,
    ):
        page.goto(reverse("payroll:employer", args=[steps.ASHA.id_of("employer")]))
        page.get_by_role("link", name="Another person becomes the employer").click()
        page.get_by_label("The employer can no longer decide").check()
        page.get_by_label("Somebody else", exact=True).check()
        press(page, "Save and continue")
        expect(page.get_by_text("Enter the full name of the new employer.").first).to_be_visible()
        page.get_by_label("Full name of somebody else").fill("Ravi Verma")
        for name, value in (("Day", "23"), ("Month", "11"), ("Year", "2026")):
            page.get_by_label(name, exact=True).fill(value)
        press(page, "Save and continue")
        page.get_by_role("link", name="The post of Dee").click()
        page.get_by_label("Goes on, and service counts on").check()
        page.get_by_label("The new employer agrees").check()
        page.get_by_label("Who decided, when, and why?").fill("Ravi and Dee signed on 2 November.")
        press(page, "Save and continue")
        page.get_by_role("link", name="The old PAYE scheme").click()
        page.get_by_label("each PA gets a P45").check()
        press(page, "Save and continue")
        page.get_by_role("link", name="What the new employer needs").click()
        page.get_by_label("The employer pays").check()
        page.get_by_label("members go on").check()
        press(page, "Save and continue")
        page.get_by_role("link", name="Confirm the change of employer").click()
        expect(page.get_by_text("The last day on which Asha Verma employs.")).to_be_visible()
        press(page, "Confirm the change of employer")
        expect(page.get_by_text("Ravi Verma is the employer from Monday 23 November 2026.")).to_be_visible()
        expect(page.get_by_text("What is left to do")).to_be_visible()
    post = changing.new_post()
    assert (post.employer.name, post.first_day) == ("Ravi Verma", dt.date(2026, 11, 23))
