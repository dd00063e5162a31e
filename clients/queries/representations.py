"""Who acts for whom, what they may do, and what stands against it, as each actor reaches it."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

from django.db.models import Q, QuerySet

from clients import acting_rules, models
from clients.acting_rules import ActingFacts, Limits
from clients.queries import people
from dpss.access import actors, policy, scope
from dpss.access import models as access

Representation: TypeAlias = models.Representation
Basis: TypeAlias = models.RepresentationBasis
Facts = Callable[[Sequence[models.Representation]], Mapping[uuid.UUID, ActingFacts]]
OPEN: Final = ("proposed", "in_force")


def representations(*, actor: actors.Actor) -> "QuerySet[models.Representation]":
    """Everybody who acts, acted or is to act, as far as the actor reaches the client."""
    rows = models.Representation.objects.select_related(
        "client", "user", "proposed_by", "decided_by", "independent_approver__user"
    )
    return scope.visible_to(rows, actor)


def of_client(client_id: uuid.UUID, *, actor: actors.Actor) -> "QuerySet[models.Representation]":
    """Who acts for a client now or later, and who waits for a yes."""
    goes_on = Q(during__upper_inf=True) | Q(during__endswith__gt=actor.today)
    rows = representations(actor=actor).filter(
        Q(state="proposed") | Q(state="in_force") & goes_on, client_id=client_id
    )
    return rows.order_by("user__name", "pk")


def waiting(*, actor: actors.Actor) -> "QuerySet[models.Representation]":
    """Those that wait for a yes."""
    return scope.visible_to(models.Representation.objects.filter(state="proposed"), actor)


def waiting_for(client_id: uuid.UUID, *, actor: actors.Actor) -> "QuerySet[models.Representation]":
    """Who waits for the client's own yes. What the law decides waits for the council."""
    rows = models.Representation.objects.filter(
        state="proposed", kind=acting_rules.NOMINATED, client_id=client_id
    )
    # Whom they suggested themself waits for the council.
    return scope.visible_to(rows.exclude(proposed_by=actor.user_id), actor)


def bases_of(
    found: Sequence[models.Representation], *, actor: actors.Actor
) -> dict[uuid.UUID, list[models.RepresentationBasis]]:
    """On whose word, or by which law, each acts; the last first."""
    rows = models.RepresentationBasis.objects.filter(representation__in=found).select_related("seen_by")
    kept: dict[uuid.UUID, list[models.RepresentationBasis]] = defaultdict(list)
    for row in scope.visible_to(rows, actor).order_by("-recorded_at", "-pk"):
        kept[row.representation_id].append(row)
    return kept


def other_approvers(
    client_id: uuid.UUID, *, but_not: uuid.UUID | None = None, actor: actors.Actor
) -> "QuerySet[models.Representation]":
    """Who else approves a client's timesheets today, and is not their PA."""
    rows = people.representations_of(client_id, actor=actor).filter(
        people.may(acting_rules.TIMESHEETS, day=actor.today), is_their_pa=False
    )
    return rows.exclude(user_id=but_not) if but_not else rows


def works_for(client: models.Client, user_id: uuid.UUID) -> bool:
    """Whether somebody is, or was, a PA of a client: then they reach a post of theirs as one."""
    rows = access.Reach.objects.filter(
        subject__part_of=client.subject_id, council=client.council_id, role=policy.PA, user_id=user_id
    )
    return rows.exists()


def capacities(found: Sequence[models.Representation], *, actor: actors.Actor) -> dict[uuid.UUID, bool]:
    """What was found last of whether each client can decide about a direct payment."""
    rows = models.Capacity.objects.filter(client__in=[one.client_id for one in found])
    ordered = scope.visible_to(rows, actor).order_by("assessed_on", "recorded_at", "pk")
    return dict(ordered.values_list("client_id", "has_capacity"))


def facts_of(
    actor: actors.Actor,
    *,
    limits: Limits | None = None,
    is_narrower: bool = True,
) -> Facts:
    """What counts when somebody begins, changes or stops: read anew, after it is locked.

    `limits` are those that are asked for; None for those on record.
    """

    def facts(found: Sequence[models.Representation]) -> Mapping[uuid.UUID, ActingFacts]:
        able, papers = capacities(found, actor=actor), bases_of(found, actor=actor)
        clients = {
            one.pk: one for one in people.clients(actor=actor).filter(pk__in=[one.client_id for one in found])
        }
        return {
            one.pk: ActingFacts(
                name=clients[one.client_id].name,
                kind=one.kind,
                today=max(actor.today, one.wanted_from or actor.today),
                birth_date=clients[one.client_id].birth_date,
                limits=limits or one.limits,
                has_capacity=able.get(one.client_id),
                recorded={
                    row.kind
                    for row in papers[one.pk]
                    if row.holds_until is None or row.holds_until >= actor.today
                },
                is_their_pa=one.is_their_pa or works_for(clients[one.client_id], one.user_id),
                somebody_else_approves=_somebody_else(one, actor=actor),
                by_the_person=actor.role == policy.CLIENT,
                is_own=one.user_id == actor.user_id,
                is_narrower=is_narrower,
            )
            for one in found
            if one.client_id in clients
        }

    return facts


def _somebody_else(one: models.Representation, *, actor: actors.Actor) -> bool:
    """The client, or the person who is named, while they approve and are not a PA themself."""
    if one.client_approves:
        return True
    if one.independent_approver_id is None:
        return False
    named = other_approvers(one.client_id, but_not=one.user_id, actor=actor)
    return named.filter(pk=one.independent_approver_id).exists()
