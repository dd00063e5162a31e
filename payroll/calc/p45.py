"""The P45 that a starter brings: what its parts 2 and 3 say, refused where it contradicts itself.

Income Tax (Pay As You Earn) Regulations 2003, regulations 42 and 43. The P45 that is given to a leaver is in
`year_end.forms`.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from payroll.calc import amounts, income_tax, tax_code, tax_periods, wording
from payroll.calc.figures import TaxYear
from payroll.calc.inputs import Interval, PayInputError
from payroll.calc.rounding import PENNY, ZERO
from payroll.calc.tax_code import Kind, TaxCode

_LAST_WEEK = 56
_NO_SUCH_WEEK = 55
_LAST_MONTH = 12
_TABLE_WEEKS = 52
# More than any code's number.
_EVERYTHING = 10**7


@dataclass(frozen=True, slots=True, kw_only=True)
class P45:
    """What a P45 says. `tax_year` is the year that its pay and tax belong to ("2026-27").

    A P45 with a week 1/month 1 code has no week or month, and its pay and tax do not count. `student_loan`
    is the box "Student Loan deductions to continue"; the form does not name the plan.
    """

    leaving_date: date
    tax_year: str
    tax_code: str
    non_cumulative: bool = False
    week: int | None = None
    month: int | None = None
    total_pay: Decimal | None = None
    total_tax: Decimal | None = None
    student_loan: bool = False

    def __post_init__(self) -> None:
        _check_code(self.tax_code)
        left_in = tax_periods.tax_year_of(self.leaving_date)
        if left_in != self.tax_year:
            raise PayInputError(
                f"P45, leaving date: {wording.day(self.leaving_date)} is in the tax year {left_in}, and the"
                f" pay and tax are of {self.tax_year}. Check both."
            )
        _check_period(self)
        check_pay_and_tax(self.total_pay, self.total_tax, form="P45")

    @property
    def code(self) -> TaxCode:
        """The code with its basis: a W1, M1 or X behind it counts as much as the box for it."""
        return tax_code.parse_boxed(self.tax_code, non_cumulative=self.non_cumulative)


def that_counts(first: P45, second: P45) -> tuple[P45, str]:
    """Of two P45s the one that is used, and why; nothing of the other one counts, and the PA gets it back.

    The later leaving date decides, and on one day the greater tax-free allowance, or the smaller amount that
    a K code adds. The later P45 has the pay and tax of the job before in its figures, so that they are never
    added. gov.uk, tell HMRC about a new employee: more than one P45.
    """
    if first.leaving_date != second.leaving_date:
        used = max(first, second, key=lambda one: one.leaving_date)
        why = f"its leaving date, {wording.day(used.leaving_date)}, is the later one"
    else:
        used = max(first, second, key=_allowance)
        why = f"both have one leaving date, and its code, {used.code}, has the more tax-free pay"
    return used, f"Of the two P45s one counts: {why}. Give the other one back to the PA."


def _allowance(p45: P45) -> int:
    """How much a code frees, in tens of pounds; what a K code adds is below nothing."""
    code = p45.code
    if code.kind is Kind.NO_TAX:
        return _EVERYTHING
    return -code.number if code.kind is Kind.ADDED_PAY else code.number


def figures(p45: P45) -> tuple[Decimal, Decimal]:
    """Pay and tax so far, brought in from a P45 of this year; none with a week 1/month 1 code (reg 43(2))."""
    if p45.code.non_cumulative:
        return ZERO, ZERO
    if p45.total_pay is None or p45.total_tax is None:
        raise PayInputError("P45, pay and tax to date: they are needed with a code that is cumulative.")
    if p45.week is None and p45.month is None:
        raise PayInputError("P45, week or month: the number of the last payment's week or month is needed.")
    return p45.total_pay, p45.total_tax


def check_pay_and_tax(pay: Decimal | None, tax: Decimal | None, *, form: str) -> None:
    """Refuse pay and tax so far that cannot be: one without the other, below zero, or more tax than pay."""
    if pay is None and tax is None:
        return
    if pay is None or tax is None:
        raise PayInputError(f"{form}, pay and tax to date: there are both or neither. Enter 0.00 for no tax.")
    amounts.check(f"{form}, pay to date", pay)
    amounts.check(f"{form}, tax to date", tax)
    if tax > pay:
        raise PayInputError(
            f"{form}, tax to date: {wording.pounds(tax)} is more than the pay to date, {wording.pounds(pay)}."
        )


def to_check(p45: P45, *, rates: TaxYear) -> str:
    """What to ask about when the tax on the P45 is not what the tables give for its pay; nothing if it is.

    The employer is to check the figures and use right ones (gov.uk, late P45; reg 43(5) and (6)). Tax below
    the tables is no error with a K code, whose tax may have stopped at half of the pay. A penny is HMRC's
    tolerance. Weeks 53 to 56 have no tables, and week 1/month 1 figures are not used.
    """
    period = p45.month or p45.week
    if period is None or p45.total_pay is None or p45.total_tax is None:
        return ""
    if period > _TABLE_WEEKS or p45.code.non_cumulative:
        return ""
    due = income_tax.deduct(
        code=p45.code,
        non_cumulative=False,
        interval=Interval.MONTHLY if p45.month else Interval.WEEKLY,
        period=period,
        pay=p45.total_pay,
        pay_before=ZERO,
        tax_before=ZERO,
        rates=rates.income_tax,
    ).due
    below = due - p45.total_tax > PENNY and p45.code.kind is not Kind.ADDED_PAY
    if not below and p45.total_tax - due <= PENNY:
        return ""
    when = f"{'month' if p45.month else 'week'} {period}"
    return (
        f"The P45 says tax of {wording.pounds(p45.total_tax)}, and the tables give {wording.pounds(due)} for"
        f" its pay of {wording.pounds(p45.total_pay)} in {when}. Check it, and enter the right figures."
    )


def _check_code(text: str) -> None:
    try:
        tax_code.parse(text)
    except PayInputError as error:
        raise PayInputError(f"P45, tax code: {error}") from error


def _check_period(p45: P45) -> None:
    if p45.week is not None and p45.month is not None:
        raise PayInputError("P45, week or month: there is one or the other, not both.")
    if p45.month is not None and not 1 <= p45.month <= _LAST_MONTH:
        raise PayInputError(f"P45, month: {p45.month} is not a tax month, 1 to 12.")
    if p45.week is not None and (not 1 <= p45.week <= _LAST_WEEK or p45.week == _NO_SUCH_WEEK):
        raise PayInputError(f"P45, week: {p45.week} is not a tax week, 1 to 54 or 56.")
