"""The pages of new posts, take-on and a provider's own software: narrow, clean in axe, without JavaScript."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from dpss.access import actors
from payroll import models
from tests.cast import CAST
from tests.payroll.operations import results, steps
from tests.payroll.operations.results import file_of, row_of
from tests.payroll.operations.steps import ASHA
from tests.web import browser

pytestmark = pytest.mark.browser
SignedIn = Callable[..., Client]
FIGURES = {
    "Where the figures are from": "P11 of Ace Payroll",
    "Taxable pay this year": "4320",
    "Tax this year": "0",
    "Tax code on the last payslip": "1257L",
    "Letter now: pay for National Insurance": "4320",
    "Letter now: pay up to the lower earnings limit": "4128",
    "Letter now: pay from there to the primary threshold": "192",
}


def test_every_page_is_accessible_and_narrow(own_database: str, signed_in: SignedIn) -> None:
    noor, november = steps.hire("Noor Ali"), steps.november()
    results.begin()
    pages = (
        reverse("payroll:post_add", args=[ASHA.id_of("employer")]),
        *(reverse(f"payroll:{name}", args=[noor.pk]) for name in ("post_another", "post_take_on")),
        *(reverse(f"payroll:{name}", args=[noor.pk]) for name in ("post_identity", "post_file")),
        *(reverse(f"payroll:{name}") for name in ("take_on_many", "external", "external_begin")),
        *(reverse(f"payroll:{name}", args=[november.pk]) for name in ("hours_out", "results_in", "period")),
    )
    with browser.served() as address:
        assert browser.faults_at_both_widths(address, signed_in(CAST.mara), pages) == []


def test_a_post_is_taken_on_and_results_come_in_on_a_phone_without_javascript(
    own_database: str, signed_in: SignedIn, tmp_path: Path
) -> None:
    noor, sheet = steps.hire("Noor Ali"), steps.approve_sheet()
    results.begin()
    file, results_in = tmp_path / "results.csv", reverse("payroll:results_in", args=[steps.november().pk])
    file.write_text(file_of(row_of(sheet)))
    with (
        browser.served() as address,
        browser.opened(
            address, width=browser.PHONE, javascript=False, cookies=browser.session_of(signed_in(CAST.mara))
        ) as page,
    ):
        page.goto(reverse("payroll:post_file", args=[noor.pk]))
        page.get_by_role("link", name="Enter this year's figures from another payroll").click()
        for name, value in (("Day", "30"), ("Month", "10"), ("Year", "2026"), *FIGURES.items()):
            page.get_by_label(name, exact=True).fill(value)
        page.get_by_role("button", name="Check these figures").click()
        expect(page.get_by_text("Nothing is kept yet.")).to_be_visible()
        assert browser.beside(page) <= 0
        page.get_by_role("button", name="Keep these figures").click()
        expect(page.get_by_text("are kept. Pay goes on from them here.")).to_be_visible()
        page.goto(results_in)
        page.get_by_label("File of results").set_input_files(file)
        for name, value in (("Number of payslips", "1"), ("Gross pay", "135"), ("Net pay", "135")):
            page.get_by_label(name, exact=True).fill(value)
        page.get_by_label("Due to HMRC").fill("0")
        page.get_by_label("Due to pensions").fill("0")
        page.get_by_role("button", name="Check the file").click()
        assert browser.beside(page) <= 0
        page.get_by_role("button", name="Take 1 payslip").click()
        expect(page.get_by_text("1 payslip is in, £135.00 net.")).to_be_visible()
    with actors.acting(steps.job()):
        assert models.BroughtForward.objects.get(employment=noor).figures["pay"] == "4320.00"
        assert models.ExternalPayslip.objects.filter(payslip__timesheet=sheet).exists()
