"""How many people have a direct payment, who serves them, and what the payments are worth: counts only."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from clients import models
from dpss.access import actors, scope
from dpss.kernel import money


@dataclass(frozen=True, slots=True)
class DirectPayments:
    """The direct payments in force on a day: of how many people, and worth how many pounds a week.

    `weekly_middle` is the median: as many people have less as have more.
    """

    clients: int
    weekly_total: Decimal
    weekly_middle: Decimal


def direct_payments_on(*, day: date, actor: actors.Actor) -> DirectPayments:
    """The direct payments in force on a day, by weekly amount before any contribution of the client."""
    rows = scope.visible_to(models.DirectPayment.objects.filter(during__contains=day), actor)
    sums = rows.aggregate(
        clients=Count("client", distinct=True), total=Sum("weekly_amount", default=money.ZERO)
    )
    return DirectPayments(sums["clients"], sums["total"], _middle(rows, sums["clients"]))


def open_clients(*, actor: actors.Actor) -> int:
    """Everybody who is considering, setting up, running or closing a direct payment."""
    rows = models.Client.objects.exclude(stage=models.Client.Stage.CLOSED)
    return scope.visible_to(rows, actor).count()


def served_on(*, day: date, actor: actors.Actor) -> int:
    """People whom a provider serves on a day, for support or payroll or both, each counted once."""
    counts = _served(actor).filter(during__contains=day).aggregate(clients=Count("client", distinct=True))
    return int(counts["clients"])


def served_by_provider_on(*, lot: str, day: date, actor: actors.Actor) -> dict[uuid.UUID, int]:
    """People whom each provider serves for one lot on a day. A person has one provider for a lot."""
    rows = _served(actor).filter(lot=lot, during__contains=day)
    return dict(rows.order_by().values_list("organisation_id").annotate(Count("client", distinct=True)))


def served_by_provider_in(
    *, months: Mapping[date, date], actor: actors.Actor
) -> dict[tuple[uuid.UUID, str, date], int]:
    """People whom each provider served for each lot on any day of a month: provider, lot, month.

    `months` gives for the first day of each month the first day of the next. One query for all of them.
    """
    keys = {f"month_{index}": month for index, month in enumerate(months)}
    rows = _served(actor).order_by().values("organisation_id", "lot")
    counted: Iterable[Mapping[str, Any]] = rows.annotate(
        **{
            key: Count("client", distinct=True, filter=Q(during__overlap=(month, months[month])))
            for key, month in keys.items()
        }
    )
    return {
        (row["organisation_id"], row["lot"], month): row[key]
        for row in counted
        for key, month in keys.items()
    }


def _served(actor: actors.Actor) -> QuerySet[models.Placement]:
    rows = models.Placement.objects.filter(arrangement=models.Placement.Arrangement.PROVIDER)
    return scope.visible_to(rows, actor)


def _middle(rows: QuerySet[models.DirectPayment], count: int) -> Decimal:
    """The amount in the middle, or half way between the two in the middle."""
    if not count:
        return money.ZERO
    amounts = rows.order_by("weekly_amount").values_list("weekly_amount", flat=True)
    two = list(amounts[(count - 1) // 2 : count // 2 + 1])
    return money.to_penny(sum(two, money.ZERO) / len(two))
