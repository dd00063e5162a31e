"""Why not: the sentences that stop a move. Each is a pure function of the facts."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time

from dpss.kernel.dates import Span, with_weekday

MINUTES_IN_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Shift:
    """Worked time on a clock that does not jump: minutes since 1 January 2000. `words` are its times.

    `begins` and `ends` are what the clock showed, `next_day` that it ended on the day after. `shared` is the
    agreement by which another employer has the same shift, `post` the key of the post that it is of.
    """

    day: date
    starts: int
    finishes: int
    employer: str
    words: str
    begins: time | None = None
    ends: time | None = None
    next_day: bool = False
    shared: object = None
    post: object = None


@dataclass(frozen=True, slots=True)
class TimesheetFacts:
    """What is known of a timesheet when someone sends or approves it."""

    period: Span
    employed: Span
    shifts: tuple[Shift, ...] = ()
    elsewhere: tuple[Shift, ...] = ()
    sleep_ins: tuple[Shift, ...] = ()
    sleep_ins_elsewhere: tuple[Shift, ...] = ()
    # Days that overlap what the PA sent to an employer whom the actor does not see; no more is told of it.
    overlaps_unseen: tuple[date, ...] = ()
    days: tuple[date, ...] = ()
    minutes_by_day: dict[date, int] = field(default_factory=dict)
    unchanged_since_sent: bool = True
    # Days on which work is shared, and no agreement says with whom.
    unagreed: tuple[date, ...] = ()
    # When the period's hours were paid from another sheet.
    paid_on: date | None = None
    tax_year: str = ""
    # Days with holiday on it of a post whose holiday pay comes with the wages.
    paid_with_wages: tuple[date, ...] = ()
    # What the clock showed at both ends of the post's nights before, and of its long days; the questions that
    # the PA has answered.
    nights: frozenset[tuple[time | None, time | None]] = frozenset()
    long_days: frozenset[tuple[time | None, time | None]] = frozenset()
    answered: frozenset[str] = frozenset()
    # Of whoever decides: whether it is their own work, and whether they typed it in for somebody.
    is_own: bool = False
    is_entered_by_decider: bool = False
    is_on_payslip: bool = False
    is_contracted: bool = False
    # Whether contracted time is paid, or will be, for the dates of a sheet that says something else.
    is_paid_as_contracted: bool = False
    # From which day on it can be said that there was no work, and which day it is.
    over_from: date | None = None
    today: date | None = None


@dataclass(frozen=True, slots=True)
class SickPayFacts:
    """What is known of a decision about sick pay when someone takes it back."""

    is_paid: bool


def something_is_on_it(facts: TimesheetFacts) -> str | None:
    """An empty sheet is more likely a slip than a period without work."""
    if facts.days:
        return None
    return "The sheet is empty. Add your time, or choose “I did not work then”."


def nothing_is_on_it(facts: TimesheetFacts) -> str | None:
    """Time, holiday, sickness, miles and money are for the employer to see, and may be paid."""
    if facts.days:
        return (
            f"There is something on this sheet, on {with_weekday(facts.days[0])}. Send it, or take that off"
            " first. Holiday and sickness may be paid: leave them on, and send the sheet."
        )
    return None


def it_is_not_paid_from_the_contract(facts: TimesheetFacts) -> str | None:
    """Whoever is paid without a sheet would be paid all the same."""
    if facts.is_paid_as_contracted:
        return "You are paid as contracted for these dates. Ask payroll to change that, if you did not work."
    return None


def its_dates_are_over(facts: TimesheetFacts) -> str | None:
    """Nobody knows of days to come: an employer may yet ask for work, and the sheet would be missing."""
    if facts.over_from and facts.today and facts.today < facts.over_from:
        return f"These dates are not over. You can say so from {with_weekday(facts.over_from)}."
    return None


def every_day_is_in_the_period(facts: TimesheetFacts) -> str | None:
    """Time belongs on the sheet of its own period."""
    for day in facts.days:
        if day not in facts.period:
            return f"{with_weekday(day)} is outside this sheet's dates. Put it on the right sheet."
    return None


def every_day_is_in_the_job(facts: TimesheetFacts) -> str | None:
    """Nobody is paid for a day before they started or after they left."""
    for day in facts.days:
        if day not in facts.employed:
            return (
                f"{with_weekday(day)} is outside the dates of this job. Check the day, or ask your employer."
            )
    return None


def no_day_is_longer_than_a_day(facts: TimesheetFacts) -> str | None:
    """Twenty-four hours is the most that a day holds."""
    for day, minutes in facts.minutes_by_day.items():
        if minutes > MINUTES_IN_A_DAY:
            return f"{with_weekday(day)} adds up to more than 24 hours. Check the times."
    return None


def shifts_do_not_overlap(facts: TimesheetFacts) -> str | None:
    """One person cannot be in two shifts at once, for one employer or for two."""
    own = sorted(facts.shifts, key=_in_order)
    pairs = itertools.chain(itertools.combinations(own, 2), itertools.product(own, facts.elsewhere))
    for first, second in (sorted(pair, key=_in_order) for pair in pairs):
        if second.starts < first.finishes and not _is_shared(first, second):
            return (
                f"{with_weekday(second.day)}: {first.words} for {first.employer} overlaps"
                f" {second.words} for {second.employer}. Change one of them, or take one away."
            )
    return None


def one_night_is_slept_in_once(facts: TimesheetFacts) -> str | None:
    """Nobody sleeps in two homes in one night, but for a couple's that is shared by agreement."""
    own_pairs = itertools.combinations(facts.sleep_ins, 2)
    pairs = itertools.chain(own_pairs, itertools.product(facts.sleep_ins, facts.sleep_ins_elsewhere))
    for own, other in pairs:
        if own.day == other.day and not _is_shared(own, other):
            return (
                f"{with_weekday(own.day)}: there is a sleep-in for {own.employer} and one for"
                f" {other.employer} in the same night. Take one away. If they share it, ask payroll to record"
                " that they agree."
            )
    return None


def work_that_is_not_seen_does_not_overlap(facts: TimesheetFacts) -> str | None:
    """One person cannot be in two shifts at once, though whoever sends the sheet sees one of them."""
    for day in facts.overlaps_unseen:
        return (
            f"{with_weekday(day)}: it overlaps work that the PA has sent to another employer, which is not"
            " shown to you. Ask the PA which of the two is right, and change this sheet if it is not."
        )
    return None


def _in_order(shift: Shift) -> tuple[int, int]:
    return shift.starts, shift.finishes


def _is_shared(first: Shift, second: Shift) -> bool:
    """Two employers have agreed to have this shift together: each has it once."""
    return first.shared is not None and first.shared == second.shared and first.post != second.post


def shared_work_is_agreed(facts: TimesheetFacts) -> str | None:
    """Another employer pays a part only where both have agreed to it."""
    for day in facts.unagreed:
        return (
            f"{with_weekday(day)}: it is marked as shared, and no agreement of shared shifts is recorded for"
            " that day. Clear the mark, or ask payroll."
        )
    return None


def its_hours_are_not_paid_yet(facts: TimesheetFacts) -> str | None:
    """A second sheet for hours that are paid would pay them again."""
    if facts.paid_on is None:
        return None
    return (
        f"The hours of these dates were paid on {with_weekday(facts.paid_on)}. Ask payroll to put them right,"
        " if something is missing."
    )


def holiday_is_not_paid_twice(facts: TimesheetFacts) -> str | None:
    """Holiday pay that comes with the wages is not paid again when the time off is taken."""
    for day in facts.paid_with_wages:
        return (
            f"{with_weekday(day)}: holiday pay comes with the wages, so time off is not paid again. Take the"
            " holiday off the sheet; it is asked for under My holiday."
        )
    return None


def it_is_what_was_sent(facts: TimesheetFacts) -> str | None:
    """Approve what you see: a sheet that changed must be looked at again."""
    if facts.unchanged_since_sent:
        return None
    return "The sheet has changed since you opened it. Look at it again before you approve it."


def sick_pay_is_not_paid_yet(facts: SickPayFacts) -> str | None:
    """What a second person has approved is not changed by taking back what it was made from."""
    if facts.is_paid:
        return "The payslip is approved, so this cannot be undone."
    return None


def nobody_approves_their_own(facts: TimesheetFacts) -> str | None:
    """A PA who also acts for the employer does not decide about their own pay."""
    if facts.is_own:
        return "These are your own hours. Somebody else who acts for the employer must approve them."
    return None


def who_entered_it_does_not_approve(facts: TimesheetFacts) -> str | None:
    """Whoever types a sheet in for a PA does not say that it is right as well."""
    if facts.is_entered_by_decider:
        return "You entered this sheet. A second person must record that the employer approves it."
    return None


def it_is_not_on_a_payslip(facts: TimesheetFacts) -> str | None:
    """What a second person has approved for pay stays as it is."""
    if facts.is_on_payslip:
        return "The payslip is approved, so the sheet cannot be sent back. Put it right on a later payslip."
    return None


def it_is_what_somebody_said(facts: TimesheetFacts) -> str | None:
    """Contracted time was made from the contract: there is nobody to send it back to."""
    if facts.is_contracted:
        return "This is contracted time and was not sent by anybody. Enter a sheet with the changes instead."
    return None


BEFORE_SUBMITTING: tuple[Callable[[TimesheetFacts], str | None], ...] = (
    something_is_on_it,
    every_day_is_in_the_period,
    every_day_is_in_the_job,
    no_day_is_longer_than_a_day,
    shifts_do_not_overlap,
    one_night_is_slept_in_once,
    work_that_is_not_seen_does_not_overlap,
    shared_work_is_agreed,
    its_hours_are_not_paid_yet,
    holiday_is_not_paid_twice,
)
BEFORE_SAYING_NOT_WORKED: tuple[Callable[[TimesheetFacts], str | None], ...] = (
    nothing_is_on_it,
    its_hours_are_not_paid_yet,
    it_is_not_paid_from_the_contract,
    its_dates_are_over,
)
BEFORE_OPENING_AGAIN: tuple[Callable[[TimesheetFacts], str | None], ...] = (its_hours_are_not_paid_yet,)
BEFORE_MARKING_AWAY: tuple[Callable[[TimesheetFacts], str | None], ...] = (
    nothing_is_on_it,
    its_hours_are_not_paid_yet,
)
BEFORE_APPROVING: tuple[Callable[[TimesheetFacts], str | None], ...] = (
    *BEFORE_SUBMITTING,
    nobody_approves_their_own,
    who_entered_it_does_not_approve,
    it_is_what_was_sent,
)
BEFORE_REOPENING: tuple[Callable[[TimesheetFacts], str | None], ...] = (
    it_is_not_on_a_payslip,
    it_is_what_somebody_said,
)
BEFORE_UNDOING_SICK_PAY: tuple[Callable[[SickPayFacts], str | None], ...] = (sick_pay_is_not_paid_yet,)
