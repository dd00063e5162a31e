"""The deductions working sheet (P11): every payment of one employment in a tax year, with running totals."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from payroll.calc import tax_periods, wording
from payroll.calc.inputs import PayInputError, YearToDate
from payroll.calc.payment import PayInput
from payroll.calc.results import PayResult


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment as it was put in and as it came out."""

    pay: PayInput
    result: PayResult


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the sheet. `period` is the tax week or month of the tables that were used.

    Statutory pay is in `to_date`, by kind.
    """

    payday: date
    tax_month: int
    period: int
    tax_code: str
    non_cumulative: bool
    ni_letter: str
    gross: Decimal
    taxable: Decimal
    tax: Decimal
    ni_employee: Decimal
    ni_employer: Decimal
    student_loan: Decimal
    postgraduate_loan: Decimal
    pension_employee: Decimal
    net: Decimal
    to_date: YearToDate


def sheet(*, payments: Iterable[Payment], tax_year: str) -> tuple[Row, ...]:
    """The rows by payday; a payment whose year so far does not follow from the one before is refused."""
    rows: list[Row] = []
    carried: YearToDate | None = None
    for payment in sorted(payments, key=lambda payment: payment.pay.payday):
        payday = payment.pay.payday
        if tax_periods.tax_year_of(payday) != tax_year:
            raise PayInputError(f"The payday {wording.day(payday)} is not in {tax_year}.")
        if carried is not None and payment.pay.to_date != carried:
            raise PayInputError(
                f"The payment of {wording.day(payday)} does not begin where the one before it ended:"
                " work it out again from the year so far."
            )
        carried = payment.result.to_date
        rows.append(_row(payment))
    return tuple(rows)


def _row(payment: Payment) -> Row:
    pay, result = payment.pay, payment.result
    return Row(
        payday=pay.payday,
        tax_month=tax_periods.tax_month(pay.payday),
        period=pay.period,
        tax_code=pay.tax_code,
        non_cumulative=pay.non_cumulative,
        ni_letter=pay.ni_letter,
        gross=result.gross,
        taxable=result.taxable_pay,
        tax=result.tax,
        ni_employee=result.ni_employee,
        ni_employer=result.ni_employer,
        student_loan=result.student_loan,
        postgraduate_loan=result.postgraduate_loan,
        pension_employee=result.pension_employee,
        net=result.net,
        to_date=result.to_date,
    )
