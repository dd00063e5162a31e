"""By when a provider pays on what courts and agreements took: decided by a payroll manager, from a day on."""

from datetime import date, datetime

from django.db import transaction

from dpss.access import actors, dated_settings, policy
from dpss.kernel import errors
from payroll import models
from payroll.queries import deduction_days as queries


@transaction.atomic
def decide(
    *, day_of_month: int, owner: str, first_day: date, actor: actors.Actor, at: datetime
) -> models.DeductionDay:
    """Pay them on by this day of the next month, from today or a later day on; what held ends the day before.

    What is asked for already keeps its day. Raises `Invalid` for a day that is past or before a setting that
    is to come.
    """
    if not actor.may(policy.SET_DEDUCTION_DAY) or actor.organisation_id is None or actor.user_id is None:
        raise errors.NotAllowed("Your role may not decide by when we pay. Ask a payroll manager.")
    if not 1 <= day_of_month <= models.DeductionDay.LAST:
        raise errors.Invalid("Enter a day from 1 to 28.", field="day_of_month")
    return dated_settings.decide(
        queries.decided(actor=actor),
        values={"organisation_id": actor.organisation_id, "day_of_month": day_of_month},
        said={"owner": owner},
        missing="Say whose decision it is.",
        first_day=first_day,
        actor=actor,
        at=at,
    )
