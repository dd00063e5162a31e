"""Which posts a pay period should pay, and which make up one continuous service."""

import uuid
from collections.abc import Collection

from django.db.models import Q, QuerySet

from dpss.access import actors, scope
from payroll import change_rules, models
from payroll.queries import calendars


def due_in(period: models.PayPeriod, *, actor: actors.Actor) -> QuerySet[models.Employment]:
    """The posts of the period's employers that were open on one of its days, as far as the actor reaches."""
    rows = models.Employment.objects.filter(_open_in(period), calendars.paid_in(period, "employer__"))
    return scope.visible_to(rows, actor)


def due_of(
    employer_ids: Collection[uuid.UUID], period: models.PayPeriod, *, actor: actors.Actor
) -> QuerySet[models.Employment]:
    """The same posts, of these employers alone. Asks at once who of them is paid in the period.

    With both in one question the database looks through all of the employers for each of them.
    """
    groups = models.EmployersPayGroup.objects.filter(
        calendars.paid_in_group(period), employer__in=employer_ids
    )
    paid = set(scope.visible_to(groups, actor).values_list("employer_id", flat=True))
    rows = models.Employment.objects.filter(_open_in(period), employer_id__in=paid)
    return scope.visible_to(rows, actor)


def _open_in(period: models.PayPeriod) -> Q:
    """Of the posts that were open on one of its days."""
    return (Q(last_day=None) | Q(last_day__gte=period.first_day)) & Q(first_day__lte=period.last_day)


def own(*, actor: actors.Actor) -> QuerySet[models.Employment]:
    """Every post of the PA who asks, with its employer and the one before, the newest first."""
    if actor.user_id is None:
        return models.Employment.objects.none()
    rows = models.Employment.objects.filter(assistant__user_id=actor.user_id)
    named = rows.select_related("employer", "follows__employer")
    return scope.visible_to(named, actor).order_by("-first_day", "pk")


def in_service(post: models.Employment, *, actor: actors.Actor) -> list[uuid.UUID]:
    """The post and those before it with which its service counts on, the newest first."""
    found, now = [post.pk], post
    while now.continuous_from is not None and now.follows_id is not None:
        rows = scope.visible_to(models.Employment.objects.filter(pk=now.follows_id), actor)
        before = rows.first()
        if before is None:
            break
        found.append(before.pk)
        now = before
    return found


def transferred(post: models.Employment, *, actor: actors.Actor) -> list[models.Employment]:
    """The post and those before it whose contract passed over with a business, the newest first."""
    found, now = [post], post
    while now.follows_id is not None:
        passed = models.PostDecision.objects.filter(
            employment=now.follows_id, ground=change_rules.TRANSFER, change__state="confirmed"
        )
        rows = models.Employment.objects.filter(pk=now.follows_id)
        before = scope.visible_to(rows, actor).first()
        if before is None or not scope.visible_to(passed, actor).exists():
            break
        found.append(before)
        now = before
    return found


def goes_on(post: models.Employment, *, actor: actors.Actor) -> bool:
    """Whether the service in a post counts on in another one, with the next employer."""
    rows = models.Employment.objects.filter(follows=post, continuous_from__isnull=False)
    return scope.visible_to(rows, actor).exists()
