"""Two workers, or two people, at the same moment: each bill is raised once and paid once."""

from dpss.access import actors, transitions
from payroll import models
from tests import database
from tests.payroll.operations import billing, steps
from tests.payroll.operations.billing import bill_of, confirm, on_account, raise_on
from tests.payroll.operations.steps import ASHA


def test_two_workers_at_once_raise_a_bill_once(own_database: str) -> None:
    billing.taxed()
    steps.pay_november()
    database.together(raise_on, raise_on)
    with actors.acting(steps.job()):
        bills_of = models.HmrcBill.objects.filter(employer_id=ASHA.id_of("employer"), last_month=8)
        assert bills_of.count() == 1


def test_two_people_at_once_confirm_once(own_database: str) -> None:
    billing.taxed()
    steps.pay_november()
    raise_on()
    bill, before = bill_of(), on_account()

    def say() -> str:
        try:
            return confirm(bill_of()).state
        except transitions.Refused as refused:
            return str(refused)

    done = database.together(say, say)
    assert "paid" in done
    assert on_account() == before - bill.amount
