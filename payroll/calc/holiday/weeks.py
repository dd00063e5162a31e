"""The weeks of pay and hours behind a holiday average, none forgotten and none counted twice."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from payroll.calc import wording
from payroll.calc.figures import TaxYear
from payroll.calc.inputs import PayInputError

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One week's pay and hours, by its last day.

    `pay` is all pay for work in the week: basic pay, regular overtime and allowances that go with the work.
    `away` says that the person was on sick leave or statutory leave in any part of the week.
    """

    ends: date
    pay: Decimal
    hours: Decimal
    away: bool

    def __post_init__(self) -> None:
        for name, figure in (("pay", self.pay), ("hours", self.hours)):
            if not figure.is_finite() or figure < 0:
                raise PayInputError(f"Week to {wording.day(self.ends)}: {name} {figure} is not zero or more.")

    @property
    def starts(self) -> date:
        """The first of its seven days."""
        return self.ends - timedelta(days=6)


def latest(
    *,
    weeks: Iterable[Week],
    keep: Callable[[Week], bool],
    leave_starts: date,
    employed_from: date,
    rates: TaxYear,
) -> tuple[Week, ...]:
    """The last 52 whole weeks before some leave that `keep` holds for, looking back 104 weeks at most.

    Fewer when the employment has no more. Every week must be given, also one without pay, because a week
    left out could be a week of high pay.
    """
    ordered = _in_order(weeks, leave_starts)
    earliest = ordered[0].ends - _WEEK * (rates.annual_leave.look_back_weeks - 1)
    whole = [week for week in ordered if week.ends >= earliest and week.starts >= employed_from]
    kept = tuple(week for week in whole if keep(week))[: rates.annual_leave.paid_weeks]
    first = ordered[-1]
    reaches_back = first.ends <= earliest or first.starts - _WEEK < employed_from
    if len(kept) < rates.annual_leave.paid_weeks and not reaches_back:
        raise PayInputError(
            f"The weeks before {wording.day(first.starts)} are missing: the average looks back"
            f" {rates.annual_leave.look_back_weeks} weeks, or to the start of the employment."
        )
    return kept


def _in_order(weeks: Iterable[Week], leave_starts: date) -> list[Week]:
    """The weeks that ended before the leave, the last one first, without a gap."""
    ordered = sorted(
        (week for week in weeks if week.ends < leave_starts), key=lambda week: week.ends, reverse=True
    )
    if not ordered or ordered[0].ends < leave_starts - _WEEK:
        raise PayInputError(f"The last whole week before {wording.day(leave_starts)} is missing: give it.")
    for later, earlier in pairwise(ordered):
        if later.ends - earlier.ends != _WEEK:
            raise PayInputError(
                f"The weeks to {wording.day(earlier.ends)} and to {wording.day(later.ends)} do not follow"
                " each other: give every week once, also one without pay."
            )
    return ordered
