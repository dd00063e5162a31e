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
    changed = stored(payment("100.00", worked_out=(pay_line("maternity", "194.32"),)))
    changed["worked_out"][0]["amount"] = "ten"
    with pytest.raises(RecordError, match=r"payment\.worked_out 1\.amount is 'ten', which is not a Decimal"):
        stored_pay.resting_of(changed)


def test_a_payment_goes_on_from_the_figures_that_it_was_worked_out_with() -> None:
    before = calculated("200.00").to_date
    found = stored(payment("100.00", to_date=before))
    assert stored_pay.goes_on_from(found, found["to_date"])
    # The same figures in other words are the same figures.
    said_otherwise = found["to_date"] | {"pay": f"{found['to_date']['pay']}0"}
    assert stored_pay.goes_on_from(found, said_otherwise)
    assert not stored_pay.goes_on_from(found, None)
    assert not stored_pay.goes_on_from(found, stored(payment("100.00"))["to_date"])


def test_a_first_payment_goes_on_from_nothing() -> None:
    found = stored(payment("100.00"))
    assert stored_pay.goes_on_from(found, None)
    assert not stored_pay.goes_on_from(
        found, stored(payment("1", to_date=calculated("1").to_date))["to_date"]
    )


def test_nothing_goes_on_from_figures_that_cannot_be_read() -> None:
    found = stored(payment("100.00"))
    assert not stored_pay.goes_on_from(found, found["to_date"] | {"pay": "ten"})


@pytest.mark.parametrize("figures", [None, {}, {"pay": "1.00"}])
def test_a_payment_without_a_year_so_far_is_refused(figures: dict[str, str] | None) -> None:
    lacking = stored(payment("100.00"))
    del lacking["to_date"]
    if figures is None:
        with pytest.raises(RecordError, match="to_date is None, which is not a table"):
            stored_pay.goes_on_from(lacking, figures)
    else:
        assert not stored_pay.goes_on_from(lacking, figures)
