"""Money that the bank sent back, and a correction of the pay that it was for, before it is paid or after."""

from decimal import Decimal

import pytest

from clients.models import Commitment
from dpss.access import actors
from dpss.access import models as access
from dpss.access.transitions import Refused
from ledger import models as ledger
from ledger import operations as books
from payroll import models
from tests.cast import AT, CAST
from tests.payroll.operations import steps
from tests.payroll.operations.billing import bill_of, raise_on
from tests.payroll.operations.correcting import begin, correct, new_slip
from tests.payroll.operations.test_bill_payments import (
    answer,
    bill,
    come_back,
    make_file,
    pay,
    payment_of,
)

pytestmark = pytest.mark.django_db
__all__ = ["bill"]


def hmrc_came_back(bill: models.HmrcBill) -> ledger.PaymentReturn:
    """November's bill was paid from a file, and came back."""
    pay()
    make_file(steps.november().payday)
    make_file()
    return come_back(payment_of(bill))


def wages_came_back() -> ledger.PaymentReturn:
    """Dee's wages were paid from a file, and came back."""
    make_file(steps.november().payday)
    return come_back(wages())


def wages(times: int = 0) -> ledger.Payment:
    """The payment of Dee's wages, or the one in its place."""
    key = f"payslip:{slip().pk}:net" + (f":again:{times}" if times else "")
    with actors.acting(steps.job()):
        return ledger.Payment.objects.select_related("batch").get(source_key=key)


def slip() -> models.Payslip:
    """Dee's first payslip of November."""
    with actors.acting(steps.job()):
        run = models.Payrun.objects.get(pk=steps.run_of().pk)
        return models.Payslip.objects.get(payrun=run, replaces=None)


def untaxed() -> None:
    """Dee's tax code takes nothing off: a correction leaves HMRC with nothing of November."""
    with actors.acting(steps.job()):
        details = models.TaxDetails.objects.filter(employment_id=steps.DEE.id_of("employment"))
        details.update(tax_code="NT")
    run = begin()
    steps.work_out()
    assert not steps.approve(run.pk).refused


def now(row: ledger.PaymentReturn) -> ledger.PaymentReturn:
    """As it is stored."""
    with actors.acting(steps.job()):
        return ledger.PaymentReturn.objects.select_related("payment", "again").get(pk=row.pk)


def overpaid() -> list[Decimal]:
    """What is on record as overpaid, in pounds."""
    with actors.acting(steps.job()):
        found = models.Overpayment.objects.filter(payslip__payday=steps.november().payday)
        return list(found.values_list("amount", flat=True))


def test_a_bill_that_came_back_is_paid_again_at_what_it_asks_for_now(bill: models.HmrcBill) -> None:
    row = hmrc_came_back(bill)
    correct("12.80")
    assert now(row).owed == bill_of().amount < bill.amount
    answer(row)
    payment = payment_of(bill_of())
    assert payment is not None
    assert payment.amount == bill_of().amount


def test_a_payment_made_again_goes_when_a_correction_leaves_nothing_to_pay(bill: models.HmrcBill) -> None:
    row = hmrc_came_back(bill)
    answer(row)
    untaxed()
    raise_on()
    assert (bill_of().amount, payment_of(bill_of())) == (0, None)
    assert (now(row).state, now(row).owed, now(row).again) == ("checked", 0, None)
    olu = CAST.olu.actor()
    with actors.acting(olu), pytest.raises(Refused, match="Nothing of it is owed"):
        books.pay_again(sent_back=row, actor=olu, at=AT)
    with actors.acting(steps.job()):
        assert access.AuditEvent.objects.filter(thing_id=str(row.pk), verb="take_out").count() == 1


def test_what_is_owed_once_more_can_be_paid_again_after_it_was_nothing(bill: models.HmrcBill) -> None:
    row = hmrc_came_back(bill)
    answer(row)
    untaxed()
    with actors.acting(steps.job()):
        models.TaxDetails.objects.filter(employment_id=steps.DEE.id_of("employment")).update(tax_code="BR")
    run = begin(new_slip())
    steps.work_out()
    assert not steps.approve(run.pk).refused
    assert now(row).owed == bill_of().amount == bill.amount
    olu = CAST.olu.actor()
    with actors.acting(olu):
        books.pay_again(sent_back=row, actor=olu, at=AT)
    payment = payment_of(bill_of())
    assert payment is not None
    assert payment.amount == bill.amount


def test_wages_that_are_paid_again_are_lowered_by_a_correction_and_nothing_is_overpaid() -> None:
    row = wages_came_back()
    answer(row)
    first = wages()
    correct("12.80")
    assert wages(1).amount < first.amount
    assert overpaid() == []
    with actors.acting(steps.job()):
        aside = Commitment.objects.get(source_key=wages(1).source_key)
    assert aside.amount == wages(1).amount


def test_wages_that_came_back_and_were_lowered_are_paid_again_at_the_new_amount() -> None:
    row = wages_came_back()
    first = wages()
    correct("12.80")
    assert overpaid() == []
    owed = now(row).owed
    assert owed < first.amount
    answer(row)
    assert wages(1).amount == owed
    with actors.acting(steps.job()):
        assert Commitment.objects.get(source_key=wages(1).source_key).amount == owed


def test_wages_that_were_settled_another_way_are_overpaid_by_what_a_correction_takes_off() -> None:
    row = wages_came_back()
    olu = CAST.olu.actor()
    with actors.acting(olu):
        books.close_return(sent_back=row, why="Paid by cheque", actor=olu, at=AT)
    correct("12.80")
    assert now(row).owed == wages().amount
    assert len(overpaid()) == 1
