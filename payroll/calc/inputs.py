"""What a payment is worked out from: everything the calculation knows, and nothing it looks up itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from payroll.calc import records
from payroll.calc.rounding import PENNY, ZERO

STUDENT_LOAN_PLANS = ("1", "2", "4", "5")
RELIEF_AT_SOURCE = "relief_at_source"
NET_PAY = "net_pay"


class PayInputError(ValueError):
    """A payment cannot be worked out from what was given; the message says what is wrong."""


class Interval(StrEnum):
    """How often the person is paid; tax, NI, loans and pension all use tables for this interval."""

    WEEKLY = "weekly"
    TWO_WEEKLY = "two_weekly"
    FOUR_WEEKLY = "four_weekly"
    MONTHLY = "monthly"

    @property
    def periods(self) -> int:
        """How many tax periods a payment covers: 1, 2 or 4 weeks, or 1 month."""
        return {Interval.TWO_WEEKLY: 2, Interval.FOUR_WEEKLY: 4}.get(self, 1)

    @property
    def periods_in_year(self) -> int:
        """The tax tables divide the year into 52 weeks or 12 months."""
        return 12 if self is Interval.MONTHLY else 52


class EarningKind(StrEnum):
    """What a line of pay is for. Mileage is money back: neither taxable nor part of gross pay."""

    HOURS = "hours"
    AWAKE = "awake"
    SLEEP_IN = "sleep_in"
    HOLIDAY = "holiday"
    MILEAGE = "mileage"


@dataclass(frozen=True, slots=True)
class Earning:
    """One line of what the person earned or is owed back: quantity × rate, rounded to the penny.

    `unit` is hours, nights or miles; `payment` is a sum given as it is, with a quantity of 1.
    """

    kind: EarningKind
    label: str
    quantity: Decimal
    unit: str
    rate: Decimal
    amount: Decimal

    def __post_init__(self) -> None:
        if self.unit not in {"hours", "nights", "miles", "payment"}:
            raise PayInputError(f"{self.unit!r} is not a unit of pay: use hours, nights, miles or payment.")
        for name, figure in (("quantity", self.quantity), ("rate", self.rate), ("amount", self.amount)):
            if not figure.is_finite() or figure < 0:
                raise PayInputError(f"{self.label}: the {name} {figure} is not zero or more.")
        if self.amount != self.amount.quantize(PENNY):
            raise PayInputError(f"{self.label}: the amount {self.amount} is not whole pence.")


@dataclass(frozen=True, slots=True)
class NiToDate:
    """A year's National Insurance under one category letter in this employment, as the FPS carries it."""

    letter: str
    earnings: Decimal
    at_lel: Decimal
    lel_to_pt: Decimal
    pt_to_uel: Decimal
    employee: Decimal
    employer: Decimal


@dataclass(frozen=True, slots=True)
class YearToDate:
    """What this employment paid and took since 6 April. `pay` is taxable pay, `net` what was handed over."""

    pay: Decimal
    tax: Decimal
    ni: tuple[NiToDate, ...]
    student_loan: Decimal
    postgraduate_loan: Decimal
    pension_employee: Decimal
    pension_employer: Decimal
    net: Decimal

    @classmethod
    def zero(cls) -> "YearToDate":
        """Nothing has been paid yet this tax year."""
        return cls(ZERO, ZERO, (), ZERO, ZERO, ZERO, ZERO, ZERO)

    def with_ni(self, added: NiToDate) -> tuple[NiToDate, ...]:
        """The year's NI rows with one more payment on the row of its letter; letters are never mixed."""
        for place, row in enumerate(self.ni):
            if row.letter == added.letter:
                return (*self.ni[:place], _sum_ni(row, added), *self.ni[place + 1 :])
        return (*self.ni, added)


@dataclass(frozen=True, slots=True, kw_only=True)
class PayInput:
    """One payment to one person in one employment, before anything is worked out.

    `period` is the tax week or month that goes on the FPS (2, 4, 6... for two-weekly pay). `previous_pay` and
    `previous_tax` are this tax year's figures of earlier jobs, from a P45. `birth_date` and `period_start`
    (the first day worked for) are needed only for the minimum wage check.
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
    student_loan: str | None = None
    postgraduate_loan: bool = False
    pension: str | None = None
    birth_date: date | None = None
    period_start: date | None = None
    previous_pay: Decimal = ZERO
    previous_tax: Decimal = ZERO

    def __post_init__(self) -> None:
        if self.student_loan not in {None, *STUDENT_LOAN_PLANS}:
            raise PayInputError(f"{self.student_loan!r} is not a student loan plan: use 1, 2, 4 or 5.")
        if self.pension not in {None, RELIEF_AT_SOURCE, NET_PAY}:
            raise PayInputError(
                f"{self.pension!r} is not a kind of pension: use relief_at_source or net_pay."
            )
        if min(self.to_date.pay, self.previous_pay, self.previous_tax) < 0:
            raise PayInputError(
                "Pay so far this year, and pay and tax of earlier jobs, cannot be below zero."
            )
        if self.birth_date and self.birth_date >= self.payday:
            raise PayInputError("The date of birth is not before the payday.")


def to_json(pay: PayInput) -> dict[str, object]:
    """The payment as JSON values, to be stored with its payslip; `from_json` gives it back exactly."""
    stored: dict[str, object] = records.plain(pay)
    return stored


def from_json(stored: Mapping[str, object]) -> PayInput:
    """Read a stored payment back exactly as it was calculated."""
    return records.read(PayInput, stored, where="payment", leaf=records.json_leaf)


def _sum_ni(row: NiToDate, added: NiToDate) -> NiToDate:
    return NiToDate(
        letter=row.letter,
        earnings=row.earnings + added.earnings,
        at_lel=row.at_lel + added.at_lel,
        lel_to_pt=row.lel_to_pt + added.lel_to_pt,
        pt_to_uel=row.pt_to_uel + added.pt_to_uel,
        employee=row.employee + added.employee,
        employer=row.employer + added.employer,
    )
