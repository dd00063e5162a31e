"""The pages on which a post is changed: on a phone, without JavaScript, clean in axe."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import expect

from dpss.access import actors
from payroll.operations import leaving
from tests.cast import AT, CAST
from tests.payroll.operations import steps
from tests.web import browser

pytestmark = pytest.mark.browser
SignedIn = Callable[..., Client]
FILE = f"/payroll/employers/posts/{steps.DEE.id_of('employment')}/"
PAGES = ("", "terms/", "tax/", "start/", "leaving/", "staying/", "p45/")


def left() -> None:
    """Dee's last day is in November, which is paid."""
    actor = CAST.olu.actor()
    with actors.acting(actor):
        day = steps.november().last_day
        leaving.record(post=steps.post_of(), last_day=day, actor=actor, at=AT)
    steps.pay_november()


def test_every_page_is_accessible_and_narrow(own_database: str, signed_in: SignedIn) -> None:
    left()
    pages = (f"{FILE}{path}" for path in PAGES)
    with browser.served() as address:
        assert browser.faults_at_both_widths(address, signed_in(CAST.olu), pages) == []


def test_a_starter_is_entered_checked_changed_and_kept_without_javascript(
    own_database: str, signed_in: SignedIn
) -> None:
    with (
        browser.served() as address,
        browser.opened(
            address, width=browser.PHONE, javascript=False, cookies=browser.session_of(signed_in(CAST.olu))
        ) as page,
    ):
        page.goto(FILE)
        page.get_by_role("link", name="Record a P45 or starter checklist").click()
        page.get_by_label("Yes", exact=True).check()
        for name, value in (("Day", "6"), ("Month", "4"), ("Year", "2026")):
            page.get_by_label(name, exact=True).first.fill(value)
        page.get_by_label("Tax code on the P45").fill("12L57")
        page.get_by_label("There is no checklist").check()
        page.get_by_role("button", name="See what follows").click()
        expect(page.get_by_role("link", name="is not a tax code")).to_be_visible()
        page.get_by_label("Tax code on the P45").fill("1257L M1")
        page.get_by_role("button", name="See what follows").click()
        expect(page.get_by_text("1257L, week 1/month 1")).to_be_visible()
        assert browser.beside(page) <= 0
        page.get_by_role("button", name="Change the answers").click()
        expect(page.get_by_label("Tax code on the P45")).to_have_value("1257L M1")
        page.get_by_role("button", name="See what follows").click()
        page.get_by_role("button", name="Keep this").click()
        expect(page.get_by_text("The tax code is 1257L, week 1/month 1, from Saturday")).to_be_visible()
