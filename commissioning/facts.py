"""What a commissioner's pages know: stored counts, published figures, the contract and its invoices. Pure.

Everything here was read from the database as it stands; `figures` works out the rest.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from commissioning.measures import Count, add
from contracts import forecast


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider by its name."""

    id: uuid.UUID
    name: str


@dataclass(frozen=True, slots=True)
class Published:
    """A figure that the council has published, when, and where it said so."""

    value: Decimal
    as_of: date
    source: str


@dataclass(frozen=True, slots=True)
class Spending:
    """The contract's invoices added up: accepted by month, and what waits to be accepted."""

    accepted: Mapping[date, Decimal] = field(default_factory=dict)
    waiting: Decimal = Decimal(0)
    waiting_count: int = 0

    @property
    def to_date(self) -> Decimal:
        """All accepted invoices."""
        return sum(self.accepted.values(), Decimal(0))

    @property
    def last_month(self) -> date | None:
        """The latest month of which an invoice is accepted, by its first day."""
        return max(self.accepted, default=None)


@dataclass(frozen=True, slots=True)
class Bill:
    """An invoice that waits and bills more people than its provider served in the month."""

    id: uuid.UUID
    number: str
    provider: str
    lot: int
    month: date
    billed: int
    served: int


@dataclass(frozen=True, slots=True)
class Payday:
    """One provider's payday with its counts by measure."""

    provider: Provider
    day: date
    counts: Mapping[str, Count]


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that was read. `counted_on` and `counted_at` are of the latest count; None before it.

    `recent` are all the paydays still counted, `paydays` of them each provider's current one.
    """

    day: date
    counted_on: date | None = None
    counted_at: datetime | None = None
    providers: tuple[Provider, ...] = ()
    counts: Mapping[tuple[str, uuid.UUID | None], Count] = field(default_factory=dict)
    recent: tuple[Payday, ...] = ()
    paydays: tuple[Payday, ...] = ()
    published: Mapping[str, Published] = field(default_factory=dict)
    contract: forecast.Contract | None = None
    spending: Spending = field(default_factory=Spending)
    overbilled: tuple[Bill, ...] = ()

    def count(self, code: str, provider: Provider | None = None) -> Count | None:
        """A count of the latest day, for one provider or for all together."""
        return self.counts.get((code, provider.id if provider else None))

    def people(self, code: str) -> int:
        """The numerator of a count for all together as whole people; nobody when it was not counted."""
        count = self.count(code)
        return int(count.numerator) if count else 0

    def by_provider(self, code: str) -> dict[Provider, int]:
        """The numerators by provider, the largest first."""
        found = {
            provider: int(count.numerator)
            for provider in self.providers
            if (count := self.count(code, provider))
        }
        return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0].name)))

    def payday_total(self, code: str) -> Count:
        """A measure of the paydays shown, of all providers together."""
        return add(payday.counts[code] for payday in self.paydays if code in payday.counts)
