"""Payslips in a second, from approved timesheets to the queues: two sizes, and beside a row-by-row loop."""

import itertools
import math
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import django

from tests.bench.report import Figure

SIZES: Final = (10_000, 100_000)
ROW_BY_ROW: Final = 10_000
# 5,700 employers: a large county with one provider. A hundred thousand are ten of them.
_IN_A_COUNCIL: Final = 10_000
_HELD_AGAINST: Final = "floor 500, goal 2,000"


@dataclass(frozen=True)
class RowByRow:
    """What the loop took for the same payslips, and how many of them came out otherwise."""

    seconds: float
    otherwise: int


@dataclass(frozen=True)
class Paid:
    """What one size took, in seconds by the clock."""

    payslips: int
    employers: int
    asking: float
    calculating: float
    approving: float
    reporting: float
    seeing_to_pensions: float
    row_by_row: RowByRow | None

    @property
    def seconds(self) -> float:
        """From approved timesheets to the queues."""
        return self.calculating + self.approving

    @property
    def until_reported(self) -> float:
        """And on, until each report to HMRC is made and checked, and could be sent."""
        return self.seconds + self.reporting


def figures(
    *, sizes: Sequence[int] = SIZES, workers: int = 1, row_by_row: int = ROW_BY_ROW
) -> Iterator[Figure]:
    """Each size in councils of 10,000 payslips; a size of `row_by_row` by the loop as well.

    One process does one statement after the other, unless more `workers` share the payruns: so many that
    calculate, and then so many people who approve at once.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dpss.settings.test")
    django.setup()
    # Its tables can be imported only now.
    from tests.bench import paying

    yield Figure("Processes at work, each with one of Postgres", workers, "the disk is not waited for")
    every = []
    for size in sizes:
        councils = math.ceil(size / _IN_A_COUNCIL)
        one = paying.pay(
            payslips=size, councils=councils, workers=workers, with_row_by_row=size == row_by_row
        )
        yield from _said(one, councils)
        every.append(one)
    for small, large in itertools.pairwise(every):
        times = large.payslips / small.payslips
        name = f"Time for {large.payslips:,} payslips over that for {small.payslips:,}"
        yield Figure(name, large.seconds / small.seconds, f"at most 10.5 for {times:.1f} times as many")


def _said(one: Paid, councils: int) -> Iterator[Figure]:
    shape = f"{one.employers:,} employers in {councils} council{'s' if councils > 1 else ''}"
    yield Figure(f"{one.payslips:,} payslips, a second", one.payslips / one.seconds, _HELD_AGAINST)
    yield Figure("  calculated and stored", one.payslips / one.calculating, shape)
    yield Figure("  until the reports are made", one.payslips / one.until_reported, "and could be sent")
    yield Figure("  posted and queued", one.payslips / one.approving, "ledger, payments, reports, messages")
    yield Figure("  reports made and checked", one.payslips / one.reporting, "by a job, after the approval")
    rate = one.payslips / one.seeing_to_pensions
    yield Figure("  what is due about pensions seen to", rate, "by a job, after the approval")
    yield Figure("  asked for beforehand, seconds", one.asking, "makes the payruns")
    if one.row_by_row:
        rate = one.payslips / one.row_by_row.seconds
        yield Figure("  the same row by row, a second", rate, "a transaction for each employer")
        yield Figure("  times as fast as row by row", one.row_by_row.seconds / one.seconds, "")
        yield Figure("  payslips of which a figure differs", one.row_by_row.otherwise, "must be none")
