"""Every payday belongs to a tax year, a tax month and a tax week; the contractual payday alone decides.

When the work was done does not matter, nor when the bank moved the money (Simon's Taxes E4.1142).
"""

import re
from datetime import date, timedelta
from functools import lru_cache

from payroll.calc import wording
from payroll.calc.inputs import Interval, PayInputError

_LABEL = re.compile(r"(20[0-9]{2})-([0-9]{2})", re.ASCII)


def tax_year_of(payday: date) -> str:
    """The tax year runs from 6 April to 5 April: 5 April 2027 is still 2026-27."""
    first = payday.year if (payday.month, payday.day) >= (4, 6) else payday.year - 1
    return f"{first}-{(first + 1) % 100:02}"


@lru_cache(maxsize=64)
def first_day(tax_year: str) -> date:
    """6 April of the year that the label begins with ("2026-27")."""
    match = _LABEL.fullmatch(tax_year)
    if match is None or (int(match[1]) + 1) % 100 != int(match[2]):
        raise PayInputError(f"{tax_year!r} is not a tax year: write it like 2026-27.")
    return date(int(match[1]), 4, 6)


@lru_cache(maxsize=64)
def last_day(tax_year: str) -> date:
    """5 April of the year after the one that the label begins with."""
    start = first_day(tax_year)
    return date(start.year + 1, 4, 5)


def tax_month(payday: date) -> int:
    """Tax month 1 is 6 April to 5 May; month 12 ends on 5 April. HMRC is paid by tax months."""
    first = first_day(tax_year_of(payday))
    return 12 * (payday.year - first.year) + payday.month - first.month + (payday.day >= first.day)


def tax_week(payday: date) -> int:
    """Tax week 1 is 6 to 12 April; 5 April (and 4 April in a leap year) is week 53."""
    return (payday - first_day(tax_year_of(payday))).days // 7 + 1


@lru_cache(maxsize=1024)
def period_of(*, payday: date, interval: Interval) -> int:
    """The week or month whose tables a payment uses, and which is reported on the FPS.

    Two-weekly pay uses the even weeks and four-weekly pay every fourth: a two-weekly payday in tax week 1 or
    2 is week 2. The last day or two of the year give week 53, 54 or 56 (HMRC manual PAYE70015).
    """
    if interval is Interval.MONTHLY:
        return tax_month(payday)
    weeks = interval.periods
    return weeks * -(-tax_week(payday) // weeks)


def is_extra_payday(*, interval: Interval, period: int) -> bool:
    """Week 53, 54 or 56: one payday more than the tax tables have room for. Monthly pay never has one."""
    return period > interval.periods_in_year


def last_payday(*, tax_year: str, interval: Interval, period: int) -> date:
    """The last day on which a payment can be made in this week or month of the tax year."""
    check_period(interval=interval, period=period)
    start, end = first_day(tax_year), last_day(tax_year)
    if interval is Interval.MONTHLY:
        later = start.month - 1 + period
        return date(start.year + later // 12, later % 12 + 1, 5)
    return min(start + timedelta(days=7 * period - 1), end)


def check_period(*, interval: Interval, period: int) -> None:
    """Refuse a week or month that has no tables for this interval."""
    extra = interval.periods_in_year + interval.periods if interval is not Interval.MONTHLY else 12
    if period % interval.periods or not interval.periods <= period <= extra:
        raise PayInputError(f"{period} is not a {interval} tax period: use {_allowed(interval)}.")


def check_payday(*, payday: date, tax_year: str, interval: Interval, period: int) -> None:
    """Refuse a payday outside the tax year, or a period that its payday does not fall in."""
    if not first_day(tax_year) <= payday <= last_day(tax_year):
        raise PayInputError(
            f"The payday {wording.day(payday)} is in the tax year {tax_year_of(payday)}, not {tax_year}."
        )
    falls_in = period_of(payday=payday, interval=interval)
    if falls_in != period:
        raise PayInputError(
            f"The {interval} payday {wording.day(payday)} is in tax period {falls_in}, not {period}."
        )


def _allowed(interval: Interval) -> str:
    if interval is Interval.MONTHLY:
        return "1 to 12"
    if interval is Interval.WEEKLY:
        return "1 to 53"
    step, extra = interval.periods, 52 + interval.periods
    return f"{step}, {2 * step}, {3 * step} and so on to 52, or {extra} for an extra payday"
