"""Correcting a payslip: the money before its payrun and after, who pays, and reports that are late."""

from decimal import Decimal

import pytest

from clients.models import Commitment
from dpss.access import actors
from dpss.access.models import OutboxMessage
from ledger import chart
from ledger.models import Entry, Payment, Posting
from payroll import models
from tests.cast import CAST
from tests.payroll.operations import steps
from tests.payroll.operations.correcting import correct, correct_october, new_slip, sent
from tests.payroll.operations.steps import ASHA, job

pytestmark = pytest.mark.django_db
OLD_NET = Decimal("135.00")


def owed_to_pas() -> Decimal:
    """What Asha owes her PAs by the ledger, in pounds."""
    with actors.acting(job()):
        rows = Posting.objects.filter(
            account__subject_id=ASHA.employer_subject_id, account__code=chart.NET_PAY
        )
        return -sum((row.amount for row in rows), Decimal(0))


def test_the_ledger_takes_the_old_wages_out_and_the_new_in() -> None:
    before = owed_to_pas()
    steps.pay_november()
    old = steps.slip_of()
    correct("14.50")
    with actors.acting(job()):
        reversal = Entry.objects.get(source_key=f"payslip:{old.pk}:reversed")
        entry = Entry.objects.get(source_key=f"payslip:{old.pk}")
        assert reversal.reverses_id == entry.pk
        assert Entry.objects.filter(source_key=f"payslip:{new_slip().pk}").count() == 1
    assert owed_to_pas() - before == Decimal("145.00")


def test_a_lower_net_pay_is_an_overpayment_that_somebody_must_decide_about() -> None:
    before = owed_to_pas()
    steps.pay_november()
    sent()
    correct("13.00")
    slip = new_slip()
    with actors.acting(job()):
        over = models.Overpayment.objects.get(payslip=slip)
        assert not models.PaymentInstruction.objects.filter(payslip=slip).exists()
    assert (over.payslip_id, over.amount, over.state) == (slip.pk, Decimal("5.00"), "open")
    # What was instructed is what the ledger still owes: the difference stays a cost.
    assert owed_to_pas() - before == OLD_NET


@pytest.mark.parametrize("payer", ["employer", "provider"])
def test_what_is_not_sent_yet_is_lowered_and_nothing_is_overpaid(payer: str) -> None:
    before = owed_to_pas()
    if payer == "provider":
        steps.provider_pays()
    steps.pay_november()
    old = steps.slip_of()
    correct("13.00")
    with actors.acting(job()):
        assert not models.Overpayment.objects.filter(payslip=new_slip()).exists()
        amounts = [
            *Payment.objects.filter(source_key=f"payslip:{old.pk}:net").values_list("amount", flat=True),
            *models.PaymentInstruction.objects.filter(payslip=old).values_list("amount", flat=True),
        ]
        commitment = Commitment.objects.get(source_key=f"payslip:{old.pk}:net")
        told = OutboxMessage.objects.filter(template="pay_another_amount", to_id=CAST.joan.user_id)
        assert told.count() == (1 if payer == "employer" else 0)
    assert amounts == [Decimal("130.00")]
    assert commitment.amount == Decimal("130.00")
    assert owed_to_pas() - before == Decimal("130.00")


def test_a_correction_after_the_payday_gives_its_late_reason() -> None:
    run = correct_october()
    with actors.acting(job()):
        report = models.Submission.objects.get(payrun=run)
    assert "<LateReason>H</LateReason>" in report.body


def test_the_provider_pays_the_difference_too() -> None:
    steps.provider_pays()
    steps.pay_november()
    correct("14.50")
    with actors.acting(job()):
        assert Payment.objects.get(source_key=f"payslip:{new_slip().pk}:net").amount == Decimal("10.00")
