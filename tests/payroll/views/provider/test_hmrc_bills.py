"""What employers owe HMRC: each bill with its day and state, and who pays in when an account is short."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dpss.access import actors
from payroll import models
from tests.cast import CAST
from tests.factories import bills
from tests.payroll.operations import steps
from tests.payroll.operations.steps import ASHA
from tests.payroll.views.people.words_of import words_of

LIST = "/payroll/hmrc-bills/"


@pytest.fixture
def olu(signed_in: Any) -> Client:
    """The payroll officer."""
    browser: Client = signed_in(CAST.olu)
    return browser


def held(**given: Any) -> models.HmrcBill:
    """Asha's bill, which the provider pays and cannot yet."""
    with actors.acting(steps.job()):
        rows = models.HmrcBill.objects.filter(pk=ASHA.id_of("hmrc bill"))
        why = {"payer": "provider", "held_because": "It is £14.00 short.", "short_by": Decimal(14)}
        rows.update(**why | given)
        return rows.get()


def test_a_bill_is_listed_with_its_day_and_who_pays(olu: Client, db: None) -> None:
    said = words_of(olu.get(LIST))
    for shown in ("Asha Verma", "6 October to 5 November 2026", "40.00", "Friday 20 November 2026", "Late"):
        assert shown in said
    assert "Ben Okafor" not in said


def test_what_holds_one_up_is_said_and_an_officer_records_who_pays_in(olu: Client, db: None) -> None:
    bill = held()
    assert "It is £14.00 short." in words_of(olu.get(f"{LIST}?show=held"))
    address = reverse("payroll:hmrc_bill", args=[bill.pk])
    given = {"agreed_by": "Priya Shah", "reason": "By phone today.", "short_by": "14.00"}
    assert "Say who has agreed" in words_of(olu.post(address, given | {"agreed_by": ""}))
    assert olu.post(address, given | {"short_by": "1.00"}).status_code == 409
    assert "Priya Shah answers for £14.00" in words_of(olu.post(address, given, follow=True))
    with actors.acting(steps.job()):
        bill.refresh_from_db()
    assert (bill.short_agreed, bill.agreed_by) == (Decimal(14), "Priya Shah")


def test_what_hmrc_owes_of_a_tax_year_that_is_over_is_listed_and_said(
    olu: Client, signed_in: Any, db: None
) -> None:
    bill = held(
        payer="employer",
        held_because="",
        short_by=0,
        first_month=12,
        last_month=12,
        is_last=True,
        owed="38.00",
        amount="40.00",
    )
    assert "HMRC owes £2.00" in words_of(olu.get(f"{LIST}?show=back"))
    assert "£2.00. Ask HMRC for it." in words_of(olu.get(reverse("payroll:hmrc_bill", args=[bill.pk])))
    steps.pay_november()
    papers = words_of(signed_in(CAST.asha).get(reverse("payroll:employer_papers", args=[bill.employer_id])))
    assert "HMRC owes £2.00 of this tax year." in papers


def test_a_bill_of_the_employers_has_nothing_to_do(olu: Client, db: None) -> None:
    page = words_of(olu.get(reverse("payroll:hmrc_bill", args=[ASHA.id_of("hmrc bill")])))
    assert "The employer pays it" in page
    assert "Who has agreed?" not in page


def test_the_queries_do_not_grow_with_the_bills(olu: Client, db: None) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            olu.get(f"{LIST}?show=all")
        return len(seen)

    queries()
    before = queries()
    with actors.acting(steps.job()):
        employer = models.Employer.objects.get(pk=ASHA.id_of("employer"))
        for month in range(1, 7):
            bills.hmrc_bill(employer=employer, first_month=month, last_month=month)
    assert queries() == before
