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


def new_reference(day: dt.date) -> None:
    """HMRC gave Asha another reference, which holds from a day on."""
    with actors.acting(CAST.olu.actor()):
        schemes.change(
            employer=models.Employer.objects.get(pk=ASHA.id_of("employer")), status="registered", day=day,
            references=schemes.References("120/NEW77", "120PZ00000001"), actor=CAST.olu.actor(), at=AT,
        )  # fmt: skip


def paid_in_december() -> None:
    """December's wages are paid, as many hours as November's."""
    period = steps.december()
    steps.sheet_in(steps.post_of(), dt.date(2026, 11, 25), dt.date(2026, 11, 26), period=period)
    steps.request(period=period)
    steps.work_out()
    with actors.acting(steps.job()):
        run = models.Payrun.objects.get(employer_id=ASHA.id_of("employer"), period=period)
    assert steps.approve(run.pk).refused == {}


def test_what_hmrc_owes_under_one_reference_does_not_come_off_the_bills_of_another() -> None:
    steps.pay_november()
    raise_on()
    billing.confirm(bill_of())
    correct("13.00")
    new_reference(dt.date(2026, 12, 6))
    paid_in_december()
    raise_on(dt.date(2027, 1, 6))
    assert (bill_of(8).hmrc_owes, bill_of(8).is_last) == (Decimal("1.00"), True)
    assert (bill_of(9).brought, bill_of(9).amount, bill_of(9).is_last) == (0, bill_of(9).owed, False)
    with actors.acting(CAST.olu.actor()):
        employer = models.Employer.objects.get(pk=ASHA.id_of("employer"))
        assert bills.asked_back(employer, tax_year="2026-27", actor=CAST.olu.actor()) == Decimal("1.00")


def test_what_is_still_owed_under_a_reference_that_ended_is_a_bill_of_its_own() -> None:
    steps.pay_november()
    raise_on()
    billing.confirm(bill_of())
    new_reference(dt.date(2026, 12, 6))
    correct("14.50")
    paid_in_december()
    raise_on(dt.date(2027, 1, 6))
    rest = bill_of(8, part=2)
    assert (rest.amount, rest.accounts_office) == (bill_of(8).owed - bill_of(8).amount, "120PZ99999999")
    assert rest.amount > 0
    assert (bill_of(9).brought, bill_of(9).accounts_office) == (0, "120PZ00000001")


def test_a_quarter_ends_with_its_reference() -> None:
    steps.pay_november()
    with actors.acting(steps.job()):
        models.PayeScheme.objects.filter(employer_id=ASHA.id_of("employer")).update(pays_hmrc="quarterly")
    new_reference(dt.date(2026, 12, 6))
    paid_in_december()
    raise_on(dt.date(2027, 1, 6))
    assert [(bill_of(month).first_month, bill_of(month).accounts_office) for month in (8, 9)] == [
        (bill_of(8).first_month, "120PZ99999999"),
        (9, "120PZ00000001"),
    ]
    raise_on(dt.date(2027, 4, 6))
    assert bill_of(12).first_month == 10


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
