"""What is said to who acts for a client, and what support is told ahead: no message names the client."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from clients import acting_rules, models
from clients.operations.work import raise_work_items
from clients.queries import representations as queries
from dpss.access import actors, policy, scope
from dpss.access import operations as access
from dpss.kernel import dates, errors

ENDED: Final = "acting_ended"
LIMITED: Final = "acting_limited"
# How long before an authority ends support is told, so that a new one is seen in time.
AHEAD: Final = timedelta(days=42)
ROWS_A_TIME: Final = 200


def tell(held: models.Representation, template: str, *, at: datetime) -> None:
    """Whoever acts hears that they do not any more, or may do less, with nothing about the client."""
    access.queue_messages(
        [
            access.message(
                key=f"{template}:{held.pk.hex}:{at.timestamp():.0f}",
                template=template,
                subject_id=held.subject_id,
                council_id=held.council_id,
                to_id=held.user_id,
                values={},
                due_at=at,
            )
        ]
    )


@transaction.atomic
def raise_ahead(*, actor: actors.Actor) -> int:
    """Put each authority that soon ends on the list of support, once. Returns how many are new.

    One that is followed by another, which holds for longer, is not raised.
    """
    if not actor.may(policy.REMIND):
        raise errors.NotAllowed("Your role may not remind people.")
    raised = models.WorkItem.objects.filter(key__startswith="authority:")
    done = set(scope.visible_to(raised, actor).values_list("key", flat=True))
    found = [
        row for row in _that_end(actor).select_related("client", "user") if _key(row, row.ends) not in done
    ][:ROWS_A_TIME]
    raise_work_items(_item(row) for row in found)
    return len(found)


def _that_end(actor: actors.Actor) -> "QuerySet[Any]":
    enough = Q(bases__kind__in=[kind for kinds in acting_rules.ENOUGH.values() for kind in kinds])
    rows: QuerySet[Any] = queries.Representation.objects.filter(state="in_force").annotate(
        ends=Max("bases__holds_until", filter=enough)
    )
    lasting = models.RepresentationBasis.objects.filter(
        kind__in=[kind for kinds in acting_rules.ENOUGH.values() for kind in kinds], holds_until=None
    )
    rows = rows.filter(ends__lte=actor.today + AHEAD).exclude(
        pk__in=scope.visible_to(lasting, actor).values("representation")
    )
    return scope.visible_to(rows, actor).order_by("ends", "pk")


def _key(row: models.Representation, day: date) -> str:
    return f"authority:{row.pk.hex}:{day:%Y%m%d}"


def _item(row: Any) -> models.WorkItem:
    ends: date = row.ends
    return models.WorkItem(
        council_id=row.council_id,
        subject_id=row.subject_id,
        client_id=row.client_id,
        key=_key(row, ends),
        role=policy.SUPPORT_WORKER,
        title=f"The authority of {row.user.name} ends"[:150],
        why=(
            f"What gives them the right to act holds until {dates.in_words(ends)}. Record a newer one, or end"
            " their acting."
        ),
        due_on=ends,
    )


def capacity_was_found(
    *, client_id: uuid.UUID, has_capacity: bool, actor: actors.Actor, at: datetime
) -> None:
    """Support is told where who acts, or is to act, is now the wrong kind. Nobody is stopped by it."""
    rows = queries.representations(actor=actor).filter(client_id=client_id, state__in=queries.OPEN)
    wrong = [
        one
        for one in rows
        if acting_rules.the_kind_does_not_fit_any_more(one.kind, has_capacity=has_capacity)
    ]
    found = "decides for themself" if has_capacity else "cannot decide about a direct payment"
    raise_work_items(
        models.WorkItem(
            council_id=one.council_id,
            subject_id=one.subject_id,
            client_id=one.client_id,
            key=f"acting:kind:{one.pk.hex}:{at:%Y%m%d%H%M}",
            role=policy.SUPPORT_WORKER,
            title=f"{one.user.name} acts as the wrong kind of person"[:150],
            why=(
                f"It is recorded that {one.client.name} {found}, and {one.user.name} acts as"
                f" {one.get_kind_display().lower()}. Suggest who acts anew, and end this."
            )[:300],
            due_on=actor.today,
        )
        for one in wrong
    )
