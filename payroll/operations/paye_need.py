"""Recording what was answered to “Does this employer need PAYE?”. Answers are kept, and never changed."""

from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction

from dpss.access import actors, audit, policy
from dpss.kernel import errors
from payroll import models
from payroll.calc import paye_need


@transaction.atomic
def answer(
    *,
    employer: models.Employer,
    answers: paye_need.Answers,
    day: date,
    actor: actors.Actor,
    at: datetime,
) -> models.PayeNeed:
    """Keep the answers of a day; from now on they hold. Raises `Invalid` for a day to come."""
    if not actor.may(policy.KEEP_POSTS):
        raise errors.NotAllowed("Your role may not set employers up. Ask a payroll officer.")
    if day > actor.today:
        raise errors.Invalid("The day is in the future. Give the day on which you asked.", field="day")
    made = models.PayeNeed.objects.create(
        council_id=employer.council_id,
        subject_id=employer.subject_id,
        employer=employer,
        **asdict(answers),
        answered_on=day,
        answered_by_id=actor.user_id,
        answered_at=at,
    )
    audit.record(audit.of(made, "answer", after=asdict(answers) | {"on": day}), actor=actor, at=at)
    return made
