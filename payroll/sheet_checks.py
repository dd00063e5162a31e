"""What is asked or said about a timesheet before it is sent: what may be a slip, and what the law advises.

A question is answered by its PA; advice stops nothing. Both are pure functions of the sheet's facts.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Final

from dpss.kernel.dates import with_weekday
from payroll import rules
from payroll.calc import rates, wording, working_time
from payroll.calc.figures import TaxYear
from payroll.rules import Shift, TimesheetFacts

LONG_SHIFT: Final = 16 * 60
# With its times the other way round, a longer one is a shorter night.
LONG_DAY: Final = 12 * 60
# Two times are near each other: a night from 21:30 is like one from 22:00.
NEAR: Final = 60
REST: Final = 11 * 60
WEEKLY_LIMIT: Final = 48
_MOST_NAMED: Final = 3
_DAY: Final = timedelta(days=1)
_MINUTES_IN_A_DAY: Final = 24 * 60


@dataclass(frozen=True, slots=True)
class Question:
    """Something that may be a slip. Its `key` names the shift with its times: other times ask anew."""

    key: str
    sentence: str
    answer: str


@dataclass(frozen=True, slots=True)
class Holiday:
    """Hours of holiday on a sheet, and those that had built up by its last day and were not taken before."""

    asked: Decimal
    left: Decimal


def questions(facts: TimesheetFacts) -> Sequence[Question]:
    """What the PA must say is right before the sheet is sent."""
    nights = {*facts.nights, *((shift.begins, shift.ends) for shift in facts.shifts if shift.next_day)}
    found = (_question(shift, nights, facts.long_days) for shift in facts.shifts)
    return [question for question in found if question]


def every_question_is_answered(facts: TimesheetFacts) -> str | None:
    """A long day or a night with its times swapped is paid as it stands, so somebody must have looked."""
    for question in questions(facts):
        if question.key not in facts.answered:
            return f"{question.sentence} Tick that it is right, or change the times."
    return None


def advice(facts: TimesheetFacts, *, holiday: Holiday | None = None) -> Sequence[str]:
    """What the law says of the hours and the rest, and of holiday. The sheet can be sent all the same."""
    found = (_long_weeks(facts), _short_rest(facts), _beyond(holiday) if holiday else None)
    return [sentence for sentence in found if sentence]


def _question(
    shift: Shift,
    nights: Iterable[tuple[time | None, time | None]],
    usual: Iterable[tuple[time | None, time | None]],
) -> Question | None:
    if shift.begins is None or shift.ends is None:
        return None
    length = shift.finishes - shift.starts
    key = f"{shift.day:%Y%m%d}-{shift.begins:%H%M}-{shift.ends:%H%M}"
    answer = f"Yes, {shift.words} on {with_weekday(shift.day)} is right"
    said = f"{with_weekday(shift.day)}: {shift.words} is {wording.time(Decimal(length) / 60)}."
    if length > LONG_SHIFT:
        return Question(key, f"{said} Is this right?", answer)
    if not shift.next_day and any(_swapped(shift, night) for night in nights):
        return Question(key, f"{said} The other nights begin in the evening. Is this right?", answer)
    if not shift.next_day and length > LONG_DAY and not _usual(shift, usual):
        night = wording.time(Decimal(_MINUTES_IN_A_DAY - length) / 60)
        other = f"From {shift.ends:%H:%M} to {shift.begins:%H:%M} the next day would be {night}."
        return Question(key, f"{said} {other} Is this right?", answer)
    return None


def _usual(shift: Shift, days: Iterable[tuple[time | None, time | None]]) -> bool:
    """The PA has said of a day like it before that it was right."""
    return any(
        _apart(shift.begins, begins) <= NEAR and _apart(shift.ends, ends) <= NEAR for begins, ends in days
    )


def _swapped(shift: Shift, night: tuple[time | None, time | None]) -> bool:
    """The shift begins about when a night ends, and ends about when it begins."""
    return _apart(shift.begins, night[1]) <= NEAR and _apart(shift.ends, night[0]) <= NEAR


def _apart(one: time | None, other: time | None) -> int:
    if one is None or other is None:
        return _MINUTES_IN_A_DAY
    return abs((one.hour - other.hour) * 60 + one.minute - other.minute)


def _long_weeks(facts: TimesheetFacts) -> str | None:
    year = _figures(facts)
    inside = [
        shift
        for shift in _every(facts)
        if shift.day in facts.period and shift.finishes - shift.starts <= _MINUTES_IN_A_DAY
    ]
    if year is None or not inside:
        return None
    hours = working_time.worked_once(stretches=map(_stretch, inside), rates=year)
    weekly = hours * 7 / facts.period.days
    if weekly <= WEEKLY_LIMIT:
        return None
    return (
        f"This is about {wording.number(weekly.quantize(Decimal('0.1')))} hours a week. Work is at most"
        f" {WEEKLY_LIMIT} hours a week, on average over 17 weeks, unless the PA agreed in writing to more"
        " (Working Time Regulations 1998, regulation 4). In a private household it may not apply"
        " (regulation 19)."
    )


def _short_rest(facts: TimesheetFacts) -> str | None:
    short = sorted({day for day in _after_short_rest(_every(facts)) if day in facts.period})
    if not short:
        return None
    named = [with_weekday(day) for day in short[:_MOST_NAMED]]
    more = f" and {len(short) - _MOST_NAMED} more" if len(short) > _MOST_NAMED else ""
    return (
        f"Less than 11 hours' rest before work on {', '.join(named)}{more}. Everybody should have 11 hours"
        " without work in each day, or as much rest soon after (Working Time Regulations 1998, regulations 10"
        " and 24)."
    )


def _after_short_rest(shifts: Sequence[Shift]) -> Iterator[date]:
    """The days whose first shift begins too soon after the last one of the day before."""
    by_day: dict[date, list[Shift]] = defaultdict(list)
    for shift in shifts:
        by_day[shift.day].append(shift)
    for before, after in itertools.pairwise(sorted(by_day)):
        last = max(shift.finishes for shift in by_day[before])
        first = min(shift.starts for shift in by_day[after])
        if after - before <= _DAY and 0 <= first - last < REST:
            yield after


def _beyond(holiday: Holiday) -> str | None:
    if holiday.asked <= holiday.left:
        return None
    return (
        f"There is holiday of {wording.time(holiday.asked)} on the sheet. About {wording.time(holiday.left)}"
        " of what has built up this leave year is left, as far as it is recorded here. Holiday that has not"
        " built up yet is for the employer to agree (Working Time Regulations 1998, regulations 13 to 15B)."
    )


def _every(facts: TimesheetFacts) -> Sequence[Shift]:
    return (*facts.shifts, *facts.elsewhere)


def _stretch(shift: Shift) -> working_time.Stretch:
    return working_time.Stretch(
        activity=working_time.Activity.WORK,
        day=shift.day,
        starts=shift.starts,
        finishes=shift.finishes,
        paid_by_the_hour=True,
    )


def _figures(facts: TimesheetFacts) -> TaxYear | None:
    try:
        return rates.for_year(facts.tax_year)
    except rates.RatesError:
        return None


BEFORE_SENDING = (*rules.BEFORE_SUBMITTING, every_question_is_answered)
