"""The employer's own dates: when duties start, the declarations, and re-enrolment every three years.

SI 2010/4 regulation 2; SI 2010/5 regulations 2 to 4; SI 2010/772 regulation 12.
"""

from collections.abc import Collection, Container, Sequence
from dataclasses import dataclass
from datetime import date

from dpss.kernel import dates
from dpss.kernel.dates import Span
from payroll.calc.inputs import PayInputError
from payroll.calc.pension_duties import deadlines
from payroll.calc.pension_duties.figures import PensionDuties

_NO_STAGING_FROM = date(2017, 10, 1)


@dataclass(frozen=True, slots=True)
class Declaration:
    """What the employer must declare to The Pensions Regulator, by when, even if nobody was enrolled."""

    what: str
    by: date
    why: str


@dataclass(frozen=True, slots=True)
class ReEnrolment:
    """A round of re-enrolment: the anniversary, the days from which one is chosen, and the re-declaration."""

    anniversary: date
    window: Span
    declaration: Declaration


def duties_start(*, workers_started: Collection[date], staging_date: date | None = None) -> date:
    """Duties start on the first day of the first worker; before October 2017 on the staging date."""
    if not workers_started:
        raise PayInputError("There is no worker: pension duties start when the first one does.")
    first = min(workers_started)
    if first >= _NO_STAGING_FROM:
        return first
    if staging_date is None:
        raise PayInputError(
            f"The first worker started on {dates.in_words(first)}, before 1 October 2017: give the staging "
            "date from The Pensions Regulator's letter."
        )
    return staging_date


def declaration(*, starts: date, duties: PensionDuties, holidays: Container[date]) -> Declaration:
    """The declaration of compliance is due within five months of the start of duties."""
    return Declaration(
        what="declaration of compliance",
        by=_five_months(starts, duties, holidays),
        why=f"Pension duties start on {dates.in_words(starts)}; the declaration has "
        f"{duties.declaration_months} months, also if nobody had to be enrolled.",
    )


def next_round(
    *, starts: date, chosen: Sequence[date], duties: PensionDuties, holidays: Container[date]
) -> ReEnrolment:
    """The next round of re-enrolment, three years after duties started or after the last date chosen.

    The date may be up to three months before the anniversary or three after it. The re-declaration counts
    from the anniversary itself, whatever date is chosen.
    """
    previous = starts
    for day in chosen:
        check_date(day=day, previous=previous, duties=duties)
        previous = day
    anniversary = dates.add_months(previous, 12 * duties.cycle_years)
    return ReEnrolment(
        anniversary=anniversary,
        window=window(previous=previous, duties=duties),
        declaration=Declaration(
            what="re-declaration of compliance",
            by=_five_months(anniversary, duties, holidays),
            why=f"It is {duties.cycle_years} years on {dates.in_words(anniversary)}; the re-declaration has "
            f"{duties.declaration_months} months, also if nobody had to be re-enrolled.",
        ),
    )


def window(*, previous: date, duties: PensionDuties) -> Span:
    """The days from which a re-enrolment date is chosen, three years after the start or the date before."""
    anniversary = dates.add_months(previous, 12 * duties.cycle_years)
    return Span(
        dates.add_months(anniversary, -duties.window_months),
        deadlines.last_of_months(first=anniversary, months=duties.window_months),
    )


def check_date(*, day: date, previous: date, duties: PensionDuties) -> None:
    """Refuse a re-enrolment date outside its window."""
    allowed = window(previous=previous, duties=duties)
    if day not in allowed:
        raise PayInputError(
            f"The re-enrolment date {dates.in_words(day)} is not between {dates.in_words(allowed.first)} and "
            f"{dates.in_words(allowed.last)}: choose a day of these."
        )


def left_alone(*, left: date, day: date, duties: PensionDuties) -> bool:
    """Whoever opted out or left in the 12 months before a re-enrolment date need not be re-enrolled on it."""
    return left >= dates.add_months(day, -duties.left_alone_months)


def _five_months(first: date, duties: PensionDuties, holidays: Container[date]) -> date:
    last = deadlines.last_of_months(first=first, months=duties.declaration_months)
    return deadlines.working_day(day=last, holidays=holidays)
