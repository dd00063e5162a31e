"""The figures of the journeys that people walk, from what they type to what is paid."""

from datetime import date
from decimal import Decimal

import pytest

from dpss.kernel.dates import Span
from payroll.calc import earnings, holiday, rates
from payroll.calc.earnings import ContractRates, WorkedTime
from payroll.calc.employer import ending, post, year
from payroll.calc.inputs import Earning, EarningKind, Interval, PayInputError
from payroll.calc.minimum_wage import Circumstances
from payroll.calc.results import PayResult
from payroll.calc.statutory import sick_pay
from tests.payroll.calc.cases import calculated
from tests.payroll.calc.statutory_cases import paid, sick

YEAR = rates.for_year("2026-27")
PERIOD = Span(date(2026, 10, 5), date(2026, 11, 1))


def _sheet(*worked: WorkedTime) -> tuple[Earning, ...]:
    """Four weeks at £13.50 an hour and £60 a sleep-in."""
    contract = ContractRates(hourly=Decimal("13.50"), sleep_in=Decimal("60.00"))
    return earnings.from_time(worked=worked, contract=contract, rates=YEAR.mileage)


def _four_weeks(*worked: WorkedTime, **changes: object) -> PayResult:
    return calculated(
        "0.00",
        interval=Interval.FOUR_WEEKLY,
        period=32,
        payday=date(2026, 11, 6),
        earnings=_sheet(*worked),
        birth_date=date(1986, 5, 4),
        period_start=PERIOD.first,
        period_end=PERIOD.last,
        **changes,
    )


HOURS = WorkedTime(EarningKind.HOURS, Decimal(76 * 60), "minutes")
OTHER = (
    WorkedTime(EarningKind.HOLIDAY, Decimal(4 * 60), "minutes"),
    WorkedTime(EarningKind.SLEEP_IN, Decimal(2), "nights"),
    WorkedTime(EarningKind.AWAKE, Decimal(90), "minutes"),
)


def test_what_20_hours_at_13_pounds_50_really_cost() -> None:
    """£270.00 a week, £29.08 for holiday if someone fills in, and £26.10 of NI that the allowance pays."""
    wanted = post.Post(
        hours_a_week=Decimal(20),
        age=30,
        interval=Interval.WEEKLY,
        cover=post.Cover.SOMEONE,
        in_pension=False,
        allowance=Decimal(10500),
    )
    found = year.cost(post=wanted, hourly=Decimal("13.50"), rates=YEAR)
    assert found.wages == 52 * Decimal("270.00")
    assert found.ni == found.covered == 52 * Decimal("26.10")
    assert round(found.holiday / 52, 2) == Decimal("29.08")
    with pytest.raises(PayInputError, match=r"£12\.00 an hour is below the minimum wage of £12\.71"):
        year.cost(post=wanted, hourly=Decimal("12.00"), rates=YEAR)


def test_a_sheet_with_sleep_ins_and_holiday() -> None:
    """1,026.00 + 54.00 + 120.00 + 20.25, and 1,046.25 for 77.5 hours against the minimum wage."""
    result = _four_weeks(HOURS, *OTHER)
    assert [line.amount for line in result.lines if line.group == "earned"] == [
        Decimal("1026.00"),
        Decimal("54.00"),
        Decimal("120.00"),
        Decimal("20.25"),
    ]
    assert result.gross == Decimal("1220.25")
    check = result.minimum_wage
    assert check is not None
    assert (check.hours, check.hourly, check.shortfall) == (Decimal("77.5"), Decimal("13.50"), 0)
    assert holiday.accrued_hours(earnings=_sheet(HOURS, *OTHER), rates=YEAR) == Decimal("9.35")


def test_eight_waking_hours_that_nobody_paid_stop_the_sheet() -> None:
    """1,026.00 for 84 hours is £12.21, below £12.71."""
    check = _four_weeks(HOURS, circumstances=Circumstances(hours=Decimal(84))).minimum_wage
    assert check is not None
    assert (check.hourly, check.shortfall) == (Decimal("12.21"), Decimal("41.64"))


@pytest.mark.parametrize(
    ("average", "week", "three_days"), [("270.00", "123.25", "73.95"), ("100.00", "80.00", "48.00")]
)
def test_three_days_of_sickness_are_paid_from_the_first(average: str, week: str, three_days: str) -> None:
    """The lower of £123.25 and 80% of average earnings, a fifth for each of five qualifying days."""
    whole_week = paid(sick("2026-10-12", "2026-10-16"), average=average)
    three = paid(sick("2026-10-12", "2026-10-14"), average=average)
    lines = sick_pay.due(pay=three, starts=PERIOD.first, ends=PERIOD.last)
    result = _four_weeks(HOURS, worked_out=lines)
    assert whole_week.total == Decimal(week)
    assert result.gross == Decimal("1026.00") + Decimal(three_days)
    assert result.lines[1].label == "Statutory Sick Pay"


def test_a_year_of_20_hours_a_week_has_112_hours_of_holiday() -> None:
    week = holiday.FixedWeek(hours=Decimal(20), days=Decimal(5), unit=holiday.Unit.HOURS)
    leave = holiday.LeaveYear(date(2026, 4, 1))
    assert holiday.full_year(week=week, rates=YEAR) == Decimal(112)
    assert leave.last == date(2027, 3, 31)


@pytest.mark.parametrize(
    ("started", "weeks", "amount"),
    [
        (date(2020, 6, 1), 8, "2160.00"),
        (date(2024, 12, 22), 0, "0.00"),
    ],
)
def test_redundancy_of_someone_of_45_on_270_a_week(started: date, weeks: int, amount: str) -> None:
    """4 × 1½ + 2 × 1 weeks after six years; nothing after 1 year and 11 months."""
    service = ending.Service(birth_date=date(1981, 3, 14), started=started, weekly_pay=Decimal("270.00"))
    found = ending.owed(service=service, day=date(2026, 11, 21), rates=YEAR)
    assert (found.redundancy_weeks, found.redundancy) == (weeks, Decimal(amount))
    high = ending.Service(birth_date=date(1981, 3, 14), started=started, weekly_pay=Decimal("900.00"))
    capped = ending.owed(service=high, day=date(2026, 11, 21), rates=YEAR)
    assert capped.redundancy == weeks * 751
