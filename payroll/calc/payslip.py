"""The order of the law: what is worked out first, and on which pay, when one payment is calculated.

No other module knows this order, and no step knows another. The sequence follows HMRC's practice: National
Insurance and student loans on all pay, a net pay arrangement's pension off pay before income tax, relief at
source pension off what is left, then orders and loans as the law ranks them, and money back at the end.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
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
from payroll.calc.inputs import NET_PAY, PayInputError, YearToDate
from payroll.calc.lines import Line
from payroll.calc.orders import taking
from payroll.calc.orders.deductions import Deductions
from payroll.calc.orders.wages import Wages
from payroll.calc.payment import PayInput
from payroll.calc.rates import TaxYear
from payroll.calc.results import MinimumWageCheck, PayResult
from payroll.calc.rounding import ZERO
from payroll.calc.statutory.kinds import REPORTED

_FAMILY_PAY = frozenset(kind.value for kind in REPORTED)


@dataclass(frozen=True, slots=True)
class _Steps:
    """What each step found, in the order in which the steps are taken."""

    gross: Decimal
    ni: national_insurance.Contributions
    loans: tuple[student_loans.Repayment, ...]
    pension: pension.Contributions | None
    tax: income_tax.Deduction
    taken: taking.Outcome | None
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
    gross = earnings.gross(pay.earnings) + sum((line.amount for line in pay.worked_out), ZERO)
    ni = _national_insurance(pay, gross, rates)
    loans = _loans(pay, gross, rates)
    paid_in = _pension(pay, gross, rates)
    taxable = gross - paid_in.before_tax if paid_in else gross
    tax = _income_tax(pay, taxable, rates)
    steps = _Steps(gross, ni, loans, paid_in, tax, None, earnings.reimbursed(pay.earnings))
    return _result(pay, rates, _with_orders(pay, pay.deductions, rates, steps) if pay.deductions else steps)


def _national_insurance(pay: PayInput, gross: Decimal, rates: TaxYear) -> national_insurance.Contributions:
    return national_insurance.contributions(
        earnings=gross,
        letter=pay.ni_letter,
        interval=pay.interval,
        rates=rates.national_insurance_on(pay.payday),
        before=pay.earlier.ni if pay.earlier else None,
    )


def _loans(pay: PayInput, gross: Decimal, rates: TaxYear) -> tuple[student_loans.Repayment, ...]:
    earlier = pay.earlier
    plans = [(pay.student_loan, earlier.student_loan if earlier else ZERO)] if pay.student_loan else []
    if pay.postgraduate_loan:
        plans.append((student_loans.POSTGRADUATE, earlier.postgraduate_loan if earlier else ZERO))
    return tuple(
        student_loans.repayment(
            earnings=gross + earlier.ni.earnings if earlier else gross,
            plan=plan,
            interval=pay.interval,
            rates=rates.student_loans,
            before=before,
        )
        for plan, before in plans
    )


def _pension(pay: PayInput, gross: Decimal, rates: TaxYear) -> pension.Contributions | None:
    if pay.pension is None:
        return None
    return pension.contributions(
        earnings=gross,
        membership=pay.pension,
        interval=pay.interval,
        rates=rates.pension,
        earlier=pay.earlier,
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
        pay_in_period=pay.earlier.taxable if pay.earlier else ZERO,
        tax_in_period=pay.earlier.tax if pay.earlier else ZERO,
    )


def _with_orders(pay: PayInput, deductions: Deductions, rates: TaxYear, steps: _Steps) -> _Steps:
    """Orders look at pay after tax, National Insurance and pension; what loans may take waits for them."""
    outcome = taking.take(
        wages=Wages(
            gross=steps.gross,
            tax=steps.tax.tax,
            national_insurance=steps.ni.to_date().employee,
            pension=steps.pension_employee,
            not_attachable=sum(_family_pay(pay).values(), ZERO),
        ),
        orders=deductions.orders,
        loans=steps.loans,
        agreed=deductions.agreed,
        interval=pay.interval,
        rates=rates.orders,
    )
    loans = tuple(replace(loan.repayment, amount=loan.amount) for loan in outcome.loans)
    return replace(steps, loans=loans, taken=outcome)


def _family_pay(pay: PayInput) -> Mapping[str, Decimal]:
    """Statutory payments that are reported to HMRC, by kind; no order may touch them."""
    paid: dict[str, Decimal] = {}
    for line in pay.worked_out:
        if line.code in _FAMILY_PAY:
            paid[line.code] = paid.get(line.code, ZERO) + line.amount
    return paid


def _result(pay: PayInput, rates: TaxYear, steps: _Steps) -> PayResult:
    ni = steps.ni.to_date()
    loans = steps.student_loan + steps.postgraduate_loan
    attached, kept = (steps.taken.attached, steps.taken.kept) if steps.taken else (ZERO, ZERO)
    taken_off = steps.tax.tax + ni.employee + loans + steps.pension_employee + attached + kept
    net = steps.gross - taken_off + steps.reimbursed
    return PayResult(
        gross=steps.gross,
        taxable_pay=steps.tax.pay,
        ni_letter=ni.letter,
        nicable_pay=ni.earnings,
        non_taxable=steps.reimbursed,
        tax=steps.tax.tax,
        ni_employee=ni.employee,
        ni_employer=ni.employer,
        earnings_at_lel=ni.at_lel,
        earnings_lel_to_pt=ni.lel_to_pt,
        earnings_pt_to_uel=ni.pt_to_uel,
        student_loan=steps.student_loan,
        postgraduate_loan=steps.postgraduate_loan,
        pension_employee=steps.pension_employee,
        pension_employer=steps.pension_employer,
        pension_tax_relief=steps.pension.tax_relief if steps.pension else ZERO,
        attached=attached,
        kept=kept,
        deducted=steps.taken.deducted if steps.taken else (),
        net=net,
        to_date=_year_after(pay, steps, net),
        lines=_lines(pay, steps),
        minimum_wage=_minimum_wage(pay, rates),
        rates_sha256=rates.sha256,
    )


def _year_after(pay: PayInput, steps: _Steps, net: Decimal) -> YearToDate:
    """The year's figures with this payment in them; they are what the next payment starts from."""
    before = pay.to_date
    under_net_pay = steps.pension is not None and steps.pension.scheme == NET_PAY
    return YearToDate(
        pay=before.pay + steps.tax.pay,
        tax=before.tax + steps.tax.tax,
        ni=before.with_ni(steps.ni.to_date()),
        student_loan=before.student_loan + steps.student_loan,
        postgraduate_loan=before.postgraduate_loan + steps.postgraduate_loan,
        pension_relief_at_source=before.pension_relief_at_source
        + (ZERO if under_net_pay else steps.pension_employee),
        pension_net_pay=before.pension_net_pay + (steps.pension_employee if under_net_pay else ZERO),
        pension_employer=before.pension_employer + steps.pension_employer,
        statutory=before.with_statutory(_family_pay(pay)),
        net=before.net + net,
    )


def _lines(pay: PayInput, steps: _Steps) -> tuple[Line, ...]:
    """Lines in the order of a payslip: earned, taken off, then what the employer pays."""
    ni_employee, ni_employer = national_insurance.lines(steps.ni)
    pension_employee, pension_employer = pension.lines(steps.pension) if steps.pension else (None, None)
    found = (
        *(earnings.line(earning) for earning in pay.earnings),
        *pay.worked_out,
        income_tax.line(steps.tax),
        ni_employee,
        *_loan_lines(steps),
        pension_employee,
        *(steps.taken.lines if steps.taken else ()),
        ni_employer,
        pension_employer,
    )
    return tuple(line for line in found if line is not None)


def _loan_lines(steps: _Steps) -> tuple[Line, ...]:
    """A loan that gives way to an order says so on its own line."""
    if steps.taken is None:
        return tuple(student_loans.line(loan) for loan in steps.loans)
    return tuple(
        replace(line, why=f"{line.why} {taken.said}") if taken.said else line
        for taken, line in (
            (taken, student_loans.line(loan))
            for taken, loan in zip(steps.taken.loans, steps.loans, strict=True)
        )
    )


def _minimum_wage(pay: PayInput, rates: TaxYear) -> MinimumWageCheck | None:
    """Tested where the days worked for are known, on the lines of pay or on all circumstances."""
    if pay.birth_date is None or pay.period_start is None:
        return None
    if pay.circumstances is None or pay.period_end is None:
        return minimum_wage.check(
            earnings=pay.earnings, birth_date=pay.birth_date, period_start=pay.period_start, rates=rates
        )
    return minimum_wage.assess(
        earnings=pay.earnings,
        birth_date=pay.birth_date,
        period=minimum_wage.PayPeriod(pay.period_start, pay.period_end),
        facts=pay.circumstances,
        rates=rates,
    ).check
