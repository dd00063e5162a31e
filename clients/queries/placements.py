"""Where clients are placed."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from psycopg2.extras import DateRange

from clients import models
from dpss.access import actors, scope

Placed = tuple[uuid.UUID, DateRange]


def payroll_providers(
    client_ids: Collection[uuid.UUID], *, actor: actors.Actor
) -> Mapping[uuid.UUID, Sequence[Placed]]:
    """The providers that each client's payroll was placed with, and when; nobody's own firm is among them."""
    found: dict[uuid.UUID, list[Placed]] = defaultdict(list)
    rows = models.Placement.objects.filter(client__in=client_ids, lot=models.Placement.Lot.PAYROLL)
    for row in scope.visible_to(rows, actor):
        if row.organisation_id is not None:
            found[row.client_id].append((row.organisation_id, row.during))
    return found
