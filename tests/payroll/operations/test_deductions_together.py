"""Two turns of the clock at the same moment ask for what an order took once."""

from decimal import Decimal

from dpss.access import actors
from payroll import models
from tests import database
from tests.payroll.operations import steps
from tests.payroll.operations.test_deduction_payments import OVER, order, payments, raise_on, tick


def test_ten_turns_at_once_ask_once_and_pay_once(own_database: str) -> None:
    with actors.acting(steps.job()):
        models.DeductionPayment.objects.all().delete()
    order()
    steps.pay_november()
    made = database.together(*[raise_on] * 10)
    assert sum(made) == 1
    assert [one.amount for one in payments()] == [Decimal("40.00")]
    database.together(*[lambda: tick(OVER)] * 3)
    assert [one.amount for one in payments()] == [Decimal("40.00")]
