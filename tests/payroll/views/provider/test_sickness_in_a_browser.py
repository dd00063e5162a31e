"""A sickness decided in a browser: accessible, narrow, and without JavaScript."""

from collections.abc import Callable

import pytest
from django.test import Client

from dpss.access import actors
from payroll import models
from tests.cast import CAST
from tests.payroll.operations import steps
from tests.payroll.operations.sick_days import FORTNIGHT, noor
from tests.payroll.views.provider.test_sickness import LIST, file_of, page_of
from tests.web import browser

pytestmark = pytest.mark.browser
SignedIn = Callable[..., Client]


def test_every_page_is_accessible_and_narrow(own_database: str, signed_in: SignedIn) -> None:
    post = noor(*FORTNIGHT)
    paths = [LIST, page_of(post), *(file_of(post, name) for name in ("usual-days/", "earlier-sickness/"))]
    with browser.served() as address:
        assert browser.faults_at_both_widths(address, signed_in(CAST.olu), paths) == []


def test_a_sickness_is_decided_on_a_phone_without_javascript(own_database: str, signed_in: SignedIn) -> None:
    post = noor(*FORTNIGHT, agreed=False)
    with (
        browser.served() as address,
        browser.opened(
            address, width=browser.PHONE, javascript=False, cookies=browser.session_of(signed_in(CAST.olu))
        ) as page,
    ):
        page.goto(LIST)
        page.get_by_role("link", name="Noor Ali").click()
        page.get_by_role("link", name="Record").first.click()
        for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"):
            page.get_by_label(day, exact=True).check()
        page.get_by_role("button", name="Save these days").click()
        page.get_by_label("Average weekly earnings").fill("270.00")
        page.get_by_label("Where is the average from?").fill("P11 of the payroll before")
        page.get_by_label("No, and it is paid all the same").check()
        page.get_by_label("Pay Statutory Sick Pay").check()
        page.get_by_role("button", name="Check this").click()
        browser.shows(page, "£172.55")
        page.get_by_role("button", name="Pay this").click()
        browser.shows(page, "Noor Ali: Statutory Sick Pay of £172.55 is on the payslip.")
    with actors.acting(steps.job()):
        decision = models.SickPayDecision.objects.get(employment=post)
        assert (decision.outcome, decision.fit_note) == ("pay", "not_asked")
