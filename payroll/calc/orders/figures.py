"""The shape of the tables by which orders take money from wages, in a tax year's file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from payroll.calc.confidence import Confidence
from payroll.calc.inputs import Interval, PayInputError


class HalfPenny(StrEnum):
    """What becomes of exactly half a penny of a deduction that is a share of earnings."""

    DROPS = "drops"
    ROUNDS_UP = "rounds up"


@dataclass(frozen=True, slots=True)
class DirectEarningsBand:
    """Net earnings up to a limit, and the share of all of them that each schedule takes there."""

    standard: Decimal
    higher: Decimal
    weekly: Decimal | None = None
    monthly: Decimal | None = None


@dataclass(frozen=True, slots=True)
class DirectEarnings:
    """Direct earnings attachments: the two schedules, and the share of net earnings that must be left."""

    source: str
    confidence: Confidence
    protected: Decimal
    bands: tuple[DirectEarningsBand, ...]

    def __post_init__(self) -> None:
        _check_bands(self.bands, "direct earnings attachments")
        shares = [share for band in self.bands for share in (band.standard, band.higher)]
        _check_shares([*shares, self.protected], "direct earnings attachments")


@dataclass(frozen=True, slots=True)
class CouncilTaxBand:
    """Net earnings up to a limit, and the share of all of them; above the last limit a share of the rest."""

    share: Decimal
    weekly: Decimal | None = None
    monthly: Decimal | None = None


@dataclass(frozen=True, slots=True)
class CouncilTax:
    """Council tax attachments in England, for orders made on or after a day, and how many may run at once."""

    source: str
    confidence: Confidence
    made_from: date
    most_orders: int
    bands: tuple[CouncilTaxBand, ...]

    def __post_init__(self) -> None:
        _check_bands(self.bands, "council tax attachments")
        _check_shares([band.share for band in self.bands], "council tax attachments")


@dataclass(frozen=True, slots=True)
class ChildMaintenance:
    """Child maintenance: the share of net earnings that must be left."""

    source: str
    confidence: Confidence
    protected: Decimal

    def __post_init__(self) -> None:
        _check_shares([self.protected], "child maintenance")


@dataclass(frozen=True, slots=True)
class Practice:
    """What is alike for all orders: half a penny, and the most that an employer may keep for each one."""

    source: str
    confidence: Confidence
    half_penny: HalfPenny
    highest_fee: Decimal


@dataclass(frozen=True, slots=True)
class EarningsOrders:
    """All tables of orders in one tax year."""

    direct_earnings: DirectEarnings
    council_tax: CouncilTax
    child_maintenance: ChildMaintenance
    practice: Practice


Band = DirectEarningsBand | CouncilTaxBand


def limit(band: Band, interval: Interval) -> Decimal | None:
    """A band's upper limit for a pay interval: some weeks have that many times the week's."""
    if interval is Interval.MONTHLY:
        return band.monthly
    return None if band.weekly is None else band.weekly * interval.periods


def _check_bands(bands: Sequence[Band], where: str) -> None:
    *below, last = bands
    limited = all(band.weekly is not None and band.monthly is not None for band in below)
    if not limited or last.weekly is not None or last.monthly is not None:
        raise PayInputError(f"{where}: every band but the last needs a week's and a month's limit.")
    for interval in (Interval.WEEKLY, Interval.MONTHLY):
        limits = [band_limit for band in below if (band_limit := limit(band, interval)) is not None]
        if any(lower >= upper for lower, upper in pairwise(limits)):
            raise PayInputError(f"{where}: the bands are not in rising order.")


def _check_shares(shares: Sequence[Decimal], where: str) -> None:
    for share in shares:
        if not 0 <= share < 1:
            raise PayInputError(f"{where} has the share {share}, which is not a share of one: 20% is 0.20.")
