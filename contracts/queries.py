"""Reading a council's contracts: what runs, its lots and who holds them, and its plan as values."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, QuerySet

from contracts import forecast, models
from dpss.access import actors, scope
from dpss.access.models import Organisation
from dpss.kernel.dates import Span


@dataclass(frozen=True, slots=True)
class Holder:
    """A provider that holds a lot, from a day; `until` is the last day, None while it goes on."""

    name: str
    since: date | None
    until: date | None


def contracts_of(*, actor: actors.Actor) -> QuerySet[models.Contract]:
    """The council's contracts with their lots and awards, the newest first."""
    awards = scope.visible_to(models.Award.objects.select_related("organisation"), actor)
    lots = scope.visible_to(models.Lot.objects.order_by("number"), actor)
    held = lots.prefetch_related(Prefetch("awards", awards.order_by("during", "organisation__name")))
    rows = scope.visible_to(models.Contract.objects.order_by("-starts", "pk"), actor)
    return rows.prefetch_related(Prefetch("lots", held))


def contract_on(*, day: date, actor: actors.Actor) -> forecast.Contract | None:
    """The contract that runs on a day, as values; the one that began last when there are several."""
    row = contracts_of(actor=actor).filter(starts__lte=day, longest_ends__gte=day).first()
    return as_value(row) if row else None


def providers_on(*, day: date, actor: actors.Actor) -> list[Organisation]:
    """The providers that hold a lot on a day, by name."""
    held = scope.visible_to(models.Award.objects.filter(during__contains=day), actor)
    return list(Organisation.objects.filter(pk__in=held.values("organisation")).order_by("name"))


def as_value(contract: models.Contract) -> forecast.Contract:
    """A contract that was loaded with its lots, as a value."""
    return forecast.Contract(
        id=contract.pk,
        name=contract.name,
        plan=plan_of(contract),
        lots={lot.number: lot.name for lot in contract.lots.all()},
        core_ends=contract.core_ends,
        ceiling=contract.ceiling,
        ceiling_source=contract.ceiling_source,
    )


def plan_of(contract: models.Contract, *, rule: forecast.Rule = forecast.Rule.STRAIGHT) -> forecast.Plan:
    """What the contract is expected to cost over its longest term, the last day included."""
    return forecast.Plan(
        term=Span(contract.starts, contract.longest_ends),
        lots=tuple(
            forecast.Lot(number=lot.number, first_year=lot.first_year_value, growth=lot.growth)
            for lot in contract.lots.all()
        ),
        rule=rule,
    )


def holders(lot: models.Lot) -> list[Holder]:
    """Who holds a lot, and from when to when. The awards were loaded with the contract."""
    return [
        Holder(
            name=award.organisation.name,
            since=award.during.lower,
            until=award.during.upper - timedelta(days=1) if award.during.upper else None,
        )
        for award in lot.awards.all()
    ]
