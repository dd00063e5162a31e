"""Which group of automatic enrolment a worker is in, in one pay reference period, and from which day of it.

Pensions Act 2008 sections 1, 3, 7 and 9; The Pensions Regulator, detailed guidance 3. Age counts by the
day: a 22nd birthday inside a period makes the worker eligible from that birthday, on the period's whole pay.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from dpss.kernel import dates
from payroll.calc import ages, pension, wording
from payroll.calc.figures import Pension, TaxYear
from payroll.calc.inputs import PayInputError
from payroll.calc.lines import DUTY, Line
from payroll.calc.pension import Assessment
from payroll.calc.pension_duties.facts import PayPeriod, Worker
from payroll.calc.statutory import tax_years

_STRONGEST: Final = (
    Assessment.ELIGIBLE_JOBHOLDER,
    Assessment.NON_ELIGIBLE_JOBHOLDER,
    Assessment.ENTITLED_WORKER,
    Assessment.OUTSIDE_AGES,
)
JOBHOLDERS: Final = frozenset(_STRONGEST[:2])
_LABELS: Final = {
    Assessment.ELIGIBLE_JOBHOLDER: "Must be in a pension",
    Assessment.NON_ELIGIBLE_JOBHOLDER: "May opt in to a pension",
    Assessment.ENTITLED_WORKER: "May join a pension",
    Assessment.OUTSIDE_AGES: "No pension duty at this age",
}


@dataclass(frozen=True, slots=True)
class Category:
    """A worker's group in a pay reference period; `since` is the first of its days in that group."""

    assessment: Assessment
    since: date
    line: Line


def categorise(*, worker: Worker, period: PayPeriod, years: Sequence[TaxYear]) -> Category:
    """Assess a period: the strongest duty of any of its days decides, from the first day that has it."""
    year = tax_years.of_day(day=period.payday, years=years)
    found = {
        day: on_day(day=day, worker=worker, period=period, year=year) for day in _turns(worker, period, year)
    }
    strongest = min(found.values(), key=_STRONGEST.index)
    since = min(day for day, assessment in found.items() if assessment is strongest)
    return Category(strongest, since, _line(strongest, since, period, year.pension))


def on_day(*, day: date, worker: Worker, period: PayPeriod, year: TaxYear) -> Assessment:
    """The group on one day: age on that day, and the pay of the period that it falls in."""
    return pension.assess(
        birth_date=worker.birth_date,
        payday=day,
        earnings=period.earnings,
        interval=period.interval,
        rates=year.pension,
        ages_of=year.state_pension_age,
    )


def _turns(worker: Worker, period: PayPeriod, year: TaxYear) -> list[date]:
    """The days of a period on which a duty can begin: its first day of employment, and two birthdays."""
    last = min(period.span.last, worker.employed_until or period.span.last)
    first = max(period.span.first, worker.employed_from)
    if last < first:
        raise PayInputError(f"The pay of {period.said} is for days on which the worker was not employed.")
    birthdays = [
        ages.reaches(born=worker.birth_date, years=years)
        for years in (year.pension.youngest, year.pension.enrol_from)
    ]
    return [first, *(day for day in birthdays if first < day <= last)]


def _line(assessment: Assessment, since: date, period: PayPeriod, rates: Pension) -> Line:
    trigger, lower = rates.trigger.at(period.interval), rates.lower.at(period.interval)
    return Line(
        code="pension_category",
        group=DUTY,
        label=_LABELS[assessment],
        amount=period.earnings,
        working=f"{wording.pounds(period.earnings)} in {period.said}",
        why=_why(assessment, since, rates, f"{wording.limit(lower)} {wording.every(period.interval)}"),
        rule=f"pension_duties.{assessment.value}",
        figures=(
            ("trigger", str(trigger)),
            ("lower limit", str(lower)),
            ("above a limit", rates.above_a_limit.value),
            ("from", since.isoformat()),
        ),
    )


def _why(assessment: Assessment, since: date, rates: Pension, lower: str) -> str:
    if assessment is Assessment.ELIGIBLE_JOBHOLDER:
        return (
            f"From {dates.in_words(since)} your age and pay mean that your employer must put you into "
            "a pension, unless you are in one or have opted out."
        )
    if assessment is Assessment.NON_ELIGIBLE_JOBHOLDER:
        return "You can ask to be in a pension. If you do, your employer must pay into it too."
    if assessment is Assessment.ENTITLED_WORKER:
        return f"You earn no more than {lower}. You can ask to join a pension. Your employer need not pay in."
    return f"Pension duties are for people from {rates.youngest} to {rates.too_old - 1} years of age."
