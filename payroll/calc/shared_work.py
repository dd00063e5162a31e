"""One shift for two employers, or one employer's pay from two purses, is split to the penny.

Each part is its exact share with part pence dropped. The pence left over go to the largest remainders, and
among equal ones to whoever is named first: the parts always add up, and are the same every time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import chain

from payroll.calc import amounts, minimum_wage, working_time
from payroll.calc.figures import TaxYear
from payroll.calc.inputs import Earning, PayInputError
from payroll.calc.results import MinimumWageCheck
from payroll.calc.rounding import PENNY, ZERO

_QUANTITY_KEPT = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Share:
    """Who bears how much: the weights are in any unit, such as halves, hours or pounds."""

    name: str
    weight: Decimal

    def __post_init__(self) -> None:
        if not self.weight.is_finite() or self.weight < 0:
            raise PayInputError(f"Share of {self.name}: {self.weight} is not zero or more.")


@dataclass(frozen=True, slots=True)
class Part:
    """What one of them bears."""

    name: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class FunderPart:
    """What one funder pays of each amount, in the order of the amounts."""

    name: str
    amounts: tuple[Decimal, ...]

    @property
    def total(self) -> Decimal:
        """Everything that this funder pays."""
        return sum(self.amounts, ZERO)


@dataclass(frozen=True, slots=True)
class SharedLine:
    """A line of a shift worked for several employers at once: care of a couple, a shared sleep-in."""

    earning: Earning
    shares: tuple[Share, ...]

    @property
    def parts(self) -> tuple[tuple[str, Earning], ...]:
        """Each employer's line of pay: its share of the hours or nights, and of the pay to the penny."""
        return tuple(
            (part.name, replace(self.earning, quantity=self.share_of(part.name), amount=part.amount))
            for part in split(amount=self.earning.amount, shares=self.shares)
        )

    def share_of(self, name: str) -> Decimal:
        """An employer's share of the hours or nights, to four decimals."""
        return self.exact_share_of(name).quantize(_QUANTITY_KEPT)

    def exact_share_of(self, name: str) -> Decimal:
        """An employer's share of the hours or nights, not yet rounded."""
        weight = sum((share.weight for share in self.shares if share.name == name), ZERO)
        return self.earning.quantity * weight / _whole(self.shares)


@dataclass(frozen=True, slots=True)
class EmployerWork:
    """An employer, with the lines of pay in the period that it shares with nobody."""

    name: str
    own: tuple[Earning, ...] = ()


@dataclass(frozen=True, slots=True)
class SharedCheck:
    """The minimum wage of each employer in their order, and of all the work together, counted once.

    A check is None where there are no hours to compare.
    """

    each: tuple[tuple[str, MinimumWageCheck | None], ...]
    combined: MinimumWageCheck | None


@dataclass(frozen=True, slots=True)
class _Tested:
    """What one employer pays that counts, for how many hours, not yet rounded, and the minimum for them."""

    pay: Decimal
    hours: Decimal
    needed: Decimal

    def __add__(self, other: "_Tested") -> "_Tested":
        return _Tested(self.pay + other.pay, self.hours + other.hours, self.needed + other.needed)

    def check(self, rate: Decimal) -> MinimumWageCheck | None:
        hours = self.hours.quantize(_QUANTITY_KEPT)
        if not hours:
            return None
        return minimum_wage.compared(pay=self.pay, hours=hours, needed=self.needed, rate=rate)


_NOTHING = _Tested(ZERO, ZERO, ZERO)


def split(*, amount: Decimal, shares: Sequence[Share]) -> tuple[Part, ...]:
    """An amount in pounds and whole pence, in parts to the penny that add up to it."""
    amounts.check("Amount to split", amount)
    whole = _whole(shares)
    exact = [divmod(amount / PENNY * share.weight, whole) for share in shares]
    left = int(amount / PENNY - sum(pence for pence, _ in exact))
    by_remainder = sorted(range(len(exact)), key=lambda place: -exact[place][1])
    one_more = set(by_remainder[:left])
    return tuple(
        Part(share.name, (exact[place][0] + (place in one_more)) * PENNY)
        for place, share in enumerate(shares)
    )


def by_funder(*, costs: Sequence[Decimal], funders: Sequence[Share]) -> tuple[FunderPart, ...]:
    """What one employer pays (wages, National Insurance, pension), each split by funder."""
    parts = [split(amount=amount, shares=funders) for amount in costs]
    return tuple(
        FunderPart(funder.name, tuple(part[place].amount for part in parts))
        for place, funder in enumerate(funders)
    )


def check_minimum_wage(
    *,
    employers: Sequence[EmployerWork],
    shared: Sequence[SharedLine],
    birth_date: date | None,
    period_start: date,
    rates: TaxYear,
) -> SharedCheck:
    """Test each employer on its own work and its part of the shared work, and all of them together.

    The minimum for a shared line is split as its pay is, so that a penny of rounding is never a shortfall.
    """
    rate = minimum_wage.rate_for(birth_date=birth_date, period_start=period_start, rates=rates)
    names = {employer.name for employer in employers}
    for name in sorted({share.name for line in shared for share in line.shares} - names):
        raise PayInputError(f"Shared work: {name} has a share and is not one of the employers.")
    tested = [(employer.name, _tested(employer, shared, rate, rates)) for employer in employers]
    return SharedCheck(
        each=tuple((name, found.check(rate)) for name, found in tested),
        combined=sum((found for _, found in tested), _NOTHING).check(rate),
    )


def working_time_once(*, sheets: Iterable[Sequence[working_time.Stretch]], rates: TaxYear) -> Decimal:
    """Hours of working time of one person, when the sheets of several employers have the same shifts."""
    return working_time.worked_once(stretches=list(chain.from_iterable(sheets)), rates=rates)


def _tested(employer: EmployerWork, shared: Sequence[SharedLine], rate: Decimal, rates: TaxYear) -> _Tested:
    """An employer's lowest rate is that of all lines it has a part in."""
    lines = [line for line in shared if line.exact_share_of(employer.name)]
    every = minimum_wage.worked(earnings=(*employer.own, *(line.earning for line in lines)), rates=rates)
    if every.sums:
        raise PayInputError(
            f"Work for {employer.name} is paid as one sum: give it by the hour, to test the minimum wage."
        )
    own = minimum_wage.worked(earnings=employer.own, rates=rates, lowest=every.lowest)
    total = _Tested(own.counted, own.hours, own.needed(rate))
    for line in lines:
        work = minimum_wage.worked(earnings=(line.earning,), rates=rates, lowest=every.lowest)
        total += _Tested(
            _part(work.counted, line, employer.name),
            line.exact_share_of(employer.name) if work.lines else ZERO,
            _part(work.needed(rate), line, employer.name),
        )
    return total


def _part(amount: Decimal, line: SharedLine, name: str) -> Decimal:
    return next(part.amount for part in split(amount=amount, shares=line.shares) if part.name == name)


def _whole(shares: Sequence[Share]) -> Decimal:
    names = [share.name for share in shares]
    for name in names:
        if names.count(name) > 1:
            raise PayInputError(f"Shares: {name} is named twice.")
    whole = sum((share.weight for share in shares), ZERO)
    if not whole:
        raise PayInputError("Shares: nobody has a share above zero.")
    return whole
