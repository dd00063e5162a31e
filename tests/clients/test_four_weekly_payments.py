"""Four-weekly payments: worked out once, approved by two people, paid once, followed when sent back."""

import datetime as dt
from decimal import Decimal

import pytest

from clients import models
from clients.operations import four_weekly
from dpss.access import actors, transitions
from dpss.kernel import errors
from ledger import chart
from ledger import models as books
from ledger import operations as ledger
from ledger import queries as ledger_queries
from payroll.operations import returned_payments
from tests.cast import TODAY
from tests.clients import four_weekly_world as world
from tests.factories import AT

pytestmark = pytest.mark.django_db
SOON = dt.date(2026, 12, 1)
PAY_ON = world.NEXT


def forward(payment: models.FourWeeklyPayment) -> None:
    with actors.acting(world.finance()):
        assert not four_weekly.put_forward([payment.pk], actor=world.finance(), at=AT).refused


def of_ledger(payment: models.FourWeeklyPayment) -> list[books.Payment]:
    with actors.acting(world.finance()):
        rows = books.Payment.objects.filter(source_key__startswith=f"direct-payment:{payment.pk}")
        return list(rows.order_by("pk"))


def test_a_payment_is_worked_out_ahead_and_once_however_often_the_job_runs() -> None:
    assert world.work_out(today=TODAY) == 0  # the next four weeks begin in more than two weeks
    assert world.work_out(today=SOON) == 3
    assert world.work_out(today=SOON) == 0
    found = world.payment()
    assert (found.amount, found.gross, found.contribution) == (Decimal(1008), Decimal(1200), Decimal(192))
    assert (found.due_on, found.is_first, found.state) == (world.NEXT, False, "due")


def test_a_rise_for_paid_days_is_a_line_of_the_next_payment() -> None:
    with actors.acting(world.job()):
        row = models.DirectPayment.objects.get(pk=world.ASHA.id_of("direct payment"))
        row.weekly_amount += 10
        row.save(update_fields=["weekly_amount"])
    world.work_out(today=SOON)
    found = world.payment()
    assert found.amount == Decimal(1048 + 40)
    with actors.acting(world.finance()):
        lines = list(found.lines.order_by("place").values_list("kind", "amount"))
    assert lines == [("four_weeks", Decimal(1048)), ("change", Decimal(40))]


def test_whoever_put_it_forward_does_not_approve_it() -> None:
    payment = world.payment(dt.date(2026, 11, 16))
    forward(payment)
    with actors.acting(world.finance()):
        done = four_weekly.approve([payment.pk], actor=world.finance(), at=AT)
    assert "second person" in done.refused[payment.pk].lower()
    assert of_ledger(payment) == []


def test_an_approved_payment_is_paid_once_by_a_bank_file_and_is_on_the_account() -> None:
    payment = world.payment(dt.date(2026, 11, 16))
    world.approved(payment)
    (due,) = of_ledger(payment)
    assert (due.kind, due.amount, due.state) == ("direct_payment", Decimal(1008), "due")
    batch = world.filed(dt.date(2026, 11, 26))
    assert batch is not None
    assert (batch.count, batch.total) == (1, Decimal(1008))
    assert world.filed(dt.date(2026, 11, 26)) is None
    kept = world.payment(dt.date(2026, 11, 16))
    assert (kept.state, kept.paid_on) == ("paid", dt.date(2026, 11, 26))
    with actors.acting(world.finance()):
        actor = world.finance()
        account = ledger_queries.balance(payment.subject_id, chart.DIRECT_PAYMENT, actor=actor)
        funding = ledger_queries.balance(payment.subject_id, chart.FUNDING, actor=actor)
    assert (account, funding) == (Decimal(2016), Decimal(-2016))  # half of it was there before


def test_an_amount_that_changed_after_it_was_put_forward_is_not_approved() -> None:
    payment = world.payment(dt.date(2026, 11, 16))
    forward(payment)
    with actors.acting(world.job()):
        models.FourWeeklyPayment.objects.filter(pk=payment.pk).update(amount=Decimal("9999.00"))
    with actors.acting(world.second()), pytest.raises(errors.Conflict, match="not the one"):
        four_weekly.approve([payment.pk], actor=world.second(), at=AT)
    assert of_ledger(payment) == []


def test_without_a_bank_account_it_is_not_put_forward() -> None:
    payment = world.payment(dt.date(2026, 11, 16))
    with actors.acting(world.job()):
        books.BankAccount.objects.filter(pk=world.ASHA.id_of("own bank account")).delete()
    with actors.acting(world.finance()):
        done = four_weekly.put_forward([payment.pk], actor=world.finance(), at=AT)
    assert "No bank account" in done.refused[payment.pk]


def test_what_the_bank_sends_back_is_owed_again_and_paid_again_once() -> None:
    payment = world.payment(dt.date(2026, 11, 16))
    world.approved(payment)
    world.filed(dt.date(2026, 11, 26))
    later = dt.date(2026, 11, 30)
    finance, second, job = world.finance(today=later), world.second(today=later), world.job(today=later)
    (paid,) = of_ledger(payment)
    with actors.acting(finance):
        paid = ledger_queries.payments(actor=finance).get(pk=paid.pk)
        back = ledger.record_return(payment=paid, code="B", came_back_on=later, note="", actor=finance, at=AT)
    with actors.acting(job):
        assert returned_payments.book_next(actor=job, at=AT) == 1  # as the job of all payments does
        four_weekly.settle_next(actor=job, at=AT)
    assert world.payment(dt.date(2026, 11, 16)).state == "returned"
    with actors.acting(second):
        ledger.confirm_details(sent_back=back, how="Rang her.", actor=second, at=AT)
        ledger.pay_again(sent_back=back, actor=second, at=AT)
    world.filed(dt.date(2026, 12, 3), today=later)
    kept = world.payment(dt.date(2026, 11, 16))
    assert (kept.state, kept.paid_on) == ("paid", dt.date(2026, 12, 3))
    assert [one.state for one in of_ledger(payment)] == ["returned", "in_file"]


def test_the_job_of_one_council_works_out_nothing_of_another() -> None:
    world.work_out(today=SOON)
    council = world.CAST.west
    with actors.acting(world.job(council=council)):
        rows = models.FourWeeklyPayment.objects.filter(council_id=council.id)
        assert rows.filter(first_day=world.NEXT).count() == 0


def test_only_council_finance_puts_forward() -> None:
    payment = world.payment(dt.date(2026, 11, 16))
    asha = world.CAST.asha.actor()
    with actors.acting(asha), pytest.raises(errors.NotAllowed):
        four_weekly.put_forward([payment.pk], actor=asha, at=AT)


def test_taken_back_it_waits_again() -> None:
    payment = world.payment(dt.date(2026, 11, 16))
    forward(payment)
    with actors.acting(world.second()):
        done = four_weekly.take_back([payment.pk], reason="Wrong week.", actor=world.second(), at=AT)
    assert isinstance(done, transitions.Outcome)
    kept = world.payment(dt.date(2026, 11, 16))
    assert (kept.state, kept.put_forward_by_id, kept.digest) == ("due", None, "")
