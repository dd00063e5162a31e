"""Who answers for an employer's wages in a tax month: this payroll, another one, or nobody knows."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from psycopg2.extras import DateRange

from clients.queries import placements
from dpss.access import actors, scope
from dpss.kernel import dates
from payroll import models
from payroll.calc import tax_periods
from payroll.calc.inputs import Interval

_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Months:
    """The tax months that another payroll answers for, and those of which it is not known whether wages were
    paid: the client was placed elsewhere, or nowhere, for a part of them.
    """

    others: frozenset[int]
    unsure: frozenset[int]


@dataclass(frozen=True, slots=True)
class Days:
    """When an employer's client was placed with a provider that pays here, and when that one's own software
    worked the wages out.
    """

    placed: Sequence[placements.Placed]
    software: Mapping[uuid.UUID, Sequence[DateRange]]

    def months(self, *, tax_year: str, since: date, paid_on: Mapping[int, date], today: date) -> Months:
        """Who answered for each tax month from `since` on; `paid_on` has the last payday of those with one.

        Wages are answered for by who worked them out, a month that is not over by who has the client today.
        """
        others, unsure = set(), set()
        for month in range(1, _MONTHS + 1):
            span = _days_of(tax_year, month)
            if span.last < since:
                continue
            if today <= span.last:
                ours = {self.is_ours(today)}
            elif month in paid_on:
                ours = {not self._is_by_software(paid_on[month])}
            else:
                ours = {self.is_ours(day) for day in span.each_day() if day >= since}
            if True not in ours:
                others.add(month)
            elif False in ours:
                unsure.add(month)
        return Months(frozenset(others), frozenset(unsure))

    def is_ours(self, day: date) -> bool:
        """Whether wages that are due on a day are worked out and reported here."""
        return any(day in during for _, during in self.placed) and not self._is_by_software(day)

    def _is_by_software(self, day: date) -> bool:
        providers = (key for key, during in self.placed if day in during)
        return any(day in during for key in providers for during in self.software.get(key, ()))


def of_employers(employer_ids: Collection[uuid.UUID], *, actor: actors.Actor) -> dict[uuid.UUID, Days]:
    """The same of many employers, in three queries."""
    clients: dict[uuid.UUID, uuid.UUID] = {}
    providers: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    employers = scope.visible_to(models.Employer.objects.filter(pk__in=employer_ids), actor)
    for key, client, provider in employers.values_list("pk", "client_id", "pay_groups__group__organisation"):
        clients[key] = client
        providers[key].add(provider)
    placed = placements.payroll_providers(set(clients.values()), actor=actor)
    software: dict[uuid.UUID, list[DateRange]] = defaultdict(list)
    of_council = scope.visible_to(models.ExternalPayroll.objects.all(), actor)
    for provider, during in of_council.values_list("organisation_id", "during"):
        software[provider].append(during)
    return {
        key: Days([one for one in placed.get(client, ()) if one[0] in providers[key]], software)
        for key, client in clients.items()
    }


def _days_of(tax_year: str, month: int) -> dates.Span:
    last = tax_periods.last_payday(tax_year=tax_year, interval=Interval.MONTHLY, period=month)
    return dates.Span(dates.add_months(last, -1) + date.resolution, last)
