"""Correcting a payslip in a real browser: accessible at a desk and on a phone; done without JavaScript."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from dpss.access import actors
from payroll import models
from tests.cast import CAST
from tests.payroll.operations import steps
from tests.payroll.operations.correcting import begin, correct, new_slip, rate
from tests.payroll.operations.steps import job
from tests.web import browser

pytestmark = pytest.mark.browser
SignedIn = Callable[..., Client]


def test_every_page_is_accessible_and_as_wide_as_the_screen(own_database: str, signed_in: SignedIn) -> None:
    steps.pay_november()
    old = steps.slip_of()
    correct("14.00")
    newest = new_slip()
    run = begin(newest)
    rate("13.00")
    steps.work_out()
    with actors.acting(job()):
        over = models.Overpayment.objects.get(pk=steps.DEE.id_of("overpayment"))
    of_mara = [
        reverse("payroll:payslip", args=[old.pk]),
        reverse("payroll:payslip", args=[newest.pk]),
        reverse("payroll:payslip_correct", args=[newest.pk]),
        reverse("payroll:payrun", args=[run.pk]),
        *(
            reverse(f"payroll:{name}", args=[run.pk])
            for name in ("correction_approve", "correction_again", "sheet_correct", "undo_payrun")
        ),
        reverse("payroll:undo_payruns", args=[run.period_id]) + "?all=1",
        reverse("payroll:corrections"),
        reverse("payroll:overpaid"),
        reverse("payroll:overpaid_decide", args=[over.pk]),
        reverse("payroll:overpaid_write_off", args=[over.pk]),
    ]
    with browser.served() as address:
        assert browser.faults_at_both_widths(address, signed_in(CAST.mara), of_mara) == []


def test_a_payslip_is_corrected_by_two_people_without_javascript(
    own_database: str, signed_in: SignedIn
) -> None:
    steps.pay_november()
    slip = steps.slip_of()
    olu, mara = browser.session_of(signed_in(CAST.olu)), browser.session_of(signed_in(CAST.mara))
    with browser.served() as address:
        with browser.opened(address, width=browser.PHONE, javascript=False, cookies=olu) as page:
            page.goto(reverse("payroll:payslip", args=[slip.pk]))
            page.get_by_role("link", name="Correct this payslip").click()
            page.get_by_label("What was wrong?").fill("The rate was wrong.")
            page.get_by_role("button", name="Begin the correction").click()
            expect(page.get_by_text("The correction has begun.")).to_be_visible()
        rate("14.50")
        steps.work_out()
        with browser.opened(address, width=browser.PHONE, javascript=False, cookies=mara) as page:
            page.goto(reverse("payroll:corrections"))
            page.get_by_role("link", name="Dee Lowe").click()
            page.get_by_role("link", name="Review and approve").click()
            page.get_by_role("button", name="Approve").click()
            expect(page.get_by_text("You approved the correction.")).to_be_visible()
    with actors.acting(job()):
        old = models.Payslip.objects.get(pk=slip.pk)
        assert old.replaced_at is not None
        assert models.PaymentInstruction.objects.get(payslip=new_slip()).amount == 10
