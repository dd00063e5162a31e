"""Whose pay is held, of which period, and why."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from dpss.access import actors, scope
from payroll import models
from payroll.queries import calendars, contacts


@dataclass(frozen=True, slots=True)
class ToTell:
    """Who signs in and hears that pay is held: the PA, and the employer where they pay the wages.

    Whoever is not among the users must be told by somebody.
    """

    assistant: uuid.UUID | None
    employer: tuple[uuid.UUID, ...]
    employer_pays: bool


def to_tell(post: models.Employment, *, day: date, actor: actors.Actor) -> ToTell:
    """Who hears of pay that is held, when the wages of this day are paid as they are paid now."""
    pays = models.WhoPays.objects.filter(
        employer=post.employer_id, during__contains=day, payer=models.WhoPays.Payer.EMPLOYER
    )
    employer_pays = scope.visible_to(pays, actor).exists()
    users = contacts.of_employers([post], actor=actor)[post.pk] if employer_pays else ()
    return ToTell(post.assistant.user_id, users, employer_pays)


def waiting(*, actor: actors.Actor, client_id: uuid.UUID | None = None) -> QuerySet[models.HeldPay]:
    """The pay that is held of the actor's own posts, or of a client's PAs, the soonest payday first."""
    rows = models.HeldPay.objects.filter(state="held")
    if client_id:
        rows = rows.filter(employment__employer__client_id=client_id)
    rows = rows.select_related("employment__assistant", "employment__employer", "period")
    return scope.visible_to(rows, actor).order_by("period__payday", "pk")


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
        models.PAYS_THE_PERIOD, payrun__period=OuterRef("pk"), employment=post, approved_at__isnull=False
    )
    now = models.HeldPay.objects.filter(period=OuterRef("pk"), employment=post, state="held")
    every = calendars.periods_of(post.employer_id)
    rows = every.filter(council=actor.council_id, last_day__gte=post.first_day)
    if post.last_day:
        rows = rows.filter(first_day__lte=post.last_day)
    return rows.exclude(Exists(slips)).exclude(Exists(now)).order_by("payday")
