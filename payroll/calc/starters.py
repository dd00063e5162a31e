"""Which tax code, basis and figures a new starter gets, and what HMRC is told of them.

Income Tax (Pay As You Earn) Regulations 2003, regulations 42 to 45 (P45) and 47 to 49E (no P45); HMRC P9X and
RTI starter guidance; HMRC manual CSLM10011 and CSLM17010 (loans).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from payroll.calc import income_tax, p45, tax_code, tax_periods, wording
from payroll.calc.figures import TaxYear
from payroll.calc.inputs import STUDENT_LOAN_PLANS, PayInputError
from payroll.calc.p45 import P45
from payroll.calc.rounding import ZERO
from payroll.calc.starter_figures import CodeSource
from payroll.calc.tax_code import Kind, Nation, TaxCode

_DAY = timedelta(days=1)


class Statement(StrEnum):
    """The statement on the starter checklist, as it goes on the FPS.

    A: the first job since 6 April, and no taxable benefit or pension. B: the only job now, after another job
    or a taxable benefit since 6 April. C: another job or a pension besides.
    """

    A = "A"
    B = "B"
    C = "C"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanAnswers:
    """What the checklist says of loans to be repaid through pay; leave out those paid back in other ways."""

    student_loan: bool = False
    plans: tuple[str, ...] = ()
    postgraduate_loan: bool = False

    def __post_init__(self) -> None:
        for plan in self.plans:
            if plan not in STUDENT_LOAN_PLANS:
                raise PayInputError(f"Student loan: {plan[:20]!r} is not a plan: use 1, 2, 4 or 5.")
        if self.plans and not self.student_loan:
            raise PayInputError("Student loan: a plan is ticked, and the answer is that there is no loan.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """How a starter is taxed until HMRC sends a code, and what the first FPS declares.

    `previous_pay` and `previous_tax` are those of earlier jobs this year. `why` says in sentences where each
    answer is from. `to_check` is what somebody should look at before the first payment.
    """

    tax_code: str
    non_cumulative: bool
    declaration: Statement
    previous_pay: Decimal
    previous_tax: Decimal
    student_loan: str | None
    postgraduate_loan: bool
    why: tuple[str, ...]
    to_check: str


@dataclass(frozen=True, slots=True)
class _Chosen:
    code: TaxCode
    declaration: Statement
    why: str
    previous_pay: Decimal = ZERO
    previous_tax: Decimal = ZERO
    to_check: str = ""


def start(
    *,
    first_day: date,
    first_payday: date,
    rates: TaxYear,
    statement: Statement | None = None,
    given: P45 | None = None,
    loans: LoanAnswers | None = None,
    nation: Nation | None = None,
) -> Start:
    """A P45 gives the code while it is recent enough, else the checklist's statement does, else it is 0T.

    `rates` are those of the first payday's tax year. `nation` is what HMRC has said of where the person is
    taxed; without it a code has the prefix of the P45, or none.
    """
    _check_dates(first_day, first_payday, given, rates)
    answers = loans or LoanAnswers()
    chosen, read = _chosen(first_day, rates, statement, given, nation)
    income_tax.check_code(code=chosen.code, rates=rates.income_tax)
    plan, why_loan = _loan(answers, read, rates)
    return Start(
        tax_code=str(chosen.code),
        non_cumulative=chosen.code.non_cumulative,
        declaration=chosen.declaration,
        previous_pay=chosen.previous_pay,
        previous_tax=chosen.previous_tax,
        student_loan=plan,
        postgraduate_loan=answers.postgraduate_loan,
        why=(chosen.why, *((why_loan,) if why_loan else ())),
        to_check=chosen.to_check,
    )


def _check_dates(first_day: date, first_payday: date, given: P45 | None, rates: TaxYear) -> None:
    paid_in = tax_periods.tax_year_of(first_payday)
    if paid_in != rates.tax_year:
        raise PayInputError(
            f"First payday: {wording.day(first_payday)} is in the tax year {paid_in}, not {rates.tax_year}."
        )
    if given is not None and given.leaving_date > first_day:
        raise PayInputError(
            f"P45, leaving date: {wording.day(given.leaving_date)} is after the first day of work here,"
            f" {wording.day(first_day)}. Check both; somebody with another job makes statement C."
        )


def _chosen(
    first_day: date, rates: TaxYear, statement: Statement | None, given: P45 | None, nation: Nation | None
) -> tuple[_Chosen, P45 | None]:
    """The code and figures, and the P45 if it was recent enough to be read."""
    before = tax_periods.tax_year_of(tax_periods.first_day(rates.tax_year) - _DAY)
    if given is not None and given.tax_year == rates.tax_year:
        return _from_this_year(given, rates), given
    if given is not None and given.tax_year == before and first_day <= rates.starters.codes.last_p45_until:
        return _from_last_year(given, rates, statement), given
    prefix = _prefix(nation, given)
    if given is not None and (statement is None or _law_decides(rates)):
        return _from_old_p45(prefix, rates, statement), None
    return _from_statement(prefix, rates, statement), None


def _prefix(nation: Nation | None, given: P45 | None) -> str:
    if nation is not None:
        return nation.prefix
    return given.code.prefix if given is not None else ""


def _from_this_year(given: P45, rates: TaxYear) -> _Chosen:
    """Regulation 43. HMRC is told B, or C where the code leaves no tax-free pay for this job."""
    pay, tax = p45.figures(given)
    basis = "It is on the week 1/month 1 basis there, so its pay and tax do not count here."
    if not given.code.non_cumulative:
        basis = f"Its pay of {wording.pounds(pay)} and tax of {wording.pounds(tax)} count here."
    other_job = given.code.kind is Kind.ONE_RATE or given.code.body == "0T"
    return _Chosen(
        code=given.code,
        declaration=Statement.C if other_job else Statement.B,
        why=f"The code is that of the P45, which is of this tax year. {basis}",
        previous_pay=pay,
        previous_tax=tax,
        to_check=p45.to_check(given, rates=rates),
    )


def _from_last_year(given: P45, rates: TaxYear, statement: Statement | None) -> _Chosen:
    """Regulation 44: last year's code is good until 24 May, cumulative, without last year's pay and tax."""
    code = tax_code.carried_forward(given.code, uplift=rates.starters.codes.uplift)
    until = wording.day(rates.starters.codes.last_p45_until)
    return _Chosen(
        code=code,
        declaration=statement or Statement.C,
        why=f"The P45 is of last tax year, and work starts by {until}: its code is used, without week 1/month"
        " 1 and without its pay and tax.",
    )


def _law_decides(rates: TaxYear) -> bool:
    return rates.starters.old_p45.code_from is CodeSource.EMERGENCY_CODE


def _from_old_p45(prefix: str, rates: TaxYear, statement: Statement | None) -> _Chosen:
    """Regulation 45: a P45 that is too old gives the emergency code, on the week 1/month 1 basis."""
    return _Chosen(
        code=tax_code.made(rates.starters.codes.emergency, prefix=prefix, non_cumulative=True),
        declaration=statement or Statement.C,
        why="The P45 is too old to be used, so the emergency code is, on the week 1/month 1 basis.",
    )


def _from_statement(prefix: str, rates: TaxYear, statement: Statement | None) -> _Chosen:
    """Regulations 47 to 49E; without a statement 0T, and C is declared (gov.uk, new employee's tax code)."""
    emergency = rates.starters.codes.emergency
    if statement is None:
        return _Chosen(
            code=tax_code.made("0T", prefix=prefix, non_cumulative=True),
            declaration=Statement.C,
            why="There is no P45 and no starter checklist, so 0T on the week 1/month 1 basis is used.",
        )
    body, alone, why = {
        Statement.A: (emergency, False, "the first job since 6 April has the whole year's tax-free pay."),
        Statement.B: (emergency, True, "the only job now has tax-free pay in each payment by itself."),
        Statement.C: (
            "BR",
            False,
            "there is another job or pension, so basic rate is taken from all the pay.",
        ),
    }[statement]
    code = tax_code.made(body, prefix=prefix, non_cumulative=alone)
    return _Chosen(code=code, declaration=statement, why=f"Statement {statement}: {why}")


def _loan(answers: LoanAnswers, read: P45 | None, rates: TaxYear) -> tuple[str | None, str]:
    """One plan at most: that with the lowest limit of those ticked, or the year's plan if none is known.

    The box on a P45 means a loan of either kind, so it asks for a plan only where no other loan is named.
    """
    from_p45 = read is not None and read.student_loan and not answers.postgraduate_loan
    if not answers.student_loan and not from_p45:
        return None, ""
    if not answers.plans:
        plan = rates.starters.unknown_plan.plan
        return plan, f"The student loan's plan is not known, so it is plan {plan} until HMRC says which."
    collected = {
        plan: rates.student_loans.plans[plan] for plan in answers.plans if plan in rates.student_loans.plans
    }
    if not collected:
        ticked = wording.both(list(answers.plans))
        return None, f"Student loan plan {ticked} is not collected through pay in {rates.tax_year}."
    plan = min(collected, key=lambda ticked: collected[ticked].limit.year)
    return plan, f"Student loan plan {plan}: only one is collected at a time, that with the lowest limit."
