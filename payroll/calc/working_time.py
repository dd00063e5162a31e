"""Three totals of one period's hours: paid by the hour, counted for the minimum wage, and working time.

They differ most in a sleep-in. Asleep by arrangement is no time for the minimum wage, only awake for the
purpose of working is (National Minimum Wage Regulations 2015 regulation 32; Royal Mencap v Tomlinson-Blake
[2021] UKSC 8), while the whole night is working time (Working Time Regulations 1998 regulation 2; MacCartney
v Oversley House [2006] UKEAT 0500_05_3101). `docs/payroll/working-time.md` has the table of what counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from payroll.calc import wording
from payroll.calc.figures import TaxYear
from payroll.calc.inputs import PayInputError
from payroll.calc.lines import TIME, Line
from payroll.calc.working_time_figures import WorkingTime

_HOURS_KEPT = Decimal("0.0001")
_DAY = 24 * 60


class Activity(StrEnum):
    """What a stretch of time was for."""

    WORK = "work"
    WAKING_NIGHT = "waking_night"
    SLEEP_IN = "sleep_in"
    AWAKE = "awake"
    TRAVEL = "travel"
    TRAINING = "training"
    WAITING = "waiting"
    LIVE_IN_ON_CALL = "live_in_on_call"
    ON_CALL_AT_HOME = "on_call_at_home"
    COMMUTE = "commute"
    BREAK = "break"
    ABSENCE = "absence"


_WORDS = {
    Activity.WORK: "working",
    Activity.WAKING_NIGHT: "in waking nights",
    Activity.SLEEP_IN: "in sleep-ins",
    Activity.AWAKE: "awake in sleep-ins",
    Activity.TRAVEL: "travelling between clients",
    Activity.TRAINING: "in training",
    Activity.WAITING: "waiting at work",
    Activity.LIVE_IN_ON_CALL: "at hand where you live in",
    Activity.ON_CALL_AT_HOME: "on call at home",
    Activity.COMMUTE: "to and from work",
    Activity.BREAK: "on breaks",
    Activity.ABSENCE: "off work",
}
_AT_WORK = {Activity.WORK, Activity.WAKING_NIGHT, Activity.TRAVEL, Activity.TRAINING, Activity.WAITING}
_MINIMUM_WAGE = {*_AT_WORK, Activity.AWAKE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Part of a shift by the clock, on the day on which it began.

    `starts` and `finishes` are whole minutes on a clock that does not jump when the clocks change.
    """

    activity: Activity
    day: date
    starts: int
    finishes: int
    paid_by_the_hour: bool

    def __post_init__(self) -> None:
        if not 0 < self.minutes <= _DAY:
            raise PayInputError(
                f"{wording.day(self.day)}: the finish is not after the start, or more than 24 hours after it."
            )

    @property
    def minutes(self) -> int:
        """How long it lasted."""
        return self.finishes - self.starts


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Time on a day of which only the length is known, such as 90 minutes awake in the night."""

    activity: Activity
    day: date
    minutes: int
    paid_by_the_hour: bool

    def __post_init__(self) -> None:
        if not 0 < self.minutes <= _DAY:
            raise PayInputError(f"{wording.day(self.day)}: {self.minutes} minutes is not up to 24 hours.")


_Time = Stretch | Entry


@dataclass(frozen=True, slots=True)
class Totals:
    """A period's hours to four decimals, and a line for each total that says what is in it."""

    paid: Decimal
    minimum_wage: Decimal
    working_time: Decimal
    lines: tuple[Line, ...]


def totals(
    *,
    first: date,
    last: date,
    stretches: Sequence[Stretch] = (),
    entries: Sequence[Entry] = (),
    rates: TaxYear,
) -> Totals:
    """Add up one person's time for one employer in a period, from its first to its last day.

    A night belongs to the day on which it began. Overlapping shifts, time awake outside a sleep-in, a night
    that is paid twice and more than 24 hours on a day are refused.
    """
    time: tuple[_Time, ...] = (*stretches, *entries)
    _check_period(time, first, last)
    _check_overlaps(stretches)
    _check_nights(stretches, entries)
    _check_days(entries)
    paid = [item for item in time if item.paid_by_the_hour]
    waged = [item for item in time if item.activity in _MINIMUM_WAGE]
    working = [item for item in time if item.activity in _working_time(rates.working_time)]
    return Totals(
        paid=_hours(_sum(paid)),
        minimum_wage=_hours(_sum(waged)),
        working_time=_hours(_sum(working)),
        lines=(
            _line("paid", "Hours paid by the hour", paid),
            _line("minimum_wage", "Hours for the minimum wage", waged),
            _line("working_time", "Working time", working),
        ),
    )


def worked_once(*, stretches: Iterable[Stretch], rates: TaxYear) -> Decimal:
    """Hours of working time by the clock, however many employers or sheets claim the same minutes."""
    working = _working_time(rates.working_time)
    return _hours(_union(item for item in stretches if item.activity in working))


def _working_time(rules: WorkingTime) -> set[Activity]:
    """Time awake is inside its sleep-in, and is counted with it where the whole night counts."""
    night = Activity.SLEEP_IN if rules.sleep_in_counts else Activity.AWAKE
    return {*_AT_WORK, Activity.LIVE_IN_ON_CALL, night}


def _union(stretches: Iterable[Stretch]) -> int:
    """The length of all stretches laid over each other."""
    minutes, reached = 0, None
    for item in sorted(stretches, key=lambda item: item.starts):
        starts = item.starts if reached is None else max(item.starts, reached)
        reached = max(starts, item.finishes)
        minutes += reached - starts
    return minutes


def _check_period(time: Iterable[_Time], first: date, last: date) -> None:
    if last < first:
        raise PayInputError("The period's last day is before its first day.")
    for item in time:
        if not first <= item.day <= last:
            raise PayInputError(
                f"{wording.day(item.day)} is outside the period"
                f" {wording.day(first)} to {wording.day(last)}: move it to its own period."
            )


def _check_overlaps(stretches: Iterable[Stretch]) -> None:
    """Time awake overlaps its sleep-in and nothing else."""
    awake = [item for item in stretches if item.activity is Activity.AWAKE]
    shifts = [item for item in stretches if item.activity is not Activity.AWAKE]
    for group in (awake, shifts):
        for earlier, later in pairwise(sorted(group, key=lambda item: item.starts)):
            if later.starts < earlier.finishes:
                raise PayInputError(
                    f"{wording.day(later.day)}: two shifts overlap, so the same time would be paid twice."
                    " Correct the times."
                )
    nights = [item for item in shifts if item.activity is Activity.SLEEP_IN]
    for item in awake:
        if not any(night.starts <= item.starts and item.finishes <= night.finishes for night in nights):
            raise PayInputError(
                f"{wording.day(item.day)}: the time awake is not within a sleep-in."
                " Give the sleep-in, or enter it as work."
            )


def _check_nights(stretches: Iterable[Stretch], entries: Iterable[Entry]) -> None:
    """Awake within the night's length, and not paid for as part of it and again by itself."""
    time: tuple[_Time, ...] = (*stretches, *entries)
    for day in sorted({item.day for item in entries if item.activity is Activity.AWAKE}):
        awake = _sum(item for item in time if item.day == day and item.activity is Activity.AWAKE)
        night = _sum(item for item in time if item.day == day and item.activity is Activity.SLEEP_IN)
        if awake > night:
            raise PayInputError(
                f"{wording.day(day)}: there is more time awake than there is sleep-in."
                " Give the sleep-in's length, or enter the time as work."
            )
    hourly = {item.activity for item in time if item.paid_by_the_hour}
    if {Activity.SLEEP_IN, Activity.AWAKE} <= hourly:
        raise PayInputError(
            "The sleep-in is paid by the hour and so is time awake in it, which pays the same hours twice."
            " Pay the sleep-in by the night, or the time awake as part of it."
        )


def _check_days(entries: Iterable[Entry]) -> None:
    """More than a day's length cannot be worked on one day; a sleep-in runs into the next."""
    within = {Activity.SLEEP_IN, Activity.AWAKE}
    lengths: dict[date, int] = {}
    for item in entries:
        lengths[item.day] = lengths.get(item.day, 0) + (0 if item.activity in within else item.minutes)
    for day, minutes in sorted(lengths.items()):
        if minutes > _DAY:
            raise PayInputError(f"{wording.day(day)}: {wording.time(_hours(minutes))} is more than 24 hours.")


def _sum(time: Iterable[_Time]) -> int:
    return sum(item.minutes for item in time)


def _hours(minutes: int) -> Decimal:
    return (Decimal(minutes) / 60).quantize(_HOURS_KEPT)


_WHY = {
    "paid": "Your contract pays these by the hour. A sleep-in paid by the night is not among them.",
    "minimum_wage": "You must be paid at least the minimum wage for these. Time that you may sleep is not"
    " among them; time that you are up to help is.",
    "working_time": "Time that you must be at work, asleep or awake. It is for your rest and your weekly"
    " limit, not for your pay.",
}


def _line(code: str, label: str, time: Sequence[_Time]) -> Line:
    by_activity = {
        activity: _sum(item for item in time if item.activity is activity) for activity in Activity
    }
    found = [(activity, length) for activity, length in by_activity.items() if length]
    words = [f"{wording.time(_hours(length))} {_WORDS[activity]}" for activity, length in found]
    return Line(
        code=f"hours.{code}",
        group=TIME,
        label=label,
        amount=_hours(_sum(time)),
        working=" + ".join(words) or "None",
        why=_WHY[code],
        rule=f"working_time.{code}",
        figures=tuple((activity.value, str(length)) for activity, length in found),
    )
