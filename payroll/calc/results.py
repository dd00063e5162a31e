"""What a payment comes to: the figures, and the lines that say where each one is from."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from payroll.calc import records
from payroll.calc.inputs import YearToDate

EARNED = "earned"
TAKEN_OFF = "taken_off"
EMPLOYER = "employer"
REIMBURSED = "reimbursed"
TIME = "time"
DUTY = "duty"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a payslip, with the sum in words and one plain reason.

    `amount` is never negative: `group` says which way it counts. Net pay is earned less taken off plus
    reimbursed (mileage and tax paid back); lines of the employer's own costs do not touch it, nor do lines
    of time, whose `amount` is hours or days, or lines of a duty. `rule` names the rule and `figures` the
    values it was given, for audit.
    """

    code: str
    group: str
    label: str
    amount: Decimal
    working: str
    why: str
    rule: str
    figures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MinimumWageCheck:
    """Whether the pay that counts, over the hours that count, reaches the minimum wage for the person's age.

    `hourly` is that pay per hour with part pence dropped, so a rate just short is never shown as met.
    `shortfall` is what is owed on top, to the penny, and zero when the minimum is met.
    """

    pay: Decimal
    hours: Decimal
    hourly: Decimal
    rate: Decimal
    shortfall: Decimal
    why: str


@dataclass(frozen=True, slots=True)
class PayResult:
    """One payment worked out. `tax` is negative for a refund; `net` is what is handed over with mileage."""

    gross: Decimal
    taxable_pay: Decimal
    nicable_pay: Decimal
    non_taxable: Decimal
    tax: Decimal
    ni_employee: Decimal
    ni_employer: Decimal
    earnings_at_lel: Decimal
    earnings_lel_to_pt: Decimal
    earnings_pt_to_uel: Decimal
    student_loan: Decimal
    postgraduate_loan: Decimal
    pension_employee: Decimal
    pension_employer: Decimal
    pension_tax_relief: Decimal
    net: Decimal
    to_date: YearToDate
    lines: tuple[Line, ...]
    minimum_wage: MinimumWageCheck | None
    rates_sha256: str


def to_json(result: PayResult) -> dict[str, object]:
    """The result as JSON values, to be stored with its payslip; `from_json` gives it back exactly."""
    stored: dict[str, object] = records.plain(result)
    return stored


def from_json(stored: Mapping[str, object]) -> PayResult:
    """Read a stored result back exactly as it was calculated."""
    return records.read(PayResult, stored, where="result", leaf=records.json_leaf)
