"""Recording what a check came to: who saw it and when, never the document."""

from datetime import date, datetime

from django.db import transaction

from dpss.access import actors, audit, policy
from dpss.kernel import errors
from payroll.queries.homes import Post
from recruitment import models


@transaction.atomic
def record_check(
    *,
    post: Post,
    kind: str,
    seen_on: date,
    expires_on: date | None,
    actor: actors.Actor,
    at: datetime,
) -> models.Check:
    """Record that a named person saw the outcome of a check of a PA for one client on a day.

    `post` is the PA's work for that client. Raises `Invalid` with what to change, `Conflict` the second time.
    """
    if not actor.may(policy.RECORD_CHECKS) or actor.user_id is None:
        raise errors.NotAllowed("Your role may not record checks. Ask the client's support worker.")
    if seen_on > actor.today:
        raise errors.Invalid("The day is in the future. Enter the day on which you saw it.", field="seen_on")
    if expires_on is not None and expires_on <= seen_on:
        raise errors.Invalid(
            "It runs out on or before the day you saw it. Check both dates.", field="expires_on"
        )
    check, made = models.Check.objects.get_or_create(
        client_id=post.employer.client_id,
        assistant_id=post.assistant_id,
        kind=kind,
        seen_on=seen_on,
        defaults={
            "council_id": post.council_id,
            "subject_id": post.employer.client.subject_id,
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
