"""Whose pay is held, of which period, and why."""

import uuid
from collections.abc import Iterable, Mapping

from django.db.models import Exists, OuterRef, QuerySet

from dpss.access import actors, scope
from payroll import models


def held_in(
    employment_ids: Iterable[uuid.UUID], *, period: models.PayPeriod, actor: actors.Actor
) -> Mapping[uuid.UUID, str]:
    """The posts whose pay of a period is held now, each with the reason."""
    rows = models.HeldPay.objects.filter(employment_id__in=list(employment_ids), period=period, state="held")
    return dict(scope.visible_to(rows, actor).values_list("employment_id", "reason"))


def held(*, actor: actors.Actor) -> QuerySet[models.HeldPay]:
    """All pay that the actor's organisation holds or held, with whose it is; reach is the caller's."""
    if actor.organisation_id is None:
        return models.HeldPay.objects.none()
    return models.HeldPay.objects.filter(
        period__group__organisation_id=actor.organisation_id, period__group__council_id=actor.council_id
    ).select_related(
        "employment__assistant", "employment__employer__pay_group", "period__group", "held_by", "released_by"
    )


def of_post(post: models.Employment, *, actor: actors.Actor) -> QuerySet[models.HeldPay]:
    """What is and was held of a post, the latest first."""
    return scope.visible_to(held(actor=actor).filter(employment=post), actor).order_by("-held_at", "-pk")


def of_employer(employer: models.Employer, *, actor: actors.Actor) -> QuerySet[models.HeldPay]:
    """What is held of an employer's PAs now, the soonest payday first."""
    rows = held(actor=actor).filter(employment__employer=employer, state="held")
    return scope.visible_to(rows, actor).order_by("period__payday", "employment__assistant__name", "pk")


def of_payrun(payrun: models.Payrun, *, actor: actors.Actor) -> QuerySet[models.HeldPay]:
    """What is held of an employer's PAs in a payrun's period."""
    return of_employer(payrun.employer, actor=actor).filter(period=payrun.period_id)


def count(*, actor: actors.Actor) -> int:
    """How much pay is held now, of any period."""
    return scope.visible_to(held(actor=actor).filter(state="held"), actor).count()


def periods_to_hold(post: models.Employment, *, actor: actors.Actor) -> QuerySet[models.PayPeriod]:
    """The periods of a post that it is not paid for and not held in, the soonest payday first."""
    slips = models.Payslip.objects.filter(
        payrun__period=OuterRef("pk"), employment=post, approved_at__isnull=False
    )
    now = models.HeldPay.objects.filter(period=OuterRef("pk"), employment=post, state="held")
    rows = models.PayPeriod.objects.filter(
        group=post.employer.pay_group_id, council=actor.council_id, last_day__gte=post.first_day
    )
    if post.last_day:
        rows = rows.filter(first_day__lte=post.last_day)
    return rows.exclude(Exists(slips)).exclude(Exists(now)).order_by("payday")
