"""From the days of sheets to what a sheet's holiday is paid: each time off at the average before it. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from payroll.calc import holiday
from payroll.calc.figures import TaxYear
from payroll.calc.holiday.weeks_pay import WeeksPay
from payroll.calc.lines import Line

SATURDAY: Final = 5
_DAY: Final = timedelta(days=1)
_MINUTES: Final = Decimal(60)


@dataclass(frozen=True, slots=True)
class Day:
    """What a day was worth: pay for work in pounds times sixty, and minutes, of work and of holiday.

    Holiday is priced when it is known at what rate. `rate` is the contract's by the hour on the day.
    """

    rate: Decimal
    pay: Decimal = Decimal(0)
    minutes: Decimal = Decimal(0)
    holiday: int = 0
    is_sick: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The days of a post's sheets with what each was worth, the sheet of the period among them.

    `known_from` is the first day of which the portal could know the pay. `paid` are what an hour of holiday
    was paid on days of earlier sheets. `week_ends` is the weekday on which a week of pay ends: that of weekly
    pay, else Saturday (Employment Rights Act 1996 section 235).
    """

    days: Mapping[date, Day]
    known_from: date
    paid: Mapping[date, Decimal]
    week_ends: int = SATURDAY


@dataclass(frozen=True, slots=True)
class Averaged:
    """The days of a sheet whose holiday is paid at an average, and the lines of pay for it."""

    days: frozenset[date] = frozenset()
    lines: tuple[Line, ...] = ()


def averaged(
    *, history: History, taken: Sequence[date], fixed_hours: Decimal | None, rates: TaxYear
) -> Averaged:
    """The holiday taken on these days of the sheet, as far as it is not paid at the contract's rate.

    Days off with no work between them are one time off, paid at the average of the weeks before its first
    day. `fixed_hours` are those of a week; None for irregular hours.
    """
    paid, days, minutes_at = dict(history.paid), set[date](), dict[WeeksPay, int]()
    for off in _times_off(taken, history.days):
        pay = _due(replace(history, paid=paid), off[0], fixed_hours, rates)
        if pay is None:
            continue
        days.update(off)
        paid |= dict.fromkeys(off, pay.hour)
        minutes_at[pay] = minutes_at.get(pay, 0) + sum(history.days[day].holiday for day in off)
    lines = tuple(pay.line(minutes / _MINUTES) for pay, minutes in minutes_at.items())
    return Averaged(frozenset(days), lines)


def weeks_pay(
    *, history: History, day: date, fixed_hours: Decimal | None, rate: Decimal, rates: TaxYear
) -> WeeksPay | None:
    """What holiday that begins on a day would be paid; None for the contract's rate."""
    return holiday.due(
        weeks=_weeks(history, day, rates),
        leave_starts=day,
        employed_from=history.known_from,
        fixed_hours=fixed_hours,
        hourly_rate=rate,
        rates=rates,
    )


def _due(history: History, day: date, fixed_hours: Decimal | None, rates: TaxYear) -> WeeksPay | None:
    rate = history.days[day].rate
    return weeks_pay(history=history, day=day, fixed_hours=fixed_hours, rate=rate, rates=rates)


def _times_off(taken: Sequence[date], days: Mapping[date, Day]) -> Iterator[list[date]]:
    """The days off in groups without a day of work between them."""
    group: list[date] = []
    for day in sorted(taken):
        if group and any(group[-1] < other < day and days[other].minutes for other in days):
            yield group
            group = []
        group.append(day)
    if group:
        yield group


def _weeks(history: History, before: date, rates: TaxYear) -> list[holiday.Week]:
    """Every week that ended before a day, back to the first known one or the last that counts."""
    ends = before - _DAY
    while ends.weekday() != history.week_ends:
        ends -= _DAY
    found = []
    for _week in range(rates.annual_leave.look_back_weeks):
        found.append(_week_to(ends, history))
        if ends - _DAY * 6 < history.known_from:
            break
        ends -= _DAY * 7
    return found


def _week_to(ends: date, history: History) -> holiday.Week:
    inside = [(ends - _DAY * back) for back in range(7)]
    days = [(day, history.days[day]) for day in inside if day in history.days]
    pay = sum((one.pay + one.holiday * history.paid.get(day, one.rate) for day, one in days), Decimal(0))
    minutes = sum((one.minutes + one.holiday for _day, one in days), Decimal(0))
    return holiday.Week(
        ends=ends, pay=pay / _MINUTES, hours=minutes / _MINUTES, away=any(one.is_sick for _day, one in days)
    )
