"""Four weeks with nights and holiday, from the PA's phone to the payslip: 320 pixels, without JavaScript."""

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from playwright import sync_api

from dpss.access import actors
from payroll import models
from payroll.operations import timesheets
from tests.cast import AT, CAST
from tests.cast.people import Person
from tests.payroll.operations import steps
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
    with _phone(signed_in, CAST.dee) as page:
        _fill(page)
        assert "About, before tax and deductions\n£1,287.75" in _says(page)
        _send(page)
    with _phone(signed_in, CAST.asha) as page:
        _open_approval(page)
        page.get_by_role("link", name="Send back with a reason").click()
        page.locator("#id_reason").fill("You left at 1 on the last Thursday, not at 6.")
        page.get_by_role("main").get_by_role("button").click()
        assert "You sent the timesheet back." in _says(page)
    with _phone(signed_in, CAST.dee) as page:
        page.goto(SHEET)
        assert "You left at 1 on the last Thursday, not at 6." in _says(page)
        page.goto(f"{SHEET}week/4/")
        _field(page, "finish_20261119_0").fill("13:00")
        page.get_by_role("button", name="Save week 4").click()
        assert "About, before tax and deductions\n£1,220.25" in _says(page)
        _send(page)
    with _phone(signed_in, CAST.asha) as page:
        _open_approval(page)
        assert "£1,220.25" in _says(page)
        page.get_by_role("main").get_by_role("button", name="Approve").click()
        assert "for Dee" in _says(page)
    with _phone(signed_in, CAST.olu) as page:
        page.goto("/payroll/payruns/")
        page.get_by_role("main").get_by_role("link", name="Calculate", exact=True).first.click()
        page.get_by_role("button", name="Calculate").click()
        assert "0 of 1 payrun calculated" in _says(page)
    steps.work_out()
    with _phone(signed_in, CAST.mara) as page:
        page.goto("/payroll/payruns/")
        page.get_by_role("main").get_by_role("link", name="Review and approve").click()
        page.get_by_role("button", name="Approve 1 payrun").click()
        assert "You approved 1 payrun." in _says(page)
    today(dt.date(2026, 11, 26))
    with _phone(signed_in, CAST.dee) as page:
        page.goto("/payroll/payslips/")
        page.get_by_role("link", name="27 November 2026").first.click()
        said = _says(page)
    for line in ("£1,220.25", "£1,026.00", "£54.00", "£120.00", "£20.25"):
        assert line in said


@contextlib.contextmanager
def _phone(signed_in: SignedIn, person: Person) -> Iterator[sync_api.Page]:
    """The phone of somebody who is signed in."""
    with (
        browser.served() as address,
        browser.opened(
            address, width=browser.PHONE, javascript=False, cookies=browser.session_of(signed_in(person))
        ) as page,
    ):
        yield page


def _sleeps_in_at_ashas_alone() -> None:
    """A contract with a rate for nights; a sheet that is hers again; and no clash with the other employer."""
    with actors.acting(steps.job()):
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
            _field(page, f"start_{day:%Y%m%d}_0").fill("9:00")
            thursday = day.weekday() == 3
            ends = ("18:00" if week == 3 else "13:00") if thursday else "14:00"
            _field(page, f"finish_{day:%Y%m%d}_0").fill(ends)
            if day in NIGHTS:
                _field(page, f"slept_{day:%Y%m%d}").check()
                _field(page, f"awake_{day:%Y%m%d}").fill("0:45")
        if week == 3:
            _field(page, f"holiday_{OFF:%Y%m%d}").fill("4")
        page.get_by_role("button", name=f"Save week {week + 1}").click()
        assert f"Week {week + 1} is saved." in page.content(), _says(page)


def _field(page: sync_api.Page, name: str) -> sync_api.Locator:
    """A field, having opened what it is folded into."""
    field = page.locator(f"#id_{name}")
    while not field.is_visible():
        page.locator("details:not([open])", has=field).first.locator("summary").first.click()
    return field


def _send(page: sync_api.Page) -> None:
    page.get_by_role("button", name="Send to my employer").click()
    assert "Your timesheet is with Asha Verma for approval." in _says(page)


def _open_approval(page: sync_api.Page) -> None:
    page.goto("/payroll/approvals/")
    page.get_by_role("link", name="Dee").first.click()


def _says(page: sync_api.Page) -> str:
    return page.get_by_role("main").inner_text()
