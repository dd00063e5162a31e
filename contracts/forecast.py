"""A contract's money over its years: growth, profile, headroom under the ceiling, forecast, shares. Pure.

Amounts are pounds and shares are fractions of one, both `Decimal`; nothing is rounded here, so that
sums are done on exact figures and only what is shown is rounded.
"""

import enum
import itertools
import math
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from dpss.kernel import dates, errors

Key = TypeVar("Key")

ONE = Decimal(1)
NOTHING = Decimal(0)
WHOLE_MARKET = Decimal(10_000)
MONTHS_IN_A_YEAR = 12
# Far finer than a penny on the largest ceiling that a contract can hold.
SOLVED_TO = Decimal("1E-15")
MOST_GROWTH = Decimal(1_000_000)


class Rule(enum.Enum):
    """How a lot grows from its first contract year to its last."""

    STRAIGHT = "straight line"
    COMPOUND = "compound"


@dataclass(frozen=True, slots=True)
class Lot:
    """A part of a contract: its first year's value, and how much more its last year is worth (0.2 is 20%)."""

    number: int
    first_year: Decimal
    growth: Decimal


@dataclass(frozen=True, slots=True)
class Plan:
    """What a contract is expected to cost over its whole term, both ends of which are included."""

    term: dates.Span
    lots: tuple[Lot, ...]
    rule: Rule = Rule.STRAIGHT


@dataclass(frozen=True, slots=True)
class Contract:
    """The contract that runs: its plan, the end of its core term, the approved ceiling and its source."""

    id: uuid.UUID
    name: str
    plan: Plan
    lots: Mapping[int, str]
    core_ends: date
    ceiling: Decimal
    ceiling_source: str

    @property
    def growing(self) -> Lot | None:
        """The lot that the plan lets grow; the first one when there are several."""
        return next((lot for lot in self.plan.lots if lot.growth), None)


@dataclass(frozen=True, slots=True)
class Year:
    """A contract year, the first being 1. `part` is less than one only for a last year that is cut short."""

    number: int
    span: dates.Span
    part: Decimal

    @property
    def label(self) -> str:
        """`2024-25`, or `2024` for a calendar year."""
        first, last = self.span.first.year, self.span.last.year
        return str(first) if first == last else f"{first}-{last % 100:02}"


@dataclass(frozen=True, slots=True)
class YearValue:
    """A contract year's value lot by lot, in all, and with the years before it."""

    year: Year
    lots: tuple[Decimal, ...]
    total: Decimal
    running: Decimal


@dataclass(frozen=True, slots=True)
class Base:
    """A whole worked out from a part and a rounded share: the nearest, the fewest and the most it can be."""

    nearest: int
    fewest: int
    most: int


def years_of(term: dates.Span) -> tuple[Year, ...]:
    """The contract years of a term, each from the day and month on which the term starts."""
    starts = [term.first]
    while starts[-1] <= term.last:
        starts.append(dates.add_months(term.first, MONTHS_IN_A_YEAR * len(starts)))
    years = []
    for number, (first, following) in enumerate(itertools.pairwise(starts), start=1):
        span = dates.Span(first, min(following - timedelta(days=1), term.last))
        years.append(Year(number, span, Decimal(span.days) / (following - first).days))
    return tuple(years)


def year_on(*, term: dates.Span, day: date) -> Year:
    """The contract year of a day; the first before the term and the last after it."""
    years = years_of(term)
    return next((year for year in years if day <= year.span.last), years[-1])


def factor(*, growth: Decimal, year: int, years: int, rule: Rule) -> Decimal:
    """How many times its first value a lot is worth in contract year `year` of `years`.

    Straight line: 1 + g · i / (n - 1); compound: (1 + g) to the power of i / (n - 1), with i from 0.
    """
    if years == 1:
        return ONE
    way = Decimal(year - 1) / (years - 1)
    if rule is Rule.STRAIGHT:
        return ONE + growth * way
    if year == 1:
        return ONE
    return (ONE + growth) ** way


def year_values(plan: Plan) -> tuple[YearValue, ...]:
    """Each contract year's value, with the running total."""
    years = years_of(plan.term)
    values, running = [], NOTHING
    for year in years:
        lots = tuple(_lot_value(lot, year, len(years), plan.rule) for lot in plan.lots)
        total = sum(lots, NOTHING)
        running += total
        values.append(YearValue(year, lots, total, running))
    return tuple(values)


def contract_total(plan: Plan) -> Decimal:
    """What the whole term costs."""
    return year_values(plan)[-1].running


def profile_to(*, plan: Plan, day: date) -> Decimal:
    """What the plan would have cost before `day`: whole contract years, then days gone of the present one."""
    gone = NOTHING
    for value in year_values(plan):
        span = value.year.span
        if day > span.last:
            gone = value.running
        elif day > span.first:
            gone += value.total * (day - span.first).days / span.days
    return gone


def headroom(*, ceiling: Decimal, total: Decimal) -> Decimal:
    """What the ceiling leaves above a total; negative when the total passes it."""
    return ceiling - total


def implied_growth(*, plan: Plan, ceiling: Decimal, lot: int) -> Decimal:
    """The growth of one lot that would use the ceiling up exactly, by the plan's rule; other lots as planned.

    Straight line in closed form, compound by halving. Raises `Invalid` where no growth would do.
    """
    years = years_of(plan.term)
    if len(years) == 1:
        raise errors.Invalid("A contract of one year has no later year to grow in.")
    grown = next(one for one in plan.lots if one.number == lot)
    others = sum(
        (_lot_value(one, year, len(years), plan.rule) for one in plan.lots if one != grown for year in years),
        NOTHING,
    )
    wanted = (ceiling - others) / grown.first_year
    if plan.rule is Rule.COMPOUND:
        return _compound_growth(years, wanted)
    flat = sum((year.part for year in years), NOTHING)
    ramp = sum((year.part * (year.number - 1) for year in years), NOTHING) / (len(years) - 1)
    return (wanted - flat) / ramp


def forecast(*, spent: Decimal, remaining: Decimal, people: int, planned: Decimal) -> Decimal:
    """What the whole term will cost if as many people stay as now: spent, and the rest in proportion."""
    if planned <= 0:
        raise errors.Invalid("The plan is for nobody, so it cannot be scaled to the people there are.")
    return spent + remaining * people / planned


def unit_cost(*, value: Decimal, people: int) -> Decimal:
    """A value for each person. Raises `Invalid` for nobody."""
    if people <= 0:
        raise errors.Invalid("There is nobody to divide the value by.")
    return value / people


def shares(counts: Mapping[Key, int]) -> dict[Key, Decimal]:
    """Each count as a part of all of them; all nought when there is nobody at all."""
    total = sum(counts.values())
    return {key: Decimal(count) / total if total else NOTHING for key, count in counts.items()}


def concentration(counts: Mapping[Key, int]) -> Decimal:
    """How concentrated a market is (Herfindahl-Hirschman index): 10,000 when one provider has it all."""
    return WHOLE_MARKET * sum((share * share for share in shares(counts).values()), NOTHING)


def implied_base(*, part: int, rate: Decimal, half_width: Decimal) -> Base:
    """The whole of which `part` is the share `rate`, and what it can be when `rate` is rounded.

    `half_width` is half of the last figure that is shown: 0.0005 for a share such as 32.7%.
    Raises `Invalid` for a share that is not more than its own rounding.
    """
    if rate <= half_width:
        raise errors.Invalid("The share is too small to work out the whole from it.")
    return Base(
        nearest=int((part / rate).to_integral_value(rounding=ROUND_HALF_UP)),
        fewest=math.ceil(part / (rate + half_width)),
        most=math.floor(part / (rate - half_width)),
    )


def _lot_value(lot: Lot, year: Year, years: int, rule: Rule) -> Decimal:
    return lot.first_year * factor(growth=lot.growth, year=year.number, years=years, rule=rule) * year.part


def _compound_growth(years: tuple[Year, ...], wanted: Decimal) -> Decimal:
    """Halve the gap between a growth that is too little and one that is too much."""

    def parts(growth: Decimal) -> Decimal:
        each = (
            factor(growth=growth, year=year.number, years=len(years), rule=Rule.COMPOUND) * year.part
            for year in years
        )
        return sum(each, NOTHING)

    low, high = -ONE, ONE
    while parts(high) < wanted and high < MOST_GROWTH:
        high *= 2
    if not parts(low) <= wanted <= parts(high):
        raise errors.Invalid("No compound growth of this lot would use up the ceiling exactly.")
    while high - low > SOLVED_TO:
        middle = (low + high) / 2
        low, high = (middle, high) if parts(middle) < wanted else (low, middle)
    return (low + high) / 2
