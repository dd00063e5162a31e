"""HMRC's bills that the provider pays: one payment each, from the account, through the bank file."""

import datetime as dt
from decimal import Decimal

import pytest

from clients.models import Commitment
from dpss.access import actors, policy
from dpss.access.models import OutboxMessage
from dpss.access.transitions import Refused
from dpss.kernel import errors
from ledger import models as ledger
from ledger import operations as books
from payroll import models
from payroll.operations import bill_books, bill_payments, bills, body_payments, returned_payments, settlements
from tests.cast import AT, CAST, key
from tests.factories import ledger as money
from tests.ledger.conftest import open_paying_account
from tests.payroll.operations import billing, steps
from tests.payroll.operations.billing import OVER, bill_of, job_on, on_account, owed_in_books, raise_on
from tests.payroll.operations.correcting import correct
from tests.payroll.operations.steps import ASHA

pytestmark = pytest.mark.django_db
DUE = dt.date(2026, 12, 22)


@pytest.fixture(autouse=True)
def bill(db: None) -> models.HmrcBill:
    """Northfield pays for Asha, from £2,000. November is approved, and its tax month is over."""
    billing.taxed()
    steps.provider_pays()
    with actors.acting(steps.job()):
        open_paying_account("northfield", CAST.east)
        client = models.Employer.objects.get(pk=ASHA.id_of("employer")).client
        accounts = [
            ledger.Account.objects.filter(subject_id=client.subject_id, code=code).first()
            or money.account(about=client, code=code)
            for code in ("direct_payment", "funding")
        ]
        money.entry(debit=accounts[0], credit=accounts[1], amount=Decimal(2000), source_key="paid in")
    steps.pay_november()
    raise_on()
    return bill_of()


def pay(day: dt.date = OVER) -> int:
    """The job's turn."""
    with job_on(day) as job, actors.acting(job):
        return bill_payments.pay_due(actor=job, at=AT)


def payment_of(bill: models.HmrcBill) -> ledger.Payment | None:
    """HMRC's payment, if there is one."""
    with actors.acting(steps.job()):
        found = ledger.Payment.objects.select_related("creditor", "batch")
        return found.filter(source_key=bill.payment_key).first()


def make_file(pay_on: dt.date = DUE) -> ledger.PaymentBatch | None:
    """The job puts what is due by then into a file, and what follows from it."""
    with job_on(OVER) as job, actors.acting(job):
        organisation = key("northfield", "organisation")
        batch = books.make_bank_file(organisation_id=organisation, pay_on=pay_on, actor=job, at=AT)
        settlements.settle_paid(actor=job, at=AT)
        return batch


def take_from_account(pounds: str) -> None:
    """The client spent so much."""
    with actors.acting(steps.job()):
        client = models.Employer.objects.get(pk=ASHA.id_of("employer")).client
        account, funding = (
            ledger.Account.objects.get(subject_id=client.subject_id, code=code)
            for code in ("direct_payment", "funding")
        )
        money.entry(debit=funding, credit=account, amount=Decimal(pounds), source_key="spent")


def test_a_bill_becomes_one_payment_to_hmrc_on_its_day(bill: models.HmrcBill) -> None:
    for _ in range(3):
        pay()
    payment = payment_of(bill)
    assert payment is not None
    assert (payment.kind, payment.amount, payment.due_on) == ("hmrc", bill.amount, DUE)
    assert (payment.paid_to, payment.payee, payment.reference) == ("HMRC", None, bill.accounts_office)
    assert bill_of().held_because == ""


def test_in_a_bank_file_it_is_paid_and_not_set_aside_any_more(bill: models.HmrcBill) -> None:
    pay()
    make_file(steps.november().payday)
    before = on_account()
    batch = make_file()
    assert batch is not None
    assert (batch.count, batch.total) == (1, bill.amount)
    sent = bill_of()
    assert (sent.state, sent.paid_on) == ("in_file", DUE)
    assert (owed_in_books(), on_account()) == (0, before - bill.amount)
    assert billing.set_aside() == {}
    assert make_file() is None


def test_a_correction_before_the_file_changes_the_payment(bill: models.HmrcBill) -> None:
    pay()
    correct("14.50")
    payment = payment_of(bill)
    assert payment is not None
    assert payment.amount == bill_of().amount == bill.amount + 2


def test_a_correction_after_the_file_goes_with_the_next_bill(bill: models.HmrcBill) -> None:
    pay()
    make_file()
    correct("14.50")
    assert (bill_of().amount, bill_of().owed) == (bill.amount, bill.amount + 2)
    raise_on(dt.date(2027, 1, 6))
    assert bill_of(9).amount == Decimal("2.00")


def test_without_enough_money_it_is_held_up_until_somebody_answers_for_it(bill: models.HmrcBill) -> None:
    make_file(steps.november().payday)
    take_from_account(str(on_account() - 10))
    pay()
    held = bill_of()
    assert held.short_by == bill.amount  # the last £10 are set aside for something else
    assert "short of it" in held.held_because
    assert payment_of(bill) is None
    olu = CAST.olu.actor()
    with actors.acting(olu):
        with pytest.raises(errors.Conflict):
            bill_payments.agree_shortfall(
                bill=held, seen=Decimal(1), agreed_by="P", reason="R", actor=olu, at=AT
            )
        for missing in ({"agreed_by": " "}, {"reason": ""}):
            with pytest.raises(errors.Invalid):
                bill_payments.agree_shortfall(
                    bill=held, seen=held.short_by, **{"agreed_by": "P", "reason": "R"} | missing,
                    actor=olu, at=AT,
                )  # fmt: skip
        bill_payments.agree_shortfall(
            bill=held, seen=held.short_by, agreed_by="Priya Shah", reason="By phone.", actor=olu, at=AT
        )
    pay()
    assert payment_of(bill) is not None


def test_what_is_set_aside_for_wages_is_left_for_them(bill: models.HmrcBill) -> None:
    take_from_account(str(on_account() - bill.amount))  # November's wages are in no file yet
    pay()
    assert bill_of().short_by == bill.amount
    make_file(steps.november().payday)


def test_while_a_payrun_of_the_period_is_not_approved_the_bill_waits(bill: models.HmrcBill) -> None:
    with actors.acting(steps.job()):
        models.Payrun.objects.filter(pk=steps.run_of().pk).update(state="ready")
    pay()
    assert payment_of(bill) is None
    assert "not approved yet" in bill_of().held_because


def test_without_an_approved_account_nothing_is_paid(bill: models.HmrcBill) -> None:
    with actors.acting(steps.job()):
        ledger.CreditorAccount.objects.update(state="proposed")
    pay()
    assert payment_of(bill) is None
    assert "No approved account" in bill_of().held_because


def test_paid_late_the_reference_names_the_period(bill: models.HmrcBill) -> None:
    pay()
    pay(dt.date(2027, 1, 10))
    payment = payment_of(bill)
    assert payment is not None
    assert payment.reference == f"{bill.accounts_office}2708"


def test_only_the_payments_job_makes_them(bill: models.HmrcBill) -> None:
    with pytest.raises(errors.NotAllowed):
        body_payments.make_due([], actor=CAST.mara.actor())


def test_money_that_hmrc_sends_back_is_owed_and_set_aside_again(bill: models.HmrcBill) -> None:
    pay()
    make_file(steps.november().payday)
    make_file()
    before = on_account()
    row = come_back(payment_of(bill))
    again = bill_of()
    assert (again.state, again.sent_back, owed_in_books()) == ("due", 1, bill.amount)
    assert on_account() == before + bill.amount
    assert billing.set_aside() == {f"hmrc_bill:{bill.pk}": bill.amount}
    pay()
    assert payment_of(again) is None  # until somebody has looked at it
    answer(row)
    assert payment_of(again) is not None
    make_file()
    assert (bill_of().state, owed_in_books(), billing.set_aside()) == ("in_file", 0, {})


def test_wages_that_come_back_are_set_aside_and_both_sides_are_told() -> None:
    make_file(steps.november().payday)
    with actors.acting(steps.job()):
        source = f"payslip:{steps.slip_of().pk}:net"
        payment = ledger.Payment.objects.select_related("batch").get(source_key=source)
    come_back(payment)
    with actors.acting(steps.job()):
        aside = Commitment.objects.get(source_key=f"{source}:again:1")
        told = OutboxMessage.objects.filter(template__startswith="payment_returned")
        names = set(told.values_list("to_id", "template"))
    assert (aside.kind, aside.amount, aside.settled_on) == ("wages", payment.amount, None)
    assert (CAST.dee.user_id, "payment_returned") in names
    assert {template for _, template in names} == {"payment_returned", "payment_returned_employer"}


def test_a_bill_whose_return_was_closed_is_recorded_as_paid_another_way(bill: models.HmrcBill) -> None:
    pay()
    make_file(steps.november().payday)
    make_file()
    row = come_back(payment_of(bill))
    olu = CAST.olu.actor()
    with actors.acting(olu), pytest.raises(Refused, match="The payroll provider pays this"):
        bills.confirm(bill=bill_of(), seen=bill.amount, reason="By card.", actor=olu, at=AT)
    with actors.acting(olu):
        books.close_return(sent_back=row, why="Paid by card", actor=olu, at=AT)
        bills.confirm(bill=bill_of(), seen=bill.amount, reason="By card.", actor=olu, at=AT)
    job = steps.job(policy.JOB_PAYMENTS)
    with actors.acting(job):
        assert bill_books.follow_books(actor=job, at=AT) == 1
    assert (bill_of().state, owed_in_books(), billing.set_aside()) == ("paid", 0, {})


def come_back(payment: ledger.Payment | None) -> ledger.PaymentReturn:
    """Olu records it, and the job books it, twice."""
    assert payment is not None
    olu = CAST.olu.actor()
    with actors.acting(steps.job()):
        ledger.PaymentBatch.objects.filter(pk=payment.batch_id).update(submit_on=olu.today)
        payment = ledger.Payment.objects.select_related("batch").get(pk=payment.pk)
    with actors.acting(olu):
        row = books.record_return(
            payment=payment, code="B", came_back_on=olu.today, note="", actor=olu, at=AT
        )
    job = steps.job(policy.JOB_PAYMENTS)
    with actors.acting(job):
        assert returned_payments.book_next(actor=job, at=AT) == 1
        assert returned_payments.book_next(actor=job, at=AT) == 0
    return row


def answer(row: ledger.PaymentReturn) -> None:
    """Mara found that the details are right, and Olu pays again."""
    mara, olu = CAST.mara.actor(), CAST.olu.actor()
    with actors.acting(mara):
        books.confirm_details(sent_back=row, how="Read from GOV.UK.", actor=mara, at=AT)
    with actors.acting(olu):
        books.pay_again(sent_back=row, actor=olu, at=AT)
