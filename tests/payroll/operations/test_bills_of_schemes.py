"""HMRC's bills of a tax year in which the PAYE scheme, or how HMRC is paid, changes."""

import datetime as dt
from decimal import Decimal

import pytest
from psycopg2.extras import DateRange

from dpss.access import actors
from payroll import models
from payroll.operations import schemes
from payroll.queries import bills
from tests.cast import AT, CAST
from tests.factories import payroll
from tests.payroll.operations import billing, steps
from tests.payroll.operations.billing import bill_of, owed_in_books, raise_on
from tests.payroll.operations.correcting import correct
from tests.payroll.operations.steps import ASHA

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _taxed(db: None) -> None:
    billing.taxed()


def test_paying_by_quarters_from_a_later_day_leaves_the_months_before_as_they_were() -> None:
    steps.pay_november()
    with actors.acting(CAST.olu.actor()):
        employer = models.Employer.objects.get(pk=ASHA.id_of("employer"))
        schemes.change_terms(
            employer=employer,
            day=dt.date(2027, 1, 6),
            pays_hmrc="quarterly",
            small_employer=None,
            actor=CAST.olu.actor(),
            at=AT,
        )
    raise_on()
    assert (bill_of(8).first_month, bill_of(8).due_on) == (8, dt.date(2026, 12, 22))
    raise_on(dt.date(2027, 4, 6))
    assert [bill_of(month).first_month for month in (9, 12)] == [9, 10]


def test_a_reference_that_is_to_come_is_on_the_bills_of_its_own_months_alone() -> None:
    steps.pay_november()
    references = schemes.References("120/NEW77", "120PZ00000001")
    with actors.acting(CAST.olu.actor()):
        employer = models.Employer.objects.get(pk=ASHA.id_of("employer"))
        schemes.change(
            employer=employer, status="registered", day=dt.date(2027, 2, 1), references=references,
            actor=CAST.olu.actor(), at=AT,
        )  # fmt: skip
    raise_on(dt.date(2027, 3, 6))
    assert bill_of(8).accounts_office == "120PZ99999999"
    assert bill_of(11).accounts_office == references.accounts_office


def test_what_was_paid_before_a_scheme_was_not_needed_any_more_is_billed() -> None:
    steps.pay_november()
    with actors.acting(steps.job()):
        scheme = models.PayeScheme.objects.get(employer_id=ASHA.id_of("employer"))
        scheme.during = DateRange(scheme.during.lower, dt.date(2026, 12, 1))
        scheme.save()
        employer = models.Employer.objects.get(pk=ASHA.id_of("employer"))
        payroll.paye_scheme(
            employer=employer, status="not_needed", office_number="", reference="",
            accounts_office_reference="", during=DateRange(dt.date(2026, 12, 1), None),
        )  # fmt: skip
    raise_on()
    assert bill_of(8).amount == owed_in_books() == Decimal("54.00")


def test_what_hmrc_owes_when_a_tax_year_is_over_is_said() -> None:
    steps.pay_november()
    raise_on()
    billing.confirm(bill_of())
    correct("13.00")
    raise_on(dt.date(2027, 4, 6))
    assert [bill_of(month).hmrc_owes for month in (8, 12)] == [Decimal("1.00"), Decimal("1.00")]
    with actors.acting(CAST.olu.actor()):
        employer = models.Employer.objects.get(pk=ASHA.id_of("employer"))
        asked = bills.asked_back(employer, tax_year="2026-27", actor=CAST.olu.actor())
        found = bills.bills(actor=CAST.olu.actor()).filter(bills.to_ask_back(), employer=employer)
        assert (asked, [bill.last_month for bill in found]) == (Decimal("1.00"), [12])


def test_what_was_paid_before_there_was_a_scheme_is_billed_once_it_has_begun() -> None:
    steps.pay_november()
    with actors.acting(steps.job()):
        scheme = models.PayeScheme.objects.filter(employer_id=ASHA.id_of("employer"))
        scheme.update(during=DateRange(dt.date(2026, 12, 10), None))
    raise_on(dt.date(2026, 12, 9))
    with actors.acting(steps.job()):
        assert not models.HmrcBill.objects.filter(employer_id=ASHA.id_of("employer")).exists()
    raise_on(dt.date(2026, 12, 10))
    assert bill_of(8).amount == owed_in_books() == Decimal("54.00")
