"""A sister who lives with the person is their PA: held, decided, paid. On phones, without JavaScript."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import CAST, TODAY
from tests.clients.on_a_phone import day, follow
from tests.payroll.operations import steps
from tests.payroll.operations.steps import DEE
from tests.payroll.views.phones import phone, press
from tests.web import browser

pytestmark = pytest.mark.browser
SignedIn = Callable[..., Client]


def test_a_sisters_pay_waits_for_the_council_and_is_then_paid(own_database: str, signed_in: SignedIn) -> None:
    steps.approve_sheet()
    since = steps.october().last_day
    with phone(signed_in, CAST.asha) as page:
        page.goto(reverse("home"))
        follow(page, "How your PAs are related", "Dee Lowe")
        page.get_by_label("Brother or sister").check()
        page.get_by_label("No", exact=True).check()
        day(page, "Since which day is it so?", since)
        press(page, "Keep this", says="has the same postcode as Asha Verma")
        page.get_by_label("Yes", exact=True).check()
        press(page, "Keep this", says="Until it has decided, the pay of Dee Lowe is held.")
        page.goto(reverse("home"))
        browser.shows(page, "The pay of Dee Lowe waits for the council.")
    with phone(signed_in, CAST.dee) as page:
        page.goto(reverse("home"))
        browser.shows(page, "waits for the council", "Council decision needed")
    run = steps.calculate()
    assert [one["reason"] for one in run.exceptions] == ["held"]
    with phone(signed_in, CAST.olu) as page:
        page.goto(reverse("payroll:post_file", args=[DEE.id_of("employment")]))
        browser.shows(page, "Brother or sister", "Council decision needed")
    with phone(signed_in, CAST.paula) as page:
        page.goto(reverse("home"))
        follow(page, "Asha Verma")
        press(page, "Allow it", says="Their pay for this work is not held any more")
        page.get_by_label("What does the person want?").fill("I want my sister.")
        press(page, "Allow it", says="Write the reasons")
        page.get_by_label("Why is it necessary?").fill("Nobody else comes at night.")
        press(page, "Allow it", says="Allowed")
        follow(page, "The letter")
        browser.shows(page, "Your direct payment may pay Dee Lowe", "Nobody else comes at night.")
    steps.work_out()
    assert (steps.run_of().payslip_count, steps.run_of().exceptions) == (1, [])
    with phone(signed_in, CAST.asha) as page:
        page.goto("/documents/")
        follow(page, "Whether the direct payment pays Dee Lowe")
        browser.shows(page, f"{TODAY.day} November {TODAY.year}", "You can also complain")


def test_the_pages_have_no_faults(own_database: str, signed_in: SignedIn) -> None:
    asha = signed_in(CAST.asha)
    with browser.served() as address:
        paths = [reverse("own_relatives"), reverse("relation", args=[DEE.id_of("employment")])]
        assert browser.faults_at_both_widths(address, asha, paths) == []
