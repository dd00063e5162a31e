"""Contribution files of hundreds of schedules: asked for once, made some at a time by the portal."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction

from dpss.access import actors, audit, policy, scope
from dpss.kernel import errors
from payroll import models
from payroll.operations import pension_files, printings
from payroll.queries import pension_schedules as queries

# More than this many are made by the portal, not while a person waits for the page.
AT_ONCE: Final = 25
IN_A_BATCH: Final = 50


@transaction.atomic
def ask(ids: Sequence[uuid.UUID], *, actor: actors.Actor, at: datetime) -> models.PensionDownload:
    """Ask for the files of many schedules. Who asks while the same are being made is given these.

    Raises `Invalid` for too many, and for none that the actor reaches.
    """
    if not actor.may(policy.SEND_PENSION_SCHEDULES) or actor.user_id is None or actor.organisation_id is None:
        raise errors.NotAllowed("Your role may not take contribution files. Ask a payroll officer.")
    pension_files.check_number(ids)
    found = queries.schedules(actor=actor).filter(pk__in=ids).order_by("pk")
    keys = list(found.values_list("pk", flat=True))
    if not keys:
        raise errors.Invalid("None of these schedules is there any more. Choose again.")
    printings.one_at_a_time(actor.organisation_id, actor.council_id)
    mine = {"council_id": actor.council_id, "organisation_id": actor.organisation_id}
    rows = models.PensionDownload.objects.filter(schedules=keys, finished_at=None, **mine)
    before = scope.visible_to(rows, actor).first()
    if before is not None:
        return before
    made = models.PensionDownload.objects.create(
        schedules=keys, requested_by_id=actor.user_id, requested_at=at, **mine
    )
    audit.record(audit.of(made, "request", after={"schedules": len(keys)}), actor=actor, at=at)
    return made


@transaction.atomic
def make_next(*, actor: actors.Actor, at: datetime) -> bool:
    """Make the next files that were asked for: whether there were any to make.

    A download that another worker holds is left to it, and a file that is there already is not made again.
    """
    if not actor.may(policy.CALCULATE_PAYRUNS) or not actor.job:
        raise errors.NotAllowed("Only the portal's own job makes the files of a download.")
    waiting = models.PensionDownload.objects.filter(finished_at=None).order_by("requested_at", "pk")
    asked = scope.visible_to(waiting, actor).select_for_update(skip_locked=True, of=("self",)).first()
    if asked is None:
        return False
    batch = asked.schedules[asked.made : asked.made + IN_A_BATCH]
    pension_files.make_for(batch, by=asked.requested_by_id, actor=actor, at=at)
    asked.made += len(batch)
    if asked.made == len(asked.schedules):
        asked.finished_at = at
    asked.save(update_fields=["made", "finished_at"])
    return True
