"""Hours worked and the pay for them, line by line, against the minimum wage.

In a sleep-in only the time awake for the purpose of working counts as hours (Royal Mencap v Tomlinson-Blake
[2021] UKSC 8). Holiday is left out on both sides. A higher rate for some hours counts only up to the lowest
rate for the work (regulation 10(j); HMRC manual NMWM09270).
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from payroll.calc import wording
from payroll.calc.figures import TaxYear
from payroll.calc.inputs import Earning, EarningKind
from payroll.calc.minimum_wage.period import rate_for
from payroll.calc.results import MinimumWageCheck
from payroll.calc.rounding import PENNY, ZERO, down_to_penny, nearest_penny

_HOURS_COUNT = frozenset({EarningKind.HOURS, EarningKind.AWAKE})


class Work(NamedTuple):
    """A period's lines of pay, sorted by what they are for.

    `lines` are hours worked, `lowest` is the lowest rate for them and `premium` what they pay above it, which
    does not count. `sums` is pay for work that is not given by the hour. `sleep_ins` is the pay for nights;
    whether it counts is a setting of the year. `others` are lines that are for no work at all.
    """

    lines: tuple[Earning, ...]
    lowest: Decimal
    premium: Decimal
    sums: Decimal
    sleep_ins: Decimal
    sleep_ins_count: bool
    others: tuple[Earning, ...]

    @property
    def hours(self) -> Decimal:
        """Hours that the lines are for."""
        return sum([line.quantity for line in self.lines], ZERO)

    @property
    def counted_by_the_hour(self) -> Decimal:
        """Pay for hours as far as it counts."""
        return _total(self.lines) - self.premium + self.sums

    @property
    def counted(self) -> Decimal:
        """Pay for hours and nights as far as it counts."""
        return self.counted_by_the_hour + (self.sleep_ins if self.sleep_ins_count else ZERO)

    def needed(self, rate: Decimal) -> Decimal:
        """The minimum for these hours, priced line by line as the pay is.

        A line at this rate or above needs no more than it pays: the odd penny of a shared shift goes to
        one of its employers, and the other is not below the minimum for that.
        """
        return sum([_needed(line, rate) for line in self.lines], ZERO)


def worked(*, earnings: Iterable[Earning], rates: TaxYear, lowest: Decimal | None = None) -> Work:
    """Sort the lines of pay by what they are for.

    `lowest` is the contract's lowest hourly rate for this work, when no line of the period has it. Hours
    that are not paid at all do not make nought the lowest rate.
    """
    lines: list[Earning] = []
    others: list[Earning] = []
    sums = sleep_ins = ZERO
    for line in earnings:
        if line.kind is EarningKind.SLEEP_IN:
            sleep_ins += line.amount
        elif line.kind not in _HOURS_COUNT:
            others.append(line)
        elif line.unit == "hours":
            lines.append(line)
        else:
            sums += line.amount
    floor = min([rate for rate in (lowest, *[line.rate for line in lines]) if rate], default=ZERO)
    return Work(
        lines=tuple(lines),
        lowest=floor,
        premium=sum([_premium(line, floor) for line in lines if line.rate > floor], ZERO),
        sums=sums,
        sleep_ins=sleep_ins,
        sleep_ins_count=rates.sleep_ins.pay_counts_for_minimum_wage,
        others=tuple(others),
    )


def check(
    *, earnings: Iterable[Earning], birth_date: date, period_start: date, rates: TaxYear
) -> MinimumWageCheck | None:
    """Compare pay per hour with the rate on the period's first day; a birthday waits for the next period.

    The minimum is priced line by line, as the pay is, so that rounding to pence alone never falls short. None
    means that there is nothing to compare: no hours, or pay for working that is not given in hours.
    """
    lines = tuple(earnings)
    work = worked(earnings=lines, rates=rates)
    hours = work.hours
    if not hours or any(line.unit != "hours" and line.kind in _HOURS_COUNT for line in lines):
        return None
    rate = rate_for(birth_date=birth_date, period_start=period_start, rates=rates)
    return compared(pay=work.counted, hours=hours, needed=work.needed(rate), rate=rate)


def compared(*, pay: Decimal, hours: Decimal, needed: Decimal, rate: Decimal) -> MinimumWageCheck:
    """The pay that counts against the pay that is needed; a shortfall is owed on top, to the penny."""
    shortfall = max(ZERO, needed - pay)
    hourly = down_to_penny(pay / hours)
    if not shortfall:
        hourly = max(hourly, rate)
    return MinimumWageCheck(
        pay=pay,
        hours=hours,
        hourly=hourly,
        rate=rate,
        shortfall=shortfall,
        why=f"{wording.pounds(pay)} for {wording.time(hours)} is {wording.pounds(hourly)} an hour. "
        f"The legal minimum is {wording.pounds(rate)}.",
    )


def priced(*, hours: Decimal, rate: Decimal) -> Decimal:
    """Pay for hours at a rate, to the nearest penny, as a line of pay is priced."""
    return nearest_penny(minutes(hours) * rate / 60)


def minutes(hours: Decimal) -> Decimal:
    """Hours are kept to four decimals; as minutes, 1 hour 40 minutes comes back exactly."""
    return (hours * 60).quantize(PENNY)


def _needed(line: Earning, rate: Decimal) -> Decimal:
    minimum = priced(hours=line.quantity, rate=rate)
    return minimum if line.rate < rate else min(minimum, line.amount)


def _premium(line: Earning, lowest: Decimal) -> Decimal:
    """What a line with a higher rate pays above the lowest."""
    return max(ZERO, line.amount - priced(hours=line.quantity, rate=lowest))


def _total(lines: Iterable[Earning]) -> Decimal:
    return sum([line.amount for line in lines], ZERO)
