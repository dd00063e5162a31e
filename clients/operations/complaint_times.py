"""How soon complaints are answered, and how the Ombudsman is named: decided by the council, from a day on."""

from datetime import date, datetime

from django.db import transaction
from psycopg2.extras import DateRange

from clients import models
from clients.queries import complaints as queries
from dpss.access import actors, audit, policy
from dpss.kernel import dates, errors


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
    said = {"ombudsman": ombudsman, "owner": owner, "source": source}
    for name, words in said.items():
        if not words.strip():
            raise errors.Invalid("Fill this in: who complains relies on it.", field=name)
    if first_day < actor.today:
        raise errors.Invalid("That day is past. Choose today or a later day.", field="first_day")
    last = queries.times(actor=actor).select_for_update(of=("self",)).first()
    if last is not None and last.first_day >= first_day:
        begins = dates.with_weekday(last.first_day)
        raise errors.Invalid(f"Another time begins on {begins}. Choose a later day.", field="first_day")
    if last is not None and (last.during.upper is None or last.during.upper > first_day):
        last.during = DateRange(last.during.lower, first_day)
        last.save(update_fields=["during"])
    row = models.ComplaintTime.objects.create(
        council_id=actor.council_id,
        acknowledge_days=acknowledge_days,
        answer_days=answer_days,
        during=DateRange(first_day, None),
        recorded_by_id=actor.user_id,
        recorded_at=at,
        **{name: words.strip() for name, words in said.items()},
    )
    after = {"acknowledge_days": acknowledge_days, "answer_days": answer_days, "from": first_day}
    audit.record(audit.of(row, "decide", after=after), actor=actor, at=at)
    return row
