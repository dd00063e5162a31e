"""What the steps of a payment found, and the lines of the payslip that they become."""

from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from payroll.calc import earnings, income_tax, national_insurance, pension, student_loans
from payroll.calc.inputs import NiToDate
from payroll.calc.lines import Line
from payroll.calc.orders import taking
from payroll.calc.orders.loans import LoanTaken
from payroll.calc.payment import PayInput
from payroll.calc.pension_duties.leaving import refund_line
from payroll.calc.pension_duties.position import Refund
from payroll.calc.rounding import ZERO


class Steps(NamedTuple):
    """What each step found, in the order in which the steps are taken.

    `ni_now` is this payment's row of National Insurance alone.
    """

    gross: Decimal
    ni: national_insurance.Contributions
    ni_now: NiToDate
    loans: tuple[student_loans.Repayment, ...]
    pension: pension.Contributions | None
    refund: Refund | None
    tax: income_tax.Deduction
    taken: taking.Outcome | None
    reimbursed: Decimal

    def with_orders(self, taken: taking.Outcome) -> "Steps":
        """The loans as far as orders leave room for them."""
        loans = tuple(loan.cut for loan in taken.loans)
        return self._replace(loans=loans, taken=taken)

    @property
    def pension_employee(self) -> Decimal:
        """What the person pays in; below zero when it is paid back."""
        if self.refund:
            return -self.refund.employee
        return self.pension.employee if self.pension else ZERO

    @property
    def pension_employer(self) -> Decimal:
        if self.refund:
            return -self.refund.employer
        return self.pension.employer if self.pension else ZERO

    @property
    def pension_net_pay(self) -> Decimal:
        """The part of what the person pays in, or gets back, that is before tax."""
        if self.refund:
            return -self.refund.taxable_again
        return self.pension.before_tax if self.pension else ZERO


def lines(pay: PayInput, steps: Steps) -> tuple[Line, ...]:
    """Lines in the order of a payslip: earned, taken off, then what the employer pays."""
    ni_employee, ni_employer = national_insurance.lines(steps.ni, now=steps.ni_now)
    pensions = pension.lines(steps.pension) if steps.pension else ()
    return (
        *[earnings.line(earning) for earning in pay.earnings],
        *pay.worked_out,
        income_tax.line(steps.tax),
        ni_employee,
        *_loan_lines(steps),
        *pensions[:1],
        *(steps.taken.lines if steps.taken else ()),
        *((refund_line(steps.refund),) if steps.refund else ()),
        ni_employer,
        *pensions[1:],
    )


def _loan_lines(steps: Steps) -> tuple[Line, ...]:
    if steps.taken is None:
        return tuple([student_loans.line(loan) for loan in steps.loans])
    return tuple([_loan_line(taken) for taken in steps.taken.loans])


def _loan_line(taken: LoanTaken) -> Line:
    """A loan that gives way to an order says so on its own line."""
    line = student_loans.line(taken.cut)
    return replace(line, why=f"{line.why} {taken.said}") if taken.said else line
