"""Looking up councils, roles and history."""

import uuid
from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from dpss.access import actors, models, policy, scope
from dpss.access.models import people
from dpss.kernel import errors


class NotSetUp(errors.Refusal):
    """No council answers here: the portal is new, or its settings name a council that there is not."""


def council_of_host(host: str, default_slug: str) -> models.Council:
    """The council whose host name this is, else the default one. Raises `NotSetUp` when there is none."""
    named = Q(host=host) & ~Q(host="")
    found = models.Council.objects.filter(named | Q(slug=default_slug)).order_by("pk")
    council = min(found, key=lambda one: one.host != host, default=None)
    if council is None:
        raise NotSetUp(
            f"There is no council “{default_slug}” here. Run set_up, or change DPSS_DEFAULT_COUNCIL."
        )
    return council


def councils() -> list[models.Council]:
    """Every council here, for the jobs that go through them."""
    return list(models.Council.objects.order_by("slug"))


def open_memberships(*, user_id: uuid.UUID, today: date) -> list[models.Membership]:
    """The roles that a person holds today, in the order they were given."""
    rows = models.Membership.objects.filter(user_id=user_id, during__contains=today)
    return list(rows.select_related("council", "organisation", "user").order_by("pk"))


def reached(user_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the users to whom messages come, in one query."""
    rows = models.User.objects.filter(people.reached(), pk__in=user_ids)
    return set(rows.values_list("pk", flat=True))


def chosen_role(memberships: list[models.Membership], *, key: str | None) -> models.Membership | None:
    """The role with this key, else the first; None for somebody who has no role."""
    return next((row for row in memberships if str(row.pk) == key), next(iter(memberships), None))


def actor_of(membership: models.Membership, *, today: date) -> actors.Actor:
    """The person acting in this role."""
    return actors.Actor(
        council_id=membership.council_id,
        today=today,
        user_id=membership.user_id,
        name=membership.user.name,
        role=membership.role,
        organisation_id=membership.organisation_id,
        membership_id=membership.pk,
    )


def actors_in(role: str, *, council: models.Council, today: date) -> list[actors.Actor]:
    """Everybody who holds a role in a council today, in the order of their names."""
    rows = models.Membership.objects.filter(council=council, role=role, during__contains=today)
    found = rows.select_related("user").order_by("user__name", "pk")
    return [actor_of(membership, today=today) for membership in found]


def people_with_roles(actor: actors.Actor) -> QuerySet[models.Membership]:
    """Every role held in the administrator's council, newest first."""
    rows = models.Membership.objects.filter(council_id=actor.council_id, organisation__isnull=False)
    return rows.select_related("user", "organisation").order_by("user__name", "pk")


def history_of(*, subject_id: uuid.UUID, actor: actors.Actor) -> QuerySet[models.AuditEvent]:
    """What happened around a subject, newest first: row-level security keeps to what the actor may see."""
    allowed = {
        sees: subject_id in set(scope.subjects_of(actor, sees).filter(subject_id=subject_id))
        or bool(actor.job)
        for sees in policy.CAPABILITIES
    }
    seen = [sees for sees, may in allowed.items() if may]
    return models.AuditEvent.objects.filter(subject_id=subject_id, sees__in=seen).order_by("-at", "-id")


def access_log(actor: actors.Actor) -> QuerySet[models.AuditEvent]:
    """Who did what in the council, newest first, for administrators; nothing they are recused from."""
    if actor.role != policy.ADMINISTRATOR or actor.user_id is None:
        raise errors.NotAllowed("Only an administrator may read the access log.")
    recused = models.Recusal.objects.filter(user_id=actor.user_id).values("subject_id")
    kept = models.Subject.objects.filter(Q(pk__in=recused) | Q(part_of__in=recused)).values("pk")
    rows = models.AuditEvent.objects.filter(council_id=actor.council_id)
    return rows.exclude(subject_id__in=kept).order_by("-at", "-id")
