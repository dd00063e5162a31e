"""What the steps of the pension's way need: what is known of a day, enrolling, what is due, and words."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from dpss.kernel import dates
from dpss.kernel.dates import Span
from payroll.calc.figures import TaxYear
from payroll.calc.inputs import PayInputError
from payroll.calc.lines import DUTY, Line
from payroll.calc.pension import Assessment
from payroll.calc.pension_duties import categories, deadlines
from payroll.calc.pension_duties.categories import Category
from payroll.calc.pension_duties.facts import PayPeriod, Postponed, Worker
from payroll.calc.pension_duties.figures import PensionDuties
from payroll.calc.pension_duties.position import Due, Duty, Position, Route, Status
from payroll.calc.rounding import ZERO
from payroll.calc.statutory import tax_years

_MAY_OPT_OUT = frozenset({Route.ENROLLED, Route.RE_ENROLLED, Route.OPTED_IN})
_SAID = {
    Route.ENROLLED: "Your employer must put you into the pension from {day}.",
    Route.RE_ENROLLED: "Your employer must put you back into the pension from {day}, as every 3 years.",
    Route.OPTED_IN: "You asked to be in the pension, and are from {day}. Your employer pays into it too.",
    Route.JOINED: "You asked to join the pension, and are in it from {day}. Your employer need not pay in.",
}


@dataclass(frozen=True, slots=True)
class PostponementEnds:
    """The deferral date of a postponement."""

    on: date


@dataclass(frozen=True, slots=True)
class Admission:
    """The day for which a worker asked to be a member."""

    on: date


@dataclass(frozen=True, slots=True)
class Ended:
    """The last day of employment."""

    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a worker's groups are worked out from."""

    worker: Worker
    periods: tuple[PayPeriod, ...]
    years: tuple[TaxYear, ...]

    def category(self, period: PayPeriod) -> Category:
        """The group in one pay reference period."""
        return categories.categorise(worker=self.worker, period=period, years=self.years)

    def on_day(self, day: date) -> Assessment | None:
        """The group on one day, or None while the pay of its period is not known."""
        for period in self.periods:
            if day in period.span:
                year = tax_years.of_day(day=period.payday, years=self.years)
                return categories.on_day(day=day, worker=self.worker, period=period, year=year)
        return None

    def duties(self, day: date) -> PensionDuties:
        """The duties' periods in force on a day."""
        return tax_years.of_day(day=day, years=self.years).pension_duties


def enrol(position: Position, day: date, route: Route, known: Known) -> Position:
    """Membership begins on a day; who joined, instead of opting in, has no right to opt out."""
    position = replace(
        position,
        status=Status.MEMBER,
        route=route,
        member_from=day,
        postponed_until=None,
        made_on=None,
        informed_on=None,
        left_on=None,
        contributions=(),
        rights_told=True,
    ).done(Duty.ASSESS, Duty.OPT_IN_INFORMATION, Duty.JOINING_INFORMATION, Duty.POSTPONEMENT_NOTICE)
    said = line(f"pension_{route.value}", _SAID[route].format(day=dates.in_words(day)))
    if route is Route.JOINED:
        return position.explained(said)
    by = deadlines.last_of_weeks(first=day, weeks=known.duties(day).enrolment_weeks)
    why = f"The worker is in the pension from {dates.in_words(day)}; the employer has six weeks."
    return position.explained(said).owing(
        Due(Duty.ARRANGE_MEMBERSHIP, day, by, why), Due(Duty.ENROLMENT_INFORMATION, day, by, why)
    )


def open_opt_out(position: Position, known: Known) -> Position:
    """The opt-out month begins when membership exists and the worker has the information."""
    if position.route not in _MAY_OPT_OUT or None in {position.made_on, position.informed_on}:
        return position
    begun = (position.made_on, position.informed_on, position.member_from)
    first = max(day for day in begun if day is not None)
    last = deadlines.last_of_months(first=first, months=known.duties(first).opt_out_months)
    said = f"You can opt out from {dates.in_words(first)} to {dates.in_words(last)} and get your money back."
    return replace(position, opt_out=Span(first, last)).explained(line("pension_opt_out_period", said))


def tell_rights(position: Position, category: Category, known: Known) -> Position:
    """Who may opt in or join is told so once, within six weeks."""
    duty = {
        Assessment.NON_ELIGIBLE_JOBHOLDER: Duty.OPT_IN_INFORMATION,
        Assessment.ENTITLED_WORKER: Duty.JOINING_INFORMATION,
    }.get(category.assessment)
    if duty is None or position.rights_told:
        return position
    by = deadlines.last_of_weeks(first=category.since, weeks=known.duties(category.since).enrolment_weeks)
    why = f"The worker has the right from {dates.in_words(category.since)}; the employer has six weeks."
    return replace(position, rights_told=True).owing(Due(duty, category.since, by, why))


def check_postponement(fact: Postponed, known: Known, duties: PensionDuties) -> None:
    """Refuse a postponement that is too long, told too late, or from a day that does not allow one."""
    latest = dates.add_months(fact.on, duties.postponement_months)
    if not fact.on < fact.until <= latest:
        raise PayInputError(
            f"The deferral date {dates.in_words(fact.until)} is not in the three months after "
            f"{dates.in_words(fact.on)}: choose a day up to {dates.in_words(latest)}."
        )
    due = notice_due(fact, duties).by
    if fact.notice_given is not None and fact.notice_given > due:
        raise PayInputError(
            f"The postponement notice of {dates.in_words(fact.notice_given)} came after "
            f"{dates.in_words(due)}, its last day, and postpones nothing: "
            f"the worker is assessed from {dates.in_words(fact.on)}."
        )
    if fact.on not in _may_begin(known):
        raise PayInputError(
            f"Enrolment cannot be postponed from {dates.in_words(fact.on)}: it can be from the first day of "
            "employment, or from the day on which the worker becomes an eligible jobholder."
        )


def notice_due(fact: Postponed, duties: PensionDuties) -> Due:
    """The notice has six weeks, which begin with the day after the first day of the postponement."""
    return Due(
        Duty.POSTPONEMENT_NOTICE,
        fact.on,
        fact.on + timedelta(weeks=duties.postponement_notice_weeks),
        f"Without it nothing is postponed, and the worker is assessed from {dates.in_words(fact.on)}.",
    )


def assess_due(day: date) -> Due:
    """A decision waits for the pay of the period in which a day falls."""
    why = f"The pay of the period with {dates.in_words(day)} decides, and it is not known yet."
    return Due(Duty.ASSESS, day, day, why)


def require_member(position: Position, day: date, what: str) -> None:
    """Refuse a fact that only a member can have."""
    if position.status is not Status.MEMBER:
        raise PayInputError(
            f"{what} is recorded for {dates.in_words(day)}, and the worker is not a member then."
        )


def stays(category: Category) -> Line:
    """A member stays one whatever the pay or the age."""
    if category.assessment is Assessment.ELIGIBLE_JOBHOLDER:
        return line("pension_stays", "You are in the pension.")
    return line("pension_stays", "You stay in the pension, also when you earn less or grow older.")


def postponed_line(fact: Postponed) -> Line:
    """What a postponement means for the worker."""
    return line(
        "pension_postponed",
        f"Your employer looks at whether you must be in a pension on {dates.in_words(fact.until)}. You can "
        "ask to be in it sooner.",
    )


def line(code: str, why: str) -> Line:
    """A line that says what happened, without a sum."""
    return Line(
        code=code,
        group=DUTY,
        label="Pension",
        amount=ZERO,
        working="",
        why=why,
        rule=f"pension_duties.{code.removeprefix('pension_')}",
        figures=(),
    )


def _may_begin(known: Known) -> set[date]:
    found = (known.category(period) for period in known.periods)
    eligible = {category.since for category in found if category.assessment is Assessment.ELIGIBLE_JOBHOLDER}
    return {known.worker.employed_from, *eligible}
