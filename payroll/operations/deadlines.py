"""Noticing what is late or at risk: once for an employer, a kind and a day, until it is done."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import Q

from dpss.access import actors, policy, scope
from dpss.kernel import errors
from payroll import deadline_kinds as kinds
from payroll import models
from payroll.queries import deadlines

BATCH: Final = 500
Key = tuple[uuid.UUID, str, date]


@transaction.atomic
def watch(*, actor: actors.Actor) -> int:
    """Note what is late or at risk today, and settle what is done. Returns how many warnings changed.

    Run twice it changes nothing the second time. What was done and is undone is open again.
    """
    if not actor.may(policy.REMIND):
        raise errors.NotAllowed("Only the portal's own job watches deadlines.")
    wanted = _wanted(actor)
    known = _known({by for _, _, by in wanted}, actor)
    changed = _change(known.items(), wanted, actor.today)
    models.DeadlineWarning.objects.bulk_update(changed, ["settled_on"], batch_size=BATCH)
    made = _made(wanted - known.keys(), actor)
    models.DeadlineWarning.objects.bulk_create(made, batch_size=BATCH, ignore_conflicts=True)
    return len(changed) + len(made)


def _wanted(actor: actors.Actor) -> set[Key]:
    """What is late or at risk today."""
    asked = deadlines.Asked().only(*kinds.URGENT)
    rows = deadlines.read(deadlines.duties(asked, actor=actor))
    return {(row.whose, row.what, row.by_day) for row in rows}


def _known(days: set[date], actor: actors.Actor) -> dict[Key, models.DeadlineWarning]:
    """What is open, and what was settled of these days: it may be undone. Locked until the work is done."""
    rows = models.DeadlineWarning.objects.filter(Q(settled_on=None) | Q(by__in=days)).order_by("pk")
    locked = scope.visible_to(rows, actor).select_for_update(of=("self",))
    return {(row.employer_id, row.kind, row.by): row for row in locked}


def _change(
    known: Iterable[tuple[Key, models.DeadlineWarning]], wanted: set[Key], today: date
) -> list[models.DeadlineWarning]:
    changed = []
    for key, row in known:
        if (key in wanted) == (row.settled_on is not None):
            row.settled_on = None if key in wanted else today
            changed.append(row)
    return changed


def _made(keys: Iterable[Key], actor: actors.Actor) -> list[models.DeadlineWarning]:
    new = sorted(keys)
    rows = models.Employer.objects.filter(pk__in={whose for whose, _, _ in new})
    employers = {row.pk: row for row in scope.visible_to(rows, actor)}
    return [
        models.DeadlineWarning(
            council_id=actor.council_id,
            subject_id=employers[whose].subject_id,
            employer_id=whose,
            kind=kind,
            by=by,
            first_on=actor.today,
        )
        for whose, kind, by in new
        if whose in employers
    ]
