"""Clients and those who act for them, as each actor reaches them."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Q, QuerySet
from psycopg2.extras import DateRange

from clients import acting_rules, models
from dpss.access import actors, policy, scope
from dpss.kernel import errors


@dataclass(frozen=True, slots=True)
class ActingFor:
    """Whose page a representative uses, up to which day, and what they may do there."""

    client_id: uuid.UUID
    representation_id: uuid.UUID
    subject_id: uuid.UUID
    name: str
    last_day: date | None
    limits: acting_rules.Limits
    today: date

    @property
    def sees_money(self) -> bool:
        """Whether they may see the money today."""
        return self.limits.may(acting_rules.MONEY, self.today)

    @property
    def approves_timesheets(self) -> bool:
        """Whether they may approve timesheets today."""
        return self.limits.may(acting_rules.TIMESHEETS, self.today)

    def check(self, what: str) -> None:
        """Raises `NotAllowed`, with a sentence that names the limit, where they may not do this."""
        why_not = acting_rules.why_not(self.limits, what, day=self.today)
        if why_not:
            raise errors.NotAllowed(why_not)

    @property
    def first_name(self) -> str:
        """What headings call the client."""
        return self.name.split(" ")[0]


def last_day(during: DateRange) -> date | None:
    """The last day that a dated fact holds, as people say it; None while it has no end."""
    return during.upper - timedelta(days=1) if during.upper else None


_FIELDS: Final = {
    acting_rules.MONEY: ("sees_money", "money_from", "money_until"),
    acting_rules.TIMESHEETS: ("approves_timesheets", "timesheets_from", "timesheets_until"),
    acting_rules.SIGN: ("signs", "signs_from", "signs_until"),
}


def may(what: str, *, day: date) -> Q:
    """Those who may do this on a day, as `acting_rules` decides it for one of them."""
    given, since, until = _FIELDS[what]
    begun = Q(**{since: None}) | Q(**{f"{since}__lte": day})
    return Q(**{given: True}) & begun & (Q(**{until: None}) | Q(**{f"{until}__gte": day}))


def represented(*, actor: actors.Actor) -> list[ActingFor]:
    """The clients that a representative acts for today, in the order of their names."""
    if actor.role != policy.REPRESENTATIVE or actor.user_id is None:
        return []
    rows = models.Representation.objects.filter(user_id=actor.user_id, during__contains=actor.today)
    found = scope.visible_to(rows, actor).select_related("client").order_by("client__name", "pk")
    return [
        ActingFor(
            client_id=row.client_id,
            representation_id=row.pk,
            subject_id=row.subject_id,
            name=row.client.name,
            last_day=last_day(row.during),
            limits=row.limits,
            today=actor.today,
        )
        for row in found
    ]


def own_client(*, actor: actors.Actor) -> models.Client | None:
    """The client's own record."""
    if actor.role != policy.CLIENT or actor.user_id is None:
        return None
    rows = models.Client.objects.filter(user_id=actor.user_id)
    return scope.visible_to(rows, actor).order_by("pk").first()


def clients(*, actor: actors.Actor) -> "QuerySet[models.Client]":
    """The clients that the actor reaches."""
    return scope.visible_to(models.Client.objects.all(), actor)


def work_items(*, actor: actors.Actor) -> "QuerySet[models.WorkItem]":
    """What waits for the actor's role, soonest first."""
    rows = models.WorkItem.objects.filter(role=actor.role).select_related("client")
    return scope.visible_to(rows, actor).order_by("due_on", "pk")


def representations_of(client_id: uuid.UUID, *, actor: actors.Actor) -> "QuerySet[models.Representation]":
    """Who acts for a client today."""
    rows = models.Representation.objects.filter(client_id=client_id, during__contains=actor.today)
    return scope.visible_to(rows, actor).select_related("user").order_by("user__name")


def assistants(*, actor: actors.Actor) -> "QuerySet[models.PersonalAssistant]":
    """The PAs that the actor reaches."""
    return scope.visible_to(models.PersonalAssistant.objects.all(), actor)


def representations(*, actor: actors.Actor) -> "QuerySet[models.Representation]":
    """Who acts for somebody today, of all that the actor reaches."""
    rows = models.Representation.objects.filter(during__contains=actor.today)
    return scope.visible_to(rows, actor).select_related("user")
