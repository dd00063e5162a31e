"""Four weeks with nights and holiday, from the PA's phone to the payslip: 320 pixels, without JavaScript."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from playwright import sync_api

from dpss.access import actors
from payroll import models
from payroll.operations import timesheets
from tests.cast import AT, CAST
from tests.payroll.operations import steps
from tests.payroll.views.phones import field, phone
from tests.web import browser

pytestmark = pytest.mark.browser
SignedIn = Callable[..., Client]

SHEET = f"/payroll/sheets/{steps.DEE.id_of('timesheet')}/"
FIRST_MONDAY = dt.date(2026, 10, 26)
NIGHTS = (dt.date(2026, 11, 10), dt.date(2026, 11, 11))
OFF = dt.date(2026, 11, 20)


def test_a_sheet_with_nights_and_holiday_is_sent_back_put_right_and_paid(
    own_database: str, signed_in: SignedIn, today: Callable[[dt.date], None]
) -> None:
    """76 hours and 4 of holiday at £13.50, two sleep-ins at £60.00, 1.5 hours awake: £1,220.25."""
    _sleeps_in_at_ashas_alone()
    with phone(signed_in, CAST.dee) as page:
        _fill(page)
        browser.shows(page, "About, before tax and deductions\n£1,287.75")
        _send(page)
    with phone(signed_in, CAST.asha) as page:
        _open_approval(page)
        page.get_by_role("link", name="Send back with a reason").click()
        page.locator("#id_reason").fill("You left at 1 on the last Thursday, not at 6.")
        page.get_by_role("main").get_by_role("button").click()
        browser.shows(page, "You sent the timesheet back.")
    with phone(signed_in, CAST.dee) as page:
        page.goto(SHEET)
        browser.shows(page, "You left at 1 on the last Thursday, not at 6.")
        page.goto(f"{SHEET}week/4/")
        field(page, "finish_20261119_0").fill("13:00")
        page.get_by_role("button", name="Save week 4").click()
        browser.shows(page, "About, before tax and deductions\n£1,220.25")
        _send(page)
    with phone(signed_in, CAST.asha) as page:
        _open_approval(page)
        browser.shows(page, "£1,220.25")
        page.get_by_role("main").get_by_role("button", name="Approve").click()
        browser.shows(page, "for Dee")
    with phone(signed_in, CAST.olu) as page:
        page.goto("/payroll/payruns/")
        page.get_by_role("main").get_by_role("link", name="Calculate", exact=True).first.click()
        page.get_by_role("button", name="Calculate").click()
        browser.shows(page, "0 of 1 payrun calculated")
    steps.work_out()
    with phone(signed_in, CAST.mara) as page:
        page.goto("/payroll/payruns/")
        page.get_by_role("main").get_by_role("link", name="Review and approve").click()
        page.get_by_role("button", name="Approve 1 payrun").click()
        browser.shows(page, "You approved 1 payrun.")
    today(dt.date(2026, 11, 26))
    with phone(signed_in, CAST.dee) as page:
        page.goto("/payroll/payslips/")
        page.get_by_role("link", name="27 November 2026").first.click()
        browser.shows(page, "£1,220.25", "£1,026.00", "£54.00", "£120.00", "£20.25")


def _sleeps_in_at_ashas_alone() -> None:
    """Fixed hours with a rate for nights; a sheet that is hers again; no clash with the other employer."""
    with actors.acting(steps.job()):
        models.Employment.objects.filter(pk=steps.DEE.id_of("employment")).update(hours="fixed")
        models.EmploymentTerms.objects.filter(employment_id=steps.DEE.id_of("employment")).update(
            sleep_in_rate=60
        )
        models.TimesheetEntry.objects.filter(timesheet_id=steps.DEE_AT_BEN.id_of("timesheet")).delete()
    with actors.acting(CAST.dee.actor()):
        sheet = models.Timesheet.objects.get(pk=steps.DEE.id_of("timesheet"))
        timesheets.recall(sheet=sheet, actor=CAST.dee.actor(), at=AT)


def _fill(page: sync_api.Page) -> None:
    """Nineteen hours in each of four weeks, but the last Thursday is five hours too long."""
    for week in range(4):
        monday = FIRST_MONDAY + dt.timedelta(weeks=week)
        page.goto(f"{SHEET}week/{week + 1}/")
        for day in (monday + dt.timedelta(days=add) for add in range(4)):
            field(page, f"start_{day:%Y%m%d}_0").fill("9:00")
            thursday = day.weekday() == 3
            ends = ("18:00" if week == 3 else "13:00") if thursday else "14:00"
            field(page, f"finish_{day:%Y%m%d}_0").fill(ends)
            if day in NIGHTS:
                field(page, f"slept_{day:%Y%m%d}").check()
                field(page, f"awake_{day:%Y%m%d}").fill("0:45")
        if week == 3:
            field(page, f"holiday_{OFF:%Y%m%d}").fill("4")
        page.get_by_role("button", name=f"Save week {week + 1}").click()
        browser.shows(page, f"Week {week + 1} is saved.")


def _send(page: sync_api.Page) -> None:
    page.get_by_role("button", name="Send to my employer").click()
    browser.shows(page, "Your timesheet is with Asha Verma for approval.")


def _open_approval(page: sync_api.Page) -> None:
    page.goto("/payroll/approvals/")
    page.get_by_role("link", name="Dee").first.click()
