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


def test_a_time_that_the_clocks_skip_is_refused_in_words() -> None:
    forward = CLOCKS_FORWARD + dt.timedelta(days=1)
    with pytest.raises(errors.Invalid) as refused:
        worked("01:30", "07:00", day=forward)
    assert refused.value.sentence == (
        "Sunday 29 March 2026: there is no 1:30, because the clocks go forward from 1:00 to 2:00."
        " Enter a time before or after."
    )
    with pytest.raises(errors.Invalid, match="there is no 1:15"):
        worked("20:00", "01:15", day=CLOCKS_FORWARD, next_day=True)


@pytest.mark.parametrize(
    ("day", "longer"), [(CLOCKS_BACK, 60), (CLOCKS_FORWARD, -60), (dt.date(2026, 7, 4), 0)]
)
def test_the_hour_by_which_a_night_differs_from_the_clock_is_known(day: dt.date, longer: int) -> None:
    minutes = worked("22:00", "07:00", day=day, next_day=True)
    found = times.change_in(starts=dt.time(22), finishes=dt.time(7), next_day=True, minutes=minutes)
    assert found == longer
    assert times.change_on(day + dt.timedelta(days=1)) == longer
