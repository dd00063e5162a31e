"""A week's holiday is paid as a week of work: as the contract says, or the average of 52 paid weeks.

Working Time Regulations 1998 regulation 16; Employment Rights Act 1996 sections 221 to 224. Weeks without
pay, and weeks with sick or statutory leave in them, are passed over, and none before the last 104 weeks is
looked at. All 5.6 weeks are paid at this rate, though the law asks it of four only.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from payroll.calc import wording
from payroll.calc.figures import TaxYear
from payroll.calc.holiday import weeks as history
from payroll.calc.inputs import PayInputError
from payroll.calc.lines import EARNED, Line
from payroll.calc.rounding import ZERO, nearest_penny

# What no rounding of an hour's pay shows.
_SAME = Decimal("0.00005")


class NoPaidWeek(PayInputError):
    """There is no week to take the average of."""


@dataclass(frozen=True, slots=True)
class WeeksPay:
    """Pay of some weeks, how many they are, and the hours of them all: nothing is rounded before the end.

    `skipped` are the weeks between them that were passed over.
    """

    total: Decimal
    weeks: int
    hours: Decimal
    skipped: int = 0

    @property
    def week(self) -> Decimal:
        """A week's pay, to the nearest penny."""
        return nearest_penny(self.total / self.weeks)

    def for_hours(self, hours: Decimal) -> Decimal:
        """Holiday of some hours, to the nearest penny."""
        return nearest_penny(self.total * hours / self.hours)

    @property
    def hour(self) -> Decimal:
        """An hour's pay, unrounded."""
        return self.total / self.hours

    def line(self, hours: Decimal) -> Line:
        """What holiday taken in a pay period is paid, with the weeks that it is the average of."""
        if hours <= 0:
            raise PayInputError(f"Holiday: {wording.number(hours)} hours is not more than zero.")
        one = self.weeks == 1
        usual = wording.time(self.hours / self.weeks)
        average = f"{wording.pounds(self.total)} in {wording.counted(Decimal(self.weeks), 'weeks')}"
        return Line(
            code="holiday",
            group=EARNED,
            label="Holiday",
            amount=self.for_hours(hours),
            working=f"{wording.time(hours)}, at {wording.pounds(self.week)} for {usual}",
            why="Time off is paid as your usual week."
            if one
            else f"Time off is paid as your average week: {average}.{self._passed_over}",
            rule="holiday.weeks_pay",
            figures=(
                ("total", str(self.total)),
                ("weeks", str(self.weeks)),
                ("hours", str(self.hours)),
                ("skipped", str(self.skipped)),
                ("taken", str(hours)),
            ),
        )

    @property
    def _passed_over(self) -> str:
        if not self.skipped:
            return ""
        counted = "1 week" if self.skipped == 1 else f"{self.skipped} weeks"
        return f" {counted} without pay, or with sick leave, in between did not count."


def contracted(*, weekly_hours: Decimal, hourly_rate: Decimal) -> WeeksPay:
    """A week of fixed hours at a fixed rate is paid at the rate of the day on which the leave begins."""
    if not weekly_hours > 0 or not hourly_rate > 0:
        raise PayInputError("Holiday pay: the hours a week and the hourly rate must both be more than zero.")
    return WeeksPay(weekly_hours * hourly_rate, 1, weekly_hours)


def average(
    *,
    weeks: Iterable[history.Week],
    leave_starts: date,
    employed_from: date,
    contract_hours: Decimal | None,
    rates: TaxYear,
) -> WeeksPay:
    """The average of the last 52 paid weeks, looking back 104 at most, or of all there are.

    `contract_hours` are the fixed hours of a week. Where hours are irregular, None takes the average hours of
    the same weeks (regulation 16(1A)).
    """
    every = tuple(weeks)
    kept = history.latest(
        weeks=every,
        keep=lambda week: week.pay > 0 and not week.away,
        leave_starts=leave_starts,
        employed_from=employed_from,
        rates=rates,
    )
    if not kept:
        raise NoPaidWeek(
            f"There is no paid week before {wording.day(leave_starts)} to take the average of:"
            " pay holiday at the contract's rate."
        )
    hours = sum((contract_hours if contract_hours is not None else week.hours for week in kept), ZERO)
    if hours <= 0:
        raise PayInputError("Holiday pay: the hours of a week are not more than zero.")
    total = sum((week.pay for week in kept), ZERO)
    return WeeksPay(total, len(kept), hours, _skipped(every, kept, leave_starts))


def due(
    *,
    weeks: Iterable[history.Week],
    leave_starts: date,
    employed_from: date,
    fixed_hours: Decimal | None,
    hourly_rate: Decimal,
    rates: TaxYear,
) -> WeeksPay | None:
    """The average where pay varies; None where holiday is paid at the hourly rate of the contract.

    Pay of fixed hours varies where some week was paid more than its hours at the rate: for a sleep-in, for
    work at a higher rate, for overtime. That counts once it is paid regularly (regulation 16(3ZA)): when
    `regular_weeks` paid weeks are known. A week of fixed hours is never paid less than the contract says.
    Hours that are irregular are always an average, but for someone who has no paid week yet.
    """
    every = tuple(weeks)
    paid = sum(1 for week in every if week.pay > 0 and not week.away)
    if not paid or (fixed_hours is not None and paid < rates.annual_leave.regular_weeks):
        return None
    try:
        found = average(
            weeks=every,
            leave_starts=leave_starts,
            employed_from=employed_from,
            contract_hours=fixed_hours,
            rates=rates,
        )
    except NoPaidWeek:
        return None
    is_less = found.hour < hourly_rate
    is_same = abs(found.hour - hourly_rate) < _SAME
    return None if is_same or (is_less and fixed_hours is not None) else found


def _skipped(every: Iterable[history.Week], kept: tuple[history.Week, ...], leave_starts: date) -> int:
    newest = max(week.ends for week in every if week.ends < leave_starts)
    return (newest - kept[-1].ends).days // 7 + 1 - len(kept)
