import datetime as dt

import pytest

from dpss.kernel import errors
from payroll import times

DAY = dt.date(2026, 11, 19)
CLOCKS_BACK, CLOCKS_FORWARD = dt.date(2026, 10, 24), dt.date(2026, 3, 28)


def worked(starts: str, finishes: str, *, day: dt.date = DAY, next_day: bool = False) -> int:
    return times.minutes_worked(
        day=day,
        starts=dt.time.fromisoformat(starts),
        finishes=dt.time.fromisoformat(finishes),
        next_day=next_day,
    )


def test_a_shift_lasts_from_its_start_to_its_finish() -> None:
    assert worked("08:00", "13:30") == 330


def test_a_night_shift_goes_on_into_the_next_day() -> None:
    assert worked("22:00", "07:00", next_day=True) == 540


def test_the_night_the_clocks_go_back_is_an_hour_longer() -> None:
    assert worked("22:00", "07:00", day=CLOCKS_BACK, next_day=True) == 600


def test_the_night_the_clocks_go_forward_is_an_hour_shorter() -> None:
    assert worked("22:00", "07:00", day=CLOCKS_FORWARD, next_day=True) == 480


def test_a_finish_before_the_start_names_both_times_and_both_ways_out() -> None:
    with pytest.raises(errors.Invalid) as refused:
        worked("22:00", "07:00")
    assert refused.value.sentence == (
        "Thursday 19 November 2026: finish (7:00) is before start (22:00)."
        " Change a time, or tick “Finished the next day”."
    )


def test_a_finish_at_the_start_is_not_called_earlier() -> None:
    with pytest.raises(errors.Invalid, match="is the same as start"):
        worked("09:00", "09:00")


def test_a_whole_day_can_be_worked_but_not_more() -> None:
    assert worked("09:00", "09:00", next_day=True) == 24 * 60
    with pytest.raises(errors.Invalid, match="more than 24 hours"):
        worked("09:00", "09:01", next_day=True)


def test_minutes_on_the_line_do_not_jump_with_the_clocks() -> None:
    before = times.minute_of(day=CLOCKS_BACK, at=dt.time(22))
    after = times.minute_of(day=CLOCKS_BACK + dt.timedelta(days=1), at=dt.time(7))
    assert after - before == 600
