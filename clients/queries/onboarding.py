"""Where somebody is on the way to a direct payment, and what stands in it, as each actor reaches it."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from django.db.models import Case, QuerySet, When

from clients import acting_rules, conditions, models
from clients.onboarding_rules import OnboardingFacts
from clients.queries import people
from clients.states.onboarding import OPEN
from dpss.access import actors, policy, scope
from dpss.kernel import dates
from ledger import bank_holidays

Onboarding: TypeAlias = models.Onboarding


@dataclass(frozen=True, slots=True)
class Times:
    """How soon, in working days, the first payment is made, and how many months before 18 it is looked at."""

    first_payment_days: int = 10
    adulthood_months: int = 6


Facts = Callable[[Sequence[models.Onboarding]], Mapping[uuid.UUID, OnboardingFacts]]


def onboardings(*, actor: actors.Actor) -> "QuerySet[models.Onboarding]":
    """Every journey that the actor reaches."""
    return scope.visible_to(models.Onboarding.objects.select_related("client"), actor)


def latest(client_id: uuid.UUID, *, actor: actors.Actor) -> models.Onboarding | None:
    """The journey of a client that is open, else the last one."""
    is_open = Case(When(state__in=OPEN, then=0), default=1)
    rows = onboardings(actor=actor).filter(client_id=client_id)
    return rows.order_by(is_open, "-began_on", "-pk").first()


def cases(found: Sequence[models.Onboarding], *, actor: actors.Actor) -> dict[uuid.UUID, conditions.Case]:
    """What counts for the conditions of each journey, in three queries for all of them."""
    keys = [one.pk for one in found]
    routes = {
        row.onboarding_id: row
        for row in scope.visible_to(models.PaymentRoute.objects.filter(onboarding__in=keys), actor).order_by(
            "recorded_at", "pk"
        )
    }
    capacities = {
        row.client_id: row.has_capacity
        for row in scope.visible_to(
            models.Capacity.objects.filter(client__in=[one.client_id for one in found]), actor
        ).order_by("assessed_on", "recorded_at", "pk")
    }
    records: dict[uuid.UUID, dict[tuple[str, str], conditions.Found]] = defaultdict(dict)
    kept = models.PaymentCondition.objects.filter(onboarding__in=keys).order_by("recorded_at", "pk")
    for row in scope.visible_to(kept, actor):
        records[row.onboarding_id][row.route, row.code] = conditions.Found(met=row.met)
    made = {}
    for one in found:
        route = routes.get(one.pk)
        law = route.route if route else ""
        made[one.pk] = conditions.Case(
            today=actor.today,
            birth_date=one.client.birth_date,
            route=law,
            payee=route.payee if route else "",
            has_capacity=capacities.get(one.client_id),
            found={code: what for (of, code), what in records[one.pk].items() if of == law},
        )
    return made


def case_of(onboarding: models.Onboarding, *, actor: actors.Actor) -> conditions.Case:
    """What counts for the conditions of one journey."""
    return cases([onboarding], actor=actor)[onboarding.pk]


def facts_of(actor: actors.Actor, *, offered: int = 1, cannot_sign: str = "") -> Facts:
    """What counts when a journey goes on: read anew, after it is locked."""

    def facts(found: Sequence[models.Onboarding]) -> Mapping[uuid.UUID, OnboardingFacts]:
        return {
            key: OnboardingFacts(
                offered=offered,
                problems=conditions.problems(case),
                not_met=conditions.not_met(case),
                cannot_sign=cannot_sign,
            )
            for key, case in cases(found, actor=actor).items()
        }

    return facts


def route_of(onboarding: models.Onboarding, *, actor: actors.Actor) -> models.PaymentRoute | None:
    """The legal route that holds."""
    rows = models.PaymentRoute.objects.filter(onboarding=onboarding)
    return scope.visible_to(rows, actor).order_by("-recorded_at", "-pk").first()


def capacity_of(client_id: uuid.UUID, *, actor: actors.Actor) -> models.Capacity | None:
    """The last record of whether somebody can decide about a direct payment."""
    rows = models.Capacity.objects.filter(client_id=client_id).select_related("recorded_by")
    return scope.visible_to(rows, actor).order_by("-assessed_on", "-recorded_at", "-pk").first()


def conditions_found(
    onboarding: models.Onboarding, *, route: str, actor: actors.Actor
) -> dict[str, models.PaymentCondition]:
    """What was found last of each condition of a route."""
    rows = models.PaymentCondition.objects.filter(onboarding=onboarding, route=route)
    reached = scope.visible_to(rows, actor).select_related("recorded_by")
    return {row.code: row for row in reached.order_by("recorded_at", "pk")}


def decisions(onboarding: models.Onboarding, *, actor: actors.Actor) -> "QuerySet[models.PaymentDecision]":
    """What was chosen, and why, the last first."""
    rows = models.PaymentDecision.objects.filter(onboarding=onboarding).select_related("recorded_by")
    return scope.visible_to(rows, actor).order_by("-recorded_at", "-pk")


def version_on(day: date, *, council_id: uuid.UUID) -> models.AgreementVersion | None:
    """The agreement of a council that holds on a day."""
    return models.AgreementVersion.objects.filter(council_id=council_id, during__contains=day).first()


def versions(*, actor: actors.Actor) -> "QuerySet[models.AgreementVersion]":
    """Every version of the council's agreement, the last first."""
    rows = models.AgreementVersion.objects.filter(council_id=actor.council_id).select_related("recorded_by")
    return rows.order_by("-number")


def signature_of(onboarding: models.Onboarding, *, actor: actors.Actor) -> models.AgreementSignature | None:
    """The signature that holds: none once the journey went back to before it."""
    if onboarding.agreed_on is None:
        return None
    rows = models.AgreementSignature.objects.filter(onboarding=onboarding).select_related(
        "version", "seen_by"
    )
    return scope.visible_to(rows, actor).order_by("-recorded_at", "-pk").first()


def days_waiting(onboarding: models.Onboarding, *, today: date) -> int | None:
    """Working days from the agreement to the first payment, so far while it is not made; None before."""
    if onboarding.agreed_on is None or onboarding.state not in {"agreed", "paid"}:
        return None
    until = onboarding.paid_on or today
    return dates.working_days_between(onboarding.agreed_on, until, holidays=bank_holidays.known())


def times_of(*, council_id: uuid.UUID, day: date) -> Times:
    """What the council decided for a day; the usual until it decides."""
    row = models.SetUpTime.objects.filter(council_id=council_id, during__contains=day).first()
    return Times(row.first_payment_days, row.adulthood_months) if row else Times()


def set_up_times(*, actor: actors.Actor) -> "QuerySet[models.SetUpTime]":
    """Every time that the actor's council decided, the last first."""
    rows = models.SetUpTime.objects.filter(council_id=actor.council_id).select_related("recorded_by")
    return rows.order_by("-during")


def speaks(client_id: uuid.UUID, *, actor: actors.Actor) -> bool:
    """Whether the actor may say what a client decided: staff, the client, and who signs for one who cannot.

    Not a nominated person: they receive the money of somebody who decides for themself.
    """
    if actor.role != policy.REPRESENTATIVE:
        return True
    acting = people.representations_of(client_id, actor=actor).filter(
        people.may(acting_rules.SIGN, day=actor.today), user=actor.user_id
    )
    return acting.exclude(kind=models.Representation.Kind.NOMINATED).exists()
