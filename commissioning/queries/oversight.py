"""What a commissioner reads: stored counts, published figures, the contract and its invoices."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Count, F, Max, OuterRef, QuerySet, Subquery, Sum, Value, When

from commissioning import measures, models
from commissioning.facts import Bill, Facts, Payday, Provider, Published, Spending
from commissioning.measures import Count as Counted
from contracts import queries as contracts
from dpss.access import actors, scope

MOST_OVERBILLED = 10


def facts_on(*, day: date, actor: actors.Actor) -> Facts:
    """Everything that the dashboard shows on a day, in the same number of queries however many people."""
    counted_on = _latest_count(day, actor)
    rows = list(_of_day(counted_on, actor)) if counted_on else []
    recent = _recent_paydays(day, actor)
    contract = contracts.contract_on(day=day, actor=actor)
    return Facts(
        day=day,
        counted_on=counted_on,
        counted_at=max((row.measured_at for row in rows), default=None),
        providers=_providers(rows),
        counts={(row.code, row.organisation_id): _count(row) for row in rows},
        recent=tuple(recent),
        paydays=current_paydays(recent, day=day),
        published=_published(day, actor),
        contract=contract,
        spending=_spending(contract.id, day, actor) if contract else Spending(),
        overbilled=_overbilled(actor),
    )


def current_paydays(paydays: Iterable[Payday], *, day: date) -> tuple[Payday, ...]:
    """The payday that each provider is paying for: the next one, else its last. By provider's name."""
    current: dict[Provider, Payday] = {}
    for payday in sorted(paydays, key=lambda one: one.day):
        if payday.provider not in current or current[payday.provider].day < day:
            current[payday.provider] = payday
    return tuple(sorted(current.values(), key=lambda one: one.provider.name))


def invoices(*, actor: actors.Actor) -> QuerySet[models.ProviderInvoice]:
    """The council's invoices with their lots and providers, and how many people each provider served."""
    rows = models.ProviderInvoice.objects.select_related("lot", "organisation")
    counted = [When(lot__kind=kind, then=Value(code)) for kind, code in measures.IN_MONTH.items()]
    served = models.Measure.objects.filter(
        council_id=OuterRef("council_id"),
        organisation_id=OuterRef("organisation_id"),
        day=OuterRef("month"),
        code=OuterRef("counted"),
    )
    rows = rows.annotate(counted=Case(*counted, output_field=CharField()))
    return scope.visible_to(rows.annotate(served=Subquery(served.values("numerator")[:1])), actor)


def _latest_count(day: date, actor: actors.Actor) -> date | None:
    """The last day up to this one on which people were counted; None before the first count."""
    rows = models.Measure.objects.filter(code__in=measures.codes(measures.When.DAY), day__lte=day)
    latest: date | None = scope.visible_to(rows, actor).aggregate(latest=Max("day"))["latest"]
    return latest


def _recent_paydays(day: date, actor: actors.Actor) -> list[Payday]:
    """The paydays still counted, of each provider, the soonest first."""
    rows = models.Measure.objects.filter(
        code__in=measures.codes(measures.When.PAYDAY),
        organisation__isnull=False,
        day__gte=day - measures.COUNTED_AGAIN,
    ).select_related("organisation")
    found: dict[tuple[date, Provider], dict[str, Counted]] = {}
    for row in scope.visible_to(rows, actor).order_by("day", "organisation__name"):
        found.setdefault((row.day, _provider(row)), {})[row.code] = _count(row)
    return [Payday(provider, payday, counts) for (payday, provider), counts in found.items()]


def _published(day: date, actor: actors.Actor) -> dict[str, Published]:
    """The latest published figure of each kind up to a day."""
    rows = scope.visible_to(models.PublishedFigure.objects.filter(as_of__lte=day), actor)
    latest = rows.order_by("code", "-as_of").distinct("code")
    return {row.code: Published(row.value, row.as_of, row.source) for row in latest}


def _of_day(day: date, actor: actors.Actor) -> QuerySet[models.Measure]:
    rows = models.Measure.objects.filter(code__in=measures.codes(measures.When.DAY), day=day)
    return scope.visible_to(rows.select_related("organisation"), actor)


def _providers(rows: Iterable[models.Measure]) -> tuple[Provider, ...]:
    found = {_provider(row) for row in rows if row.organisation_id}
    return tuple(sorted(found, key=lambda provider: provider.name))


def _provider(row: models.Measure) -> Provider:
    if row.organisation is None:
        raise ValueError(f"measure {row.pk} is of no provider")
    return Provider(row.organisation.pk, row.organisation.name)


def _count(row: models.Measure) -> Counted:
    return Counted(row.numerator, row.denominator)


def _spending(contract_id: uuid.UUID, day: date, actor: actors.Actor) -> Spending:
    rows = models.ProviderInvoice.objects.filter(lot__contract=contract_id, month__lte=day)
    sums = scope.visible_to(rows, actor).order_by("month").values_list("month", "state")
    accepted, waiting, waiting_count = {}, Spending().waiting, 0
    for month, state, amount, count in sums.annotate(Sum("amount"), Count("pk")):
        if state == models.ProviderInvoice.State.ACCEPTED:
            accepted[month] = amount
        else:
            waiting += amount
            waiting_count += count
    return Spending(accepted, waiting, waiting_count)


def _overbilled(actor: actors.Actor) -> tuple[Bill, ...]:
    rows = invoices(actor=actor).filter(state="received", people__gt=F("served"))
    more: Iterable[Any] = rows.order_by("month", "pk")[:MOST_OVERBILLED]
    return tuple(
        Bill(
            id=row.pk,
            number=row.number,
            provider=row.organisation.name,
            lot=row.lot.number,
            month=row.month,
            billed=row.people,
            served=int(row.served),
        )
        for row in more
    )


def billed(*, actor: actors.Actor) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The providers and the lots that there are invoices of, each as its key and its name."""
    rows = scope.visible_to(models.ProviderInvoice.objects.order_by(), actor)
    pairs = rows.values_list(
        "organisation_id", "organisation__name", "lot_id", "lot__number", "lot__name"
    ).distinct()
    found = list(pairs)
    providers = sorted({(str(key), name) for key, name, *_ in found}, key=lambda pair: pair[1])
    lots = {(number, name, str(key)) for _, _, key, number, name in found}
    return providers, [(key, f"Lot {number}: {name}") for number, name, key in sorted(lots)]
