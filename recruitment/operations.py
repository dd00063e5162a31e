"""Recording what a check came to: who saw it and when, never the document."""

from datetime import date, datetime

from django.db import transaction

from clients.models import Client, PersonalAssistant
from dpss.access import actors, audit, policy
from dpss.kernel import errors
from recruitment import models


@transaction.atomic
def record_check(
    *,
    client: Client,
    assistant: PersonalAssistant,
    kind: str,
    seen_on: date,
    expires_on: date | None,
    actor: actors.Actor,
    at: datetime,
) -> models.Check:
    """Record that a named person saw a check's outcome on a day. Raises `Invalid` with what to change."""
    if not actor.may(policy.RECORD_CHECKS) or actor.user_id is None:
        raise errors.NotAllowed("Your role may not record checks. Ask the client's support worker.")
    if seen_on > actor.today:
        raise errors.Invalid("The day is in the future. Enter the day on which you saw it.", field="seen_on")
    if expires_on is not None and expires_on <= seen_on:
        raise errors.Invalid(
            "It runs out on or before the day you saw it. Check both dates.", field="expires_on"
        )
    check, made = models.Check.objects.get_or_create(
        client=client,
        assistant=assistant,
        kind=kind,
        seen_on=seen_on,
        defaults={
            "council_id": client.council_id,
            "subject_id": client.subject_id,
            "seen_by_id": actor.user_id,
            "expires_on": expires_on,
        },
    )
    if not made:
        raise errors.Conflict("This check of that day is recorded already.")
    audit.record(
        audit.of(check, "record check", after={"kind": kind, "seen_on": str(seen_on)}), actor=actor, at=at
    )
    return check
