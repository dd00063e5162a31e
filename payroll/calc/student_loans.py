"""A student loan is repaid out of each payment above its limit, in whole pounds; earlier pay does not matter.

Earnings for National Insurance are the base, so a pension does not reduce them (HMRC manual CSLM17060).
"""

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from payroll.calc import wording
from payroll.calc.figures import LoanPlan, Published, StudentLoans
from payroll.calc.inputs import Interval, PayInputError
from payroll.calc.lines import TAKEN_OFF, Line
from payroll.calc.rounding import ZERO, down_to_penny, down_to_pound, in_pence

POSTGRADUATE = "postgraduate"


class Repayment(NamedTuple):
    """What one loan takes from one payment. `plan` is 1, 2, 4, 5 or postgraduate.

    `above_limit` is of the whole period; what its earlier pay repays, `before`, is off `amount` already.
    """

    plan: str
    rate: Decimal
    interval: Interval
    limit: Decimal
    above_limit: Decimal
    amount: Decimal
    before: Decimal = ZERO

    def cut_to(self, amount: Decimal) -> "Repayment":
        """The same loan, of which orders on the pay leave only this amount."""
        return self._replace(amount=amount)


def threshold(*, published: Published, interval: Interval) -> Decimal:
    """The limit of a pay interval: the year's twelfth, or its share of 52 weeks, with part pence dropped."""
    if interval is Interval.MONTHLY:
        return in_pence(published.month)
    if interval is Interval.WEEKLY:
        return in_pence(published.week)
    return down_to_penny(published.for_weeks(interval.periods))


def repayment(
    *, earnings: Decimal, plan: str, interval: Interval, rates: StudentLoans, before: Decimal = ZERO
) -> Repayment:
    """The plan's share of what is earned above its limit, pence dropped; each loan by itself.

    Payments of one employer in one earnings period count together: `before` is what the earlier ones paid.
    """
    terms = _terms(plan, rates)
    limit = threshold(published=terms.limit, interval=interval)
    above = max(ZERO, earnings + before - limit)
    repaid = _whole_pounds(max(ZERO, before - limit) * terms.rate)
    return Repayment(
        plan=plan,
        rate=terms.rate,
        interval=interval,
        limit=limit,
        above_limit=above,
        amount=_whole_pounds(above * terms.rate) - repaid,
        before=repaid,
    )


def _whole_pounds(amount: Decimal) -> Decimal:
    return in_pence(down_to_pound(amount))


def line(made: Repayment) -> Line:
    """What is repaid, and from which pay on."""
    postgraduate = made.plan == POSTGRADUATE
    why = _why(made.rate, made.limit, made.interval)
    working = f"{wording.percent(made.rate)} of {wording.pounds(made.above_limit)}, in whole pounds"
    if made.before:
        working += f", less {wording.pounds(made.before)} on the pay before"
    return Line(
        code="postgraduate_loan" if postgraduate else "student_loan",
        group=TAKEN_OFF,
        label="Postgraduate loan" if postgraduate else f"Student loan (plan {made.plan})",
        amount=made.amount,
        working=working,
        why=why if made.above_limit else f"{why} {wording.NOT_REACHED}",
        rule="loan.postgraduate" if postgraduate else "loan.student",
        figures=(("plan", made.plan), ("limit", str(made.limit)), ("rate", str(made.rate))),
    )


@lru_cache(maxsize=256)
def _why(share: Decimal, limit: Decimal, interval: Interval) -> str:
    above = f"{wording.limit(limit)} {wording.every(interval)}"
    return f"You repay {wording.percent(share)} of what you earn above {above}."


def _terms(plan: str, rates: StudentLoans) -> LoanPlan:
    if plan == POSTGRADUATE:
        return rates.postgraduate
    if plan not in rates.plans:
        known = ", ".join(rates.plans)
        raise PayInputError(
            f"Student loan plan {plan} is not collected through pay in this tax year: use {known}."
        )
    return rates.plans[plan]
