"""HMRC's bills of employers who ring: written down by staff, and the books follow once."""

from decimal import Decimal
from typing import Any

import pytest

from dpss.access import actors, transitions
from dpss.access.models import AuditEvent
from dpss.kernel import errors
from payroll import models
from payroll.operations import bill_books, bills
from tests import database
from tests.cast import AT, CAST
from tests.payroll.operations import billing, steps
from tests.payroll.operations.billing import OVER, bill_of, job_on, on_account, owed_in_books, set_aside

OLU = CAST.olu.actor(today=OVER)


def billed() -> models.HmrcBill:
    """November is paid with tax to HMRC, and its tax month is over."""
    billing.taxed()
    steps.pay_november()
    billing.raise_on()
    return bill_of()


def paid(bill: models.HmrcBill, *, seen: Decimal | None = None, reason: str = "Rang.") -> models.HmrcBill:
    """Asha tells Olu that she has paid."""
    with actors.acting(OLU):
        return bills.confirm(bill=bill, seen=seen or bill.amount, reason=reason, actor=OLU, at=AT)


def not_paid(bill: models.HmrcBill) -> models.HmrcBill:
    """She tells that she has not."""
    with actors.acting(OLU):
        return bills.undo_confirm(bill=bill, reason="The bank refused it.", actor=OLU, at=AT)


def follow() -> int:
    """The job's turn."""
    with job_on(OVER) as job, actors.acting(job):
        return bill_books.follow_books(actor=job, at=AT)


@pytest.mark.django_db
def test_staff_record_it_in_the_employers_name_and_the_books_follow_once() -> None:
    bill, before = billed(), on_account()
    paid(bill)
    assert (bill_of().state, bill_of().in_books, on_account()) == ("paid", False, before)
    assert (follow(), follow()) == (1, 0)
    assert (owed_in_books(), on_account(), set_aside()) == (0, before - bill.amount, {})
    with actors.acting(steps.job()):
        event = AuditEvent.objects.get(thing_id=str(bill.pk), verb="confirm_for")
    assert (event.actor_name, event.on_behalf_of, event.reason) == ("Olu Bello", "Asha Verma", "Rang.")


@pytest.mark.django_db
def test_taken_back_it_is_owed_and_set_aside_again_whether_or_not_the_books_had_followed() -> None:
    bill, before = billed(), on_account()
    for followed in (True, False):
        now = paid(bill_of())
        if followed:
            follow()
        not_paid(now)
        follow()
        assert (bill_of().state, owed_in_books(), on_account()) == ("due", bill.amount, before)
        assert set_aside() == {f"hmrc_bill:{bill.pk}": bill.amount}
    assert bill_of().taken_back == 2


@pytest.mark.django_db
def test_the_employer_goes_on_from_what_staff_wrote_down() -> None:
    bill, before = billed(), on_account()
    not_paid(paid(bill))
    billing.confirm(bill_of())
    assert (follow(), owed_in_books(), on_account()) == (0, 0, before - bill.amount)
    billing.undo(bill_of())
    assert (owed_in_books(), on_account()) == (bill.amount, before)


@pytest.mark.django_db
def test_without_how_it_is_known_or_for_another_amount_nothing_is_recorded() -> None:
    bill = billed()
    with pytest.raises(errors.Refusal):
        paid(bill, reason=" ")
    with pytest.raises(errors.Conflict):
        paid(bill, seen=Decimal("1.00"))


@pytest.mark.django_db
def test_what_the_provider_pays_is_not_recorded_as_paid_by_the_employer() -> None:
    steps.provider_pays()
    bill = billed()
    with pytest.raises(transitions.Refused, match="provider pays this"):
        paid(bill)
    with actors.acting(OLU), pytest.raises(errors.NotAllowed):
        bill_books.follow_books(actor=OLU, at=AT)


@pytest.mark.usefixtures("own_database")
def test_the_employer_and_an_officer_record_it_at_once_and_it_is_paid_once() -> None:
    bill, before = billed(), on_account()

    def by_employer() -> Any:
        return billing.confirm(bill_of()).state

    outcomes = database.together(by_employer, lambda: paid(bill_of()).state)
    assert outcomes.count("paid") == 1
    assert sum(isinstance(one, errors.Refusal) for one in outcomes) == 1
    database.together(follow, follow)
    assert on_account() == before - bill.amount
