"""HMRC's notices about codes and loans, and from which payday each is followed: never from one already past.

P6, P6B and P9 give a tax code; SL1 and PGL1 start a loan's repayments, SL2 and PGL2 stop them. PAYE
Regulations 2003, regulations 20 and 53; HMRC P9X; HMRC manual CSLM17010 and CSLM17015.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final

from payroll.calc import income_tax, p45, tax_code, tax_periods, wording
from payroll.calc.figures import TaxYear
from payroll.calc.inputs import STUDENT_LOAN_PLANS, PayInputError
from payroll.calc.tax_code import TaxCode

_DAY: Final = timedelta(days=1)


class CodeForm(StrEnum):
    """P6 in the year, P6B after a Budget, P9 for a new tax year."""

    P6 = "P6"
    P6B = "P6B"
    P9 = "P9"


class LoanForm(StrEnum):
    """SL1 and PGL1 start deductions for a student and a postgraduate loan; SL2 and PGL2 stop them."""

    SL1 = "SL1"
    SL2 = "SL2"
    PGL1 = "PGL1"
    PGL2 = "PGL2"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeNotice:
    """A code to use from `effective` on. A P6 may bring pay and tax of earlier jobs in the same tax year."""

    form: CodeForm
    issued: date
    received: date
    effective: date
    tax_code: str
    non_cumulative: bool = False
    previous_pay: Decimal | None = None
    previous_tax: Decimal | None = None

    def __post_init__(self) -> None:
        _check_dates(self.form, self.issued, self.received)
        tax_code.parse(self.tax_code)
        p45.check_pay_and_tax(self.previous_pay, self.previous_tax, form=self.form)

    @property
    def code(self) -> TaxCode:
        """The code with its basis."""
        return tax_code.parse_boxed(self.tax_code, non_cumulative=self.non_cumulative)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanNotice:
    """Deductions start, or stop, from `effective` on. Only an SL1 names a plan."""

    form: LoanForm
    issued: date
    received: date
    effective: date
    plan: str | None = None

    def __post_init__(self) -> None:
        _check_dates(self.form, self.issued, self.received)
        if self.form is LoanForm.SL1 and self.plan not in STUDENT_LOAN_PLANS:
            raise PayInputError("SL1, plan: the notice names the plan to collect, 1, 2, 4 or 5.")
        if self.form is not LoanForm.SL1 and self.plan is not None:
            raise PayInputError(f"{self.form}, plan: only an SL1 names a plan.")


@dataclass(frozen=True, slots=True)
class Loans:
    """What is deducted for: one student loan plan or none, and a postgraduate loan or not."""

    plan: str | None
    postgraduate: bool


Notice = CodeNotice | LoanNotice


def applies(notice: Notice, *, payday: date) -> bool:
    """A notice is followed on paydays on or after its effective date, and not on those before it came."""
    return max(notice.effective, notice.received) <= payday


def first_payday(notice: Notice, *, open_paydays: Iterable[date]) -> date | None:
    """The first payday that follows a notice, of those not yet closed; None if none of them does.

    A payrun that was closed when the notice came is not made again (HMRC on first available paydays).
    """
    return min((payday for payday in open_paydays if applies(notice, payday=payday)), default=None)


def code_on(
    *, payday: date, last_code: TaxCode, last_tax_year: str, notices: Iterable[CodeNotice], rates: TaxYear
) -> TaxCode:
    """The code of a payday: HMRC's newest notice for its tax year, else the code that there was.

    `last_code` is the code in use, from the tax year `last_tax_year`. On 6 April it carries on by the P9X:
    without week 1/month 1, raised by the year's rule, and replaced by a notice that came too late to be used
    in the old year. `rates` are those of the payday's year.
    """
    known = [notice for notice in notices if applies(notice, payday=payday)]
    if newest := _newest(known, rates.tax_year):
        code = newest.code
    elif last_tax_year == rates.tax_year:
        code = last_code
    else:
        _check_follows(last_tax_year, rates.tax_year)
        late = _newest(known, last_tax_year)
        code = late.code if late else last_code
        code = tax_code.carried_forward(code, uplift=rates.starters.codes.uplift)
    income_tax.check_code(code=code, rates=rates.income_tax)
    return code


def loans_on(*, payday: date, from_start: Loans, notices: Iterable[LoanNotice]) -> Loans:
    """The loans deducted for on a payday: what the starter said, changed by each notice in turn."""
    known = [notice for notice in notices if applies(notice, payday=payday)]
    loans = from_start
    for notice in sorted(known, key=lambda notice: (notice.effective, notice.issued)):
        if notice.form in {LoanForm.SL1, LoanForm.SL2}:
            loans = replace(loans, plan=notice.plan)
        else:
            loans = replace(loans, postgraduate=notice.form is LoanForm.PGL1)
    return loans


def _newest(notices: Iterable[CodeNotice], tax_year: str) -> CodeNotice | None:
    """The notice with the latest date of issue counts, of those that take effect in the tax year."""
    of_year = [notice for notice in notices if tax_periods.tax_year_of(notice.effective) == tax_year]
    return max(of_year, key=lambda notice: (notice.issued, notice.effective), default=None)


def _check_follows(last_tax_year: str, tax_year: str) -> None:
    if tax_periods.last_day(last_tax_year) + _DAY != tax_periods.first_day(tax_year):
        raise PayInputError(
            f"Tax code: a code of {last_tax_year} carries on only into the next tax year, not {tax_year}."
        )


def _check_dates(form: CodeForm | LoanForm, issued: date, received: date) -> None:
    if received < issued:
        raise PayInputError(
            f"{form}: it is dated {wording.day(issued)}, after the day it came, {wording.day(received)}."
        )
