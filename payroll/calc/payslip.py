"""The order of the law: what is worked out first, and on which pay, when one payment is calculated.

No other module knows this order, and no step knows another. The sequence follows HMRC's practice: National
Insurance and student loans on all pay, a net pay arrangement's pension off pay before income tax, relief at source
pension off what is left, money back at the end.
"""

from dataclasses import dataclass
from decimal import Decimal

from payroll.calc import (
    earnings,
    income_tax,
    minimum_wage,
    national_insurance,
    pension,
    student_loans,
    tax_code,
    tax_periods,
)
from payroll.calc.inputs import NET_PAY, PayInput, PayInputError, YearToDate
from payroll.calc.rates import TaxYear
from payroll.calc.results import Line, MinimumWageCheck, PayResult
from payroll.calc.rounding import ZERO


@dataclass(frozen=True, slots=True)
class _Steps:
    """What each step found, in the order in which they were taken."""

    gross: Decimal
    reimbursed: Decimal
    ni: national_insurance.Contributions
    student_loan: student_loans.Repayment | None
    postgraduate_loan: student_loans.Repayment | None
    pension: pension.Contributions | None
    tax: income_tax.Deduction


def calculate(*, pay: PayInput, rates: TaxYear) -> PayResult:
    """Work out one payment to one person: what they are paid, what is taken off, what the employer pays on top.

    The same payment with the same figures gives the same result, byte for byte, in any later year.
    """
    if pay.tax_year != rates.tax_year:
        raise PayInputError(f"The payment is in {pay.tax_year} and the figures are for {rates.tax_year}.")
    tax_periods.check_payday(
        payday=pay.payday, tax_year=pay.tax_year, interval=pay.interval, period=pay.period
    )
    return _result(pay, rates, _take_steps(pay, rates))
