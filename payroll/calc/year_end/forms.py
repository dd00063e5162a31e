"""The figures of the P45 for someone who leaves, and of the P60 for someone still employed on 5 April.

Income Tax (Pay As You Earn) Regulations 2003, regulations 36 and 67. Both are made from the
last payment of the employment in the year.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from payroll.calc import tax_code, tax_periods, wording
from payroll.calc.inputs import Interval, NiToDate, PayInputError, StatutoryToDate, YearToDate
from payroll.calc.payment import PayInput

_P60_DUE = (5, 31)


@dataclass(frozen=True, slots=True)
class LastPayment:
    """The last payment's input and the year's figures after it.

    `before` is what of them the same employer had reported under an earlier PAYE reference: to HMRC, that was
    another employment.
    """

    pay: PayInput
    to_date: YearToDate
    before: YearToDate = field(default_factory=YearToDate.zero)

    @property
    def here(self) -> YearToDate:
        """The figures of this employment, as HMRC knows it."""
        return self.to_date if self.before == YearToDate.zero() else self.to_date.since(self.before)


@dataclass(frozen=True, slots=True)
class P45:
    """What parts 1A, 2 and 3 carry to the next employer.

    `total_pay` and `total_tax` include earlier jobs of the year and, with week or month and number, are left
    out of a non-cumulative code's form; `pay_here` and `tax_here` are this employment's.
    """

    leaving_date: date
    tax_code: str
    non_cumulative: bool
    interval: Interval
    period: int | None
    total_pay: Decimal | None
    total_tax: Decimal | None
    pay_here: Decimal
    tax_here: Decimal
    student_loan: bool
    postgraduate_loan: bool


@dataclass(frozen=True, slots=True)
class P60:
    """The certificate of a tax year: pay and tax in earlier jobs and here, National Insurance, the rest."""

    tax_year: str
    due: date
    tax_code: str
    non_cumulative: bool
    pay_before: Decimal
    tax_before: Decimal
    pay_here: Decimal
    tax_here: Decimal
    total_pay: Decimal
    total_tax: Decimal
    ni: tuple[NiToDate, ...]
    statutory: tuple[StatutoryToDate, ...]
    student_loan: Decimal
    postgraduate_loan: Decimal


def p45(*, last: LastPayment, leaving_date: date, already_given: date | None) -> P45:
    """The P45 of an employment that has ended; there is never a second one, and payments after it use 0T."""
    if already_given is not None:
        raise PayInputError(
            f"A P45 was given on {wording.day(already_given)} and there is never a second one: give a letter"
            " with the figures instead."
        )
    _check_year(leaving_date, last.pay.tax_year, "The leaving date")
    pay, to_date = last.pay, last.to_date
    cumulative = not _non_cumulative(pay)
    return P45(
        leaving_date=leaving_date,
        tax_code=_code(pay),
        non_cumulative=not cumulative,
        interval=pay.interval,
        period=pay.period if cumulative else None,
        total_pay=pay.previous_pay + to_date.pay if cumulative else None,
        total_tax=pay.previous_tax + to_date.tax if cumulative else None,
        pay_here=last.here.pay,
        tax_here=last.here.tax,
        student_loan=pay.student_loan is not None,
        postgraduate_loan=pay.postgraduate_loan,
    )


def p60(*, last: LastPayment, leaving_date: date | None) -> P60:
    """The P60 of everyone employed on 5 April; whoever left before it has a P45 instead."""
    pay, to_date, here = last.pay, last.to_date, last.here
    ends = tax_periods.last_day(pay.tax_year)
    if leaving_date is not None and leaving_date < ends:
        raise PayInputError(
            f"The employment ended on {wording.day(leaving_date)}, before {wording.day(ends)}: no P60 is due."
        )
    return P60(
        tax_year=pay.tax_year,
        due=date(ends.year, *_P60_DUE),
        tax_code=_code(pay),
        non_cumulative=_non_cumulative(pay),
        pay_before=pay.previous_pay + last.before.pay,
        tax_before=pay.previous_tax + last.before.tax,
        pay_here=here.pay,
        tax_here=here.tax,
        total_pay=pay.previous_pay + to_date.pay,
        total_tax=pay.previous_tax + to_date.tax,
        ni=here.ni,
        statutory=here.statutory,
        student_loan=here.student_loan,
        postgraduate_loan=here.postgraduate_loan,
    )


def _code(pay: PayInput) -> str:
    return str(tax_code.parse(pay.tax_code))


def _non_cumulative(pay: PayInput) -> bool:
    return pay.non_cumulative or tax_code.parse(pay.tax_code).non_cumulative


def _check_year(day: date, tax_year: str, what: str) -> None:
    if tax_periods.tax_year_of(day) != tax_year:
        raise PayInputError(
            f"{what}, {wording.day(day)}, is not in {tax_year}, the year of the last payment: take the"
            " figures of its own year."
        )
