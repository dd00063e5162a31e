"""The pages of PAs and employers on a phone: accessible, narrow, easy to touch, and without JavaScript."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client

from dpss.access import actors
from payroll import models
from payroll.operations import timesheets
from tests.cast import AT, CAST
from tests.cast.people import Person
from tests.web import browser

pytestmark = pytest.mark.browser
SignedIn = Callable[..., Client]

POST = CAST.posts["dee at asha"]
SHEET = f"/payroll/sheets/{POST.id_of('timesheet')}/"
APPROVAL = f"/payroll/approvals/{POST.id_of('timesheet')}/"
OF_ASHA = (
    "/payroll/approvals/",
    APPROVAL,
    f"{APPROVAL}send-back/",
    "/payroll/payslips/",
    f"/payroll/payslips/{POST.id_of('payslip')}/",
    "/payroll/pay/",
    f"/payroll/pay/{POST.id_of('instruction')}/",
)
OF_DEE = ("/payroll/sheets/", SHEET, f"{SHEET}week/2/", f"{SHEET}check/")
SMALL = """() => [...document.querySelectorAll(
    "button, .dpss-button, input[type=text], select, summary, label:has(input)"
)].filter((it) => it.checkVisibility() && it.getBoundingClientRect().height < 44)
    .map((it) => it.outerHTML.slice(0, 100))"""


def cookie(signed_in: SignedIn, person: Person) -> dict[str, str]:
    name = settings.SESSION_COOKIE_NAME
    return {name: signed_in(person).cookies[name].value}


def take_back() -> None:
    actor = CAST.dee.actor()
    with actors.acting(actor):
        timesheets.recall(sheet=models.Timesheet.objects.get(pk=POST.id_of("timesheet")), actor=actor, at=AT)


def test_every_page_is_accessible_narrow_and_easy_to_touch(own_database: str, signed_in: SignedIn) -> None:
    found, wide, small = [], [], []
    with browser.served() as address:
        for person, paths in ((CAST.asha, OF_ASHA), (CAST.dee, OF_DEE)):
            if person is CAST.dee:
                take_back()
            with browser.opened(address, width=browser.PHONE, cookies=cookie(signed_in, person)) as page:
                for path in paths:
                    answer = page.goto(path)
                    assert answer is not None
                    assert answer.status == 200, path
                    found += [(path, one["id"]) for one in Axe().run(page).response["violations"]]
                    small += [(path, what) for what in page.evaluate(SMALL)]
                    if page.evaluate("document.documentElement.scrollWidth") > browser.PHONE:
                        wide.append(path)
    assert (found, wide, small) == ([], [], [])


def test_a_week_is_filled_in_put_right_and_saved_without_javascript(
    own_database: str, signed_in: SignedIn
) -> None:
    take_back()
    cookies = cookie(signed_in, CAST.dee)
    with (
        browser.served() as address,
        browser.opened(address, width=browser.PHONE, javascript=False, cookies=cookies) as page,
    ):
        page.goto(f"{SHEET}week/2/")
        page.get_by_text("Tuesday 3 November").first.click()
        page.locator("#id_start_20261103_0").fill("22:00")
        page.locator("#id_finish_20261103_0").fill("7:00")
        page.get_by_role("button", name="Save week 2").click()
        assert page.locator("#id_finish_20261103_0").input_value() == "7:00"
        page.locator("#id_next_20261103_0").check()
        page.get_by_role("button", name="Save week 2").click()
        assert "Week 2 is saved. You have 19 hours on this sheet. Your contract says 40." in page.content()
