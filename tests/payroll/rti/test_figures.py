"""What a message says of each employee is read back as it was written."""

from decimal import Decimal

import pytest

from dpss.kernel import errors
from payroll.rti import body, figures, fps
from tests.payroll.rti import cast


def test_every_figure_is_read_back_as_it_was_written() -> None:
    made = cast.submission(cast.employee())
    (said,) = figures.of(fps.build(made))
    (employee,) = made.employees
    (row,) = employee.ni
    assert (said.pay_id, said.taxable_pay, said.tax) == (
        employee.pay_id,
        employee.payment.taxable_pay,
        employee.payment.tax,
    )
    assert (said.pay_to_date, said.tax_to_date) == (employee.to_date.taxable_pay, employee.to_date.tax)
    assert said.ni == ((row.letter, row.earnings_to_date, row.employer_to_date, row.employee_to_date),)


def test_a_refund_of_tax_is_read_as_negative() -> None:
    made = cast.submission(cast.employee(payment=cast.payment(tax=Decimal("-12.40"))))
    assert figures.of(fps.build(made))[0].tax == Decimal("-12.40")


def test_a_message_without_employees_is_refused() -> None:
    with pytest.raises(errors.Invalid):
        figures.of(b"<Body xmlns='http://www.govtalk.gov.uk/CM/envelope'/>")


def test_the_keys_of_a_body_are_those_it_is_filed_under() -> None:
    made = cast.submission(cast.employee())
    assert body.keys_of(fps.build(made)) == {"TaxOfficeNumber": "120", "TaxOfficeReference": "ZZ99999"}
