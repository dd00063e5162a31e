"""What was set aside for wages is free again once they are paid."""

import datetime as dt

import pytest

from clients.models import Commitment
from dpss.access import actors, policy
from ledger.models import Payment, PaymentBatch
from payroll import models
from payroll.operations import instructions, settlements
from tests.cast import CAST
from tests.payroll.operations import steps

pytestmark = pytest.mark.usefixtures("db")
AT = dt.datetime(2026, 11, 21, 10, tzinfo=dt.UTC)


def _set_aside(slip: models.Payslip) -> Commitment:
    return Commitment.objects.get(source_key=f"payslip:{slip.pk}:net")


def test_wages_that_the_employer_says_are_paid_are_not_set_aside_any_more() -> None:
    steps.pay_november()
    slip = steps.slip_of()
    asha = CAST.asha.actor()
    with actors.acting(asha):
        assert _set_aside(slip).settled_on is None
        instruction = models.PaymentInstruction.objects.get(payslip=slip)
        instructions.confirm(instruction=instruction, seen=instruction.amount, actor=asha, at=AT)
        assert _set_aside(slip).settled_on == asha.today


def test_wages_in_a_bank_file_are_not_set_aside_any_more_and_others_are() -> None:
    steps.provider_pays()
    steps.pay_november()
    slip = steps.slip_of()
    job = steps.job(policy.JOB_PAYMENTS)
    with actors.acting(job):
        assert settlements.settle_paid(actor=job, at=AT) == 0
        payment = Payment.objects.get(source_key=f"payslip:{slip.pk}:net")
        batch = PaymentBatch.objects.create(
            council_id=payment.council_id,
            organisation_id=payment.organisation_id,
            pay_on=payment.due_on,
            submit_on=payment.due_on,
            number=901,
            state="made",
            requested_at=AT,
        )
        Payment.objects.filter(pk=payment.pk).update(state="in_file", batch=batch)
        assert settlements.settle_paid(actor=job, at=AT) == 1
        assert _set_aside(slip).settled_on == job.today
        assert settlements.settle_paid(actor=job, at=AT) == 0
