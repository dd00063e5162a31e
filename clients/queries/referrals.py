"""Referrals, and who is the same person, as each actor reaches them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from clients import models
from clients.models.referrals import nhs_index
from clients.states.referral import OPEN
from dpss.access import actors, policy, scope
from dpss.access import models as access

MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Same:
    """Who may be the same person: other referrals, and clients."""

    referrals: tuple[models.Referral, ...]
    clients: tuple[models.Client, ...]


def referrals(*, actor: actors.Actor) -> "QuerySet[models.Referral]":
    """Every referral that the actor reaches: the council's, or what they wrote down themselves."""
    return scope.visible_to(models.Referral.objects.select_related("looked_by", "client"), actor)


def same_as(referral: models.Referral, *, actor: actors.Actor) -> Same:
    """Others with the same name and date of birth, or the same NHS number, in two queries."""
    alike = _alike(name=referral.name, birth_date=referral.birth_date, index=referral.nhs_index)
    others = referrals(actor=actor).filter(alike).exclude(pk=referral.pk).order_by("received_on", "pk")
    found = tuple(others[:MOST_SHOWN])
    known = [one.client_id for one in found if one.client_id]
    rows = models.Client.objects.filter(
        Q(name__iexact=referral.name, birth_date=referral.birth_date) | Q(pk__in=known)
    )
    return Same(found, tuple(scope.visible_to(rows, actor).order_by("name", "pk")[:MOST_SHOWN]))


def open_of(*, name: str, birth_date: date, nhs_number: str, actor: actors.Actor) -> models.Referral | None:
    """A referral of the same person that nobody has decided yet."""
    alike = _alike(name=name, birth_date=birth_date, index=nhs_index(nhs_number))
    return referrals(actor=actor).filter(alike, state__in=OPEN).order_by("received_on", "pk").first()


def workers(*, actor: actors.Actor) -> list[access.Membership]:
    """Who may have a new client on their caseload."""
    rows = access.Membership.objects.filter(
        council_id=actor.council_id, role=policy.SUPPORT_WORKER, during__contains=actor.today
    )
    return list(rows.select_related("user", "organisation").order_by("user__name", "pk"))


def council_organisation(*, actor: actors.Actor) -> access.Membership | None:
    """Somebody of the council who decides on referrals: their organisation is the one that reaches them."""
    rows = access.Membership.objects.filter(
        council_id=actor.council_id,
        role=policy.PRACTITIONER,
        during__contains=actor.today,
        organisation__kind="council",
    )
    return rows.order_by("pk").first()


def _alike(*, name: str, birth_date: date, index: str) -> Q:
    same = Q(name__iexact=name, birth_date=birth_date)
    return same | Q(nhs_index=index) if index else same
