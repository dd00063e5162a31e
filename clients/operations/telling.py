"""Who hears of something about a client: the people themselves, or the teams that it concerns."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime

from dpss.access import models as access
from dpss.access import operations as outbox
from dpss.access import policy


def people_of(subject_id: uuid.UUID, capability: str, *, today: date) -> list[uuid.UUID]:
    """The client, and who acts for them and may know this, as far as they sign in."""
    rows = access.Reach.objects.filter(
        subject_id=subject_id,
        role__in=[policy.CLIENT, policy.REPRESENTATIVE],
        capabilities__contains=[capability],
        during__contains=today,
        user__isnull=False,
    )
    return list(rows.order_by("user_id").values_list("user_id", flat=True).distinct())


def teams_of(subject_id: uuid.UUID, roles: Iterable[str], *, today: date) -> list[uuid.UUID]:
    """Everybody in these roles of the organisations that reach the client today, without who is recused."""
    reached = access.Reach.objects.filter(
        subject_id=subject_id, role__in=list(roles), during__contains=today, organisation__isnull=False
    )
    pairs = set(reached.values_list("organisation_id", "role", "council_id"))
    recused = access.Recusal.objects.filter(subject_id=subject_id).values("user_id")
    found: set[uuid.UUID] = set()
    for organisation_id, role, council_id in pairs:
        rows = access.Membership.objects.filter(
            council_id=council_id, organisation_id=organisation_id, role=role, during__contains=today
        )
        found |= set(rows.exclude(user_id__in=recused).values_list("user_id", flat=True))
    return sorted(found)


def tell(
    users: Iterable[uuid.UUID],
    template: str,
    key: str,
    *,
    subject_id: uuid.UUID,
    council_id: uuid.UUID,
    at: datetime,
    values: dict[str, str] | None = None,
) -> None:
    """Queue one message to each, once by its key. Nothing in it names anybody."""
    outbox.queue_messages(
        [
            outbox.message(
                key=f"{template}:{key}:{user.hex}",
                template=template,
                subject_id=subject_id,
                council_id=council_id,
                to_id=user,
                values=values or {},
                due_at=at,
            )
            for user in users
        ]
    )
