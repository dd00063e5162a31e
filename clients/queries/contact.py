"""How people chose to be contacted: a client, a PA, or who acts for a client."""

import uuid
from collections.abc import Iterable, Mapping

from clients import models
from clients.queries import people
from dpss.access import actors, policy, scope
from dpss.access import models as access


def own_subjects(*, actor: actors.Actor) -> list[uuid.UUID]:
    """Whom the actor's own choice is about: themself, or everybody they act for."""
    if actor.role == policy.CLIENT:
        own = people.own_client(actor=actor)
        return [own.subject_id] if own else []
    if actor.role == policy.REPRESENTATIVE:
        return [one.subject_id for one in people.represented(actor=actor)]
    if actor.user_id is None:
        return []
    mine = models.PersonalAssistant.objects.filter(user_id=actor.user_id)
    return list(scope.visible_to(mine, actor).order_by("pk").values_list("subject_id", flat=True))


def own_choice(*, actor: actors.Actor) -> access.ContactChoice | None:
    """What the actor chose last; None before the first time."""
    if actor.user_id is None:
        return None
    rows = access.ContactChoice.objects.filter(user_id=actor.user_id, council_id=actor.council_id)
    return scope.visible_to(rows, actor).order_by("-chosen_at", "pk").first()


def choices_of(
    users: Iterable[uuid.UUID], *, actor: actors.Actor
) -> Mapping[uuid.UUID, access.ContactChoice]:
    """What each of these people chose last in the actor's council; who never chose is left out."""
    rows = access.ContactChoice.objects.filter(user_id__in=set(users), council_id=actor.council_id)
    return {row.user_id: row for row in scope.visible_to(rows, actor).order_by("chosen_at", "-pk")}
