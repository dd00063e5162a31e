"""Does an employer need a PAYE scheme? Asked before one is registered, and tested again by every payment.

A scheme is needed when an employee is paid at or above the lower earnings limit, or has another job, a
pension, or expenses or benefits from the employer. Below that payslips, the minimum wage, holiday and the
assessment for a pension are still due. HMRC, guidance for employers: when to register. Mileage at the
approved rate is exempt (ITEPA 2003 s229) and is no such expense.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from payroll.calc import national_insurance, tax_code, wording
from payroll.calc.figures import NationalInsurance
from payroll.calc.inputs import Interval
from payroll.calc.starters import Statement
from payroll.calc.tax_code import Kind


@dataclass(frozen=True, slots=True)
class Answers:
    """What is so of any employee of the employer."""

    at_lower_limit: bool
    other_job: bool
    pension: bool
    benefits: bool


@dataclass(frozen=True, slots=True)
class Need:
    """Whether a scheme is needed, with a sentence for each reason, or for why none is."""

    needed: bool
    why: tuple[str, ...]


def of_answers(answers: Answers, *, rates: NationalInsurance) -> Need:
    """One reason is enough; without any, none is needed."""
    weekly = wording.limit(lower_limit(interval=Interval.WEEKLY, rates=rates))
    reasons = (
        (
            answers.at_lower_limit,
            f"Somebody is paid {weekly} a week or more, which is the lower earnings limit.",
        ),
        (answers.other_job, "Somebody has another job."),
        (answers.pension, "Somebody gets a pension."),
        (answers.benefits, "Somebody gets expenses or benefits from the employer."),
    )
    found = tuple(sentence for holds, sentence in reasons if holds)
    return Need(bool(found), found or (f"Nobody is paid {weekly} a week, and nothing else needs a scheme.",))


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known of an employee beside their pay that may need a scheme.

    `declaration` is the starter statement that HMRC would be told, empty where there is none. `other_post`:
    somebody else employs them too, and pays them here.
    """

    tax_code: str
    declaration: str = ""
    other_post: bool = False


def of_payment(
    *,
    pay: Decimal,
    in_pension: bool,
    interval: Interval,
    rates: NationalInsurance,
    signs: Signs,
    expenses: Decimal,
) -> Need:
    """Whether what one employee is paid in one pay period needs a scheme, whatever was answered before.

    `expenses` are what the employer pays back to them beside mileage.
    """
    limit = lower_limit(interval=interval, rates=rates)
    said = (
        f"paid {wording.pounds(pay)} in this period, and the lower earnings limit is {wording.limit(limit)}"
    )
    why = ((f"They are {said}.",) if pay >= limit else ()) + (
        ("They are in a pension scheme of this job.",) if in_pension else ()
    )
    why = (*why, *_other_income(signs))
    if expenses:
        why = (*why, f"They are paid {wording.pounds(expenses)} of expenses.")
    return Need(bool(why), why or (f"They are {said}.",))


def _other_income(signs: Signs) -> Iterator[str]:
    """A sentence for each sign of another job, of a pension from elsewhere, or of benefits."""
    if signs.other_post:
        yield "They have another job, which is paid here too."
    code = tax_code.parse(signs.tax_code)
    if code.kind is Kind.ONE_RATE:
        yield f"Their tax code, {code}, is one for a second job or a pension."
    elif code.kind is Kind.ADDED_PAY:
        yield f"Their tax code, {code}, is one for somebody with untaxed benefits or a pension."
    elif signs.declaration == Statement.C and code.body != _NO_CHECKLIST:
        yield "On the starter checklist they ticked statement C: another job or a pension."


# Who brings no checklist is taxed by this code, and HMRC is told statement C, though nobody ticked it.
_NO_CHECKLIST: Final = "0T"


def lower_limit(*, interval: Interval, rates: NationalInsurance) -> Decimal:
    """The lower earnings limit of a pay period: at this pay National Insurance records begin."""
    return national_insurance.threshold(published=rates.thresholds["lower_earnings_limit"], interval=interval)
