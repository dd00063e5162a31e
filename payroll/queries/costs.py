"""What employing someone would cost: figures of the law alone, nobody's rows."""

from datetime import date

from dpss.kernel import errors
from payroll.calc import rates, tax_periods
from payroll.calc.employer import estimate
from payroll.calc.employer.estimate import Estimate, Question
from payroll.calc.inputs import PayInputError


def year_of(day: date) -> rates.TaxYear:
    """The figures of the tax year that a day is in. Raises `Refusal` for a year that has none."""
    tax_year = tax_periods.tax_year_of(day)
    try:
        return rates.for_year(tax_year)
    except rates.RatesError:
        raise errors.Refusal(
            f"The wages and taxes of the tax year {tax_year} are not in this portal yet, so nothing can be"
            " worked out here. Ring us, and we will work it out with you."
        ) from None


def answer(*, question: Question, day: date, year: rates.TaxYear) -> Estimate:
    """The cost, what is left, and what builds up. Raises `Invalid` where wage or budget is too small."""
    try:
        return estimate.estimate(question=question, day=day, rates=year)
    except PayInputError as error:
        field = "budget" if question.hourly is None else "wage"
        raise errors.Invalid(str(error), field=field) from error
