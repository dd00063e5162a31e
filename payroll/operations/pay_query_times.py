"""How soon unpaid wages are answered for: decided by a payroll manager, from a day on."""

from datetime import date, datetime

from django.db import transaction

from dpss.access import actors, dated_settings, policy
from dpss.kernel import errors
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
    rows = queries.times(actor=actor)
    return dated_settings.decide(
        rows,
        values={"organisation_id": actor.organisation_id, "working_days": working_days},
        said={"owner": owner},
        missing="Say whose decision it is.",
        first_day=first_day,
        actor=actor,
        at=at,
    )
