"""What employing someone would cost, for a person who thinks of it: the year, the budget, what builds up."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from dpss.kernel import dates
from payroll.calc.employer import ending, year
from payroll.calc.employer.ending import Owed, Service
from payroll.calc.employer.post import WEEKS, Cover, Post, YearCost
from payroll.calc.figures import TaxYear
from payroll.calc.inputs import Interval, PayInputError
from payroll.calc.rounding import nearest_penny

AFTER_YEARS: Final = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Who would be employed, and how; `alike` of them. `insurance` and `training` are for a year and for all.

    `hourly` is None to be told the highest wage that the `budget`, an amount a week, can pay. `in_pension` is
    None where automatic enrolment decides. `age` is that on the first day of work.
    """

    hours_a_week: Decimal
    hourly: Decimal | None
    age: int
    interval: Interval
    cover: Cover
    in_pension: bool | None
    claims_allowance: bool
    insurance: Decimal
    training: Decimal
    budget: Decimal | None = None
    alike: int = 1


@dataclass(frozen=True, slots=True)
class Estimate:
    """The answer: a year's cost, the minimum wage for the age, and what one PA is owed if the job ends.

    `left` is what remains of a week's budget, below zero when it lacks; `most` the highest wage that the
    budget pays, None when it does not pay the minimum wage or none was given. `endings` are after
    `AFTER_YEARS` of work, with the figures of today.
    """

    question: Question
    cost: YearCost
    minimum: Decimal
    left: Decimal | None
    most: Decimal | None
    endings: tuple[Owed, ...]


def estimate(*, question: Question, day: date, rates: TaxYear) -> Estimate:
    """Answer it with the figures of the day's tax year. Raises `PayInputError` with a sentence."""
    post = _post(question, rates)
    minimum = year.lowest_rate(age=question.age, rates=rates)
    budget = None if question.budget is None else question.budget * WEEKS
    found = _cost(question, post, budget, rates)
    return Estimate(
        question=question,
        cost=found,
        minimum=minimum,
        left=None if question.budget is None else question.budget - found.a_week,
        most=_most(budget, post, minimum, rates),
        endings=tuple(_ending(question, found.hourly, years, day, rates) for years in AFTER_YEARS),
    )


def _post(question: Question, rates: TaxYear) -> Post:
    return Post(
        hours_a_week=question.hours_a_week,
        age=question.age,
        interval=question.interval,
        cover=question.cover,
        in_pension=question.in_pension,
        ni_letter=_letter(question.age, rates),
        alike=question.alike,
        insurance=question.insurance,
        training=question.training,
        allowance=rates.employment_allowance.amount if question.claims_allowance else None,
    )


def _letter(age: int, rates: TaxYear) -> str:
    """What the employer pays hangs on being under 16, under 21 or older, and on nothing else asked."""
    if age < rates.ni_letters.starts_at:
        return "X"
    return "M" if age < rates.ni_letters.young_below else "A"


def _cost(question: Question, post: Post, budget: Decimal | None, rates: TaxYear) -> YearCost:
    if question.hourly is not None:
        return year.cost(post=post, hourly=question.hourly, rates=rates)
    if budget is None:
        raise PayInputError("Give the hourly wage, or the money for a week that it must come from.")
    return year.affordable(budget=budget, post=post, rates=rates)


def _most(budget: Decimal | None, post: Post, minimum: Decimal, rates: TaxYear) -> Decimal | None:
    if budget is None or year.as_paid(post=post, hourly=minimum, rates=rates).total > budget:
        return None
    return year.affordable(budget=budget, post=post, rates=rates).hourly


def _ending(question: Question, hourly: Decimal, years: int, day: date, rates: TaxYear) -> Owed:
    """Redundancy and notice as if some full years were over on the day: later limits are not known."""
    started = dates.add_months(day + timedelta(days=1), -12 * years)
    service = Service(
        birth_date=dates.add_months(started, -12 * question.age),
        started=started,
        weekly_pay=nearest_penny(question.hours_a_week * hourly),
    )
    return ending.owed(service=service, day=day, rates=rates)
