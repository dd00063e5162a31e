"""Why not: the sentences that stop a move. Each is a pure function of the facts."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from dpss.kernel.dates import Span, with_weekday

MINUTES_IN_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Shift:
    """Worked time on a clock that does not jump: minutes since 1 January 2000. `words` are its times."""

    day: date
    starts: int
    finishes: int
    employer: str
    words: str


@dataclass(frozen=True, slots=True)
class TimesheetFacts:
    """What is known of a timesheet when someone sends or approves it."""

    period: Span
    employed: Span
    shifts: tuple[Shift, ...] = ()
    elsewhere: tuple[Shift, ...] = ()
    days: tuple[date, ...] = ()
    minutes_by_day: dict[date, int] = field(default_factory=dict)
    unchanged_since_sent: bool = True


@dataclass(frozen=True, slots=True)
class PayrunFacts:
    """What is known of a payrun when someone approves it."""

    payslips: int
    sheets_changed: bool = False
    overtaken: bool = False
    unbanked: str = ""


@dataclass(frozen=True, slots=True)
class SickPayFacts:
    """What is known of a decision about sick pay when someone takes it back."""

    is_paid: bool


@dataclass(frozen=True, slots=True)
class SubmissionFacts:
    """What a person found when they looked for a submission at HMRC."""

    looked_for_at_hmrc: bool
    found_at_hmrc: bool


def something_is_on_it(facts: TimesheetFacts) -> str | None:
    """An empty sheet is more likely a slip than a period without work."""
    if facts.days:
        return None
    return "The sheet is empty. Add your time, or tell your employer that you did not work."


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
    ordered = sorted((*facts.shifts, *facts.elsewhere), key=lambda shift: (shift.starts, shift.finishes))
    for first, second in itertools.pairwise(ordered):
        if second.starts < first.finishes:
            return (
                f"{with_weekday(second.day)}: {first.words} for {first.employer} overlaps"
                f" {second.words} for {second.employer}. Change one of them, or take one away."
            )
    return None


def it_is_what_was_sent(facts: TimesheetFacts) -> str | None:
    """Approve what you see: a sheet that changed must be looked at again."""
    if facts.unchanged_since_sent:
        return None
    return "The sheet has changed since you opened it. Look at it again before you approve it."


def it_has_payslips(facts: PayrunFacts) -> str | None:
    """A payrun without payslips pays nobody."""
    return None if facts.payslips else "There are no payslips in it. Calculate it first."


def no_sheet_changed_since(facts: PayrunFacts) -> str | None:
    """What is approved is what was calculated."""
    if facts.sheets_changed:
        return "A timesheet has been approved since it was calculated. Calculate it again."
    return None


def nothing_has_overtaken_it(facts: PayrunFacts) -> str | None:
    """Each payslip goes on from the year's figures: two that start from the same ones would both be wrong."""
    if facts.overtaken:
        return "This year's figures have changed since it was calculated. Calculate it again."
    return None


def sick_pay_is_not_paid_yet(facts: SickPayFacts) -> str | None:
    """What a second person has approved is not changed by taking back what it was made from."""
    if facts.is_paid:
        return "The payslip is approved, so this cannot be undone."
    return None


def everyone_has_bank_details(facts: PayrunFacts) -> str | None:
    """Wages need somewhere to go."""
    if facts.unbanked:
        return f"{facts.unbanked} has no bank details. Add them, then approve."
    return None


def hmrc_has_no_record(facts: SubmissionFacts) -> str | None:
    """Sending twice can make a second employee record at HMRC, which takes months to undo."""
    if not facts.looked_for_at_hmrc:
        return "Ask HMRC first: use “Look for it at HMRC”, then decide."
    return "HMRC has it already, so it must not be sent again." if facts.found_at_hmrc else None


BEFORE_SUBMITTING: tuple[Callable[[TimesheetFacts], str | None], ...] = (
    something_is_on_it,
    every_day_is_in_the_period,
    every_day_is_in_the_job,
    no_day_is_longer_than_a_day,
    shifts_do_not_overlap,
)
BEFORE_APPROVING: tuple[Callable[[TimesheetFacts], str | None], ...] = (
    *BEFORE_SUBMITTING,
    it_is_what_was_sent,
)
BEFORE_PAYING: tuple[Callable[[PayrunFacts], str | None], ...] = (
    it_has_payslips,
    no_sheet_changed_since,
    nothing_has_overtaken_it,
    everyone_has_bank_details,
)
BEFORE_SENDING_AGAIN: tuple[Callable[[SubmissionFacts], str | None], ...] = (hmrc_has_no_record,)
BEFORE_UNDOING_SICK_PAY: tuple[Callable[[SickPayFacts], str | None], ...] = (sick_pay_is_not_paid_yet,)
