"""The minimum wage with all that counts and all that does not, over one pay reference period."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payroll.calc import minimum_wage
from payroll.calc.inputs import Earning, EarningKind
from payroll.calc.minimum_wage import (
    Accommodation,
    Deduction,
    DeductionKind,
    Household,
    Payment,
    PaymentKind,
    PayPeriod,
)
from tests.payroll.calc.minimum_wage_cases import ADULT, MONTH, YEAR, assess, check, line, shortfall_of


def test_the_minimum_wage_is_met_to_the_penny() -> None:
    found = assess()
    assert found.check is not None
    assert (found.check.pay, found.check.hours, found.check.shortfall) == (1271, 100, 0)
    assert found.sentence == "£1,271.00 for 100 hours is £12.71 an hour. The legal minimum is £12.71."


def test_a_month_of_122_hours_for_1550_pounds_is_62_pence_short() -> None:
    one_sum = Earning(EarningKind.HOURS, "Pay", Decimal(1), "payment", Decimal(1550), Decimal("1550.00"))
    found = assess(one_sum, hours="122")
    assert found.check is not None
    assert (found.check.hourly, found.check.shortfall) == (Decimal("12.70"), Decimal("0.62"))
    assert found.sentence == (
        "£1,550.00 for 122 hours is £12.70 an hour. The legal minimum is £12.71."
        " £0.62 more must be paid for this period."
    )


def test_the_four_week_sheet_is_13_50_an_hour_and_12_21_with_eight_waking_hours_that_nobody_pays() -> None:
    sheet = (
        line(EarningKind.HOURS, "76", "13.50"),
        line(EarningKind.HOLIDAY, "4", "13.50"),
        line(EarningKind.SLEEP_IN, "2", "60", "nights"),
    )
    awake = line(EarningKind.AWAKE, "1.5", "13.50")
    period = PayPeriod(date(2026, 10, 5), date(2026, 11, 1))
    assert sum(line.amount for line in (*sheet, awake)) == Decimal("1220.25")
    found = check(*sheet, awake, hours="77.5", period=period)
    assert (found.pay, found.hourly, found.shortfall) == (Decimal("1046.25"), Decimal("13.50"), 0)
    stopped = check(*sheet, hours="84", period=period)
    assert (stopped.pay, stopped.hourly, stopped.shortfall) == (
        Decimal("1026.00"),
        Decimal("12.21"),
        Decimal("41.64"),
    )


@pytest.mark.parametrize("kind", [kind for kind in PaymentKind if kind is not PaymentKind.PERFORMANCE])
def test_what_is_not_pay_for_the_work_never_fills_ashortfall_of(kind: PaymentKind) -> None:
    found = assess(hours="110", payments=(Payment(kind, Decimal("500.00")),))
    assert found.check is not None
    assert found.check.shortfall == Decimal("127.10")
    assert found.lines[-1].group == "left_out"
    assert (found.lines[-1].code, found.lines[-1].amount) == (f"minimum_wage.{kind}", 500)


def test_a_bonus_for_the_work_counts() -> None:
    bonus = Payment(PaymentKind.PERFORMANCE, Decimal("127.10"))
    found = assess(hours="110", payments=(bonus,))
    assert found.check is not None
    assert (found.check.pay, found.check.shortfall) == (Decimal("1398.10"), 0)
    assert found.lines[-1].group == "counts"


@pytest.mark.parametrize(
    ("kind", "shortfall", "group"),
    [
        (DeductionKind.FOR_EMPLOYER, "38.00", "reduces"),
        (DeductionKind.JOB_COST, "38.00", "reduces"),
        *((kind, "0", "left_out") for kind in list(DeductionKind)[2:]),
    ],
)
def test_only_deductions_for_the_employer_and_costs_of_the_job_take_away(
    kind: DeductionKind, shortfall: str, group: str
) -> None:
    found = assess(deductions=(Deduction(kind, Decimal("38.00")),))
    assert found.check is not None
    assert found.check.shortfall == Decimal(shortfall)
    assert (found.lines[-1].code, found.lines[-1].group) == (f"minimum_wage.{kind}", group)


def test_a_higher_rate_counts_only_up_to_the_lowest_rate() -> None:
    """NMWM09270: 20 hours at the lowest rate and 15 at a weekend rate count as 35 at the lowest."""
    week, weekend = line(EarningKind.HOURS, "20", "12.00"), line(EarningKind.HOURS, "15", "21.00")
    found = assess(week, weekend)
    assert found.check is not None
    assert (found.check.pay, found.check.shortfall) == (420, Decimal("24.85"))
    assert [(line.group, line.amount) for line in found.lines] == [("counts", 420), ("left_out", 135)]
    assert found.lines[1].label == "Extra for overtime, weekends or nights"


def test_the_contract_may_have_a_lower_rate_than_any_of_the_period() -> None:
    nights = line(EarningKind.HOURS, "10", "15.00")
    assert shortfall_of(nights) == 0
    assert shortfall_of(nights, lowest_rate=Decimal("12.00")) == Decimal("7.10")
    assert shortfall_of(nights, lowest_rate=Decimal("16.00")) == 0


def test_a_payslip_too_leaves_the_extra_for_some_hours_out() -> None:
    lines = line(EarningKind.HOURS, "20", "12.00"), line(EarningKind.AWAKE, "15", "21.00")
    found = minimum_wage.check(earnings=lines, birth_date=ADULT, period_start=MONTH.first, rates=YEAR)
    assert found is not None
    assert (found.pay, found.shortfall) == (420, Decimal("24.85"))


def test_hours_without_pay_do_not_make_the_rest_a_premium() -> None:
    lines = line(EarningKind.HOURS, "10", "13.50"), line(EarningKind.AWAKE, "0.5", "0")
    assert check(*lines).pay == 135


def test_a_line_paid_less_than_its_rate_has_no_premium_to_leave_out() -> None:
    short = replace(line(EarningKind.HOURS, "10", "15.00"), amount=Decimal("100.00"))
    assert check(short, lowest_rate=Decimal("12.71")).pay == 100


def test_whether_pay_for_the_night_counts_is_a_setting_of_the_year() -> None:
    lines = line(EarningKind.HOURS, "10", "12.71"), line(EarningKind.SLEEP_IN, "1", "60", "nights")
    left_out = assess(*lines, hours="12")
    assert (left_out.lines[-1].group, left_out.lines[-1].amount) == ("left_out", 60)
    assert left_out.check is not None
    assert left_out.check.shortfall == Decimal("25.42")
    setting = replace(YEAR, sleep_ins=replace(YEAR.sleep_ins, pay_counts_for_minimum_wage=True))
    counted = assess(*lines, hours="12", rates=setting)
    assert (counted.lines[-1].group, counted.lines[-1].why) == ("counts", "It is pay of this period.")
    assert counted.check is not None
    assert (counted.check.pay, counted.check.shortfall) == (Decimal("187.10"), 0)


def test_holiday_and_mileage_are_shown_and_left_out() -> None:
    found = assess(
        line(EarningKind.HOURS, "10", "12.71"),
        line(EarningKind.HOLIDAY, "4", "13.50"),
        line(EarningKind.MILEAGE, "20", "0.45", "miles"),
        hours="10",
    )
    assert [(line.group, line.label, line.amount) for line in found.lines[1:]] == [
        ("left_out", "Holiday", 54),
        ("left_out", "Mileage", 9),
    ]
    assert found.check is not None
    assert found.check.shortfall == 0


def test_free_accommodation_adds_the_offset_for_each_whole_day() -> None:
    """30 days at 11.10 are 333.00."""
    found = assess(hours="126.2", accommodation=Accommodation(30, Decimal("0.00")))
    assert found.check is not None
    assert (found.check.pay, found.check.shortfall) == (1604, 0)
    assert (found.lines[-1].group, found.lines[-1].working) == ("counts", "30 days × £11.10")
    assert shortfall_of(hours="126.3", accommodation=Accommodation(30, Decimal("0.00"))) == Decimal("1.27")


@pytest.mark.parametrize(
    ("charge", "shortfall"), [("0.01", "0"), ("333.00", "0"), ("333.01", "0.01"), ("400", "67")]
)
def test_a_charge_for_accommodation_takes_away_what_is_above_the_offset(charge: str, shortfall: str) -> None:
    home = Accommodation(30, Decimal(charge).quantize(Decimal("0.01")))
    found = assess(accommodation=home)
    assert found.check is not None
    assert found.check.shortfall == Decimal(shortfall)
    assert (found.lines[-1].group, found.lines[-1].amount) == ("reduces", Decimal(shortfall))


def test_a_charge_during_paid_absence_counts_in_the_proportion_of_the_hours_worked() -> None:
    """100 of 150 hours: 400.00 counts as 266.67, which is 27 pence above 24 days' offset of 266.40."""
    home = Accommodation(24, Decimal("400.00"), paid_absence=Decimal(50))
    found = assess(accommodation=home)
    assert found.lines[-1].amount == Decimal("0.27")
    assert found.lines[-1].working == "£266.67 less 24 days × £11.10, and not below nothing"


@pytest.mark.parametrize(
    ("first", "daily"),
    [
        (date(2026, 4, 1), "11.10"),
        (date(2026, 3, 31), "10.66"),
        (date(2025, 4, 1), "10.66"),
        (date(2025, 3, 31), "9.99"),
    ],
)
def test_a_new_offset_waits_for_a_period_that_begins_on_or_after_it(first: date, daily: str) -> None:
    assert minimum_wage.offset_for(period_start=first, rates=YEAR) == Decimal(daily)


@pytest.mark.parametrize(
    ("birth_date", "first", "rate"),
    [
        (date(2005, 11, 6), date(2026, 11, 6), "12.71"),
        (date(2005, 11, 7), date(2026, 11, 6), "10.85"),
        (date(2008, 2, 29), date(2026, 3, 1), "10.00"),
        (ADULT, date(2026, 3, 31), "12.21"),
        (ADULT, date(2026, 4, 1), "12.71"),
    ],
)
def test_a_birthday_or_1_april_inside_a_period_waits_for_the_next(
    birth_date: date, first: date, rate: str
) -> None:
    found = check(birth_date=birth_date, period=PayPeriod(first, first))
    assert found.rate == Decimal(rate)


@pytest.mark.parametrize(
    ("lives_in", "member", "shares", "exempt"),
    [
        (True, True, True, True),
        (True, False, True, False),
        (False, True, True, False),
        (True, True, False, False),
    ],
)
def test_only_real_family_in_the_home_that_shares_its_tasks_is_outside_the_minimum_wage(
    *, lives_in: bool, member: bool, shares: bool, exempt: bool
) -> None:
    home = Household(lives_in_family_home=lives_in, member_of_family=member, shares_in_tasks=shares)
    found = assess(hours="200", household=home)
    assert (found.check is None) == exempt
    assert ("has no legal minimum" in found.sentence) == exempt
    assert (found.lines == ()) == exempt


def test_without_hours_that_count_there_is_nothing_to_test() -> None:
    found = assess(line(EarningKind.SLEEP_IN, "1", "60", "nights"), hours="0")
    assert found.check is None
    assert found.sentence == "There are no hours that the minimum wage is due for."
    assert [line.amount for line in found.lines] == [0, 60]


def test_work_that_nobody_pays_is_owed_in_full() -> None:
    found = assess(line(EarningKind.HOURS, "2", "0"), accommodation=Accommodation(0, Decimal("0.00")))
    assert found.sentence == (
        "£0.00 for 2 hours is £0.00 an hour. The legal minimum is £12.71."
        " £25.42 more must be paid for this period."
    )


def test_more_taken_off_than_counts_is_said_and_owed() -> None:
    uniform = Deduction(DeductionKind.FOR_EMPLOYER, Decimal("20.00"))
    found = assess(line(EarningKind.HOURS, "1", "12.71"), deductions=(uniform,))
    assert found.sentence == (
        "More is taken off than the pay that counts. £20.00 more must be paid for this period."
    )


def test_thirds_of_an_hour_leave_no_hours_over() -> None:
    thirds = tuple(line(EarningKind.HOURS, "0.6667", "12.71") for _ in range(3))
    assert shortfall_of(*thirds, hours="2.0000") == 0


@given(st.lists(st.integers(1, 2400), min_size=1, max_size=30), st.integers(0, 300))
def test_pay_at_the_minimum_line_by_line_never_falls_short(minutes: list[int], extra: int) -> None:
    rate = Decimal("12.71") + Decimal(extra) / 100
    lines = tuple(
        Earning(
            EarningKind.HOURS,
            "Hours worked",
            (Decimal(length) / 60).quantize(Decimal("0.0001")),
            "hours",
            rate,
            (length * rate / 60).quantize(Decimal("0.01"), "ROUND_HALF_UP"),
        )
        for length in minutes
    )
    hours = (Decimal(sum(minutes)) / 60).quantize(Decimal("0.0001"))
    assert shortfall_of(*lines, hours=str(hours)) == 0
