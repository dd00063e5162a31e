"""Counting for those who decide: the measures' job counts people, so that commissioners never read them."""

from datetime import date, datetime

from django.db import transaction

from commissioning import models
from commissioning.queries import counting
from dpss.access import actors, policy
from dpss.kernel import errors


@transaction.atomic
def measure(*, actor: actors.Actor, at: datetime, day: date) -> int:
    """Count every measure of the actor's council on a day and store it. Returns how many were stored.

    Counting again on the same day replaces what was counted before. Raises `NotAllowed` for anyone but
    the measures' job: nobody else reaches everybody.
    """
    if not actor.may(policy.MEASURE):
        raise errors.NotAllowed("Measures are taken by the portal's own job, not by a person.")
    rows = [
        models.Measure(
            council_id=actor.council_id,
            code=counted.code,
            organisation_id=counted.organisation_id,
            day=counted.day,
            numerator=counted.count.numerator,
            denominator=counted.count.denominator,
            measured_at=at,
        )
        for counted in counting.counted(day=day, actor=actor)
    ]
    models.Measure.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["council", "code", "organisation", "day"],
        update_fields=["numerator", "denominator", "measured_at"],
    )
    return len(rows)
