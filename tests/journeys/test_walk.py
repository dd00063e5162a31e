"""One timesheet's whole way through the pages, on a phone and without JavaScript.

The PA takes it back, changes it and sends it; the employer approves it; a payroll officer has the pay
worked out; a manager approves the pay; the PA reads the payslip; HMRC has the report; the employer is told
what to pay. Between the people, the worker does its share, as it does in production.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright import sync_api

from dpss.access import policy
from tests.journeys import portal as portals
from tests.journeys import visitor
from tests.journeys.visitor import Served, is_well_made
from tests.web import browser

pytestmark = [pytest.mark.journey, pytest.mark.browser, pytest.mark.timeout(600)]
CLIENTS = 60


@pytest.fixture(scope="module")
def county() -> Iterator[Served]:
    """Sixty clients whose sheets were sent and not yet approved."""
    with portals.running(Path(settings.DPSS_VAR) / "walk", clients=CLIENTS) as portal:
        portal.start_sandbox()
        portal.start_worker()
        portal.start_beat()
        with visitor.served(portal) as county:
            yield county


def test_a_timesheet_becomes_a_payslip_a_report_and_a_payment(county: Served) -> None:
    _send_an_hour_more(county)
    _approve_the_sheets(county)
    _work_out_the_pay(county)
    _approve_the_pay(county)
    _read_the_payslip(county)
    _pay(county)


def _send_an_hour_more(county: Served) -> None:
    with _phone(county, policy.PA) as page:
        page.get_by_role("link", name="Timesheets").click()
        page.get_by_role("row").filter(has_text="Asha Patel").get_by_role("link").click()
        page.get_by_role("link", name="Take it back to change it").click()
        page.get_by_role("button", name="Take back to change").click()
        day = page.get_by_role("group", name="Monday 9 November")
        before = day.get_by_label("Finish").first.input_value()
        day.get_by_label("Finish").first.fill(f"{int(before[:2]) + 1}{before[2:]}")
        page.get_by_role("button", name="Save week 4").click()
        browser.shows(page, "49 hours")
        page.get_by_role("button", name="Send to my employer").click()
        browser.shows(page, "Your timesheet is with Asha Patel for approval.")


def _approve_the_sheets(county: Served) -> None:
    with _phone(county, policy.CLIENT) as page:
        page.get_by_role("link", name="Approve 2 timesheets").click()
        for name in ("Jola Nowak", "Sunita Rao"):
            page.get_by_role("link", name=name).click()
            is_well_made(page)
            page.get_by_role("main").get_by_role("button", name="Approve").click()
            browser.shows(page, f"for {name}. Payday is Friday 27 November.")


def _work_out_the_pay(county: Served) -> None:
    with _phone(county, policy.PAYROLL_OFFICER) as page:
        page.get_by_role("link", name="Work out the pay").click()
        is_well_made(page)
        page.get_by_role("main").get_by_role("link", name="Calculate", exact=True).click()
        page.get_by_role("button", name="Calculate").click()
        _until(page, "Everything that was asked for has been calculated.")
        page.get_by_role("link", name="Go to the payrun").click()
        is_well_made(page)
        approve = page.get_by_role("link", name="Review and approve")
        sync_api.expect(approve, "one person does not do both").to_have_count(0)


def _approve_the_pay(county: Served) -> None:
    with _phone(county, policy.PAYROLL_MANAGER) as page:
        page.get_by_role("link", name="Payruns").first.click()
        page.get_by_role("main").get_by_role("link", name="Review and approve").click()
        is_well_made(page)
        browser.shows(page, "2 instructions will go to employers who pay")
        page.get_by_role("button", name="Approve 1 payrun").click()
        browser.shows(page, "You approved 1 payrun.")
        page.get_by_role("link", name="HMRC").click()
        is_well_made(page)
        _until(page, "Accepted by HMRC")


def _read_the_payslip(county: Served) -> None:
    """From the day before the payday."""
    county.portal.manage("demo_date", "2026-11-26")
    with _phone(county, policy.PA) as page:
        page.get_by_role("link", name="Why is my pay this?").click()
        is_well_made(page)
        browser.shows(page, "49 hours × £13.40")


def _pay(county: Served) -> None:
    with _phone(county, policy.CLIENT) as page:
        page.get_by_role("link", name="Pay 2 PAs").click()
        is_well_made(page)
        page.get_by_role("link", name="Jola Nowak").click()
        is_well_made(page)
        amount = browser.says(page).partition("Amount\n")[2].partition("\n")[0]
        page.get_by_role("link", name="I have paid this").click()
        page.get_by_role("button", name="I have paid this").click()
        page.get_by_role("link", name="Money").click()
        browser.shows(page, amount)


def _phone(county: Served, role: str) -> contextlib.AbstractContextManager[sync_api.Page]:
    return county.visited_by(role, width=browser.PHONE, javascript=False)


def _until(page: sync_api.Page, words: str) -> None:
    """Load the page again, as a person would, until the worker has done its share."""

    def said() -> bool:
        page.reload()
        return words in browser.says(page)

    portals.wait_for(said, f"{words!r} on {page.url}")
