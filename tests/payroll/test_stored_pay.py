"""What of a stored payment rests on something that may change is read exactly as the whole payment is."""

import dataclasses
import json
from decimal import Decimal
from typing import Any

import pytest

from payroll import stored_pay
from payroll.calc import earlier
from payroll.calc import payment as stored_payment
from payroll.calc.orders.agreed import Agreed, AgreedKind
from payroll.calc.orders.deductions import Deductions
from payroll.calc.payment import PayInput
from payroll.calc.records import RecordError
from tests.payroll.calc.cases import calculated, pay_line, payment

PARTS = [field.name for field in dataclasses.fields(stored_pay.Resting)]
UNION = Agreed(kind=AgreedKind.VOLUNTARY, name="Union", each_time=Decimal("5.00"))


def stored(pay: PayInput) -> dict[str, Any]:
    """A payment as its payslip keeps it."""
    found: dict[str, Any] = json.loads(json.dumps(stored_payment.to_json(pay)))
    return found


@pytest.mark.parametrize(
    "pay",
    [
        payment("1834.50"),
        payment(
            "100.00",
            to_date=calculated("200.00").to_date,
            worked_out=(pay_line("maternity", "194.32"),),
            deductions=Deductions(agreed=(UNION,)),
        ),
        payment(
            "5.00",
            to_date=calculated("200.00").to_date,
            earlier=earlier.of_period(same_post=[calculated("200.00")]),
        ),
    ],
)
def test_each_part_is_that_of_the_whole_payment(pay: PayInput) -> None:
    found = stored_pay.resting_of(stored(pay))
    assert [getattr(found, name) for name in PARTS] == [getattr(pay, name) for name in PARTS]


def test_what_was_not_stored_by_us_is_refused() -> None:
    changed = stored(payment("100.00"))
    changed["to_date"]["pay"] = "ten"
    with pytest.raises(RecordError, match=r"payment\.to_date\.pay is 'ten', which is not a Decimal"):
        stored_pay.resting_of(changed)


def test_a_payment_without_a_year_so_far_is_refused() -> None:
    lacking = stored(payment("100.00"))
    del lacking["to_date"]
    with pytest.raises(RecordError, match="payment lacks a key: to_date"):
        stored_pay.resting_of(lacking)
