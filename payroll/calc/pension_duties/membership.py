"""A worker's way through the pension: facts in, and where they stand and what is due next out.

`follow` puts facts and pay reference periods in the order of their days and takes one step for each. A period
counts from the day on which its group begins. The deferral date and the day for which someone asked to be
a member are steps of their own. Being a member is never ended by pay or age.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any, Final

from dpss.kernel import dates
from payroll.calc.figures import TaxYear
from payroll.calc.inputs import PayInputError
from payroll.calc.pension import Assessment
from payroll.calc.pension_duties import facts, leaving, reenrolment, steps
from payroll.calc.pension_duties.categories import JOBHOLDERS, Category
from payroll.calc.pension_duties.facts import Fact, PayPeriod, Worker
from payroll.calc.pension_duties.position import Duty, Position, Route, Status
from payroll.calc.pension_duties.steps import Admission, Ended, Known, PostponementEnds

_OUT: Final = frozenset({Status.OPTED_OUT, Status.LEFT})

Step = Fact | Category | PostponementEnds | Admission | Ended


def follow(
    *,
    worker: Worker,
    periods: Iterable[PayPeriod],
    happened: Iterable[Fact],
    years: Sequence[TaxYear],
) -> Position:
    """Where a worker stands after these facts; facts that cannot be are refused with a sentence."""
    known = Known(worker=worker, periods=_in_order(periods), years=tuple(years))
    position = Position()
    for step in _timeline(known, tuple(happened)):
        _check_day(step, worker)
        position = _STEPS[type(step)](position, step, known)
    return position


def _in_order(periods: Iterable[PayPeriod]) -> tuple[PayPeriod, ...]:
    ordered = tuple(sorted(periods, key=lambda period: period.span.first))
    for earlier, later in pairwise(ordered):
        if later.span.first <= earlier.span.last:
            raise PayInputError(
                f"The pay of {later.said} overlaps that of {earlier.said}: give each day once."
            )
    return ordered


def _timeline(known: Known, happened: tuple[Fact, ...]) -> list[Step]:
    """Everything in the order of its day; on one day in the order in which the law looks at it."""
    everything: list[Step] = [*happened, *(known.category(period) for period in known.periods)]
    everything += [PostponementEnds(fact.until) for fact in happened if isinstance(fact, facts.Postponed)]
    everything += [Admission(fact.member_from) for fact in happened if isinstance(fact, facts.Asked)]
    if known.worker.employed_until is not None:
        everything.append(Ended(known.worker.employed_until))
    return sorted(everything, key=lambda step: (_day(step), _ORDER.index(type(step))))


def _day(step: Step) -> date:
    return step.since if isinstance(step, Category) else step.on


def _check_day(step: Step, worker: Worker) -> None:
    day, last = _day(step), worker.employed_until
    if day < worker.employed_from and not isinstance(step, facts.MemberBefore):
        raise PayInputError(
            f"{dates.in_words(day)} is before the first day of employment, "
            f"{dates.in_words(worker.employed_from)}."
        )
    if last is not None and day > last and isinstance(step, facts.Asked | facts.Ceased | facts.Postponed):
        raise PayInputError(
            f"{dates.in_words(day)} is after the last day of employment, {dates.in_words(last)}."
        )


def _assessed(position: Position, category: Category, known: Known) -> Position:
    """A period's group: an eligible jobholder is enrolled from its first day, unless there is a reason."""
    position = replace(position, category=category).explained(category.line)
    if position.status is Status.MEMBER:
        return position.explained(steps.stays(category))
    if position.status is not Status.NOT_MEMBER:
        return position
    if category.assessment is Assessment.ELIGIBLE_JOBHOLDER:
        first = max(category.since, position.not_before or category.since)
        return steps.enrol(position, first, Route.ENROLLED, known)
    return steps.tell_rights(position, category, known)


def _postponed(position: Position, fact: facts.Postponed, known: Known) -> Position:
    """Assessment may be put off from the first day, or the day of becoming eligible; not at re-enrolment."""
    if position.status is not Status.NOT_MEMBER:
        raise PayInputError(
            f"Enrolment cannot be postponed from {dates.in_words(fact.on)}: the worker is "
            f"{position.status.value.replace('_', ' ')} then."
        )
    duties = known.duties(fact.on)
    steps.check_postponement(fact, known, duties)
    position = replace(position, status=Status.POSTPONED, postponed_until=fact.until, rights_told=True)
    position = position.done(Duty.OPT_IN_INFORMATION, Duty.JOINING_INFORMATION)
    if fact.notice_given is None:
        position = position.owing(steps.notice_due(fact, duties))
    return position.explained(steps.postponed_line(fact))


def _postponement_ends(position: Position, ends: PostponementEnds, known: Known) -> Position:
    """On the deferral date the worker is assessed; who is not eligible then waits for a period in which
    they are.
    """
    if position.status is not Status.POSTPONED:
        return position
    found = known.on_day(ends.on)
    if found is None:
        return position.owing(steps.assess_due(ends.on))
    if Duty.POSTPONEMENT_NOTICE in {due.duty for due in position.dues}:
        raise PayInputError(
            f"The postponement until {dates.in_words(ends.on)} has no notice: record when it was given, "
            "or take the postponement out."
        )
    position = replace(position, status=Status.NOT_MEMBER, postponed_until=None)
    if found is Assessment.ELIGIBLE_JOBHOLDER:
        return steps.enrol(position, ends.on, Route.ENROLLED, known)
    return position.explained(
        steps.line(
            "pension_not_yet",
            f"On {dates.in_words(ends.on)} you did not have to be put into a pension. Your pay is looked at "
            "again every time.",
        )
    )


def _re_enrolment_day(position: Position, fact: facts.ReEnrolmentDay, known: Known) -> Position:
    """Who left more than 12 months before, and is an eligible jobholder that day, comes back in."""
    if position.status not in _OUT or position.left_on is None:
        return position
    day = dates.in_words(fact.on)
    if reenrolment.left_alone(left=position.left_on, day=fact.on, duties=known.duties(fact.on)):
        return position.explained(
            steps.line(
                "pension_left_alone",
                f"You left the pension less than a year before {day}, so you were not put back into it.",
            )
        )
    found = known.on_day(fact.on)
    if found is None:
        return position.owing(steps.assess_due(fact.on))
    if found is Assessment.ELIGIBLE_JOBHOLDER:
        return steps.enrol(position, fact.on, Route.RE_ENROLLED, known)
    return position.explained(
        steps.line(
            "pension_not_re_enrolled",
            f"On {day} your age and pay did not mean that you must be put back into the pension.",
        )
    )


def _asked(position: Position, fact: facts.Asked, known: Known) -> Position:
    """A worker may ask to be a member at any time, also while enrolment is postponed."""
    day = dates.in_words(fact.on)
    if position.status is Status.MEMBER:
        raise PayInputError(f"The notice of {day} asks for membership, and the worker is a member already.")
    if fact.member_from <= fact.on:
        raise PayInputError(f"Membership asked for on {day} begins with a later pay period, not before it.")
    months = known.duties(fact.on).ask_again_months
    again = position.asked_on is not None and fact.on < dates.add_months(position.asked_on, months)
    if fact.declined and not again:
        raise PayInputError(
            f"The notice of {day} cannot be declined: there was no other in the {months} months before."
        )
    asked_for = None if fact.declined else fact.member_from
    return replace(position, asked_on=fact.on, asked_for=asked_for)


def _admitted(position: Position, admission: Admission, known: Known) -> Position:
    """A jobholder opts in, and the employer must pay; anybody else of the right age joins."""
    if position.asked_for != admission.on or position.status in {Status.MEMBER, Status.EMPLOYMENT_ENDED}:
        return position
    found = known.on_day(admission.on)
    if found is None:
        return position.owing(steps.assess_due(admission.on))
    if found is Assessment.OUTSIDE_AGES:
        raise PayInputError(
            f"Nobody can opt in or join from {dates.in_words(admission.on)} at this age: take the notice out."
        )
    position = replace(position, asked_for=None)
    route = Route.OPTED_IN if found in JOBHOLDERS else Route.JOINED
    return steps.enrol(position, admission.on, route, known)


def _member_before(position: Position, fact: facts.MemberBefore, _known: Known) -> Position:
    """Someone taken over as a member stays one; the right to opt out ran with the earlier payroll."""
    return replace(position, status=Status.MEMBER, route=Route.BEFORE, member_from=fact.member_from)


def _made(position: Position, fact: facts.MembershipMade, known: Known) -> Position:
    steps.require_member(position, fact.on, "The scheme's membership")
    position = replace(position, made_on=fact.on).done(Duty.ARRANGE_MEMBERSHIP)
    return steps.open_opt_out(position, known)


def _informed(position: Position, fact: facts.EnrolmentInformationGiven, known: Known) -> Position:
    steps.require_member(position, fact.on, "The enrolment information")
    position = replace(position, informed_on=fact.on).done(Duty.ENROLMENT_INFORMATION)
    return steps.open_opt_out(position, known)


def _rights_told(position: Position, _fact: facts.RightsInformationGiven, _known: Known) -> Position:
    return replace(position, rights_told=True).done(Duty.OPT_IN_INFORMATION, Duty.JOINING_INFORMATION)


_STEPS: Final[dict[type, Callable[[Position, Any, Known], Position]]] = {
    facts.MemberBefore: _member_before,
    facts.Postponed: _postponed,
    facts.ReEnrolmentDay: _re_enrolment_day,
    PostponementEnds: _postponement_ends,
    Admission: _admitted,
    Category: _assessed,
    facts.RightsInformationGiven: _rights_told,
    facts.MembershipMade: _made,
    facts.EnrolmentInformationGiven: _informed,
    facts.Contributed: leaving.contributed,
    facts.Asked: _asked,
    facts.OptedOut: leaving.opted_out,
    facts.Refunded: leaving.refunded,
    facts.Ceased: leaving.ceased,
    Ended: leaving.employment_ended,
}
_ORDER: Final = tuple(_STEPS)
