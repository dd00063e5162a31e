"""Statutory Sick Pay: the days of a chain, put together in weeks from Sunday to Saturday.

Each week's daily amounts are added and the sum is raised to a whole penny, as gov.uk's calculator does. A
week that two payments share is split so that both together come to the week's amount.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from payroll.calc.figures import TaxYear
from payroll.calc.lines import Line
from payroll.calc.rounding import ZERO, four_places, up_to_penny
from payroll.calc.statutory import sick_days, sick_words, weeks
from payroll.calc.statutory.sick_days import Outcome, SickClaim, SickDay
from payroll.calc.statutory.sickness import Sickness

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SickWeek:
    """The paid days of one week from a Sunday, and what they come to in whole pence."""

    starts: date
    days: tuple[SickDay, ...]
    amount: Decimal

    def amount_to(self, day: date) -> Decimal:
        """What the week comes to up to and with a day, in whole pence."""
        return _raised(self.days, to=day)


@dataclass(frozen=True, slots=True)
class SickPay:
    """A chain of sickness worked out: weeks with pay, days without, and how many weeks' worth is used.

    `weeks_used` counts towards the most there can be; it has four decimals, the rest dropped, for show.
    """

    claim: SickClaim
    weeks: tuple[SickWeek, ...]
    unpaid: tuple[SickDay, ...]
    total: Decimal
    weeks_used: Decimal


def work_out(*, claim: SickClaim, years: Sequence[TaxYear]) -> SickPay:
    """Pay every qualifying day of the chain that nothing excludes.

    `years` are the figures of all tax years in which the chain has days. The whole chain is always given,
    also what was paid long ago, because waiting days, the most weeks and protection depend on it.
    """
    days = tuple(sick_days.each(claim=claim, years=years))
    paid = [day for day in days if day.outcome is Outcome.PAID]
    by_week = tuple(_week(starts, tuple(group)) for starts, group in groupby(paid, key=_sunday))
    used = sum((day.part_of_week for day in paid), Fraction(0))
    return SickPay(
        claim=claim,
        weeks=by_week,
        unpaid=tuple(day for day in days if day.outcome not in {Outcome.PAID, Outcome.DAY_OFF}),
        total=sum((week.amount for week in by_week), ZERO),
        weeks_used=four_places(Decimal(used.numerator) / used.denominator),
    )


def due(*, pay: SickPay, starts: date, ends: date) -> tuple[Line, ...]:
    """The payslip lines of a pay period, both days included; their amounts add up to the sick pay due in it.

    A line for each week with pay, then one with 0.00 for each sickness and reason why days were not paid.
    """
    lines = []
    for week in pay.weeks:
        days = [day for day in week.days if starts <= day.day <= ends]
        if days:
            amount = week.amount_to(ends) - week.amount_to(starts - _DAY)
            lines.append(
                sick_words.paid_line(week_starts=week.starts, days=days, amount=amount, claim=pay.claim)
            )
    unpaid = [day for day in pay.unpaid if starts <= day.day <= ends]
    for (outcome, _), group in groupby(unpaid, key=lambda day: (day.outcome, _period(day, pay.claim))):
        lines.append(sick_words.unpaid_line(outcome=outcome, days=list(group), claim=pay.claim))
    return tuple(lines)


def not_counted(*, sickness: Sickness, starts: date, ends: date) -> tuple[Line, ...]:
    """A line with 0.00 for each sickness that ended in a pay period and belongs to no chain."""
    spans = [(Outcome.TOO_SHORT, span) for span in sickness.too_short]
    spans += [(Outcome.CUSTODY, span) for span in sickness.in_custody]
    return tuple(
        sick_words.excluded_line(outcome, span) for outcome, span in spans if starts <= span.last <= ends
    )


def _week(starts: date, days: tuple[SickDay, ...]) -> SickWeek:
    return SickWeek(starts=starts, days=days, amount=_raised(days, to=days[-1].day))


def _raised(days: Sequence[SickDay], *, to: date) -> Decimal:
    return up_to_penny(sum((day.daily for day in days if day.day <= to), ZERO))


def _period(day: SickDay, claim: SickClaim) -> int:
    """Which sickness of the chain a day belongs to."""
    return sum(period.first <= day.day for period in claim.chain.periods)


def _sunday(day: SickDay) -> date:
    return weeks.sunday_of(day.day)
