"""What the measures' job counts, council by council, with the same number of queries however many people."""

import uuid
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, Sum

from clients.queries import counts as clients
from commissioning import measures, models
from commissioning.measures import Count
from contracts import queries as contracts
from dpss.access import actors, scope
from dpss.kernel import money
from payroll.queries import counts as payroll

PAYROLL_LOT = "payroll"
# Invoices wait for months, not for years; more months than these are not counted again.
MOST_MONTHS = 24


@dataclass(frozen=True, slots=True)
class Counted:
    """One measure as it was counted: for a provider, or for all of them when there is none."""

    code: str
    organisation_id: uuid.UUID | None
    day: date
    count: Count


def counted(*, day: date, actor: actors.Actor) -> list[Counted]:
    """Every measure of the actor's council on a day, with the paydays and months that can still change."""
    providers = [provider.pk for provider in contracts.providers_on(day=day, actor=actor)]
    return [
        *_direct_payments(day, actor),
        *_by_provider(
            "payroll_users",
            day,
            clients.served_by_provider_on(lot=PAYROLL_LOT, day=day, actor=actor),
            providers,
        ),
        *_by_provider("employers", day, payroll.employers_by_provider_on(day=day, actor=actor), providers),
        *_invoices(day, actor, providers),
        *_paydays(day, actor),
        *_months(day, actor),
    ]


def _direct_payments(day: date, actor: actors.Actor) -> Iterator[Counted]:
    payments = clients.direct_payments_on(day=day, actor=actor)
    served = clients.served_on(day=day, actor=actor)
    people = payments.clients
    for code, numerator, denominator in (
        ("direct_payment_clients", people, clients.open_clients(actor=actor)),
        ("direct_payment_value", payments.weekly_total * measures.WEEKS_IN_A_YEAR, people),
        ("direct_payment_middle", payments.weekly_middle, people),
        ("service_users", served, people),
    ):
        yield Counted(code, None, day, Count(Decimal(numerator), Decimal(denominator)))


def _by_provider(
    code: str, day: date, counts: Mapping[uuid.UUID, int], providers: list[uuid.UUID]
) -> Iterator[Counted]:
    """Each provider's people out of all, also of a provider that has a lot and nobody yet."""
    total = Decimal(sum(counts.values()))
    yield Counted(code, None, day, Count(total, total))
    for provider in dict.fromkeys([*providers, *counts]):
        yield Counted(code, provider, day, Count(Decimal(counts.get(provider, 0)), total))


def _invoices(day: date, actor: actors.Actor, providers: list[uuid.UUID]) -> Iterator[Counted]:
    contract = contracts.contract_on(day=day, actor=actor)
    if contract is None:
        return
    bills = models.ProviderInvoice.objects.filter(lot__contract=contract.id, month__lte=day)
    sums = scope.visible_to(bills, actor).order_by().values_list("organisation_id")
    accepted = Sum("amount", filter=Q(state="accepted"), default=money.ZERO)
    totals = sums.annotate(accepted=accepted, received=Sum("amount"))
    found = {provider: Count(taken, received) for provider, taken, received in totals}
    nothing = Count(money.ZERO, money.ZERO)
    yield Counted("invoices_accepted", None, day, measures.add(found.values()))
    for provider in dict.fromkeys([*providers, *found]):
        yield Counted("invoices_accepted", provider, day, found.get(provider, nothing))


def _paydays(day: date, actor: actors.Actor) -> Iterator[Counted]:
    since = day - measures.COUNTED_AGAIN
    paydays = payroll.paydays(begun_by=day, not_before=since, actor=actor)
    for code, parts in (
        ("sheets_in_time", payroll.sheets_in_time(since=since, begun_by=day, actor=actor)),
        ("payruns_approved", payroll.employers_approved(since=since, begun_by=day, actor=actor)),
        ("pas_paid", payroll.posts_paid(since=since, actor=actor)),
        ("fps_accepted", payroll.fps_accepted(since=since, actor=actor)),
    ):
        for provider, payday in paydays:
            part = parts.get((provider, payday), payroll.NONE_YET)
            yield Counted(code, provider, payday, Count(Decimal(part.count), Decimal(part.out_of)))


def _months(day: date, actor: actors.Actor) -> Iterator[Counted]:
    """People served in this month, and in each month of which an invoice waits to be checked."""
    bills = scope.visible_to(models.ProviderInvoice.objects.filter(state="received"), actor)
    waiting = set(bills.values_list("organisation_id", "lot__kind", "month"))
    months = sorted({month for _, _, month in waiting} | {day.replace(day=1)})[-MOST_MONTHS:]
    served = clients.served_by_provider_in(months=measures.months_until_next(months), actor=actor)
    served |= {key: 0 for key in waiting - set(served) if key[2] in months}
    totals: Counter[tuple[str, date]] = Counter()
    for (_, lot, month), people in served.items():
        totals[lot, month] += people
    for (provider, lot, month), people in served.items():
        count = Count(Decimal(people), Decimal(totals[lot, month]))
        yield Counted(measures.IN_MONTH[lot], provider, month, count)
