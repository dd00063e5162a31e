"""Who is in a pension on a day, and since when: for what wages cost, and for what goes on elsewhere."""

import uuid
from collections.abc import Collection, Mapping
from datetime import date

from dpss.access import actors, scope
from payroll import models
from payroll.queries import pension_records

_OUT = ("opted_out", "left", "lost")


def since(ids: Collection[uuid.UUID], *, day: date, actor: actors.Actor) -> Mapping[uuid.UUID, date]:
    """Since when each of these posts is a member, of those that are; three queries.

    By the last approved assessment, else by the tax details of the day, unless they have left since.
    """
    found = _by_tax(ids, day, actor)
    for row in pension_records.assessments(ids, actor=actor):
        if row.member_from is not None and row.member_from <= day:
            found[row.employment_id] = row.member_from
    facts = list(pension_records.facts(ids, actor=actor))
    back = {fact.of_id for fact in facts if fact.kind == models.PensionFact.Kind.TAKEN_BACK}
    for fact in facts:
        begins = found.get(fact.employment_id)
        if fact.kind in _OUT and fact.pk not in back and begins is not None and begins <= fact.on <= day:
            del found[fact.employment_id]
    return found


def _by_tax(ids: Collection[uuid.UUID], day: date, actor: actors.Actor) -> dict[uuid.UUID, date]:
    rows = models.TaxDetails.objects.filter(
        employment__in=ids, during__contains=day, pension_from__lte=day
    ).exclude(pension="")
    return {row.employment_id: row.pension_from for row in scope.visible_to(rows, actor) if row.pension_from}
