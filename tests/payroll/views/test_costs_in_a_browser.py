"""The cost pages with an answer on them: on a phone, without JavaScript, clean in axe, and on paper."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from tests.cast import CAST
from tests.payroll.operations import steps
from tests.web import browser

pytestmark = pytest.mark.browser
WHAT_IF = f"/payroll/employers/posts/{steps.DEE.id_of('employment')}/what-if/"
ANSWER = "/costs/?hours=20&wage=13.50&age=30&interval=weekly&budget=350"


def test_a_visitor_asks_and_asks_again_without_javascript(own_database: str) -> None:
    with (
        browser.served() as address,
        browser.opened(address, width=browser.PHONE, javascript=False) as page,
    ):
        page.goto("/costs/")
        page.get_by_role("button", name="Work it out").click()
        expect(page.get_by_role("link", name="Enter the hours a week, like 20 or 7.5.")).to_be_visible()
        page.get_by_label("Hours a week").fill("20")
        page.get_by_label("Wage for an hour").fill("12")
        page.get_by_label("Age of the PA").fill("30")
        page.get_by_label("How often are they paid?").select_option("Every week")
        page.get_by_role("button", name="Work it out").click()
        below = "£12.00 an hour is below the minimum wage of £12.71 for someone aged 30: raise the rate."
        expect(page.get_by_role("link", name=below)).to_be_visible()
        page.get_by_label("Wage for an hour").fill("13.50")
        page.get_by_role("button", name="Work it out").click()
        expect(page.get_by_text("£303.58")).to_be_visible()
        assert browser.beside(page) <= 0
        page.reload()
        expect(page.get_by_text("£303.58")).to_be_visible()


def test_an_answer_is_clean_in_axe_and_leaves_the_form_off_paper(own_database: str) -> None:
    with browser.served() as address, browser.opened(address, width=browser.DESK) as page:
        page.goto(ANSWER)
        page.get_by_text("Where the figures come from").first.click()
        assert browser.violations(page) == []
        page.emulate_media(media="print")
        expect(page.get_by_role("button", name="Work it out")).to_be_hidden()
        expect(page.get_by_text("All together")).to_be_visible()


def test_other_terms_are_compared_on_a_phone(own_database: str, signed_in: Callable[..., Client]) -> None:
    name = settings.SESSION_COOKIE_NAME
    cookies = {name: signed_in(CAST.olu).cookies[name].value}
    with (
        browser.served() as address,
        browser.opened(address, width=browser.PHONE, cookies=cookies) as page,
    ):
        page.goto(WHAT_IF)
        page.get_by_label("Hourly rate").fill("14")
        page.get_by_label("Someone else works those hours").check()
        page.get_by_role("button", name="Compare").click()
        expect(page.get_by_label("Hourly rate")).to_have_value("14")
        expect(page.get_by_text("£7,020.00 now, £8,064.00 then")).to_be_visible()
        assert browser.violations(page) == []
        assert browser.beside(page) <= 0
