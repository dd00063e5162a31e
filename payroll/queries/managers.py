"""The payroll managers who are told of something: of whoever pays a client's PAs today."""

import uuid
from collections.abc import Iterable, Mapping, Sequence

from clients.queries import placements
from dpss.access import actors, policy
from dpss.access import models as access
from payroll import models


def of_providers(
    organisation_ids: set[uuid.UUID], *, actor: actors.Actor
) -> dict[uuid.UUID, list[uuid.UUID]]:
    """The payroll managers of each provider in this council today."""
    rows = access.Membership.objects.filter(
        council_id=actor.council_id,
        organisation_id__in=organisation_ids,
        role=policy.PAYROLL_MANAGER,
        during__contains=actor.today,
    )
    found: dict[uuid.UUID, list[uuid.UUID]] = {key: [] for key in organisation_ids}
    for organisation, user in rows.order_by("user_id").values_list("organisation_id", "user_id"):
        found[organisation].append(user)
    return found


def of_employers(
    employers: Iterable[models.Employer], *, actor: actors.Actor
) -> Mapping[uuid.UUID, Sequence[uuid.UUID]]:
    """The payroll managers of whoever each client's payroll is placed with today, by employer; two queries.

    A provider that the client has left hears nothing more, though nobody has taken the employer over yet.
    The employers come with their pay groups.
    """
    found = {one.pk: one for one in employers}
    placed = placements.payroll_providers({one.client_id for one in found.values()}, actor=actor)
    providers = {
        key: [who for who, during in placed.get(one.client_id, ()) if actor.today in during]
        or [one.pay_group.organisation_id]
        for key, one in found.items()
    }
    managers = of_providers({who for some in providers.values() for who in some}, actor=actor)
    return {key: [user for who in some for user in managers.get(who, ())] for key, some in providers.items()}
