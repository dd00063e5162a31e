"""Three totals of hours: paid by the hour, for the minimum wage, and working time."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payroll.calc import rates, working_time
from payroll.calc.inputs import PayInputError
from payroll.calc.working_time import Activity, Entry, Stretch, Totals

YEAR = rates.for_year("2026-27")
SLEEP_IS_NO_WORKING_TIME = replace(YEAR, working_time=replace(YEAR.working_time, sleep_in_counts=False))
FIRST, LAST = date(2026, 10, 5), date(2026, 11, 1)
HOUR = 60


def _stretch(activity: Activity, starts: str, finishes: str, *, day: int = 5, paid: bool = True) -> Stretch:
    """Clock times of October 2026; a finish at or before the start is on the next day."""
    begins, ends = (int(hour) * 60 + int(minute) for hour, minute in (starts.split(":"), finishes.split(":")))
    offset = day * 24 * HOUR
    return Stretch(
        activity=activity,
        day=date(2026, 10, day),
        starts=offset + begins,
        finishes=offset + ends + (0 if ends > begins else 24 * HOUR),
        paid_by_the_hour=paid,
    )


def _entry(activity: Activity, hours: str, *, day: int = 5, paid: bool = True) -> Entry:
    minutes = int(Decimal(hours) * 60)
    return Entry(activity=activity, day=date(2026, 10, day), minutes=minutes, paid_by_the_hour=paid)


def _totals(*time: Stretch | Entry, **changes: Any) -> Totals:
    stretches = [item for item in time if isinstance(item, Stretch)]
    entries = [item for item in time if isinstance(item, Entry)]
    given_ = {"first": FIRST, "last": LAST, "rates": YEAR} | changes
    return working_time.totals(stretches=stretches, entries=entries, **given_)


def _three(totals: Totals) -> tuple[Decimal, Decimal, Decimal]:
    return totals.paid, totals.minimum_wage, totals.working_time


NIGHT = _stretch(Activity.SLEEP_IN, "22:00", "08:00", paid=False)


@pytest.mark.parametrize(
    ("activity", "minimum_wage", "in_working_time"),
    [
        (Activity.WORK, 8, 8),
        (Activity.WAKING_NIGHT, 8, 8),
        (Activity.SLEEP_IN, 0, 8),
        (Activity.TRAVEL, 8, 8),
        (Activity.TRAINING, 8, 8),
        (Activity.WAITING, 8, 8),
        (Activity.LIVE_IN_ON_CALL, 0, 8),
        (Activity.ON_CALL_AT_HOME, 0, 0),
        (Activity.COMMUTE, 0, 0),
        (Activity.BREAK, 0, 0),
        (Activity.ABSENCE, 0, 0),
    ],
)
def test_what_counts_where(activity: Activity, minimum_wage: int, in_working_time: int) -> None:
    for time in (_stretch(activity, "21:00", "05:00"), _entry(activity, "8")):
        assert _three(_totals(time)) == (8, minimum_wage, in_working_time)


def test_whether_time_is_paid_by_the_hour_changes_nothing_but_the_paid_hours() -> None:
    assert _three(_totals(_stretch(Activity.TRAVEL, "09:00", "09:40", paid=False))) == (
        0,
        Decimal("0.6667"),
        Decimal("0.6667"),
    )


def test_eight_waking_hours_of_a_ten_hour_night_count_for_the_minimum_wage_and_ten_are_working_time() -> None:
    awake = _stretch(Activity.AWAKE, "23:00", "07:00")
    assert _three(_totals(NIGHT, awake)) == (8, 8, 10)
    by_length = _entry(Activity.SLEEP_IN, "10", paid=False), _entry(Activity.AWAKE, "8")
    assert _three(_totals(*by_length)) == (8, 8, 10)


def test_a_night_slept_through_is_no_minimum_wage_time_and_all_working_time() -> None:
    assert _three(_totals(NIGHT)) == (0, 0, 10)


def test_whether_the_whole_sleep_in_is_working_time_is_a_setting_of_the_year() -> None:
    awake = _stretch(Activity.AWAKE, "23:00", "01:30", paid=False)
    assert _three(_totals(NIGHT, awake, rates=SLEEP_IS_NO_WORKING_TIME)) == (
        0,
        Decimal("2.5"),
        Decimal("2.5"),
    )
    assert _three(_totals(NIGHT, rates=SLEEP_IS_NO_WORKING_TIME)) == (0, 0, 0)


def test_the_sheet_of_four_weeks_has_three_different_totals() -> None:
    """76 hours, 4 hours of holiday, two sleep-ins of 9 hours and an hour and a half awake in one of them."""
    work = [_entry(Activity.WORK, "7.6", day=day) for day in range(6, 16)]
    nights = [_entry(Activity.SLEEP_IN, "9", day=day, paid=False) for day in (20, 22)]
    found = _totals(
        *work, *nights, _entry(Activity.AWAKE, "1.5", day=20), _entry(Activity.ABSENCE, "4", day=23)
    )
    assert _three(found) == (Decimal("81.5"), Decimal("77.5"), 94)


def test_each_total_says_what_is_in_it() -> None:
    found = _totals(
        _stretch(Activity.WORK, "08:00", "15:00", day=6), NIGHT, _stretch(Activity.AWAKE, "23:00", "00:30")
    )
    assert [(line.code, line.group, line.label, line.amount, line.working) for line in found.lines] == [
        (
            "hours.paid",
            "time",
            "Hours paid by the hour",
            Decimal("8.5"),
            "7 hours working + 1.5 hours awake in sleep-ins",
        ),
        (
            "hours.minimum_wage",
            "time",
            "Hours for the minimum wage",
            Decimal("8.5"),
            "7 hours working + 1.5 hours awake in sleep-ins",
        ),
        ("hours.working_time", "time", "Working time", 17, "7 hours working + 10 hours in sleep-ins"),
    ]
    assert found.lines[2].figures == (("work", "420"), ("sleep_in", "600"))
    assert found.lines[2].rule == "working_time.working_time"
    assert [line.why.split(".")[0] for line in found.lines] == [
        "Your contract pays these by the hour",
        "You must be paid at least the minimum wage for these",
        "Time that you must be at work, asleep or awake",
    ]


def test_a_period_without_time_has_nothing_in_it() -> None:
    found = _totals()
    assert _three(found) == (0, 0, 0)
    assert {line.working for line in found.lines} == {"None"}


@pytest.mark.parametrize(
    ("time", "why"),
    [
        (
            (_stretch(Activity.WORK, "08:00", "12:00"), _stretch(Activity.TRAVEL, "11:59", "12:30")),
            "two shifts overlap, so the same time would be paid twice",
        ),
        ((NIGHT, _stretch(Activity.WORK, "21:00", "22:01")), "5 October 2026: two shifts overlap"),
        (
            (NIGHT, *(_stretch(Activity.AWAKE, at, "03:00") for at in ("23:00", "22:30"))),
            "two shifts overlap",
        ),
        ((NIGHT, _stretch(Activity.AWAKE, "21:59", "23:00")), "the time awake is not within a sleep-in"),
        (
            (NIGHT, _stretch(Activity.AWAKE, "07:30", "08:01", day=6)),
            "the time awake is not within a sleep-in",
        ),
        (
            (_stretch(Activity.AWAKE, "23:00", "23:30"),),
            "not within a sleep-in. Give the sleep-in, or enter it",
        ),
        (
            (_stretch(Activity.WORK, "08:00", "12:00"), _stretch(Activity.AWAKE, "09:00", "10:00")),
            "the time awake is not within a sleep-in",
        ),
        ((_entry(Activity.AWAKE, "1.5"),), "5 October 2026: there is more time awake than there is sleep-in"),
        (
            (_entry(Activity.SLEEP_IN, "9", paid=False, day=6), _entry(Activity.AWAKE, "1.5")),
            "5 October 2026: there is more time awake than there is sleep-in",
        ),
        (
            (replace(NIGHT, paid_by_the_hour=True), _stretch(Activity.AWAKE, "23:00", "23:30")),
            "which pays the same hours twice",
        ),
        ((_entry(Activity.WORK, "20"), _entry(Activity.WAITING, "4.1")), "24.1 hours is more than 24 hours"),
        (
            (_stretch(Activity.WORK, "08:00", "12:00", day=4),),
            "4 October 2026 is outside the period 5 October",
        ),
    ],
)
def test_time_that_cannot_be_is_refused_and_never_trimmed(
    time: tuple[Stretch | Entry, ...], why: str
) -> None:
    with pytest.raises(PayInputError, match=why):
        _totals(*time)


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(PayInputError, match="last day is before its first day"):
        _totals(first=LAST, last=FIRST)


@pytest.mark.parametrize("minutes", [0, -1, 24 * HOUR + 1])
def test_time_of_no_length_or_of_more_than_a_day_is_refused(minutes: int) -> None:
    with pytest.raises(
        PayInputError, match="5 October 2026: the finish is not after the start, or more than"
    ):
        replace(NIGHT, finishes=NIGHT.starts + minutes)
    with pytest.raises(PayInputError, match=f"{minutes} minutes is not up to 24 hours"):
        Entry(activity=Activity.WORK, day=FIRST, minutes=minutes, paid_by_the_hour=True)


def test_shifts_that_touch_do_not_overlap_and_a_whole_day_can_be_worked() -> None:
    day, night = _stretch(Activity.WORK, "08:00", "22:00"), NIGHT
    awake = _stretch(Activity.AWAKE, "22:00", "08:00")
    assert _three(_totals(night, day, awake)) == (24, 24, 24)
    assert _three(_totals(_stretch(Activity.WORK, "07:00", "07:00"))) == (24, 24, 24)
    assert _three(_totals(_entry(Activity.WORK, "20"), _entry(Activity.WAITING, "4"))) == (24, 24, 24)


def test_a_sleep_in_runs_into_the_next_day_and_is_not_held_against_the_day_it_began() -> None:
    long_day = (
        _entry(Activity.WORK, "16"),
        _entry(Activity.SLEEP_IN, "9", paid=False),
        _entry(Activity.AWAKE, "9"),
    )
    assert _three(_totals(*long_day)) == (25, 25, 25)


def test_a_minute_and_a_whole_day_are_lengths_of_time() -> None:
    minute = Entry(activity=Activity.WORK, day=FIRST, minutes=1, paid_by_the_hour=True)
    assert replace(NIGHT, finishes=NIGHT.starts + 1).minutes == 1
    assert _totals(minute).paid == Decimal("0.0167")
    all_day = _entry(Activity.WORK, "24"), _entry(Activity.SLEEP_IN, "8", paid=False)
    assert _three(_totals(*all_day)) == (24, 24, 32)


def test_time_awake_after_midnight_belongs_to_the_night_before() -> None:
    after_midnight = _stretch(Activity.AWAKE, "02:00", "03:00", day=6)
    next_day = _entry(Activity.WORK, "8", day=6)
    assert _three(_totals(NIGHT, after_midnight, next_day)) == (9, 9, 18)


def test_the_first_and_the_last_day_are_in_the_period() -> None:
    one_day = {"first": date(2026, 10, 5), "last": date(2026, 10, 5)}
    assert _totals(_entry(Activity.WORK, "1"), **one_day).paid == 1


def test_time_that_two_sheets_claim_is_counted_once() -> None:
    early, late = _stretch(Activity.WORK, "08:00", "12:00"), _stretch(Activity.WORK, "10:00", "15:00")
    within = _stretch(Activity.WORK, "09:00", "10:00")
    apart = _stretch(Activity.WORK, "18:00", "19:30")
    assert working_time.worked_once(stretches=[late, early, within, early, apart], rates=YEAR) == Decimal(
        "8.5"
    )
    assert working_time.worked_once(stretches=[], rates=YEAR) == 0
    assert working_time.worked_once(stretches=[NIGHT, NIGHT], rates=YEAR) == 10
    assert working_time.worked_once(stretches=[NIGHT], rates=SLEEP_IS_NO_WORKING_TIME) == 0


@given(st.lists(st.tuples(st.sampled_from(list(Activity)), st.booleans(), st.integers(1, 600)), max_size=20))
def test_minimum_wage_time_is_never_more_than_working_time(rows: list[tuple[Activity, bool, int]]) -> None:
    """Each row on a day of its own, with a sleep-in around time awake."""
    time: list[Entry] = []
    for number, (activity, paid, minutes) in enumerate(rows):
        day = date(2026, 10, 5 + number)
        entry = Entry(activity=activity, day=day, minutes=minutes, paid_by_the_hour=paid)
        time.append(replace(entry, paid_by_the_hour=False) if activity is Activity.SLEEP_IN else entry)
        if activity is Activity.AWAKE:
            night = Entry(activity=Activity.SLEEP_IN, day=day, minutes=minutes, paid_by_the_hour=False)
            time.append(night)
    found = _totals(*time)
    assert 0 <= found.minimum_wage <= found.working_time
