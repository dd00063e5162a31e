"""How soon unpaid wages are answered for: decided by a payroll manager, from a day on."""

from datetime import date, datetime

from django.db import transaction
from psycopg2.extras import DateRange

from dpss.access import actors, audit, policy
from dpss.kernel import dates, errors
from payroll import models
from payroll.queries import pay_queries as queries


@transaction.atomic
def decide(
    *, working_days: int, owner: str, first_day: date, actor: actors.Actor, at: datetime
) -> models.PayQueryTime:
    """Answer within so many working days, from today or a later day on. What held before ends the day before.

    Raises `Invalid` for a day that is past or before a setting that is to come.
    """
    if not actor.may(policy.SET_ANSWER_TIME) or actor.organisation_id is None or actor.user_id is None:
        raise errors.NotAllowed("Your role may not decide how soon we answer. Ask a payroll manager.")
    if not 1 <= working_days <= models.PayQueryTime.MOST:
        raise errors.Invalid("Enter from 1 to 10 working days.", field="working_days")
    if not owner.strip():
        raise errors.Invalid("Say whose decision it is.", field="owner")
    if first_day < actor.today:
        raise errors.Invalid("That day is past. Choose today or a later day.", field="first_day")
    last = queries.times(actor=actor).select_for_update(of=("self",)).first()
    if last is not None and last.first_day >= first_day:
        begins = dates.with_weekday(last.first_day)
        raise errors.Invalid(f"Another time begins on {begins}. Choose a later day.", field="first_day")
    if last is not None and (last.during.upper is None or last.during.upper > first_day):
        last.during = DateRange(last.during.lower, first_day)
        last.save(update_fields=["during"])
    row = models.PayQueryTime.objects.create(
        council_id=actor.council_id,
        organisation_id=actor.organisation_id,
        working_days=working_days,
        owner=owner.strip(),
        during=DateRange(first_day, None),
        recorded_by_id=actor.user_id,
        recorded_at=at,
    )
    after = {"working_days": working_days, "owner": row.owner, "from": first_day}
    audit.record(audit.of(row, "decide", after=after), actor=actor, at=at)
    return row
