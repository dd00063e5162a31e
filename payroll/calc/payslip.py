"""The order of the law: what is worked out first, and on which pay, when one payment is calculated.

No other module knows this order, and no step knows another. The sequence follows HMRC's practice: National
Insurance and student loans on all pay, a net pay arrangement's pension off pay before income tax, relief at
source pension off what is left, then orders and loans as the law ranks them, and money back at the end.
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from payroll.calc import (
    earnings,
    income_tax,
    leavers,
    minimum_wage,
    national_insurance,
    ni_letters,
    payslip_steps,
    pension,
    pension_shares,
    student_loans,
    tax_code,
    tax_periods,
)
from payroll.calc.inputs import PayInputError, YearToDate
from payroll.calc.lines import BONUS
from payroll.calc.orders import taking
from payroll.calc.orders.deductions import Deductions
from payroll.calc.orders.wages import Wages
from payroll.calc.payment import PayInput
from payroll.calc.payslip_steps import Steps
from payroll.calc.rates import TaxYear
from payroll.calc.results import MinimumWageCheck, PayResult
from payroll.calc.rounding import ZERO
from payroll.calc.statutory.kinds import REPORTED

_FAMILY_PAY = frozenset(kind.value for kind in REPORTED)


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
    _check_person(pay, rates)
    gross = earnings.gross(pay.earnings) + sum([line.amount for line in pay.worked_out], ZERO)
    if gross < 0:
        raise PayInputError(f"{-gross} more is taken back than is earned: take back less.")
    ni = _national_insurance(pay, gross, rates)
    loans = _loans(pay, gross, rates)
    paid_in = _pension(pay, gross, rates)
    taxable = gross - paid_in.before_tax if paid_in else gross
    if pay.refund:
        taxable += pay.refund.taxable_again
    tax = _income_tax(pay, taxable, rates)
    money_back = earnings.reimbursed(pay.earnings, rates=rates.mileage)
    steps = Steps(gross, ni, ni.to_date(), loans, paid_in, pay.refund, tax, None, money_back)
    return _result(pay, rates, _with_orders(pay, pay.deductions, rates, steps) if pay.deductions else steps)


def _check_person(pay: PayInput, rates: TaxYear) -> None:
    """The letter must be one that the person can have, and nobody who has left is paid twice."""
    if pay.birth_date:
        ni_letters.check_fits(
            letter=pay.ni_letter,
            birth_date=pay.birth_date,
            payday=pay.payday,
            rates=rates,
            gender=pay.gender,
        )
    leavers.check_payment(
        payday=pay.payday,
        part=pay.part,
        code=pay.tax_code,
        non_cumulative=pay.non_cumulative,
        leaving=pay.leaving,
    )


def _national_insurance(pay: PayInput, gross: Decimal, rates: TaxYear) -> national_insurance.Contributions:
    return national_insurance.contributions(
        earnings=gross,
        letter=pay.ni_letter,
        interval=pay.interval,
        rates=rates.national_insurance_on(pay.payday),
        before=_paid_before(pay),
    )


def _paid_before(pay: PayInput) -> Decimal:
    return pay.earlier.earnings if pay.earlier else ZERO


def _loans(pay: PayInput, gross: Decimal, rates: TaxYear) -> tuple[student_loans.Repayment, ...]:
    plans = [pay.student_loan] if pay.student_loan else []
    if pay.postgraduate_loan:
        plans.append(student_loans.POSTGRADUATE)
    return tuple(
        student_loans.repayment(
            earnings=gross,
            plan=plan,
            interval=pay.interval,
            rates=rates.student_loans,
            before=_paid_before(pay),
        )
        for plan in plans
    )


def _pension(pay: PayInput, gross: Decimal, rates: TaxYear) -> pension.Contributions | None:
    if pay.pension is None:
        return None
    return pension.contributions(
        earnings=gross,
        membership=_with_pensionable(pay, pay.pension, gross),
        interval=pay.interval,
        rates=rates.pension,
        before=_paid_before(pay),
        member_for=_member_for(pay, pay.pension, rates),
    )


def _with_pensionable(pay: PayInput, membership: pension.Membership, gross: Decimal) -> pension.Membership:
    """The membership with the pensionable pay of a certified set, where it is not given."""
    if membership.base is pension_shares.Base.QUALIFYING_EARNINGS or membership.pensionable is not None:
        return membership
    beside = (line.amount for line in pay.worked_out if line.code == BONUS)
    left_out = ZERO if membership.base is pension_shares.Base.SET_3 else sum(beside, ZERO)
    return replace(membership, pensionable=max(ZERO, gross - left_out))


def _member_for(pay: PayInput, membership: pension.Membership, rates: TaxYear) -> Decimal:
    if pay.period_start is None or pay.period_end is None:
        return Decimal(1)
    return pension.share_of_period(
        membership=membership, first=pay.period_start, last=pay.period_end, rates=rates.pension
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


def _with_orders(pay: PayInput, deductions: Deductions, rates: TaxYear, steps: Steps) -> Steps:
    """Orders look at pay after tax, National Insurance and pension; what loans may take waits for them."""
    outcome = taking.take(
        wages=Wages(
            gross=steps.gross,
            tax=steps.tax.tax,
            national_insurance=steps.ni_now.employee,
            pension=max(ZERO, steps.pension_employee),
            not_attachable=sum(_family_pay(pay).values(), ZERO),
        ),
        orders=deductions.orders,
        loans=steps.loans,
        agreed=deductions.agreed,
        interval=pay.interval,
        rates=rates.orders,
    )
    return steps.with_orders(outcome)


def _family_pay(pay: PayInput) -> Mapping[str, Decimal]:
    """Statutory payments that are reported to HMRC, by kind; no order may touch them."""
    paid: dict[str, Decimal] = {}
    for line in pay.worked_out:
        if line.code in _FAMILY_PAY:
            paid[line.code] = paid.get(line.code, ZERO) + line.amount
    return paid


def _result(pay: PayInput, rates: TaxYear, steps: Steps) -> PayResult:
    ni, taken = steps.ni_now, steps.taken
    student_loan, postgraduate_loan = _repaid(steps.loans)
    loans = student_loan + postgraduate_loan
    attached, kept = (taken.attached, taken.kept) if taken else (ZERO, ZERO)
    taken_off = steps.tax.tax + ni.employee + loans + steps.pension_employee + attached + kept
    net = steps.gross - taken_off + steps.reimbursed
    if net < steps.reimbursed:
        raise PayInputError(
            f"The deductions are {steps.reimbursed - net} more than the pay, {steps.gross}: check them."
        )
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
        student_loan=student_loan,
        postgraduate_loan=postgraduate_loan,
        pension_employee=steps.pension_employee,
        pension_employer=steps.pension_employer,
        pension_tax_relief=steps.pension.tax_relief if steps.pension else ZERO,
        attached=attached,
        kept=kept,
        deducted=taken.deducted if taken else (),
        net=net,
        to_date=_year_after(pay, steps, student_loan, postgraduate_loan, net),
        lines=payslip_steps.lines(pay, steps),
        minimum_wage=_minimum_wage(pay, rates),
        rates_sha256=rates.sha256,
    )


def _repaid(loans: tuple[student_loans.Repayment, ...]) -> tuple[Decimal, Decimal]:
    """What is repaid of the student loan, and of the postgraduate loan."""
    every = sum([loan.amount for loan in loans], ZERO)
    postgraduate = sum([loan.amount for loan in loans if loan.plan == student_loans.POSTGRADUATE], ZERO)
    return every - postgraduate, postgraduate


def _year_after(
    pay: PayInput, steps: Steps, student_loan: Decimal, postgraduate_loan: Decimal, net: Decimal
) -> YearToDate:
    """The year's figures with this payment in them; they are what the next payment starts from."""
    before = pay.to_date
    return YearToDate(
        pay=before.pay + steps.tax.pay,
        tax=before.tax + steps.tax.tax,
        ni=before.with_ni(steps.ni_now),
        student_loan=before.student_loan + student_loan,
        postgraduate_loan=before.postgraduate_loan + postgraduate_loan,
        pension_relief_at_source=before.pension_relief_at_source
        + steps.pension_employee
        - steps.pension_net_pay,
        pension_net_pay=before.pension_net_pay + steps.pension_net_pay,
        pension_employer=before.pension_employer + steps.pension_employer,
        statutory=before.with_statutory(_family_pay(pay)),
        net=before.net + net,
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
