"""What a year of payments to everyone has cost an employer, with the Employment Allowance run through it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from payroll.calc import employer_costs, tax_periods, wording
from payroll.calc.employer_costs import EmployerCost
from payroll.calc.figures import TaxYear
from payroll.calc.inputs import PayInputError
from payroll.calc.results import PayResult
from payroll.calc.rounding import ZERO


@dataclass(frozen=True, slots=True)
class Paid:
    """One payment that was made to anyone whom the employer employs."""

    payday: date
    result: PayResult


@dataclass(frozen=True, slots=True)
class YearToDateCost:
    """Each payment's cost in the order of paydays, their sum, and the allowance that is left."""

    payments: tuple[EmployerCost, ...]
    total: EmployerCost
    allowance_left: Decimal


def of_year(*, paid: Iterable[Paid], claims_allowance: bool, rates: TaxYear) -> YearToDateCost:
    """Cost every payment of one employer in one tax year; the allowance goes to the earliest first."""
    costs: list[EmployerCost] = []
    ni_to_date = used = ZERO
    for payment in sorted(paid, key=lambda payment: payment.payday):
        if tax_periods.tax_year_of(payment.payday) != rates.tax_year:
            raise PayInputError(f"The payday {wording.day(payment.payday)} is not in {rates.tax_year}.")
        ni = payment.result.ni_employer
        covered = ZERO
        if claims_allowance:
            covered = employer_costs.use_allowance(
                employer_ni=ni,
                employer_ni_to_date=ni_to_date,
                used_to_date=used,
                rates=rates.employment_allowance,
            ).covered
        ni_to_date += ni
        used += covered
        costs.append(employer_costs.cost(result=payment.result, covered=covered))
    left = rates.employment_allowance.amount - used if claims_allowance else ZERO
    return YearToDateCost(payments=tuple(costs), total=_sum(costs), allowance_left=left)


def _sum(costs: Iterable[EmployerCost]) -> EmployerCost:
    total = EmployerCost(ZERO, ZERO, ZERO, ZERO, ZERO)
    for one in costs:
        total = EmployerCost(
            wages=total.wages + one.wages,
            national_insurance=total.national_insurance + one.national_insurance,
            pension=total.pension + one.pension,
            reimbursed=total.reimbursed + one.reimbursed,
            total=total.total + one.total,
        )
    return total
