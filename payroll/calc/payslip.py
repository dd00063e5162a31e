"""The order of the law: what is worked out first, and on which pay, when one payment is calculated.

No other module knows this order, and no step knows another. The sequence follows HMRC's practice: National
Insurance and student loans on all pay, a net pay arrangement's pension off pay before income tax, relief at
source pension off what is left, money back at the end.
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
from payroll.calc.inputs import PayInput, PayInputError, YearToDate
from payroll.calc.rates import TaxYear
from payroll.calc.results import Line, MinimumWageCheck, PayResult
from payroll.calc.rounding import ZERO


@dataclass(frozen=True, slots=True)
class _Steps:
    """What each step found, in the order in which the steps are taken."""

    gross: Decimal
    ni: national_insurance.Contributions
    loans: tuple[student_loans.Repayment, ...]
    pension: pension.Contributions | None
    tax: income_tax.Deduction
    reimbursed: Decimal

    @property
    def student_loan(self) -> Decimal:
        return sum((loan.amount for loan in self.loans if loan.plan != student_loans.POSTGRADUATE), ZERO)

    @property
    def postgraduate_loan(self) -> Decimal:
        return sum((loan.amount for loan in self.loans if loan.plan == student_loans.POSTGRADUATE), ZERO)

    @property
    def pension_employee(self) -> Decimal:
        return self.pension.employee if self.pension else ZERO

    @property
    def pension_employer(self) -> Decimal:
        return self.pension.employer if self.pension else ZERO

    @property
    def net(self) -> Decimal:
        """What is handed over: pay less everything taken off, and money back on top."""
        loans = self.student_loan + self.postgraduate_loan
        return (
            self.gross - self.tax.tax - self.ni.employee_ni - loans - self.pension_employee + self.reimbursed
        )


def calculate(*, pay: PayInput, rates: TaxYear) -> PayResult:
    """Work out one payment to one person: what is earned, what is taken off, what the employer pays on top.

    The same payment with the same figures gives the same result in any later year. A payment that cannot be
    worked out raises `PayInputError` with a sentence.
    """
    if pay.tax_year != rates.tax_year:
        raise PayInputError(f"The payment is in {pay.tax_year} and the figures are for {rates.tax_year}.")
    tax_periods.check_payday(
        payday=pay.payday, tax_year=pay.tax_year, interval=pay.interval, period=pay.period
    )
    gross = earnings.gross(pay.earnings)
    ni = _national_insurance(pay, gross, rates)
    loans = _loans(pay, gross, rates)
    paid_in = _pension(pay, gross, rates)
    taxable = gross - paid_in.before_tax if paid_in else gross
    tax = _income_tax(pay, taxable, rates)
    reimbursed = earnings.reimbursed(pay.earnings)
    return _result(pay, rates, _Steps(gross, ni, loans, paid_in, tax, reimbursed))


def _national_insurance(pay: PayInput, gross: Decimal, rates: TaxYear) -> national_insurance.Contributions:
    return national_insurance.contributions(
        earnings=gross,
        letter=pay.ni_letter,
        interval=pay.interval,
        rates=rates.national_insurance_on(pay.payday),
    )


def _loans(pay: PayInput, gross: Decimal, rates: TaxYear) -> tuple[student_loans.Repayment, ...]:
    plans = [pay.student_loan] if pay.student_loan else []
    if pay.postgraduate_loan:
        plans.append(student_loans.POSTGRADUATE)
    return tuple(
        student_loans.repayment(earnings=gross, plan=plan, interval=pay.interval, rates=rates.student_loans)
        for plan in plans
    )


def _pension(pay: PayInput, gross: Decimal, rates: TaxYear) -> pension.Contributions | None:
    if pay.pension is None:
        return None
    return pension.contributions(
        earnings=gross, scheme=pay.pension, interval=pay.interval, rates=rates.pension
    )


def _income_tax(pay: PayInput, taxable: Decimal, rates: TaxYear) -> income_tax.Deduction:
    return income_tax.deduct(
        code=tax_code.parse(pay.tax_code),
        non_cumulative=pay.non_cumulative,
        interval=pay.interval,
        period=pay.period,
        pay=taxable,
        pay_before=pay.previous_pay + pay.to_date.pay,
        tax_before=pay.previous_tax + pay.to_date.tax,
        rates=rates.income_tax,
    )


def _result(pay: PayInput, rates: TaxYear, steps: _Steps) -> PayResult:
    return PayResult(
        gross=steps.gross,
        taxable_pay=steps.tax.pay,
        nicable_pay=steps.ni.earnings,
        non_taxable=steps.reimbursed,
        tax=steps.tax.tax,
        ni_employee=steps.ni.employee_ni,
        ni_employer=steps.ni.employer_ni,
        earnings_at_lel=steps.ni.at_lel,
        earnings_lel_to_pt=steps.ni.lel_to_pt,
        earnings_pt_to_uel=steps.ni.pt_to_uel,
        student_loan=steps.student_loan,
        postgraduate_loan=steps.postgraduate_loan,
        pension_employee=steps.pension_employee,
        pension_employer=steps.pension_employer,
        pension_tax_relief=steps.pension.tax_relief if steps.pension else ZERO,
        net=steps.net,
        to_date=_year_after(pay.to_date, steps),
        lines=_lines(pay, steps),
        minimum_wage=_minimum_wage(pay, rates),
        rates_sha256=rates.sha256,
    )


def _year_after(before: YearToDate, steps: _Steps) -> YearToDate:
    """The year's figures with this payment in them; they are what the next payment starts from."""
    return YearToDate(
        pay=before.pay + steps.tax.pay,
        tax=before.tax + steps.tax.tax,
        ni=before.with_ni(steps.ni.to_date()),
        student_loan=before.student_loan + steps.student_loan,
        postgraduate_loan=before.postgraduate_loan + steps.postgraduate_loan,
        pension_employee=before.pension_employee + steps.pension_employee,
        pension_employer=before.pension_employer + steps.pension_employer,
        net=before.net + steps.net,
    )


def _lines(pay: PayInput, steps: _Steps) -> tuple[Line, ...]:
    """Lines in the order of a payslip: earned, taken off, then what the employer pays."""
    ni_employee, ni_employer = national_insurance.lines(steps.ni)
    pension_employee, pension_employer = pension.lines(steps.pension) if steps.pension else (None, None)
    found = (
        *(earnings.line(earning) for earning in pay.earnings),
        income_tax.line(steps.tax),
        ni_employee,
        *(student_loans.line(loan) for loan in steps.loans),
        pension_employee,
        ni_employer,
        pension_employer,
    )
    return tuple(line for line in found if line is not None)


def _minimum_wage(pay: PayInput, rates: TaxYear) -> MinimumWageCheck | None:
    if pay.birth_date is None or pay.period_start is None:
        return None
    return minimum_wage.check(
        earnings=pay.earnings, birth_date=pay.birth_date, period_start=pay.period_start, rates=rates
    )
