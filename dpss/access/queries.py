"""Looking up councils, roles and history."""

import uuid
from datetime import date

from django.db.models import QuerySet

from dpss.access import actors, models, policy, scope
from dpss.kernel import errors


def council_of_host(host: str, default_slug: str) -> models.Council:
    """The council whose host name this is, else the default one. Raises `Invalid` when there is none."""
    named = models.Council.objects.filter(host=host).exclude(host="").first()
    council = named or models.Council.objects.filter(slug=default_slug).first()
    if council is None:
        raise errors.Invalid(
            "No council is set up here yet. Run the set-up command, or name the default council."
        )
    return council


def open_memberships(*, user_id: uuid.UUID, today: date) -> list[models.Membership]:
    """The roles that a person holds today, in the order they were given."""
    rows = models.Membership.objects.filter(user_id=user_id, during__contains=today)
    return list(rows.select_related("council", "organisation").order_by("pk"))


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
    """Who did what in the council, newest first, for its administrators."""
    if actor.role != policy.ADMINISTRATOR:
        raise errors.NotAllowed("Only an administrator may read the access log.")
    return models.AuditEvent.objects.filter(council_id=actor.council_id).order_by("-at", "-id")
