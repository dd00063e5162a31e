"""Turning 18: a child's direct payment does not carry over, so somebody is told of it ahead."""

from datetime import date
from typing import Final

from clients import conditions, models
from clients.operations.work import raise_work_items
from clients.queries import onboarding as queries
from dpss.access import actors, policy, scope
from dpss.kernel import dates, errors

ROWS_A_TIME: Final = 200


def raise_ahead(*, actor: actors.Actor) -> int:
    """Put everybody who soon turns 18 on the list of whom it concerns, once. Returns how many are new."""
    if not actor.may(policy.REMIND):
        raise errors.NotAllowed("Your role may not remind people.")
    months = queries.times_of(council_id=actor.council_id, day=actor.today).adulthood_months
    last_born = _years_before(dates.add_months(actor.today, months))
    kept = models.WorkItem.objects.filter(key__startswith="adulthood:").values("client_id")
    rows = (
        models.Client.objects.filter(
            group=models.Client.Group.CHILD,
            birth_date__lte=last_born,
            stage__in=["setting_up", "running"],
        )
        .exclude(pk__in=scope.visible_to(kept, actor))
        .order_by("birth_date", "pk")
    )
    found = list(scope.visible_to(rows, actor)[:ROWS_A_TIME])
    raise_work_items(_item(client) for client in found)
    return len(found)


def _item(client: models.Client) -> models.WorkItem:
    return models.WorkItem(
        council_id=client.council_id,
        subject_id=client.subject_id,
        client_id=client.pk,
        key=f"adulthood:{client.pk}",
        role=policy.SUPPORT_WORKER,
        title="Turns 18: a new decision and a new agreement",
        why="The Children Act’s payment ends at 18. It needs a new decision and a new agreement.",
        due_on=conditions.turns_adult_on(client.birth_date),
    )


def _years_before(day: date) -> date:
    return dates.add_months(day, -12 * conditions.ADULT)
