"""What clients' money is spoken for: the sums that decide whether something more can be paid."""

import uuid
from collections.abc import Collection
from decimal import Decimal

from django.db.models import Sum

from clients import models
from dpss.access import actors, scope


def set_aside(client_ids: Collection[uuid.UUID], *, actor: actors.Actor) -> dict[uuid.UUID, Decimal]:
    """What is set aside of each client's money altogether, in pounds; nobody with nothing is in it."""
    rows = models.Commitment.objects.filter(settled_on=None, client__in=client_ids)
    sums = scope.visible_to(rows, actor).order_by().values_list("client_id")
    return dict(sums.annotate(Sum("amount")))


def open_amounts(source_keys: Collection[str], *, actor: actors.Actor) -> dict[str, Decimal]:
    """What is set aside under each of these source keys, in pounds, where something is."""
    rows = models.Commitment.objects.filter(settled_on=None, source_key__in=source_keys)
    return dict(scope.visible_to(rows, actor).values_list("source_key", "amount"))
