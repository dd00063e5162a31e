"""The words that every pay step knows: intervals, lines of time and money, and the year so far."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from payroll.calc.rounding import PENNY, ZERO

STUDENT_LOAN_PLANS = ("1", "2", "4", "5")
RELIEF_AT_SOURCE = "relief_at_source"
NET_PAY = "net_pay"


class PayInputError(ValueError):
    """A payment cannot be worked out from what was given; the message says what is wrong."""


# More than any account, payslip or report has room for.
TOO_MUCH = Decimal(10**10)


class Interval(StrEnum):
    """How often the person is paid; tax, NI, loans and pension all use tables for this interval."""

    WEEKLY = "weekly"
    TWO_WEEKLY = "two_weekly"
    FOUR_WEEKLY = "four_weekly"
    MONTHLY = "monthly"

    @property
    def periods(self) -> int:
        """How many tax periods a payment covers: 1, 2 or 4 weeks, or 1 month."""
        if self is Interval.FOUR_WEEKLY:
            return 4
        return 2 if self is Interval.TWO_WEEKLY else 1

    @property
    def periods_in_year(self) -> int:
        """The tax tables divide the year into 52 weeks or 12 months."""
        return 12 if self is Interval.MONTHLY else 52


class EarningKind(StrEnum):
    """What a line of pay is for. Money back and redundancy pay are not taxable, no part of gross pay."""

    HOURS = "hours"
    AWAKE = "awake"
    SLEEP_IN = "sleep_in"
    HOLIDAY = "holiday"
    MILEAGE = "mileage"
    EXPENSES = "expenses"
    REDUNDANCY = "redundancy"

    @property
    def is_money_back(self) -> bool:
        """Whether it is paid beside the pay: money back for work, and what the loss of the job is worth."""
        return self in {EarningKind.MILEAGE, EarningKind.EXPENSES, EarningKind.REDUNDANCY}


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
            if not figure.is_finite() or not 0 <= figure < TOO_MUCH:
                raise PayInputError(f"{self.label}: the {name} {figure} is not zero or more, or is too much.")
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

    @classmethod
    def nothing(cls, letter: str) -> "NiToDate":
        """No earnings under a letter."""
        return cls(letter, ZERO, ZERO, ZERO, ZERO, ZERO, ZERO)

    def plus(self, added: "NiToDate") -> "NiToDate":
        """This row and another of the same letter together."""
        return NiToDate(
            letter=self.letter,
            earnings=self.earnings + added.earnings,
            at_lel=self.at_lel + added.at_lel,
            lel_to_pt=self.lel_to_pt + added.lel_to_pt,
            pt_to_uel=self.pt_to_uel + added.pt_to_uel,
            employee=self.employee + added.employee,
            employer=self.employer + added.employer,
        )

    def less(self, taken: "NiToDate") -> "NiToDate":
        """This row without another of the same letter that is part of it."""
        return NiToDate(
            letter=self.letter,
            earnings=self.earnings - taken.earnings,
            at_lel=self.at_lel - taken.at_lel,
            lel_to_pt=self.lel_to_pt - taken.lel_to_pt,
            pt_to_uel=self.pt_to_uel - taken.pt_to_uel,
            employee=self.employee - taken.employee,
            employer=self.employer - taken.employer,
        )


@dataclass(frozen=True, slots=True)
class StatutoryToDate:
    """A year's statutory payments of one kind in this employment; `kind` is its name in `statutory.kinds`."""

    kind: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class YearToDate:
    """What this employment paid and took since 6 April. `pay` is taxable pay, `net` what was handed over.

    The person's pension is kept by kind of scheme, and family payments by kind, as the FPS carries them.
    """

    pay: Decimal
    tax: Decimal
    ni: tuple[NiToDate, ...]
    student_loan: Decimal
    postgraduate_loan: Decimal
    pension_relief_at_source: Decimal
    pension_net_pay: Decimal
    pension_employer: Decimal
    statutory: tuple[StatutoryToDate, ...]
    net: Decimal

    @classmethod
    def zero(cls) -> "YearToDate":
        """Nothing has been paid yet this tax year."""
        return cls(ZERO, ZERO, (), ZERO, ZERO, ZERO, ZERO, ZERO, (), ZERO)

    @property
    def pension_employee(self) -> Decimal:
        """What the person paid into pensions of either kind."""
        return self.pension_relief_at_source + self.pension_net_pay

    def since(self, before: "YearToDate") -> "YearToDate":
        """What was added after an earlier point of the same year. A letter with nothing since is left out."""
        letters = {row.letter: row for row in before.ni}
        kinds = {row.kind: row.amount for row in before.statutory}
        ni = [row.less(letters.get(row.letter, NiToDate.nothing(row.letter))) for row in self.ni]
        statutory = [
            StatutoryToDate(row.kind, row.amount - kinds.get(row.kind, ZERO)) for row in self.statutory
        ]
        return YearToDate(
            pay=self.pay - before.pay,
            tax=self.tax - before.tax,
            ni=tuple(row for row in ni if row != NiToDate.nothing(row.letter)),
            student_loan=self.student_loan - before.student_loan,
            postgraduate_loan=self.postgraduate_loan - before.postgraduate_loan,
            pension_relief_at_source=self.pension_relief_at_source - before.pension_relief_at_source,
            pension_net_pay=self.pension_net_pay - before.pension_net_pay,
            pension_employer=self.pension_employer - before.pension_employer,
            statutory=tuple(row for row in statutory if row.amount),
            net=self.net - before.net,
        )

    def with_ni(self, added: NiToDate) -> tuple[NiToDate, ...]:
        """The year's NI rows with one more payment on the row of its letter; letters are never mixed."""
        for place, row in enumerate(self.ni):
            if row.letter == added.letter:
                return (*self.ni[:place], row.plus(added), *self.ni[place + 1 :])
        return (*self.ni, added)

    def with_statutory(self, paid: Mapping[str, Decimal]) -> tuple[StatutoryToDate, ...]:
        """The year's family payments with those of one more payment, each on the row of its kind."""
        if not paid:
            return self.statutory
        before = {row.kind: row.amount for row in self.statutory}
        return tuple(
            StatutoryToDate(kind, before.get(kind, ZERO) + paid.get(kind, ZERO))
            for kind in dict.fromkeys([*before, *paid])
        )
