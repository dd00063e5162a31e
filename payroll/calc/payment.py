"""What one payment is worked out from: everything the calculation knows, and nothing it looks up itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from payroll.calc import amounts, minimum_wage, records, wording
from payroll.calc.earlier import Earlier
from payroll.calc.inputs import STUDENT_LOAN_PLANS, Earning, Interval, PayInputError, YearToDate
from payroll.calc.lines import EARNED, Line
from payroll.calc.orders.deductions import Deductions
from payroll.calc.pension import Membership
from payroll.calc.rounding import ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class PayInput:
    """One payment to one person in one employment, before anything is worked out.

    `period` is the tax week or month that goes on the FPS (2, 4, 6... for two-weekly pay). `earnings` are
    lines of time at a rate. `worked_out` are lines of pay that a rule of its own came to: statutory pay,
    holiday at an average week, rolled-up holiday. `previous_pay` and `previous_tax` are this tax year's
    figures of earlier jobs, from a P45. `earlier` is what the same employer paid before in the same period.
    `left_on` is the leaving date on a P45 that was given already: this is then a payment after leaving.

    `period_start` and `period_end` are the days worked for; with them the minimum wage is tested, for which
    the birth date must be known. `circumstances` says what counts for it beside the lines of pay.
    """

    tax_year: str
    interval: Interval
    period: int
    payday: date
    earnings: tuple[Earning, ...]
    tax_code: str
    non_cumulative: bool
    ni_letter: str
    to_date: YearToDate
    worked_out: tuple[Line, ...] = ()
    student_loan: str | None = None
    postgraduate_loan: bool = False
    pension: Membership | None = None
    deductions: Deductions | None = None
    earlier: Earlier | None = None
    birth_date: date | None = None
    period_start: date | None = None
    period_end: date | None = None
    circumstances: minimum_wage.Circumstances | None = None
    previous_pay: Decimal = ZERO
    previous_tax: Decimal = ZERO
    left_on: date | None = None

    def __post_init__(self) -> None:
        if self.student_loan not in {None, *STUDENT_LOAN_PLANS}:
            raise PayInputError(f"{self.student_loan!r} is not a student loan plan: use 1, 2, 4 or 5.")
        if min(self.to_date.pay, self.previous_pay, self.previous_tax) < 0:
            raise PayInputError(
                "Pay so far this year, and pay and tax of earlier jobs, cannot be below zero."
            )
        for line in self.worked_out:
            amounts.check(line.label, line.amount)
            if line.group != EARNED:
                raise PayInputError(f"{line.label} is not a line of pay.")
        self._check_days()

    def _check_days(self) -> None:
        if self.birth_date and self.birth_date >= self.payday:
            raise PayInputError("The date of birth is not before the payday.")
        if self.period_start and not self.birth_date:
            raise PayInputError("The date of birth is missing. The minimum wage goes by age: give it.")
        if self.circumstances and not (self.period_start and self.period_end):
            raise PayInputError("The days worked for are missing: the minimum wage is tested over them.")
        if self.pension and self.pension.member_from > self.payday:
            begins = wording.day(self.pension.member_from)
            raise PayInputError(f"The pension begins on {begins}, after the payday: take nothing for it yet.")


def to_json(pay: PayInput) -> dict[str, object]:
    """The payment as JSON values, to be stored with its payslip; `from_json` gives it back exactly."""
    stored: dict[str, object] = records.plain(pay)
    return stored


def from_json(stored: Mapping[str, object]) -> PayInput:
    """Read a stored payment back exactly as it was calculated."""
    return records.read(PayInput, stored, where="payment", leaf=records.json_leaf)
