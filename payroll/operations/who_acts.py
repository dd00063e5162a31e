"""Who acts for a client, and what they then reach of its PAs' wages and sheets, in one step."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from clients import acting_rules
from clients.operations import representations as operations
from clients.queries import people
from clients.queries.representations import Representation
from dpss.access import actors, audit, policy, scope
from dpss.access import operations as reach_of
from dpss.kernel import errors
from payroll import models, reach


@transaction.atomic
def begin(*, representation: Representation, actor: actors.Actor, at: datetime) -> Representation:
    """Put it in force: by the client's own yes, or by the council's decision."""
    says = operations.agree if actor.role == policy.CLIENT else operations.decide
    begun = says(representation=representation, actor=actor, at=at)
    _let_reach(begun, actor)
    return begun


@transaction.atomic
def change_limits(
    *,
    representation: Representation,
    limits: acting_rules.Limits,
    actor: actors.Actor,
    at: datetime,
    reason: str = "",
) -> Representation:
    """Let them do more or less, at once."""
    moved = operations.change_limits(
        representation=representation, limits=limits, actor=actor, at=at, reason=reason
    )
    _let_reach(moved, actor)
    if not moved.limits.may(acting_rules.TIMESHEETS, actor.today):
        _stop_texts(moved, actor, at)
    return moved


@transaction.atomic
def end(
    *, representation: Representation, actor: actors.Actor, at: datetime, reason: str = ""
) -> Representation:
    """Take it away: the next thing that they send is refused, by text as well."""
    _stop_texts(representation, actor, at)
    return operations.end(representation=representation, actor=actor, at=at, reason=reason)


@transaction.atomic
def stop_acting(*, representation: Representation, actor: actors.Actor, at: datetime) -> Representation:
    """Whoever acts stops."""
    _stop_texts(representation, actor, at)
    return operations.stop_acting(representation=representation, actor=actor, at=at)


@transaction.atomic
def stop_texts_that_are_over(*, actor: actors.Actor, at: datetime) -> int:
    """End the approving by text of everybody whose last day of approving has passed. Returns how many."""
    if not actor.may(policy.REMIND):
        raise errors.NotAllowed("Only the portal's own job ends this by itself.")
    acting = people.representations(actor=actor).filter(
        people.may(acting_rules.TIMESHEETS, day=actor.today),
        client=OuterRef("client"),
        user=OuterRef("user"),
    )
    rows = models.TextApprover.objects.filter(role=policy.REPRESENTATIVE, ended_at=None)
    over = scope.visible_to(rows.exclude(Exists(acting.order_by())), actor)
    stopped = list(over.select_for_update(of=("self",), skip_locked=True))
    models.TextApprover.objects.filter(pk__in=[one.pk for one in stopped]).update(ended_at=at)
    audit.record_all([audit.of(one, "stop approving by text") for one in stopped], actor=actor, at=at)
    return len(stopped)


def note_new_pa(*, post: models.Employment, actor: actors.Actor, at: datetime) -> None:
    """Whoever acts for the client and is hired by them is not the only one to approve: support is told."""
    pa = post.assistant
    with actors.acting(_portal(actor)):
        operations.mark_their_pa(
            client_id=post.employer.client_id, user_id=pa.user_id, email=pa.email, actor=actor, at=at
        )


def _portal(actor: actors.Actor) -> actors.Actor:
    """Neither the client nor the council reaches every post of the client; what somebody is given does."""
    return actors.for_job(job=policy.JOB_PAYRUNS, council_id=actor.council_id, today=actor.today)


def _let_reach(acting: Representation, actor: actors.Actor) -> None:
    with actors.acting(_portal(actor)):
        grants = [
            grant
            for employer in models.Employer.objects.filter(client=acting.client_id).select_related("client")
            for grant in reach.of_representation(
                acting,
                employer,
                list(models.Employment.objects.filter(employer=employer).select_related("assistant")),
            )
        ]
    reach_of.grant_all(grants)


def _stop_texts(acting: Representation, actor: actors.Actor, at: datetime) -> None:
    with actors.acting(_portal(actor)):
        rows = models.TextApprover.objects.filter(
            client=acting.client_id, user=acting.user_id, role=policy.REPRESENTATIVE, ended_at=None
        )
        stopped = list(rows.select_for_update(of=("self",)))
        rows.update(ended_at=at)
    behalf = actor.acts_for(acting.client.name)
    audit.record_all(
        [audit.of(one, "stop approving by text", on_behalf_of=behalf) for one in stopped], actor=actor, at=at
    )
