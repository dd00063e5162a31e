"""A client moves to a care home, and the PA of six years is paid redundancy: on phones, no JavaScript."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from dpss.access import actors
from payroll import models
from tests.cast import CAST
from tests.payroll.operations import steps
from tests.payroll.operations.steps import DEE, job
from tests.payroll.views.phones import day, phone, press
from tests.web import browser

pytestmark = pytest.mark.browser
SignedIn = Callable[..., Client]
ASHA = CAST.homes["asha"]
LEFT = (22, 11, 2026)
FILE = reverse("payroll:post_file", args=[DEE.id_of("employment")])


def dee_of_six_years() -> None:
    """45 years old, six full years with Asha, 20 fixed hours a week at £13.50; November is paid."""
    with actors.acting(job()):
        post = models.Employment.objects.filter(pk=DEE.id_of("employment"))
        post.update(first_day=dt.date(2020, 6, 1), hours="fixed")
        identity = models.PayrollIdentity.objects.filter(assistant=post.get().assistant_id)
        identity.update(birth_date=dt.date(1981, 3, 14))
        models.EmploymentTerms.objects.filter(employment=post.get()).update(weekly_minutes=20 * 60)
        models.BroughtForward.objects.filter(employment=post.get()).delete()
    steps.pay_november()


def test_a_care_home_ends_it_and_redundancy_of_2160_is_paid(own_database: str, signed_in: SignedIn) -> None:
    dee_of_six_years()
    with phone(signed_in, CAST.marcus) as page:
        page.goto(reverse("clients:ending_propose", args=[ASHA.id_of("client")]))
        page.get_by_label("They move to a care home").check()
        page.get_by_label("The reasons, as they will read them").fill("She moves to Elm House.")
        day(page, "The last day of the direct payment", of=(18, 12, 2026))
        page.get_by_label("What notice is given?").fill("Four weeks, as point 9 says.")
        press(page, "Propose that it ends", says="so something else comes first")
        page.get_by_label("What was tried before?").fill("A second PA in the mornings.")
        press(page, "Propose that it ends", says="It is proposed. Somebody else decides.")
        proposal = "/" + page.url.split("/", 3)[3]
    with phone(signed_in, CAST.paula) as page:
        page.goto(proposal)
        press(page, "Decide that it ends", says="Payroll and council finance see")
        press(page, "Decide that it ends", says="What has to be settled is listed below.")
    with phone(signed_in, CAST.asha) as page:
        page.goto(reverse("clients:own_payment"))
        browser.shows(page, "The direct payment ends on Friday 18 December 2026.", "She moves to Elm House.")
        page.goto(reverse("payroll:built_up", args=[ASHA.id_of("employer")]))
        browser.shows(page, "For 6 years of work", "2,160.00")
    with phone(signed_in, CAST.olu) as page:
        page.goto(FILE)
        press(page, "Record the last day", says="the P45 follows")
        day(page, "Last day of the job", of=LEFT)
        press(page, "Record the last day", says="is recorded as the last day of Dee Lowe")
        page.goto(FILE)
        press(page, "outside the usual payday", says="Why")
        page.get_by_label("Final pay").check()
        press(page, "Continue", says="Redundancy pay")
        day(page, "On which day is it paid?", of=(30, 11, 2026))
        page.get_by_label("Redundancy pay").fill("2160")
        page.get_by_label("What should be known of it?").fill("Asha moves to Elm House")
        press(page, "Work out what it comes to", says="£2,160.00")
        press(page, "Start this run", says="Final pay")
        run = "/" + page.url.split("/", 3)[3]
    steps.work_out()
    with phone(signed_in, CAST.mara) as page:
        page.goto(run)
        press(page, "Approve", says="Who will be told")
        press(page, "Approve", says="£2,160.00")
    with actors.acting(job()):
        slip = models.Payslip.objects.get(payday=dt.date(2026, 11, 30))
    assert (slip.non_taxable, slip.tax) == (Decimal("2160.00"), Decimal("0.00"))
    with phone(signed_in, CAST.asha) as page:
        page.goto(reverse("payroll:payslips"))
        browser.shows(page, "30 November 2026")
