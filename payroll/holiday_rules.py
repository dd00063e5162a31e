"""Why not: the sentences that stop a move of a holiday request. Each is a pure function of the facts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dpss.kernel.dates import with_weekday
from payroll.calc import wording


@dataclass(frozen=True, slots=True)
class HolidayFacts:
    """What is known of a holiday request when somebody decides about it, or takes it back.

    `left` are the hours that are left beside it, None where they are not known here; `hours` those of it
    that count. `sick` and `sent` are its days on which a sheet says sickness, or that a sheet sent has.
    """

    today: date
    first_day: date
    is_own: bool = False
    hours: Decimal = Decimal(0)
    left: Decimal | None = None
    sick: tuple[date, ...] = ()
    sent: tuple[date, ...] = ()
    ended_on: date | None = None


def nobody_agrees_their_own(facts: HolidayFacts) -> str | None:
    """A PA who also acts for the employer does not decide about their own holiday."""
    if facts.is_own:
        return "It is your own holiday. Somebody else who acts for the employer must answer."
    return None


def it_is_still_left(facts: HolidayFacts) -> str | None:
    """What was left when it was asked for may be used up since."""
    if facts.left is None or facts.hours <= facts.left:
        return None
    return (
        f"It is {wording.time(facts.hours)}, and {wording.time(max(facts.left, Decimal(0)))} are left now."
        " Refuse it and say so: they can ask for fewer hours, or for the rest without pay."
    )


def nobody_was_sick(facts: HolidayFacts) -> str | None:
    """Whoever was ill on a day keeps the holiday of that day."""
    for day in facts.sick:
        return f"{with_weekday(day)} is a day off sick on the timesheet, so it is no holiday. Refuse it."
    return None


def the_job_goes_on(facts: HolidayFacts) -> str | None:
    """Holiday is of days on which the job is held."""
    if facts.ended_on is None:
        return None
    return f"The job ends on {with_weekday(facts.ended_on)}, before the last day of this. Refuse it."


def it_has_not_begun(facts: HolidayFacts) -> str | None:
    """Holiday that was taken stays taken; the timesheet says what was worked all the same."""
    if facts.today >= facts.first_day:
        return f"It began on {with_weekday(facts.first_day)}. Put what was worked on the timesheet instead."
    return None


def no_sheet_has_it(facts: HolidayFacts) -> str | None:
    """What the employer was shown on a timesheet is changed there."""
    for day in facts.sent:
        return f"{with_weekday(day)} is on a timesheet that was sent. Take that sheet back first."
    return None


Blockers = tuple[Callable[[HolidayFacts], str | None], ...]
BEFORE_AGREEING: Blockers = (nobody_agrees_their_own, nobody_was_sick, the_job_goes_on, it_is_still_left)
BEFORE_REFUSING: Blockers = (nobody_agrees_their_own,)
BEFORE_TAKING_BACK: Blockers = (it_has_not_begun, no_sheet_has_it)
