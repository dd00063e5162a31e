"""How soon complaints are answered, and how the Ombudsman is named: decided by the council, from a day on."""

from datetime import date, datetime

from django.db import transaction

from clients import models
from clients.queries import complaints as queries
from dpss.access import actors, dated_settings, policy
from dpss.kernel import errors


@transaction.atomic
def decide(
    *,
    acknowledge_days: int,
    answer_days: int,
    ombudsman: str,
    owner: str,
    source: str,
    first_day: date,
    actor: actors.Actor,
    at: datetime,
) -> models.ComplaintTime:
    """Let these days hold from today or a later day on; what held before ends the day before.

    Raises `Invalid` for a day that is past or before a setting that is to come.
    """
    if not actor.may(policy.SET_COMPLAINT_TIMES) or actor.user_id is None:
        raise errors.NotAllowed("Your role may not decide how soon complaints are answered.")
    if not 1 <= acknowledge_days <= models.ComplaintTime.MOST:
        raise errors.Invalid("Enter from 1 to 130 working days.", field="acknowledge_days")
    if not acknowledge_days <= answer_days <= models.ComplaintTime.MOST:
        sentence = "The answer comes after we say that we have it, within 130 working days."
        raise errors.Invalid(sentence, field="answer_days")
    return dated_settings.decide(
        queries.times(actor=actor),
        values={"acknowledge_days": acknowledge_days, "answer_days": answer_days},
        said={"ombudsman": ombudsman, "owner": owner, "source": source},
        missing="Fill this in: who complains relies on it.",
        first_day=first_day,
        actor=actor,
        at=at,
    )
