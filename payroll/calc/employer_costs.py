"""What a payment costs the employer, once the Employment Allowance has covered what it can of the NI.

National Insurance Contributions Act 2014 s1; an individual whose employee does nothing but care for someone
may claim (HMRC manual NIM06520). The FPS always reports employer NI before the allowance.
"""

from dataclasses import dataclass
from decimal import Decimal

from payroll.calc.figures import EmploymentAllowance
from payroll.calc.inputs import PayInputError
from payroll.calc.results import PayResult
from payroll.calc.rounding import ZERO, in_pence


@dataclass(frozen=True, slots=True)
class AllowanceUse:
    """How the year's allowance stands after one more payment.

    `covered` is the part of this payment's employer NI that need not be paid. `earlier` is NI of earlier
    payments of the year that the allowance was not used for and still could be, when it is claimed late.
    `remaining` is the allowance left after this payment.
    """

    covered: Decimal
    earlier: Decimal
    remaining: Decimal


@dataclass(frozen=True, slots=True)
class EmployerCost:
    """What a payment costs: wages, employer NI after the allowance, employer pension, money back; `total`."""

    wages: Decimal
    national_insurance: Decimal
    pension: Decimal
    reimbursed: Decimal
    total: Decimal


def use_allowance(
    *, employer_ni: Decimal, employer_ni_to_date: Decimal, used_to_date: Decimal, rates: EmploymentAllowance
) -> AllowanceUse:
    """The allowance covers employer NI, payment by payment, until the year's amount is used up.

    It runs through all payments of one employer in one tax year. `employer_ni_to_date` and `used_to_date` are
    the year's figures before this payment.
    """
    if not ZERO <= used_to_date <= min(employer_ni_to_date, rates.amount):
        raise PayInputError(f"The allowance used so far, {used_to_date}, is more than there was to cover.")
    left = in_pence(rates.amount) - used_to_date
    covered = min(employer_ni, left)
    remaining = left - covered
    return AllowanceUse(covered, min(employer_ni_to_date - used_to_date, remaining), remaining)


def cost(*, result: PayResult, covered: Decimal) -> EmployerCost:
    """Wages, employer NI less what the allowance covered, employer pension and reimbursements."""
    national_insurance = result.ni_employer - covered
    total = result.gross + national_insurance + result.pension_employer + result.non_taxable
    return EmployerCost(
        wages=result.gross,
        national_insurance=national_insurance,
        pension=result.pension_employer,
        reimbursed=result.non_taxable,
        total=total,
    )
