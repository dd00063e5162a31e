"""A PA's sheet on a phone: accessible, narrow, easy to touch, and filled in without JavaScript."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import expect

from dpss.access import actors
from payroll import models
from payroll.operations import timesheets
from tests.cast import AT, CAST
from tests.web import browser

pytestmark = pytest.mark.browser
SignedIn = Callable[..., Client]

POST = CAST.posts["dee at asha"]
SHEET = f"/payroll/sheets/{POST.id_of('timesheet')}/"
OF_DEE = ("/payroll/sheets/", SHEET, f"{SHEET}week/2/", f"{SHEET}check/")


def take_back() -> None:
    actor = CAST.dee.actor()
    with actors.acting(actor):
        timesheets.recall(sheet=models.Timesheet.objects.get(pk=POST.id_of("timesheet")), actor=actor, at=AT)


def test_the_pages_of_a_sheet_that_is_filled_in_are_accessible_narrow_and_easy_to_touch(
    own_database: str, signed_in: SignedIn
) -> None:
    take_back()
    with browser.served() as address:
        assert browser.faults_at_both_widths(address, signed_in(CAST.dee), OF_DEE) == []


def test_a_week_is_filled_in_put_right_and_saved_without_javascript(
    own_database: str, signed_in: SignedIn
) -> None:
    take_back()
    cookies = browser.session_of(signed_in(CAST.dee))
    with (
        browser.served() as address,
        browser.opened(address, width=browser.PHONE, javascript=False, cookies=cookies) as page,
    ):
        page.goto(f"{SHEET}week/2/")
        page.get_by_text("Tuesday 3 November").first.click()
        page.locator("#id_start_20261103_0").fill("22:00")
        page.locator("#id_finish_20261103_0").fill("7:00")
        page.get_by_role("button", name="Save week 2").click()
        expect(page.locator("#id_finish_20261103_0")).to_have_value("7:00")
        page.locator("#id_next_20261103_0").check()
        page.get_by_role("button", name="Save week 2").click()
        browser.shows(page, "Week 2 is saved. You have 19 hours on this sheet. Your contract says 40.")
