"""What one payment is worked out from: everything the calculation knows, and nothing it looks up itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from payroll.calc import amounts, minimum_wage, records, wording
from payroll.calc.earlier import Earlier
from payroll.calc.inputs import STUDENT_LOAN_PLANS, Earning, EarningKind, Interval, PayInputError, YearToDate
from payroll.calc.leavers import Leaving, Part
from payroll.calc.lines import CORRECTION, EARNED, Line
from payroll.calc.orders.deductions import Deductions
from payroll.calc.pension import Membership
from payroll.calc.pension_duties.position import Refund
from payroll.calc.rounding import PENNY, ZERO

_HOURS_IN_A_DAY = 24
_KEPT = Decimal("0.0001")
_WORKED = {EarningKind.HOURS, EarningKind.AWAKE}


@dataclass(frozen=True, slots=True, kw_only=True)
class PayInput:
    """One payment to one person in one employment, before anything is worked out.

    `period` is the tax week or month that goes on the FPS (2, 4, 6... for two-weekly pay). `earnings` are
    lines of time at a rate. `worked_out` are lines of pay that a rule of its own came to: statutory pay,
    holiday at an average week, rolled-up holiday. `previous_pay` and `previous_tax` are this tax year's
    figures of earlier jobs, from a P45. `earlier` is what the same employer paid before in the same period.
    `refund` is what goes back through the wages after an opt-out from the pension. `part` says what the
    payment is to the end of the employment, and `leaving` is that of someone who leaves.

    `period_start` and `period_end` are the days worked for; with them the minimum wage is tested, for which
    the birth date must be known. `circumstances` says what counts for it beside the lines of pay. The letter
    must fit the birth date, and the gender (F or M), where they are known.
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
    refund: Refund | None = None
    deductions: Deductions | None = None
    earlier: Earlier | None = None
    birth_date: date | None = None
    gender: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    circumstances: minimum_wage.Circumstances | None = None
    previous_pay: Decimal = ZERO
    previous_tax: Decimal = ZERO
    part: Part = Part.ORDINARY
    leaving: Leaving | None = None

    def __post_init__(self) -> None:
        if self.student_loan not in {None, *STUDENT_LOAN_PLANS}:
            raise PayInputError(f"{self.student_loan!r} is not a student loan plan: use 1, 2, 4 or 5.")
        if self.to_date.pay < 0:
            raise PayInputError("Pay so far this year cannot be below zero.")
        if self.deductions:
            self.deductions.check(payday=self.payday)
        if self.refund and self.pension:
            raise PayInputError(
                "A pension is paid back, so nothing is paid into it: take the membership out."
            )
        self._check_earlier()
        self._check_lines()
        self._check_days()

    def _check_lines(self) -> None:
        for earning in self.earnings:
            # Hours are kept to four decimals, so their product may be a little off.
            if abs(earning.amount - earning.quantity * earning.rate) > PENNY + earning.rate * _KEPT:
                made_of = f"{earning.quantity} × {earning.rate}"
                raise PayInputError(f"{earning.label}: the amount {earning.amount} is not {made_of}.")
        for line in self.worked_out:
            amounts.check(line.label, abs(line.amount) if line.code == CORRECTION else line.amount)
            if line.group != EARNED:
                raise PayInputError(f"{line.label} is not a line of pay.")

    def _check_earlier(self) -> None:
        amounts.check("Pay of earlier jobs", self.previous_pay)
        amounts.check("Tax of earlier jobs", self.previous_tax)
        if self.previous_tax > self.previous_pay:
            raise PayInputError(
                f"Tax of earlier jobs, {self.previous_tax}, is more than their pay, {self.previous_pay}:"
                " check the P45."
            )
        if self.earlier and self.earlier.taxable > self.to_date.pay:
            raise PayInputError("The earlier payment of this period is not in the year so far: add it first.")
        if self.earlier and self.deductions:
            raise PayInputError(
                "An order is in force, and this period has been paid once already: its protected earnings are"
                " those of the whole period. Pay what is owed with the next payday."
            )

    def _check_days(self) -> None:
        if self.birth_date and self.birth_date >= self.payday:
            raise PayInputError("The date of birth is not before the payday.")
        if self.gender not in {None, "F", "M"}:
            raise PayInputError(f"{self.gender!r} is not a gender as HMRC asks for it: use F or M.")
        if self.period_start and self.period_end and self.period_end < self.period_start:
            raise PayInputError("The last day worked for is before the first.")
        self._check_hours()
        if self.period_start and not self.birth_date:
            raise PayInputError("The date of birth is missing. The minimum wage goes by age: give it.")
        if self.circumstances and not (self.period_start and self.period_end):
            raise PayInputError("The days worked for are missing: the minimum wage is tested over them.")
        if self.pension:
            self._check_membership(self.pension.member_from)

    def _check_membership(self, begins: date | None) -> None:
        if begins is None:
            raise PayInputError("Pension: the first day of membership is missing. Enter it.")
        if begins > self.payday:
            raise PayInputError(
                f"The pension begins on {wording.day(begins)}, after the payday: take nothing for it yet."
            )

    def _check_hours(self) -> None:
        """No more hours than the days have."""
        if not self.period_start or not self.period_end:
            return
        days = (self.period_end - self.period_start).days + 1
        paid = sum((line.quantity for line in self.earnings if line.kind in _WORKED), ZERO)
        for hours in (paid, self.circumstances.hours if self.circumstances else ZERO):
            if hours > days * _HOURS_IN_A_DAY:
                raise PayInputError(
                    f"{wording.number(hours)} hours are more than {days} days have: no day has more than 24."
                )


def to_json(pay: PayInput) -> dict[str, object]:
    """The payment as JSON values, to be stored with its payslip; `from_json` gives it back exactly."""
    stored: dict[str, object] = records.plain(pay)
    return stored


def from_json(stored: Mapping[str, object]) -> PayInput:
    """Read a stored payment back exactly as it was calculated."""
    return records.read(PayInput, stored, where="payment", leaf=records.json_leaf)
