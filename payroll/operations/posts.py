"""What every change of a post has in common: what is paid stays, and what is only worked out is made anew."""

from datetime import date, datetime

from django.db.models import Q

from dpss.access import actors, policy, scope, transitions
from dpss.kernel import errors
from payroll import models


def hold(post: models.Employment, *, actor: actors.Actor) -> models.Employment:
    """The post as it is now; until the transaction ends nobody approves pay of its employer.

    Raises `NotAllowed` for a role that does not keep posts.
    """
    if not actor.may(policy.KEEP_POSTS):
        raise errors.NotAllowed("Your role may not change a post. Ask its payroll officer.")
    employers = scope.visible_to(models.Employer.objects.filter(pk=post.employer_id), actor)
    employers.select_for_update(of=("self",)).get()
    posts = models.Employment.objects.filter(pk=post.pk).select_related("assistant", "employer__pay_group")
    return scope.visible_to(posts, actor).select_for_update(of=("self",)).get()


def work_out_again(
    post: models.Employment, *, since: date, actor: actors.Actor, at: datetime, asked_by_them: bool = True
) -> int:
    """Ask for the employer's payruns of these days that are calculated and not approved. Returns how many.

    Whoever made the change has asked for them, so that another person approves what comes of it; unless the
    change only follows from something else that they did.
    """
    asks = {"requested_by_id": actor.user_id} if asked_by_them else {}
    runs = models.Payrun.objects.filter(
        Q(period__payday__gte=since) | Q(period__last_day__gte=since) | Q(own_payday__gte=since),
        employer=post.employer_id,
        state__in=["ready", "blocked", "requested"],
    )
    outcome = transitions.move_all(
        models.Payrun,
        list(scope.visible_to(runs, actor).values_list("pk", flat=True)),
        "request",
        actor=actor,
        at=at,
        also=lambda _: asks | {"requested_at": at},
    )
    return len(outcome.moved)
