"""From which day a council counts its four weeks: decided once, before anybody is paid by it."""

from datetime import date, datetime
from typing import Final

from django.db import transaction

from clients import models
from clients.queries import four_weekly, owed
from dpss.access import actors, audit, policy
from dpss.access import models as access
from dpss.kernel import errors

MOST_DAYS: Final = 28


@transaction.atomic
def decide(
    *, first_day: date, worked_out_days: int, owner: str, source: str, actor: actors.Actor, at: datetime
) -> models.PaymentCycle:
    """Keep it. Raises `Conflict` for another first day once payments were worked out by this one."""
    if not actor.may(policy.KEEP_ARRANGEMENTS) or actor.user_id is None:
        raise errors.NotAllowed("Your role may not decide when direct payments are paid.")
    if not 1 <= worked_out_days <= MOST_DAYS:
        raise errors.Invalid(f"Enter a number of days, from 1 to {MOST_DAYS}.", field="worked_out_days")
    for field, words in {"owner": owner, "source": source}.items():
        if not words.strip():
            raise errors.Invalid("Fill this in: whoever reads the setting relies on it.", field=field)
    access.Council.objects.select_for_update(no_key=True).get(pk=actor.council_id)
    row = owed.cycle_of(actor.council_id)
    is_used = four_weekly.payments(actor=actor).exists()
    if row is not None and is_used and row.first_day != first_day:
        raise errors.Conflict("Payments are worked out by another first day already, so it stays as it is.")
    row = row or models.PaymentCycle(council_id=actor.council_id)
    row.first_day, row.worked_out_days = first_day, worked_out_days
    row.owner, row.source = owner.strip(), source.strip()
    row.recorded_by_id, row.recorded_at = actor.user_id, at
    row.save()
    after = {"first_day": first_day, "worked_out_days": worked_out_days}
    audit.record(audit.of(row, "decide", after=after), actor=actor, at=at)
    return row
