"""What the tables take from net earnings: the share of the band that they fall in.

For two or four weeks the band is that of one week's part, and its share is taken of all the earnings.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from payroll.calc import wording
from payroll.calc.inputs import Interval
from payroll.calc.orders import figures
from payroll.calc.orders.figures import CouncilTax, DirectEarnings, HalfPenny
from payroll.calc.orders.kinds import Schedule
from payroll.calc.rounding import ZERO, half_penny_drops, nearest_penny

_Band = TypeVar("_Band", bound=figures.Band)


@dataclass(frozen=True, slots=True)
class Found:
    """What a table gives, and the sum in words."""

    amount: Decimal
    working: str


def direct_earnings(
    *, net: Decimal, schedule: Schedule, interval: Interval, table: DirectEarnings, half_penny: HalfPenny
) -> Found:
    """The band's share of all net earnings, by the schedule that the notice names."""
    band, _below = _band(net, table.bands, interval)
    share = band.standard if schedule is Schedule.STANDARD else band.higher
    return Found(_rounded(net * share, half_penny), f"{wording.percent(share)} of {wording.pounds(net)}")


def council_tax(*, net: Decimal, interval: Interval, table: CouncilTax, half_penny: HalfPenny) -> Found:
    """The band's share of all net earnings; above the last limit, its share of what is above on top."""
    band, below = _band(net, table.bands, interval)
    start = None if below is None else figures.limit(below, interval)
    if figures.limit(band, interval) is not None or below is None or start is None:
        return Found(
            _rounded(net * band.share, half_penny), f"{wording.percent(band.share)} of {wording.pounds(net)}"
        )
    first = f"{wording.percent(below.share)} of {wording.pounds(start)}"
    rest = f"{wording.percent(band.share)} of {wording.pounds(net - start)}"
    return Found(_rounded(start * below.share + (net - start) * band.share, half_penny), f"{first} + {rest}")


def _band(net: Decimal, bands: Sequence[_Band], interval: Interval) -> tuple[_Band, _Band | None]:
    """The band that earnings fall in, its own limit included, and the one below it."""
    below = None
    for band in bands:
        limit = figures.limit(band, interval)
        if limit is None or net <= limit:
            break
        below = band
    return band, below


def _rounded(amount: Decimal, half_penny: HalfPenny) -> Decimal:
    rounded = half_penny_drops(amount) if half_penny is HalfPenny.DROPS else nearest_penny(amount)
    return max(ZERO, rounded)
