"""Complaints, as far as each actor reaches them: nobody reads what they are complained about."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from clients import complaint_days, models
from clients.complaint_days import Clock, Due
from clients.complaint_rules import ComplaintFacts
from clients.queries import people
from dpss.access import actors, policy, scope
from dpss.access import models as access
from ledger import bank_holidays

OPEN = ("new", "looked_into")
USER, ORGANISATION = "user:", "organisation:"


@dataclass(frozen=True, slots=True)
class Counts:
    """Complaints of a council in some days: how many came, were answered, and in time; points, and upheld.

    `due` are those whose last day to answer has passed, or which are answered: `in_time` is out of these.
    """

    raised: int
    answered: int
    due: int
    in_time: int
    points: int
    upheld: int


def complaints(*, actor: actors.Actor) -> "QuerySet[models.Complaint]":
    """The complaints that the actor reaches: their own, or those that they answer."""
    rows = models.Complaint.objects.select_related("handler__user", "about_user", "about_organisation")
    return scope.visible_to(rows, actor)


def own(*, actor: actors.Actor, client_id: uuid.UUID | None = None) -> "QuerySet[models.Complaint]":
    """What somebody complained of; of who acts for several, what they said for this one. The newest first."""
    rows = complaints(actor=actor)
    if actor.role == policy.REPRESENTATIVE:
        rows = rows.filter(client_id=client_id) if client_id else rows.none()
    return rows.order_by("-raised_at", "pk")


def points(complaint: models.Complaint, *, actor: actors.Actor) -> list[models.ComplaintPoint]:
    """Each point, in the order in which they were made."""
    rows = models.ComplaintPoint.objects.filter(complaint=complaint)
    return list(scope.visible_to(rows, actor).order_by("number"))


def facts_of(
    actor: actors.Actor,
) -> Callable[[Sequence[models.Complaint]], Mapping[uuid.UUID, ComplaintFacts]]:
    """What counts when complaints are answered, in one query for all of them."""

    def facts(found: Sequence[models.Complaint]) -> Mapping[uuid.UUID, ComplaintFacts]:
        rows = models.ComplaintPoint.objects.filter(complaint__in=found, outcome="")
        left: dict[uuid.UUID, list[int]] = defaultdict(list)
        for key, number in (
            scope.visible_to(rows, actor).order_by("number").values_list("complaint_id", "number")
        ):
            left[key].append(number)
        return {one.pk: ComplaintFacts(tuple(left[one.pk]), bool(one.learning)) for one in found}

    return facts


def clock(*, council_id: uuid.UUID, day: date) -> Clock:
    """How soon the council answers what is complained of on a day; the usual until it decides."""
    row = models.ComplaintTime.objects.filter(council_id=council_id, during__contains=day).first()
    return Clock(row.acknowledge_days, row.answer_days, row.ombudsman) if row else Clock()


def due(*, council_id: uuid.UUID, day: date) -> Due:
    """By when a complaint of this day is acknowledged and answered."""
    return complaint_days.due(
        day, clock=clock(council_id=council_id, day=day), holidays=bank_holidays.known()
    )


def times(*, actor: actors.Actor) -> "QuerySet[models.ComplaintTime]":
    """Every time to answer that the actor's council decided, the last first."""
    rows = models.ComplaintTime.objects.filter(council_id=actor.council_id).select_related("recorded_by")
    return rows.order_by("-during")


def handlers(complaint: models.Complaint, *, actor: actors.Actor) -> list[access.Membership]:
    """Who may be given a complaint: not whom it is about, nor their organisation, nor who is recused."""
    roles = [role for role, may in policy.GRANTS.items() if policy.ANSWER_COMPLAINTS in may]
    kept = access.Recusal.objects.filter(subject_id=complaint.subject_id).values("user_id")
    apart = {complaint.about_user_id, complaint.raised_by_id} - {None}
    rows = access.Membership.objects.filter(
        council_id=complaint.council_id, role__in=roles, during__contains=actor.today
    ).exclude(Q(user_id__in=kept) | Q(user_id__in=apart))
    # The council answers for itself too: by law it is the one to answer.
    if complaint.about_organisation_id not in {None, complaint.council_organisation_id}:
        rows = rows.exclude(organisation_id=complaint.about_organisation_id)
    return list(rows.select_related("user", "organisation").order_by("user__name", "role"))


def lessons(*, actor: actors.Actor) -> "QuerySet[models.Complaint]":
    """What was learned from complaints, the newest first."""
    rows = complaints(actor=actor).filter(state="answered").exclude(learning="")
    return rows.order_by("-answered_on", "pk")


def counts(*, first: date, last: date, actor: actors.Actor) -> Counts:
    """Complaints that came from one day to another, counted as far as the actor reaches them."""
    came = Q(raised_on__gte=first, raised_on__lte=last)
    rows = scope.visible_to(models.Complaint.objects.filter(came), actor).exclude(state="withdrawn")
    of = scope.visible_to(
        models.ComplaintPoint.objects.filter(complaint__raised_on__gte=first, complaint__raised_on__lte=last),
        actor,
    )
    found = rows.aggregate(
        raised=Count("pk"),
        answered=Count("pk", filter=Q(state="answered")),
        due=Count("pk", filter=Q(state="answered") | Q(answer_by__lt=actor.today)),
        in_time=Count("pk", filter=Q(in_time=True)),
    )
    said = of.filter(complaint__state="answered").aggregate(
        points=Count("pk"), upheld=Count("pk", filter=Q(outcome__in=["upheld", "partly"]))
    )
    return Counts(**found, **said)


def about(by: models.Client | models.PersonalAssistant, *, actor: actors.Actor) -> list[tuple[str, str, str]]:
    """About whom somebody can complain by name: a key, the name, and who they are to them.

    Whoever serves them, who acts or works for them, and the staff who answer complaints. Staff who write a
    complaint down for somebody find themselves.
    """
    found: dict[str, tuple[str, str]] = {}
    if isinstance(by, models.Client):
        given = models.CaseAllocation.objects.filter(client=by, during__contains=actor.today)
        for row in scope.visible_to(given, actor).select_related("user"):
            found[f"{USER}{row.user_id}"] = (row.user.name, "support worker")
        for acts in people.representations_of(by.pk, actor=actor):
            found[f"{USER}{acts.user_id}"] = (acts.user.name, "acts for them")
        served = models.Placement.objects.filter(client=by, during__contains=actor.today)
        for place in scope.visible_to(served, actor).select_related("organisation"):
            if place.organisation is not None:
                found[f"{ORGANISATION}{place.organisation_id}"] = (
                    place.organisation.name,
                    f"{place.get_lot_display().lower()} provider",
                )
    team = access.Membership.objects.filter(
        council_id=actor.council_id,
        role__in=policy.COMPLAINT_TEAMS,
        during__contains=actor.today,
        organisation__kind="council",
    ).select_related("user", "organisation", "council")
    for member in team.order_by("user__name"):
        found.setdefault(f"{ORGANISATION}{member.organisation_id}", (member.council.name, "the council"))
        found[f"{USER}{member.user_id}"] = (member.user.name, "works for the council")
    if actor.is_staff and actor.user_id is not None:
        found[f"{USER}{actor.user_id}"] = (actor.name, "you")
    own = {by.user_id, actor.user_id if not actor.is_staff else None}
    return [(key, *words) for key, words in found.items() if key not in {f"{USER}{one}" for one in own}]
