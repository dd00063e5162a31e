"""How soon a council makes the first payment, and how early it looks at turning 18: decided from a day on."""

from datetime import date, datetime
from typing import Final

from django.db import transaction

from clients import models
from clients.queries import onboarding as queries
from dpss.access import actors, dated_settings, policy
from dpss.kernel import errors

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
    return dated_settings.decide(
        queries.set_up_times(actor=actor),
        values={"first_payment_days": first_payment_days, "adulthood_months": adulthood_months},
        said={"owner": owner, "source": source},
        first_day=first_day,
        actor=actor,
        at=at,
    )
