"""The employer pays: when they say so, the ledger follows, once."""

from decimal import Decimal

import pytest

from dpss.access import actors, transitions
from ledger import chart
from ledger.models import Entry
from ledger.queries import balances
from payroll import models
from payroll.operations import instructions
from tests.cast import AT, Cast
from tests.payroll.operations import steps
from tests.payroll.operations.steps import ASHA, job

pytestmark = pytest.mark.django_db


@pytest.fixture
def instruction() -> models.PaymentInstruction:
    """What Asha must pay for November."""
    steps.pay_november()
    with actors.acting(job()):
        return models.PaymentInstruction.objects.get(payslip=steps.slip_of())


def test_saying_so_settles_the_debt_from_the_direct_payment(
    instruction: models.PaymentInstruction, cast: Cast
) -> None:
    asha = cast.asha.actor()
    with actors.acting(job()):
        before = balances([ASHA.subject_id], actor=job())[ASHA.subject_id, chart.DIRECT_PAYMENT]
    with actors.acting(asha):
        instructions.confirm(instruction=instruction, seen=instruction.amount, actor=asha, at=AT)
    with actors.acting(job()):
        found = balances([ASHA.subject_id, ASHA.employer_subject_id], actor=job())
        assert models.PaymentInstruction.objects.get(pk=instruction.pk).state == "paid"
    assert found[ASHA.employer_subject_id, chart.NET_PAY] == 0
    assert found[ASHA.subject_id, chart.DIRECT_PAYMENT] == before - Decimal("135.00")


def test_saying_so_twice_moves_no_more_money(instruction: models.PaymentInstruction, cast: Cast) -> None:
    asha = cast.asha.actor()
    with actors.acting(asha):
        instructions.confirm(instruction=instruction, seen=instruction.amount, actor=asha, at=AT)
        with pytest.raises(transitions.Refused):
            instructions.confirm(instruction=instruction, seen=instruction.amount, actor=asha, at=AT)
    with actors.acting(job()):
        assert Entry.objects.filter(source_key=f"instruction:{instruction.pk}").count() == 1


def test_only_the_employer_can_say_so(instruction: models.PaymentInstruction, cast: Cast) -> None:
    for someone in (cast.ben, cast.wes):
        with actors.acting(someone.actor()), pytest.raises(transitions.Refused):
            instructions.confirm(
                instruction=instruction, seen=instruction.amount, actor=someone.actor(), at=AT
            )
    with actors.acting(job()):
        assert models.PaymentInstruction.objects.get(pk=instruction.pk).state == "due"
