"""One shift for two employers, or one employer's pay from two purses, is split to the penny.

Each part is its exact share with part pence dropped. The pence left over go to the largest remainders, and
among equal ones to whoever is named first: the parts always add up, and are the same every time.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from payroll.calc import amounts, minimum_wage
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
        amounts_of = {
            part.name: part.amount for part in split(amount=self.earning.amount, shares=self.shares)
        }
        return tuple(
            (share.name, replace(self.earning, quantity=self._quantity(share), amount=amounts_of[share.name]))
            for share in self.shares
        )

    def _quantity(self, share: Share) -> Decimal:
        return (self.earning.quantity * share.weight / _whole(self.shares)).quantize(_QUANTITY_KEPT)


@dataclass(frozen=True, slots=True)
class EmployerPay:
    """What one employer pays in a period: its parts of the shared work, and every line of its payslip."""

    parts: tuple[Earning, ...]
    every: tuple[Earning, ...]


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


def check_together(
    *,
    paid: Sequence[EmployerPay],
    hours: Decimal,
    birth_date: date | None,
    period_start: date,
    rates: TaxYear,
) -> MinimumWageCheck | None:
    """Test what all employers pay for shared work against the minimum for its hours, each hour counted once.

    The hours are those that were worked, whatever each employer pays of them: where one of them pays no part,
    that part is missing. Each employer's rates count up to its lowest. The minimum is split as the pay is, so
    that a penny of rounding is never a shortfall. None where no hours were shared.
    """
    if not hours:
        return None
    rate = minimum_wage.rate_for(birth_date=birth_date, period_start=period_start, rates=rates)
    works = [_shared_by(employer, rates) for employer in paid]
    unpaid = hours - sum(work.hours for work in works)
    return minimum_wage.compared(
        pay=sum([work.counted for work in works], ZERO),
        hours=hours,
        needed=sum([work.needed(rate) for work in works], _minimum_for(unpaid, rate)),
        rate=rate,
    )


def _shared_by(employer: EmployerPay, rates: TaxYear) -> minimum_wage.Work:
    lowest = minimum_wage.worked(earnings=employer.every, rates=rates).lowest
    return minimum_wage.worked(earnings=employer.parts, rates=rates, lowest=lowest)


def _minimum_for(unpaid: Decimal, rate: Decimal) -> Decimal:
    """Shifts are whole minutes: what is less than one is left of parts of an hour to four decimals."""
    minutes = round(unpaid * 60)
    return minimum_wage.priced(hours=Decimal(minutes) / 60, rate=rate)


def _whole(shares: Sequence[Share]) -> Decimal:
    names = [share.name for share in shares]
    for name in names:
        if names.count(name) > 1:
            raise PayInputError(f"Shares: {name} is named twice.")
    whole = sum((share.weight for share in shares), ZERO)
    if not whole:
        raise PayInputError("Shares: nobody has a share above zero.")
    return whole
