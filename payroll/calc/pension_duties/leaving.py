"""Out of the pension: opting out within the month and being paid back, and leaving later.

Pensions Act 2008 section 8; SI 2010/772 regulations 9 to 11; The Pensions Regulator, detailed guidance 7.
"""

from dataclasses import replace
from datetime import date, timedelta

from dpss.kernel import dates
from dpss.kernel.dates import Span
from payroll.calc import wording
from payroll.calc.inputs import PayInputError
from payroll.calc.lines import REIMBURSED, Line
from payroll.calc.pension import Assessment
from payroll.calc.pension_duties import deadlines, steps
from payroll.calc.pension_duties.facts import Ceased, Contributed, OptedOut, Refunded
from payroll.calc.pension_duties.position import Due, Duty, Position, Refund, Route, Status, refund_of
from payroll.calc.pension_duties.steps import Ended, Known

_DAY = timedelta(days=1)


def opted_out(position: Position, fact: OptedOut, known: Known) -> Position:
    """A valid notice in the opt-out period undoes the membership; an invalid one lengthens the period."""
    steps.require_member(position, fact.on, "An opt-out notice")
    period = _opt_out_period(position, fact)
    duties = known.duties(fact.on)
    if not fact.valid:
        last = deadlines.last_of_weeks(first=period.first, weeks=duties.invalid_opt_out_weeks)
        said = (
            f"Your opt-out notice was not complete. You have until {dates.in_words(last)} to give it again."
        )
        return replace(position, opt_out=Span(period.first, max(last, period.last))).explained(
            steps.line("pension_invalid_opt_out", said)
        )
    by = fact.second_period_ends or deadlines.last_of_months(first=fact.on, months=duties.refund_months)
    refund = refund_of(contributions=position.contributions, by=by)
    position = replace(
        position,
        status=Status.OPTED_OUT,
        route=None,
        member_from=None,
        opt_out=None,
        left_on=fact.on,
        refund=refund,
    )
    if position.contributions:
        position = position.owing(_refund_due(fact.on, refund))
    return position.explained(refund_line(refund))


def contributed(position: Position, fact: Contributed, _known: Known) -> Position:
    """A payday's contributions belong to the membership; taken after an opt-out they go back as well."""
    if position.status in {Status.LEFT, Status.EMPLOYMENT_ENDED}:
        return position
    if position.status is Status.OPTED_OUT and position.left_on is not None and position.refund is not None:
        paid = (*position.contributions, fact)
        refund = refund_of(contributions=paid, by=position.refund.by)
        due = _refund_due(position.left_on, refund)
        position = replace(position, contributions=paid, refund=refund).done(Duty.REFUND).owing(due)
        return position.explained(refund_line(refund))
    steps.require_member(position, fact.on, "A contribution")
    return replace(position, contributions=(*position.contributions, fact))


def refunded(position: Position, fact: Refunded, _known: Known) -> Position:
    """Paid back is paid back: nothing is left to refund."""
    if Duty.REFUND not in {due.duty for due in position.dues}:
        raise PayInputError(f"A refund is recorded for {dates.in_words(fact.on)}, and none is owed then.")
    return replace(position, contributions=()).done(Duty.REFUND)


def ceased(position: Position, fact: Ceased, known: Known) -> Position:
    """Leaving after the opt-out period ends contributions and pays nothing back.

    Who loses membership by no doing of theirs is put back the next day, if an eligible jobholder (SI 2010/772
    regulation 12(3)).
    """
    steps.require_member(position, fact.on, "The end of membership")
    position = replace(position, route=None, member_from=None, opt_out=None, contributions=()).done(
        Duty.ARRANGE_MEMBERSHIP, Duty.ENROLMENT_INFORMATION
    )
    if fact.by_worker:
        said = (
            "You left the pension. What was paid in stays there for you. Nothing more is taken from your pay."
        )
        return replace(position, status=Status.LEFT, left_on=fact.on).explained(
            steps.line("pension_left", said)
        )
    after = fact.on + _DAY
    position = replace(position, status=Status.NOT_MEMBER, not_before=after)
    return _put_back(position, after, known)


def employment_ended(position: Position, _fact: Ended, _known: Known) -> Position:
    """With the last day of employment nothing is due any more but a refund."""
    kept = tuple(due for due in position.dues if due.duty is Duty.REFUND)
    return replace(position, status=Status.EMPLOYMENT_ENDED, dues=kept, asked_for=None)


def _put_back(position: Position, day: date, known: Known) -> Position:
    found = known.on_day(day)
    if found is Assessment.ELIGIBLE_JOBHOLDER:
        return steps.enrol(position, day, Route.RE_ENROLLED, known)
    return position.owing(steps.assess_due(day)) if found is None else position


def _opt_out_period(position: Position, fact: OptedOut) -> Span:
    day = dates.in_words(fact.on)
    if position.route in {Route.JOINED, Route.BEFORE}:
        raise PayInputError(
            f"The worker cannot opt out on {day}: this membership has no opt-out period. Record leaving."
        )
    if position.opt_out is None or fact.on < position.opt_out.first:
        raise PayInputError(
            f"The opt-out period has not begun on {day}: it begins when the worker is a member and has the "
            "enrolment information."
        )
    if fact.on > position.opt_out.last:
        raise PayInputError(
            f"The opt-out period ended on {dates.in_words(position.opt_out.last)}: a notice on {day} is too "
            "late. Record leaving, without a refund."
        )
    return position.opt_out


def _refund_due(since: date, refund: Refund) -> Due:
    why = (
        f"The worker opted out on {dates.in_words(since)}: {wording.pounds(refund.employee)} goes back "
        f"through the wages, and {wording.pounds(refund.employer)} to the employer."
    )
    return Due(Duty.REFUND, since, refund.by, why)


def refund_line(refund: Refund) -> Line:
    """The line of a payslip by which an opt-out's refund reaches the worker."""
    taxed = " It was taken before tax, so tax is worked out on it now." if refund.taxable_again else ""
    return Line(
        code="pension_refund",
        group=REIMBURSED,
        label="Pension paid back",
        amount=refund.employee,
        working="everything paid in since you were put into the pension",
        why=f"You opted out, so what you paid in comes back to you by {dates.in_words(refund.by)}.{taxed}",
        rule="pension_duties.refund",
        figures=(
            ("employer's share", str(refund.employer)),
            ("taxable again", str(refund.taxable_again)),
            ("by", refund.by.isoformat()),
        ),
    )
