"""Maternity, adoption, paternity, shared parental, bereavement and neonatal care pay, week by week.

Six weeks of maternity and adoption pay are 90% of average earnings; every other week of all six kinds is the
lower of the flat rate and that 90%. A fraction of a penny is raised to the next penny, in a week and in a
part of a week (Statutory Maternity Pay (General) Regulations 1986, regulation 28; SI 2002/2818, regulation 4;
SI 2014/3051, regulation 40; SI 2025/376, regulation 25).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby, pairwise

from dpss.kernel import dates
from payroll.calc import wording
from payroll.calc.figures import TaxYear
from payroll.calc.inputs import PayInputError
from payroll.calc.lines import EARNED, Line
from payroll.calc.rounding import up_to_penny
from payroll.calc.statutory import tax_years
from payroll.calc.statutory.figures import FamilyPay
from payroll.calc.statutory.kinds import Kind

_EARNINGS_RELATED_WEEKS = {Kind.MATERNITY: 6, Kind.ADOPTION: 6}
_DAYS = 7


@dataclass(frozen=True, slots=True)
class PayWeek:
    """One week of pay from any day of the week; `rate` is not rounded, `amount` is what the week pays.

    `earnings_related` weeks have no upper limit. `figures` are those in force when the week begins.
    """

    kind: Kind
    starts: date
    rate: Decimal
    amount: Decimal
    average_weekly_earnings: Decimal
    earnings_related: bool
    figures: FamilyPay

    @property
    def ends(self) -> date:
        """The last of the week's seven days."""
        return self.starts + timedelta(days=_DAYS - 1)


def consecutive(*, starts: date, weeks: int) -> tuple[date, ...]:
    """The first days of some weeks that follow each other, as maternity and adoption pay do."""
    return tuple(starts + timedelta(weeks=later) for later in range(weeks))


def pay_weeks(
    *, kind: Kind, week_starts: Sequence[date], average_weekly_earnings: Decimal, years: Sequence[TaxYear]
) -> tuple[PayWeek, ...]:
    """What each week pays, for someone who is entitled.

    `week_starts` are the first days of the weeks claimed, from the first one on, because the first six weeks
    of maternity and adoption pay differ. A week without pay is left out. A week whose rate is not known yet
    is refused: give only weeks up to the end of the known figures.
    """
    _check_weeks(kind, week_starts)
    if not average_weekly_earnings.is_finite() or average_weekly_earnings < 0:
        raise PayInputError(f"Average weekly earnings of {average_weekly_earnings} are below zero.")
    related = _EARNINGS_RELATED_WEEKS.get(kind, 0)
    weeks = []
    for place, starts in enumerate(week_starts):
        figures = tax_years.family_pay(week_starts=starts, years=years)
        share = figures.earnings_share * average_weekly_earnings
        rate = share if place < related else min(figures.weekly, share)
        weeks.append(
            PayWeek(
                kind=kind,
                starts=starts,
                rate=rate,
                amount=up_to_penny(rate),
                average_weekly_earnings=average_weekly_earnings,
                earnings_related=place < related,
                figures=figures,
            )
        )
    return tuple(weeks)


def due(*, weeks: Sequence[PayWeek], starts: date, ends: date) -> tuple[Line, ...]:
    """The payslip lines of a pay period, both days included; their amounts add up to the pay due in it.

    Whole weeks of one rate are one line. A week that is only partly in the period is paid a seventh for each
    day, raised to a whole penny.
    """
    within = [(week, _days_within(week, starts, ends)) for week in weeks]
    lines = []
    for (_rate, days), group in groupby(
        [one for one in within if one[1]], key=lambda one: (_same_rate(one[0]), one[1])
    ):
        alike = [week for week, _ in group]
        if days == _DAYS:
            lines.append(_whole_weeks(alike))
        else:
            lines.extend(_part_of(week, days) for week in alike)
    return tuple(lines)


def _check_weeks(kind: Kind, week_starts: Sequence[date]) -> None:
    if kind is Kind.SICK:
        raise PayInputError(f"{kind.label} is not worked out in weeks of leave: use the sick pay rules.")
    if len(week_starts) > kind.most_weeks:
        raise PayInputError(
            f"{kind.label} is for at most {kind.most_weeks} weeks, and {len(week_starts)} are given."
        )
    for starts, following in pairwise(week_starts):
        if (following - starts).days < _DAYS:
            raise PayInputError(
                f"{kind.label}: the week from {dates.in_words(following)} begins before the one from "
                f"{dates.in_words(starts)} has ended."
            )


def _days_within(week: PayWeek, starts: date, ends: date) -> int:
    return max(0, (min(week.ends, ends) - max(week.starts, starts)).days + 1)


def _same_rate(week: PayWeek) -> tuple[Kind, Decimal, bool]:
    return week.kind, week.rate, week.earnings_related


def _whole_weeks(weeks: Sequence[PayWeek]) -> Line:
    first = weeks[0]
    count = wording.counted(Decimal(len(weeks)), "weeks")
    return _line(first, first.amount * len(weeks), f"{count} × {wording.pounds(first.amount)}")


def _part_of(week: PayWeek, days: int) -> Line:
    amount = up_to_penny(week.rate * days / _DAYS)
    counted = wording.counted(Decimal(days), "days")
    return _line(week, amount, f"{counted} of a week at {wording.pounds(week.amount)} ÷ {_DAYS}")


def _line(week: PayWeek, amount: Decimal, working: str) -> Line:
    return Line(
        code=week.kind.value,
        group=EARNED,
        label=week.kind.label,
        amount=amount,
        working=working,
        why=_why(week),
        rule=f"family_pay.{'earnings_related' if week.earnings_related else 'lower_of_two'}",
        figures=(
            ("average weekly earnings", str(week.average_weekly_earnings)),
            ("flat rate", str(week.figures.weekly)),
            ("share of earnings", str(week.figures.earnings_share)),
            ("weekly rate", str(week.rate)),
            ("first day", week.starts.isoformat()),
        ),
    )


def _why(week: PayWeek) -> str:
    share, flat = wording.percent(week.figures.earnings_share), wording.pounds(week.figures.weekly)
    average = wording.pounds(week.average_weekly_earnings)
    if week.earnings_related:
        weeks = _EARNINGS_RELATED_WEEKS[week.kind]
        return f"For the first {weeks} weeks it is {share} of your average pay of {average} a week."
    if week.rate < week.figures.weekly:
        return f"It is {share} of your average pay of {average} a week, as that is less than {flat}."
    return f"It is {flat} a week: {share} of your average pay of {average} would not be less."
