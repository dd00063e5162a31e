"""The figures of working time and holiday in a tax year's file, and what must hold between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from payroll.calc.confidence import Confidence
from payroll.calc.inputs import PayInputError


class AccrualRounding(StrEnum):
    """What happens to a fraction of an hour when holiday builds up by the hour."""

    HUNDREDTHS = "hundredths of an hour"
    WHOLE_HOURS = "whole hours"


@dataclass(frozen=True, slots=True)
class AccommodationOffset:
    """What a day of living accommodation may count for, in pay periods that begin between the two days."""

    starts: date
    ends: date
    source: str
    confidence: Confidence
    daily: Decimal


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """Whether the whole of a sleep-in is working time, though only time awake is minimum-wage time."""

    source: str
    confidence: Confidence
    sleep_in_counts: bool


@dataclass(frozen=True, slots=True)
class AnnualLeave:
    """The yearly holiday, the weeks that its pay is the average of, and the accrual of irregular hours.

    `regular_weeks` is how many paid weeks must be known before pay beyond the rate of fixed hours counts as
    regular. `accrual_from` is the earliest first day of a leave year in which holiday may build up by the
    hour and be rolled up into pay.
    """

    source: str
    confidence: Confidence
    weeks: Decimal
    most_days: Decimal
    paid_weeks: int
    look_back_weeks: int
    regular_weeks: int
    accrual_from: date
    accrual_rounding: AccrualRounding


def check(
    *, offsets: Sequence[AccommodationOffset], periods: Sequence[tuple[date, date]], leave: AnnualLeave
) -> None:
    """Refuse offsets that do not cover the minimum wage's periods, and holiday figures that cannot be."""
    if [(offset.starts, offset.ends) for offset in offsets] != list(periods):
        raise PayInputError("the accommodation offset does not have the dates of the minimum wage.")
    if any(offset.daily <= 0 for offset in offsets):
        raise PayInputError("an accommodation offset is not above zero.")
    if not (0 < leave.weeks < 52 and 0 < leave.most_days < 365):  # noqa: PLR2004 (a year's weeks and days)
        raise PayInputError("the yearly holiday is not a part of a year.")
    if not 0 < leave.paid_weeks <= leave.look_back_weeks:
        raise PayInputError("holiday pay looks back over fewer weeks than it takes the average of.")
    if not 0 < leave.regular_weeks <= leave.paid_weeks:
        raise PayInputError("pay counts as regular only after more weeks than holiday pay is the average of.")
