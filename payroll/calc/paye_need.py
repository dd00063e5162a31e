"""Does an employer need a PAYE scheme? Asked before one is registered, and tested again by every payment.

A scheme is needed when an employee is paid at or above the lower earnings limit, or has another job, a
pension, or expenses or benefits from the employer. Below that payslips, the minimum wage, holiday and the
assessment for a pension are still due. HMRC, guidance for employers: when to register.
"""

from dataclasses import dataclass
from decimal import Decimal

from payroll.calc import national_insurance, wording
from payroll.calc.figures import NationalInsurance
from payroll.calc.inputs import Interval


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


def of_payment(*, pay: Decimal, in_pension: bool, interval: Interval, rates: NationalInsurance) -> Need:
    """Whether what one employee is paid in one pay period needs a scheme, whatever was answered before."""
    limit = lower_limit(interval=interval, rates=rates)
    said = (
        f"paid {wording.pounds(pay)} in this period, and the lower earnings limit is {wording.limit(limit)}"
    )
    why = ((f"They are {said}.",) if pay >= limit else ()) + (
        ("They are in a pension scheme of this job.",) if in_pension else ()
    )
    return Need(bool(why), why or (f"They are {said}.",))


def lower_limit(*, interval: Interval, rates: NationalInsurance) -> Decimal:
    """The lower earnings limit of a pay period: at this pay National Insurance records begin."""
    return national_insurance.threshold(published=rates.thresholds["lower_earnings_limit"], interval=interval)
