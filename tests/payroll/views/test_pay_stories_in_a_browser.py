"""Pay that is not the usual, each from the first page to the payslip: on phones, without JavaScript."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from dpss.access import actors, policy
from payroll import models
from payroll.operations import issued_forms
from tests.cast import AT, CAST
from tests.factories import payroll
from tests.pango import needs_pango
from tests.payroll.operations import couples, steps
from tests.payroll.operations.steps import DEE, job
from tests.payroll.operations.test_sheets_on_behalf import take_dees_own_back
from tests.payroll.views import phones
from tests.payroll.views.phones import day, field, phone, press
from tests.web import browser

pytestmark = pytest.mark.browser
SignedIn = Callable[..., Client]
Today = Callable[[dt.date], None]

FILE = reverse("payroll:post_file", args=[DEE.id_of("employment")])
SHEETS, PAYSLIPS = "/payroll/sheets/", "/payroll/payslips/"
THURSDAY = dt.date(2026, 11, 5)
AFTER_THE_DEADLINE, BEFORE_PAYDAY = dt.date(2026, 11, 25), dt.date(2026, 11, 26)


def test_a_late_sheet_is_paid_by_a_late_run(own_database: str, signed_in: SignedIn, today: Today) -> None:
    """The employer's payrun is approved, with another PA's pay in it, when Dee sends hers."""
    has_it_back()
    noor = steps.hire("Noor Ali")
    steps.bank(noor.assistant)
    steps.sheet_in(noor, THURSDAY)
    steps.approve(steps.calculate().pk)
    today(AFTER_THE_DEADLINE)
    with phone(signed_in, CAST.dee) as page:
        page.goto(SHEETS)
        press(page, "Fill in this sheet for Asha", says="late")
        press(page, "Check this sheet and send it", says="This is what your employer will see.")
        press(page, "Send to my employer", says="Your timesheet is with Asha Verma for approval.")
        browser.shows(page, "It came in late")
    phones.sheet_approved(signed_in, says="a later run pays it")
    phones.paid(signed_in)
    with phone(signed_in, CAST.olu) as page:
        page.goto("/payroll/payruns/?show=approved")
        page.get_by_role("link", name="Dee Lowe", exact=True).click()
        browser.shows(page, "Late run 2", "Approved")
    today(BEFORE_PAYDAY)
    with phone(signed_in, CAST.dee) as page:
        page.goto(PAYSLIPS)
        page.get_by_role("link", name="27 November 2026").first.click()
        browser.shows(page, "£135.00")


def test_standing_pay_is_agreed_changed_once_and_paid(
    own_database: str, signed_in: SignedIn, today: Today
) -> None:
    """Ten hours a week for four weeks at £13.50, and two hours more on one day: £567.00."""
    has_it_back()
    with actors.acting(job()):
        # November has no sheet of hers yet.
        sheet = models.Timesheet.objects.filter(pk=DEE.id_of("timesheet"))
        sheet.update(period=steps.october(), version=9, state="rejected")
    with phone(signed_in, CAST.olu) as page:
        page.goto(FILE)
        press(page, "Agree contracted pay", says="The PA reports changes, holiday and sickness only")
        page.get_by_label("Standing pay").check()
        day(page, "From which day?", of=(26, 10, 2026))
        page.get_by_label("Asha Verma").check()
        day(page, "When did they agree?", of=(20, 11, 2026))
        day(page, "When did the PA agree?", of=(20, 11, 2026))
        press(page, "Record what was agreed", says="is paid as contracted and sends no timesheet")
    with phone(signed_in, CAST.dee) as page:
        page.goto(SHEETS)
        browser.shows(page, "You are paid as contracted and send no timesheet.")
        press(page, "Report a change for Asha", says="Hours as contracted")
        field(page, "start_20261116_0").fill("9:00")
        field(page, "finish_20261116_0").fill("11:00")
        press(page, "Save week 4", says="42 hours")
        press(page, "Send to my employer", says="Your timesheet is with Asha Verma for approval.")
    phones.sheet_approved(signed_in, says="for Dee")
    phones.paid(signed_in)
    today(BEFORE_PAYDAY)
    with phone(signed_in, CAST.dee) as page:
        page.goto(PAYSLIPS)
        page.get_by_role("link", name="27 November 2026").first.click()
        browser.shows(page, "£567.00")


def test_a_couples_shared_sleep_in_is_paid_by_both_to_the_penny(
    own_database: str, signed_in: SignedIn, today: Today
) -> None:
    """A night at £65.01 and an hour awake at £13.50: £32.50 and £32.51, and £6.75 each."""
    other = couples.alone_at_ravi()
    with actors.acting(job()):
        payroll.tax_details(employment=other)
        models.EmploymentTerms.objects.update(sleep_in_rate=Decimal("65.01"))
    take_dees_own_back()
    with phone(signed_in, CAST.olu) as page:
        page.goto(FILE)
        press(page, "Record shared shifts", says="to the penny")
        assert [one for one in browser.too_small(page) if "<input" in one] == []
        page.get_by_label("Ravi Verma").check()
        day(page, "First day", of=(2, 11, 2026))
        press(page, "Record shared shifts", says="Shifts can be shared with Ravi Verma")
    with phone(signed_in, CAST.dee) as page:
        for name, button in (("Asha Verma", "Fill in this sheet"), ("Ravi Verma", "Start this sheet")):
            page.goto(SHEETS)
            press(page, f"{button} for {name}", says=f"Timesheet for {name}")
            page.goto(f"{page.url.rstrip('/')}/week/2/")
            for part in ("start_20261102_0", "finish_20261102_0", "start_20261104_0", "finish_20261104_0"):
                field(page, part).fill("")
            field(page, "slept_20261105").check()
            field(page, "slept_shared_20261105").check()
            field(page, "awake_20261105").fill("1")
            press(page, "Save week 2", says="Week 2 is saved.")
            press(page, "Check this sheet and send it", says="1 night")
            press(page, "Send to my employer", says=f"Your timesheet is with {name} for approval.")
    phones.sheet_approved(signed_in, says="for Dee")
    with phone(signed_in, CAST.olu) as page:
        page.goto("/payroll/payruns/?show=missing")
        press(page, "Record their answer", says="Ravi Verma")
        page.get_by_label("Ravi Verma").check()
        page.get_by_label("At what time?").fill("10:00")
        press(page, "Record that they approve", says="is approved")
    phones.paid(signed_in, payruns="2 payruns")
    today(BEFORE_PAYDAY)
    nights = []
    with phone(signed_in, CAST.dee) as page:
        for name in ("Asha Verma", "Ravi Verma"):
            page.goto(PAYSLIPS)
            page.get_by_role("row").filter(has_text=name).get_by_role("link").first.click()
            browser.shows(page, f"Job with {name}", "£6.75")
            nights.append("£32.51" if "£32.51" in browser.says(page) else "£32.50")
    assert sorted(nights) == ["£32.50", "£32.51"]
    with actors.acting(job()):
        grosses = models.Payslip.objects.filter(payday=dt.date(2026, 11, 27)).values_list("gross", flat=True)
        assert sum(grosses) == Decimal("65.01") + Decimal("13.50")


@needs_pango
def test_a_leaver_is_paid_and_given_a_p45(
    own_database: str, signed_in: SignedIn, today: Today, tmp_path: Path
) -> None:
    with phone(signed_in, CAST.olu) as page:
        page.goto(FILE)
        press(page, "Record the last day", says="the P45 follows")
        day(page, "Last day of the job", of=(20, 11, 2026))
        press(page, "Record the last day", says="Friday 20 November 2026 is recorded as the last day of Dee")
        press(page, "P45", says="P45 of Dee Lowe", exact=True)
    phones.sheet_approved(signed_in, says="for Dee")
    phones.paid(signed_in)
    with phone(signed_in, CAST.olu) as page:
        page.goto(FILE)
        press(page, "P45", says="Leaving date", exact=True)
        browser.shows(page, "20 November 2026", "Tax code at leaving date")
        assert downloaded(page, "Download P45 (PDF)", tmp_path).startswith(b"%PDF")
    today(BEFORE_PAYDAY)
    give_papers()
    with phone(signed_in, CAST.dee) as page:
        page.goto(PAYSLIPS)
        press(page, "My papers", says="P60s and P45s")
        press(page, "P45 for 2026-27", says="20 November 2026")
        assert downloaded(page, "PDF", tmp_path).startswith(b"%PDF")


def has_it_back() -> None:
    """Dee's sheet is hers again, and says nothing that she also says to Ben."""
    with actors.acting(job()):
        models.TimesheetEntry.objects.filter(timesheet=steps.DEE_AT_BEN.id_of("timesheet")).delete()
    take_dees_own_back()


def give_papers() -> None:
    """The job gives the papers that are due on the day before payday."""
    messenger = actors.for_job(job=policy.JOB_PAYRUNS, council_id=CAST.east.id, today=BEFORE_PAYDAY)
    with actors.acting(messenger):
        issued_forms.give_due(actor=messenger, at=AT)


def downloaded(page: object, name: str, folder: Path) -> bytes:
    """What a link gives to keep."""
    with page.expect_download() as caught:  # type: ignore[attr-defined]
        page.get_by_role("main").get_by_role("link", name=name).first.click()  # type: ignore[attr-defined]
    file = folder / caught.value.suggested_filename
    caught.value.save_as(file)
    return file.read_bytes()
