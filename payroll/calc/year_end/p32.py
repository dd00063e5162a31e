"""The employer payment record (P32): what is due to HMRC for each tax month, and what reduces it.

Due is tax, both sides' National Insurance and loan repayments, less statutory pay recovered, the compensation
on it, and the Employment Allowance. The allowance covers employer National Insurance alone.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from payroll.calc import amounts, employer_costs, tax_periods, wording
from payroll.calc.employer.payments import Paid
from payroll.calc.figures import TaxYear
from payroll.calc.inputs import PayInputError
from payroll.calc.results import PayResult
from payroll.calc.rounding import ZERO

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Recovered:
    """Statutory pay got back for a tax month, and the compensation on it: this month's alone.

    Less than nothing where HMRC is told in it that an earlier month's was too much.
    """

    month: int
    recovered: Decimal
    compensation: Decimal

    def __post_init__(self) -> None:
        if not 1 <= self.month <= _MONTHS:
            raise PayInputError(f"{self.month} is not a tax month: use 1 to 12.")
        amounts.check("Statutory pay recovered", abs(self.recovered))
        amounts.check("Compensation", abs(self.compensation))


@dataclass(frozen=True, slots=True)
class Month:
    """One line of the P32. `due` is negative where HMRC owes the employer."""

    month: int
    tax: Decimal
    ni_employee: Decimal
    ni_employer: Decimal
    loans: Decimal
    recovered: Decimal
    compensation: Decimal
    allowance: Decimal
    due: Decimal


@dataclass(frozen=True, slots=True)
class P32:
    """The tax months in order, the year's sum (as month 0) and the allowance that is left."""

    tax_year: str
    months: tuple[Month, ...]
    total: Month
    allowance_left: Decimal


def record(
    *,
    paid: Iterable[Paid],
    recovered: Sequence[Recovered],
    allowance_from: int | None,
    rates: TaxYear,
    up_to: int = _MONTHS,
    used_before: Decimal = ZERO,
    begins_anew: Collection[int] = (),
) -> P32:
    """Work out the months 1 to `up_to` of one employer's tax year.

    `allowance_from` is the tax month in which the Employment Allowance was claimed, None when it was not. A
    claim is for the whole tax year: in that month it also covers the employer's National Insurance of the
    months before, which were paid without it. `used_before` of the allowance was used at another payroll.
    `begins_anew` are the months with which another PAYE reference begins: HMRC takes the allowance off the
    insurance of the reference that it was claimed under alone, and of one year's allowance what is left.
    """
    for month in (up_to, 1 if allowance_from is None else allowance_from):
        if not 1 <= month <= _MONTHS:
            raise PayInputError(f"{month} is not a tax month: use 1 to 12.")
    if len({one.month for one in recovered}) < len(recovered):
        raise PayInputError("What was recovered is given twice for one tax month: add it up first.")
    by_month = _by_month(paid, rates.tax_year, up_to)
    months: list[Month] = []
    amounts.check("Employment Allowance used before", used_before)
    ni_to_date, used = used_before, used_before
    for number in range(1, up_to + 1):
        results = by_month.get(number, [])
        ni = sum((result.ni_employer for result in results), ZERO)
        allowance = ZERO
        if number in begins_anew:
            ni_to_date = used
        if allowance_from is not None and number >= allowance_from:
            use = employer_costs.use_allowance(
                employer_ni=ni,
                employer_ni_to_date=ni_to_date,
                used_to_date=used,
                rates=rates.employment_allowance,
            )
            allowance = use.covered + use.earlier
        ni_to_date += ni
        used += allowance
        back = next((one for one in recovered if one.month == number), Recovered(number, ZERO, ZERO))
        months.append(_month(results, ni, allowance, back))
    left = ZERO if allowance_from is None else rates.employment_allowance.amount - used
    return P32(rates.tax_year, tuple(months), _total(months), left)


def _by_month(paid: Iterable[Paid], tax_year: str, up_to: int) -> dict[int, list[PayResult]]:
    found: dict[int, list[PayResult]] = {}
    for payment in paid:
        if tax_periods.tax_year_of(payment.payday) != tax_year:
            raise PayInputError(f"The payday {wording.day(payment.payday)} is not in {tax_year}.")
        month = tax_periods.tax_month(payment.payday)
        if month <= up_to:
            found.setdefault(month, []).append(payment.result)
    return found


def _month(results: Sequence[PayResult], ni_employer: Decimal, allowance: Decimal, back: Recovered) -> Month:
    tax = sum((result.tax for result in results), ZERO)
    ni_employee = sum((result.ni_employee for result in results), ZERO)
    loans = sum((result.student_loan + result.postgraduate_loan for result in results), ZERO)
    return Month(
        month=back.month,
        tax=tax,
        ni_employee=ni_employee,
        ni_employer=ni_employer,
        loans=loans,
        recovered=back.recovered,
        compensation=back.compensation,
        allowance=allowance,
        due=tax + ni_employee + ni_employer + loans - back.recovered - back.compensation - allowance,
    )


def _total(months: Sequence[Month]) -> Month:
    def of(name: str) -> Decimal:
        return sum((getattr(month, name) for month in months), ZERO)

    return Month(
        month=0,
        tax=of("tax"),
        ni_employee=of("ni_employee"),
        ni_employer=of("ni_employer"),
        loans=of("loans"),
        recovered=of("recovered"),
        compensation=of("compensation"),
        allowance=of("allowance"),
        due=of("due"),
    )
