"""What holiday is paid: the average week of 52, and pay that is rolled up."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payroll.calc import holiday, rates
from payroll.calc.holiday import LeaveYear, Pattern, Week, WeeksPay
from payroll.calc.inputs import Earning, EarningKind, PayInputError

YEAR = rates.for_year("2026-27")
LEAVE_STARTS = date(2026, 11, 23)
LAST = date(2026, 11, 21)
LONG_AGO = date(2020, 1, 1)
LEAVE_YEAR = LeaveYear(date(2026, 4, 1))


def _week(back: int, pay: str = "270", hours: str = "20", *, away: bool = False) -> Week:
    """The week that ended so many weeks before the last whole one."""
    return Week(ends=LAST - timedelta(weeks=back), pay=Decimal(pay), hours=Decimal(hours), away=away)


def _average(weeks: list[Week], **changes: Any) -> WeeksPay:
    return holiday.average(
        **(
            {
                "weeks": weeks,
                "leave_starts": LEAVE_STARTS,
                "employed_from": LONG_AGO,
                "contract_hours": Decimal(20),
                "rates": YEAR,
            }
            | changes
        )
    )


def test_a_week_of_holiday_is_the_average_of_the_last_52_paid_weeks() -> None:
    weeks = [_week(back, "300") for back in range(26)] + [_week(back, "240") for back in range(26, 60)]
    found = _average(weeks)
    assert (found.weeks, found.week) == (52, 270)
    assert found.for_hours(Decimal(4)) == 54


def test_weeks_without_pay_or_with_sick_or_statutory_leave_are_passed_over() -> None:
    weeks = [
        _week(0, "0", "0"),
        _week(1, "123.25", away=True),
        *(_week(back) for back in range(2, 54)),
        _week(54, "999"),
    ]
    found = _average(weeks)
    assert (found.weeks, found.total) == (52, 52 * 270)


def test_no_week_before_the_last_104_is_looked_at() -> None:
    unpaid = [_week(back, "0", "0") for back in range(103)]
    assert _average([*unpaid, _week(103, "200"), _week(104, "900")]).week == 200
    with pytest.raises(PayInputError, match="no paid week before 23 November 2026 to take the average of"):
        _average([*unpaid, _week(103, "0"), _week(104, "900")])


def test_a_new_job_averages_the_whole_weeks_there_are() -> None:
    """Employed from the Wednesday of the third week back, whose part week is not a whole one."""
    weeks = [_week(0, "280"), _week(1, "260"), _week(2, "100")]
    found = _average(weeks, employed_from=LAST - timedelta(days=16))
    assert (found.weeks, found.week) == (2, 270)
    whole = _average(weeks, employed_from=LAST - timedelta(days=20))
    assert (whole.weeks, whole.total) == (3, 640)


def test_a_week_of_little_pay_and_few_hours_is_a_paid_week() -> None:
    found = _average(
        [_week(0, "0.50")], contract_hours=Decimal("0.5"), employed_from=LAST - timedelta(days=6)
    )
    assert (found.week, found.hours) == (Decimal("0.50"), Decimal("0.5"))


def test_irregular_hours_are_paid_by_the_average_hours_of_the_same_weeks() -> None:
    weeks = [_week(0, "135", "10"), _week(1, "405", "30"), _week(2, "0", "0")]
    found = _average(weeks, contract_hours=None, employed_from=LAST - timedelta(days=20))
    assert (found.weeks, found.week, found.hours) == (2, 270, 40)
    assert found.for_hours(Decimal("10.56")) == Decimal("142.56")


def test_nothing_is_rounded_before_the_end() -> None:
    found = WeeksPay(Decimal("1000.00"), 3, Decimal(60))
    assert found.week == Decimal("333.33")
    assert found.for_hours(Decimal(20)) == Decimal("333.33")
    assert found.for_hours(Decimal(60)) == 1000


def test_holiday_is_a_line_of_pay_with_its_average() -> None:
    found = WeeksPay(Decimal("14040.00"), 52, Decimal(1040))
    line = found.line(Decimal(4))
    assert (line.amount, line.working) == (54, "4 hours, at £270.00 for 20 hours")
    assert line.why == "Time off is paid as your average week: £14,040.00 in 52 weeks."
    assert found.line(Decimal("0.5")).amount == Decimal("6.75")
    with pytest.raises(PayInputError, match="0 hours is not more than zero"):
        found.line(Decimal(0))


def test_fixed_hours_at_a_fixed_rate_are_paid_as_the_contract_says() -> None:
    found = holiday.contracted(weekly_hours=Decimal(20), hourly_rate=Decimal("13.50"))
    assert (found.week, found.for_hours(Decimal(4))) == (270, 54)
    assert found.line(Decimal(4)).why == "Time off is paid as your usual week."
    assert holiday.contracted(weekly_hours=Decimal(1), hourly_rate=Decimal(1)).week == 1
    for hours, rate in (("0", "13.50"), ("20", "0")):
        with pytest.raises(PayInputError, match="must both be more than zero"):
            holiday.contracted(weekly_hours=Decimal(hours), hourly_rate=Decimal(rate))


@pytest.mark.parametrize(
    ("weeks", "why"),
    [
        ([], "The last whole week before 23 November 2026 is missing"),
        ([_week(1), _week(2)], "The last whole week before 23 November 2026 is missing"),
        ([_week(0), _week(2)], "to 7 November 2026 and to 21 November 2026 do not follow each other"),
        ([_week(0), _week(0), _week(1)], "to 21 November 2026 and to 21 November 2026 do not follow"),
        (
            [_week(0), _week(1)],
            "The weeks before 8 November 2026 are missing: the average looks back 104 weeks",
        ),
    ],
)
def test_weeks_that_are_missing_or_double_are_refused(weeks: list[Week], why: str) -> None:
    with pytest.raises(PayInputError, match=why):
        _average(weeks)


def test_a_week_that_the_leave_begins_in_is_not_a_whole_week() -> None:
    cut_short = Week(ends=LAST + timedelta(days=7), pay=Decimal(5), hours=Decimal(1), away=False)
    assert _average([cut_short, *(_week(back) for back in range(52))]).week == 270


def test_the_whole_look_back_is_enough_even_with_few_paid_weeks() -> None:
    weeks = [_week(back, "270" if back < 10 else "0") for back in range(104)]
    assert _average(weeks).weeks == 10
    with pytest.raises(PayInputError, match="are missing"):
        _average(weeks[:103])


@pytest.mark.parametrize("hours", ["0", "-1"])
def test_a_week_of_no_hours_cannot_be_paid_by_the_hour(hours: str) -> None:
    with pytest.raises(PayInputError, match="the hours of a week are not more than zero"):
        _average([_week(back) for back in range(52)], contract_hours=Decimal(hours))


@pytest.mark.parametrize(("pay", "hours", "name"), [("-1", "0", "pay -1"), ("0", "NaN", "hours NaN")])
def test_a_week_below_zero_is_refused(pay: str, hours: str, name: str) -> None:
    with pytest.raises(PayInputError, match=f"Week to 21 November 2026: {name} is not zero or more"):
        _week(0, pay, hours)


@given(st.lists(st.integers(0, 90000), min_size=104, max_size=104))
def test_the_average_is_between_the_lowest_and_the_highest_paid_week(pence: list[int]) -> None:
    weeks = [_week(back, str(Decimal(pay) / 100)) for back, pay in enumerate(pence)]
    paid = [week.pay for week in weeks if week.pay][:52]
    if paid:
        assert min(paid) - 1 <= _average(weeks).week <= max(paid) + 1


def _roll_up(
    pay: str, pattern: Pattern = Pattern.IRREGULAR, year: LeaveYear = LEAVE_YEAR
) -> holiday.RolledUp:
    return holiday.roll_up(pay=Decimal(pay), pattern=pattern, year=year, rates=YEAR)


def test_rolled_up_holiday_pay_is_12_07_percent_of_all_pay_for_work() -> None:
    assert _roll_up("1112.13").amount == Decimal("134.23")
    assert _roll_up("1112.13", Pattern.PART_YEAR).amount == Decimal("134.23")
    assert _roll_up("0").amount == 0


def test_rolled_up_holiday_pay_is_a_line_of_its_own() -> None:
    found = _roll_up("1112.13")
    assert (found.line.group, found.line.label) == ("earned", "Holiday pay, rolled up")
    assert (found.line.amount, found.line.working) == (Decimal("134.23"), "12.07% of £1,112.13")
    assert found.line.rule == "holiday.rolled_up"


def test_pay_for_work_is_hours_time_awake_and_nights_and_nothing_else() -> None:
    def line(kind: EarningKind, amount: str) -> Earning:
        return Earning(kind, kind.value, Decimal(1), "payment", Decimal(amount), Decimal(amount))

    lines = [
        line(kind, amount)
        for kind, amount in zip(EarningKind, ("1000", "20", "92.13", "54", "9"), strict=False)
    ]
    assert [row.kind for row in lines][3:] == [EarningKind.HOLIDAY, EarningKind.MILEAGE]
    assert holiday.pay_for_work(lines) == Decimal("1112.13")


def test_rolled_up_holiday_pay_is_refused_for_fixed_hours() -> None:
    with pytest.raises(
        PayInputError,
        match=r"Holiday of fixed hours cannot be rolled up into pay: only that of irregular hours and"
        r" part-year work can \(Working Time Regulations 1998, regulations 15B and 16A\)\. Give 5\.6 weeks",
    ):
        _roll_up("1112.13", Pattern.FIXED)


def test_rolled_up_holiday_pay_waits_for_the_leave_year_from_april_2024() -> None:
    assert _roll_up("100", year=LeaveYear(date(2024, 4, 1))).amount == Decimal("12.07")
    with pytest.raises(
        PayInputError, match=r"The leave year began on 31 March 2024\. Holiday can be rolled up"
    ):
        _roll_up("100", year=LeaveYear(date(2024, 3, 31)))


@pytest.mark.parametrize("pay", ["-0.01", "NaN"])
def test_pay_below_zero_cannot_be_rolled_up(pay: str) -> None:
    with pytest.raises(PayInputError, match=f"Pay for work: {pay} is not zero or more"):
        _roll_up(pay)


def _while_away(*paid: str, pattern: Pattern = Pattern.IRREGULAR) -> holiday.RolledUp:
    return holiday.roll_up_while_away(
        paid=[Decimal(amount) for amount in paid], pattern=pattern, year=LEAVE_YEAR, rates=YEAR
    )


def test_on_sick_or_statutory_leave_rolled_up_pay_is_the_average_of_the_periods_before() -> None:
    found = _while_away("134.23", "100.00", "0.00")
    assert (found.amount, found.line.working) == (Decimal("78.08"), "£234.23 over 3 pay periods")
    with pytest.raises(PayInputError, match="no pay period with rolled-up holiday pay"):
        _while_away()
    with pytest.raises(PayInputError, match=r"before the leave: -0\.01 is not zero or more"):
        _while_away("10.00", "-0.01")
    with pytest.raises(PayInputError, match="Holiday of fixed hours cannot be rolled up"):
        _while_away("10.00", pattern=Pattern.FIXED)


def test_a_week_that_ends_on_the_first_day_of_leave_is_not_one_before_it() -> None:
    """Leave from Saturday 28 November 2026: the last whole week ended on the 21st."""
    cut_short = Week(ends=date(2026, 11, 28), pay=Decimal(5), hours=Decimal(1), away=False)
    weeks = [cut_short, *(_week(back) for back in range(52))]
    assert _average(weeks, leave_starts=date(2026, 11, 28)).week == 270


def test_a_whole_week_of_the_job_that_is_not_given_is_refused() -> None:
    weeks = [_week(back) for back in range(3)]
    first = weeks[-1].starts
    assert _average(weeks, employed_from=first - timedelta(days=6)).weeks == 3
    with pytest.raises(PayInputError, match="The weeks before 1 November 2026 are missing"):
        _average(weeks, employed_from=first - timedelta(days=7))


def _due(weeks: list[Week], **changes: Any) -> WeeksPay | None:
    return holiday.due(
        **(
            {
                "weeks": weeks,
                "leave_starts": LEAVE_STARTS,
                "employed_from": LONG_AGO,
                "fixed_hours": Decimal(20),
                "hourly_rate": Decimal("13.50"),
                "rates": YEAR,
            }
            | changes
        )
    )


def test_the_line_says_how_many_weeks_were_used_and_how_many_passed_over() -> None:
    weeks = [
        _week(0, "300"),
        _week(1, "0", "0"),
        _week(2, "80", away=True),
        *(_week(back) for back in range(3, 60)),
    ]
    found = _average(weeks)
    assert found.skipped == 2
    line = found.line(Decimal(4))
    assert line.why.endswith(
        "in 52 weeks. 2 weeks without pay, or with sick leave, in between did not count."
    )
    assert dict(line.figures)["skipped"] == "2"


def test_fixed_hours_that_never_varied_are_paid_as_the_contract_says() -> None:
    assert _due([_week(back) for back in range(60)]) is None


def test_fixed_hours_with_a_sleep_in_each_week_are_paid_the_average() -> None:
    found = _due([_week(back, "330") for back in range(60)])
    assert found is not None
    assert found.for_hours(Decimal(4)) == 66


def test_pay_beyond_the_rate_of_fixed_hours_is_regular_from_twelve_known_weeks_on() -> None:
    weeks = [_week(back, "330") for back in range(12)]
    started = LAST - timedelta(weeks=12) + timedelta(days=1)
    assert _due(weeks, employed_from=started) is not None
    assert _due(weeks[:11], employed_from=started + timedelta(weeks=1)) is None
    assert _due(weeks[:1], employed_from=LAST - timedelta(days=6), fixed_hours=None) is not None


def test_fixed_hours_are_never_paid_less_than_the_contract_says() -> None:
    """Weeks off without pay in part do not make the rate less."""
    assert _due([_week(0, "280"), *(_week(back, "100") for back in range(1, 60))]) is None


def test_irregular_hours_are_paid_the_average_also_where_it_is_less() -> None:
    found = _due([_week(back, "240") for back in range(60)], fixed_hours=None)
    assert found is not None
    assert found.for_hours(Decimal(4)) == 48


def test_a_new_starter_has_the_weeks_there_are_and_before_the_first_the_contracts_rate() -> None:
    started = LAST - timedelta(weeks=2) + timedelta(days=1)
    found = _due([_week(0, "300"), _week(1, "300"), _week(2)], employed_from=started, fixed_hours=None)
    assert found is not None
    assert found.weeks == 2
    assert _due([_week(0, "0", "0")], employed_from=started, fixed_hours=None) is None
