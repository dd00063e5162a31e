"""Holiday that builds up by the hour, for irregular hours and part-year work."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payroll.calc import holiday, rates
from payroll.calc.holiday import Accrued, ByTheHour, LeaveYear, Pattern, Week
from payroll.calc.inputs import Earning, EarningKind, PayInputError
from payroll.calc.working_time_figures import AccrualRounding

YEAR = rates.for_year("2026-27")
IN_WHOLE_HOURS = replace(
    YEAR, annual_leave=replace(YEAR.annual_leave, accrual_rounding=AccrualRounding.WHOLE_HOURS)
)
WORKER = ByTheHour(
    pattern=Pattern.IRREGULAR, year=LeaveYear(date(2026, 4, 1)), so_far=Decimal(0), average_day=Decimal(8)
)
LAST = date(2026, 11, 21)


def _accrue(hours: str, **changes: Any) -> Accrued:
    figures = changes.pop("rates", YEAR)
    return holiday.accrue(hours=Decimal(hours), worker=replace(WORKER, **changes), rates=figures)


@pytest.mark.parametrize("pattern", [Pattern.IRREGULAR, Pattern.PART_YEAR])
def test_87_and_a_half_hours_build_up_10_56_hours(pattern: Pattern) -> None:
    found = _accrue("87.5", pattern=pattern)
    assert found.hours == Decimal("10.56")
    assert (found.line.group, found.line.amount) == ("time", Decimal("10.56"))
    assert found.line.working == "12.07% of 87.5 hours"
    assert found.line.why == "You build up 12.07% of your hours as holiday."


@pytest.mark.parametrize(
    ("hours", "hundredths", "whole"),
    [
        ("87.5", "10.56", "11"),
        ("77.5", "9.35", "9"),
        ("4.1", "0.49", "0"),
        ("4.2", "0.51", "1"),
        ("0", "0", "0"),
    ],
)
def test_what_happens_to_a_fraction_of_an_hour_is_a_setting_of_the_year(
    hours: str, hundredths: str, whole: str
) -> None:
    assert _accrue(hours).hours == Decimal(hundredths)
    assert _accrue(hours, rates=IN_WHOLE_HOURS).hours == Decimal(whole)
    worked = Earning(EarningKind.HOURS, "Hours", Decimal(hours), "hours", Decimal(1), Decimal(0))
    assert holiday.accrued_hours(earnings=[worked], rates=IN_WHOLE_HOURS) == Decimal(whole)


def test_half_an_hour_is_a_whole_hour_and_less_is_none() -> None:
    """An eighth of 4 hours is half an hour to the minute, which 12.07% of no number of minutes is."""
    exact = replace(IN_WHOLE_HOURS, holiday=replace(YEAR.holiday, accrual=Decimal("0.125")))
    assert _accrue("4", rates=exact).hours == 1
    assert _accrue("3.99", rates=exact).hours == 0
    assert _accrue("12", rates=exact).hours == 2


def test_no_more_than_28_days_build_up_in_a_leave_year() -> None:
    """28 days of 8 hours are 224."""
    found = _accrue("87.5", so_far=Decimal(220))
    assert found.hours == 4
    assert found.line.why.endswith("as holiday. The year's limit, 28 days, is reached.")
    assert found.line.figures == (("gained", "10.56"), ("so_far", "220"), ("most", "224"))
    assert _accrue("87.5", so_far=Decimal("213.44")).line.why.endswith("as holiday.")
    assert _accrue("87.5", so_far=Decimal(224)).hours == 0
    assert _accrue("87.5", so_far=Decimal(27), average_day=Decimal(1)).hours == 1
    assert _accrue("87.5", so_far=Decimal(670), average_day=Decimal(24)).hours == 2
    with pytest.raises(
        PayInputError, match=r"so far, 224\.01 hours, is more than the year's limit of 224 hours"
    ):
        _accrue("87.5", so_far=Decimal("224.01"))


def test_fixed_hours_do_not_build_up_by_the_hour() -> None:
    with pytest.raises(PayInputError, match="Holiday of fixed hours cannot build up by the hour"):
        _accrue("87.5", pattern=Pattern.FIXED)


def test_leave_years_before_april_2024_do_not_build_up_by_the_hour() -> None:
    assert _accrue("10", year=LeaveYear(date(2024, 4, 1))).hours == Decimal("1.21")
    with pytest.raises(
        PayInputError, match="Holiday can build up by the hour only in leave years that begin on"
    ):
        _accrue("10", year=LeaveYear(date(2024, 3, 31)))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"so_far": Decimal(-1)}, "Holiday built up so far: -1 hours is not zero or more"),
        ({"so_far": Decimal("NaN")}, "Holiday built up so far: NaN"),
        ({"average_day": Decimal(0)}, "Average day: 0 hours is not more than 0 and at most 24"),
        ({"average_day": Decimal("24.5")}, "Average day: 24.5 hours"),
        ({"average_day": Decimal("Infinity")}, "Average day: Infinity hours"),
    ],
)
def test_a_worker_that_cannot_be_is_refused(changes: dict[str, Decimal], why: str) -> None:
    with pytest.raises(PayInputError, match=why):
        _accrue("10", **changes)


@pytest.mark.parametrize("hours", ["-1", "NaN"])
def test_hours_below_zero_are_refused(hours: str) -> None:
    with pytest.raises(PayInputError, match=f"Hours worked: {hours} is not zero or more"):
        _accrue(hours)


def _week(back: int, hours: str, *, away: bool = False) -> Week:
    return Week(ends=LAST - timedelta(weeks=back), pay=Decimal(0), hours=Decimal(hours), away=away)


def _while_away(weeks: list[Week], weeks_away: str = "4", **changes: Any) -> Accrued:
    return holiday.accrue_while_away(
        weeks=weeks,
        leave_starts=LAST + timedelta(days=2),
        employed_from=date(2020, 1, 1),
        weeks_away=Decimal(weeks_away),
        worker=replace(WORKER, **changes),
        rates=YEAR,
    )


def test_sick_or_statutory_leave_builds_up_at_the_average_week_with_idle_weeks_in_it() -> None:
    """26 weeks of 20 hours and 26 without work are 10 hours a week."""
    weeks = [_week(back, "20" if back < 26 else "0") for back in range(60)]
    found = _while_away(weeks)
    assert found.hours == Decimal("4.83")
    assert found.line.working == "12.07% of your average week, for 4 weeks"
    assert _while_away(weeks, "1").line.working == "12.07% of your average week, for 1 week"
    assert _while_away(weeks, so_far=Decimal(220)).hours == 4


def test_earlier_sick_weeks_are_not_in_the_average() -> None:
    weeks = [_week(0, "1", away=True), *(_week(back, "10") for back in range(1, 53)), _week(53, "99")]
    assert _while_away(weeks).hours == Decimal("4.83")


def test_without_any_week_of_work_there_is_nothing_to_go_by() -> None:
    with pytest.raises(PayInputError, match="There is no week of work before 23 November 2026 to go by"):
        _while_away([_week(back, "10", away=True) for back in range(104)])


@pytest.mark.parametrize("weeks_away", ["0", "-1", "NaN"])
def test_leave_of_no_length_builds_up_nothing(weeks_away: str) -> None:
    with pytest.raises(PayInputError, match=f"Weeks away: {weeks_away} is not more than zero"):
        _while_away([_week(back, "10") for back in range(52)], weeks_away)


def test_fixed_hours_do_not_build_up_by_the_hour_on_leave_either() -> None:
    with pytest.raises(PayInputError, match="Holiday of fixed hours cannot build up by the hour"):
        _while_away([_week(back, "10") for back in range(52)], pattern=Pattern.FIXED)


@given(st.lists(st.integers(0, 2500), min_size=1, max_size=12))
def test_holiday_of_a_year_never_passes_its_limit(tenths: list[int]) -> None:
    so_far = Decimal(0)
    for hours in tenths:
        so_far += _accrue(str(Decimal(hours) / 10), so_far=so_far).hours
    assert so_far <= 224
    assert abs(min(Decimal(sum(tenths)) / 10 * Decimal("0.1207"), Decimal(224)) - so_far) < Decimal("0.07")
