"""Whose pay waits until the council decides about a relative, and of whom nobody said who they are."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from clients import relative_rules as rules
from clients.queries import relatives
from dpss.access import actors, policy, scope
from payroll import models


@dataclass(frozen=True, slots=True)
class Held:
    """A post whose pay the council decides about first, and why."""

    post: models.Employment
    why: str


def held_in(
    employment_ids: Iterable[uuid.UUID], *, period: models.PayPeriod, actor: actors.Actor
) -> Mapping[uuid.UUID, str]:
    """Of these posts, those whose pay of a period waits for the council, each with why.

    One question of the database where no close relative is paid.
    """
    pairs = relatives.held(None, first_day=period.first_day, last_day=period.last_day, actor=actor)
    if not pairs:
        return {}
    rows = models.Employment.objects.filter(_of(pairs), pk__in=list(employment_ids))
    return _by_post(rows, pairs)


def held_now(*, actor: actors.Actor, client_id: uuid.UUID | None = None) -> list[Held]:
    """The posts whose pay of today waits for the council, as far as the actor reaches, by PA."""
    clients = [client_id] if client_id else None
    pairs = relatives.held(clients, first_day=actor.today, last_day=actor.today, actor=actor)
    return _posts(pairs, actor)


def held_of_assistant(*, actor: actors.Actor) -> list[Held]:
    """The PA's own posts whose pay waits: who they are to the employer, the portal looks up for them."""
    rows = models.Employment.objects.filter(assistant__user=actor.user_id)
    mine = {post.pk: post for post in scope.visible_to(rows, actor).select_related("assistant", "employer")}
    if not mine:
        return []
    clients = {post.employer.client_id for post in mine.values()}
    portal = actors.for_job(job=policy.JOB_PAYRUNS, council_id=actor.council_id, today=actor.today)
    with actors.acting(portal):
        pairs = relatives.held(clients, first_day=actor.today, last_day=actor.today, actor=portal)
    return [
        Held(post, pairs[post.employer.client_id, post.assistant_id])
        for post in mine.values()
        if (post.employer.client_id, post.assistant_id) in pairs
    ]


def _posts(pairs: Mapping[relatives.Pair, str], actor: actors.Actor) -> list[Held]:
    if not pairs:
        return []
    rows = models.Employment.objects.filter(_of(pairs), _goes_on(actor.today))
    rows = scope.visible_to(rows, actor).select_related("assistant", "employer__client")
    return [
        Held(post, pairs[post.employer.client_id, post.assistant_id])
        for post in rows.order_by("assistant__name", "pk")
    ]


def _of(pairs: Iterable[relatives.Pair]) -> Q:
    found = Q(pk=None)
    for client, assistant in pairs:
        found |= Q(employer__client_id=client, assistant_id=assistant)
    return found


def _by_post(
    rows: "QuerySet[models.Employment]", pairs: Mapping[relatives.Pair, str]
) -> dict[uuid.UUID, str]:
    found = rows.values_list("pk", "employer__client_id", "assistant_id")
    return {pk: pairs[client, assistant] for pk, client, assistant in found}


def _goes_on(day: date) -> Q:
    return Q(last_day=None) | Q(last_day__gte=day)


def not_asked(*, actor: actors.Actor, client_id: uuid.UUID | None = None) -> "QuerySet[models.Employment]":
    """The posts that go on of which nobody has said yet how the PA is related."""
    rows = models.Employment.objects.filter(_goes_on(actor.today))
    if client_id:
        rows = rows.filter(employer__client_id=client_id)
    said = relatives.relations(actor=actor).filter(
        client_id=OuterRef("employer__client_id"),
        assistant_id=OuterRef("assistant_id"),
        during__contains=actor.today,
    )
    answered = said.exclude(relation=rules.UNKNOWN).exclude(relation__in=rules.RELATIVES, same_household=None)
    return scope.visible_to(rows.exclude(Exists(answered.order_by())), actor)


def posts(*, actor: actors.Actor) -> "QuerySet[models.Employment]":
    """Every post that the actor reaches, with its PA and whom they work for."""
    rows = models.Employment.objects.select_related("assistant", "employer__client")
    return scope.visible_to(rows, actor)


def of_employer(*, actor: actors.Actor, client_id: uuid.UUID) -> Sequence[models.Employment]:
    """The posts of an employer that go on, one for each PA, by name."""
    rows = models.Employment.objects.filter(_goes_on(actor.today), employer__client_id=client_id)
    rows = scope.visible_to(rows, actor).select_related("assistant", "employer__client")
    found = {post.assistant_id: post for post in rows.order_by("assistant__name", "first_day", "pk")}
    return list(found.values())


def has_same_postcode(post: models.Employment, *, actor: actors.Actor) -> bool:
    """Whether the addresses that payroll and the council hold have the same postcode. The portal looks."""
    portal = actors.for_job(job=policy.JOB_PAYRUNS, council_id=actor.council_id, today=actor.today)
    with actors.acting(portal):
        rows = models.PayrollIdentity.objects.filter(assistant=post.assistant_id)
        theirs = scope.visible_to(rows, portal).values_list("postcode", flat=True).first() or ""
    own = post.employer.client.postcode
    return bool(_plain(own)) and _plain(own) == _plain(theirs)


def _plain(postcode: str) -> str:
    return postcode.replace(" ", "").upper()
