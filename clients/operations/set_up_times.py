"""How soon a council makes the first payment, and how early it looks at turning 18: decided from a day on."""

from datetime import date, datetime
from typing import Final

from django.db import transaction
from psycopg2.extras import DateRange

from clients import models
from clients.queries import onboarding as queries
from dpss.access import actors, audit, policy
from dpss.kernel import dates, errors

MOST_DAYS: Final = 130
MOST_MONTHS: Final = 48


@transaction.atomic
def decide(
    *,
    first_payment_days: int,
    adulthood_months: int,
    owner: str,
    source: str,
    first_day: date,
    actor: actors.Actor,
    at: datetime,
) -> models.SetUpTime:
    """Let these hold from today or a later day on; what held before ends the day before."""
    if not actor.may(policy.KEEP_AGREEMENTS) or actor.user_id is None:
        raise errors.NotAllowed("Your role may not decide how soon direct payments are set up.")
    if not 1 <= first_payment_days <= MOST_DAYS:
        raise errors.Invalid(f"Enter from 1 to {MOST_DAYS} working days.", field="first_payment_days")
    if not 1 <= adulthood_months <= MOST_MONTHS:
        raise errors.Invalid(f"Enter from 1 to {MOST_MONTHS} months.", field="adulthood_months")
    for field, words in {"owner": owner, "source": source}.items():
        if not words.strip():
            raise errors.Invalid("Fill this in: whoever reads the setting relies on it.", field=field)
    if first_day < actor.today:
        raise errors.Invalid("That day is past. Choose today or a later day.", field="first_day")
    last = queries.set_up_times(actor=actor).select_for_update(of=("self",)).first()
    if last is not None and last.first_day >= first_day:
        begins = dates.with_weekday(last.first_day)
        raise errors.Invalid(f"Another time begins on {begins}. Choose a later day.", field="first_day")
    if last is not None:
        last.during = DateRange(last.first_day, first_day)
        last.save(update_fields=["during"])
    row = models.SetUpTime.objects.create(
        council_id=actor.council_id,
        first_payment_days=first_payment_days,
        adulthood_months=adulthood_months,
        owner=owner.strip(),
        source=source.strip(),
        during=DateRange(first_day, None),
        recorded_by_id=actor.user_id,
        recorded_at=at,
    )
    after = {"first_payment_days": first_payment_days, "adulthood_months": adulthood_months}
    audit.record(audit.of(row, "decide", after=after | {"from": first_day}), actor=actor, at=at)
    return row
