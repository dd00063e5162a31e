"""Deductions paid on, as payroll staff list and record them, and as an employer who pays reads them."""

import csv
import io
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dpss.access import actors
from payroll import models
from tests.cast import CAST
from tests.factories import deductions as made
from tests.payroll.operations import steps
from tests.payroll.operations.test_deduction_payments import order, raise_on, tick
from tests.payroll.views.people.words_of import words_of

pytestmark = pytest.mark.django_db
LIST = reverse("payroll:deduction_payments")


@pytest.fixture
def olu(signed_in: Callable[..., Client]) -> Client:
    return signed_in(CAST.olu)


@pytest.fixture
def payment(db: None) -> models.DeductionPayment:
    """November is over, and £40.00 of Dee's wages is the Child Maintenance Service's."""
    order()
    steps.pay_november()
    raise_on()
    return stored()


def stored() -> models.DeductionPayment:
    with actors.acting(steps.job()):
        return models.DeductionPayment.objects.get(state__in=["due", "paid"])


def test_the_schedule_of_a_payee_names_each_order(olu: Client, payment: models.DeductionPayment) -> None:
    said = words_of(olu.post(LIST, {"name": "maintenance"}, follow=True))
    assert "Child Maintenance Service Child maintenance, CM 1." in said
    assert "Amount, £ 40.00 Pay by Friday 18 December 2026 Who pays The employer pays State To pay" in said
    page = olu.get(f"{LIST}?download=csv")
    (row,) = csv.DictReader(io.StringIO(page.content.decode("utf-8-sig")))
    assert (row["Reference"], row["PA"], row["Amount"], row["Taken in"]) == (
        "CM 1", "Dee Lowe", "40.00", "2026-11",
    )  # fmt: skip
    assert "Nothing is like that" in words_of(olu.post(LIST, {"name": "nobody"}, follow=True))


def test_a_manager_decides_by_when_courts_are_paid_on(signed_in: Callable[..., Client]) -> None:
    mara, address = signed_in(CAST.mara), reverse("payroll:deduction_day")
    assert address in mara.get(LIST).content.decode()
    assert address not in signed_in(CAST.olu).get(LIST).content.decode()
    assert "By day 12 of the month after the wages. Decided by The payroll manager" in words_of(
        mara.get(address)
    )
    form = {
        "day_of_month": "10", "owner": "Mara", "first_day_0": "1", "first_day_1": "12", "first_day_2": "2026",
    }  # fmt: skip
    said = words_of(mara.post(address, form, follow=True))
    assert "By day 10 of the month after the wages, from Tuesday 1 December 2026." in said
    assert "Decided by Mara; written down by Mara" in said
    assert "Enter a day from 1 to 28." in words_of(mara.post(address, form | {"day_of_month": "31"}))


def test_staff_record_that_the_employer_has_paid_and_take_it_back(
    olu: Client, payment: models.DeductionPayment
) -> None:
    page = reverse("payroll:deduction_payment", args=[payment.pk])
    paid = reverse("payroll:deduction_payment_paid", args=[payment.pk])
    assert "Record that the employer has paid it on" in words_of(olu.get(page))
    assert "Say how you know" in words_of(olu.post(paid, {"seen": "40.00", "reason": ""}))
    said = words_of(olu.post(paid, {"seen": "40.00", "reason": "By phone."}, follow=True))
    assert "Recorded: Asha Verma has paid Child Maintenance Service £40.00." in said
    assert "already" in words_of(olu.get(paid)) or "To pay" not in words_of(olu.get(page))
    tick()
    back = reverse("payroll:deduction_payment_not_paid", args=[payment.pk])
    assert "It is to pay again." in words_of(olu.post(back, {"reason": "Another order."}, follow=True))
    assert stored().state == "due"


def test_an_employer_copies_the_lines_says_that_it_is_paid_and_takes_it_back(
    signed_in: Callable[..., Client], payment: models.DeductionPayment
) -> None:
    asha = signed_in(CAST.asha)
    said = words_of(asha.get(reverse("payroll:instructions")))
    assert "Then what was taken for others" in said
    page = reverse("payroll:pay_deduction", args=[payment.pk])
    said = words_of(asha.get(page))
    for words in (
        "Pay Child Maintenance Service",
        "Friday 18 December 2026.",
        "£40.00",
        "CM 1",
        "not recorded here",
    ):
        assert words in said
    confirm = reverse("payroll:pay_deduction_confirm", args=[payment.pk])
    assert "put right" in words_of(asha.post(confirm, {"seen": "39.00"}))
    said = words_of(asha.post(confirm, {"seen": "40.00"}, follow=True))
    assert "We have recorded that you paid Child Maintenance Service £40.00." in said
    assert "Then what was taken for others" not in said
    back = reverse("payroll:pay_deduction_unconfirm", args=[payment.pk])
    assert "is to pay again" in words_of(asha.post(back, {"reason": "The bank refused it."}, follow=True))


def test_it_is_a_deadline_until_it_is_paid_on(olu: Client, payment: models.DeductionPayment) -> None:
    address = reverse("payroll:deadlines") + "?show=all&kind=deduction"
    said = words_of(olu.get(address))
    assert "£40.00 to Child Maintenance Service. The employer pays." in said


def test_the_list_takes_the_same_queries_at_any_length(olu: Client, db: None) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            olu.get(f"{LIST}?show=all")
        return len(seen)

    queries()
    before = queries()
    with actors.acting(steps.job()):
        taken_off = models.Deduction.objects.select_related("employment__employer").get(
            pk=CAST.posts["dee at asha"].id_of("deduction")
        )
        for part in range(2, 8):
            made.deduction_payment(deduction=taken_off, part=part)
    assert queries() == before
