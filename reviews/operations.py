"""Recording that a review was done, which makes the next one due."""

from datetime import date, datetime

from django.db import transaction

from dpss.access import actors, audit, policy, scope
from dpss.kernel import errors
from dpss.kernel.dates import in_words
from reviews import models, queries, schedule


@transaction.atomic
def record_done(
    *, review: models.Review, done_on: date, note: str, actor: actors.Actor, at: datetime
) -> models.Review:
    """Record a review as done and make the next one due. Returns the next. Raises `Invalid` or `Conflict`."""
    if not actor.may(policy.RECORD_REVIEWS):
        raise errors.NotAllowed("Your role may not record reviews. Ask the client's support worker.")
    locked = scope.visible_to(models.Review.objects.filter(pk=review.pk), actor).select_for_update().get()
    if locked.done_on is not None:
        raise errors.Conflict(f"This review was recorded already, as done on {in_words(locked.done_on)}.")
    if done_on > actor.today:
        raise errors.Invalid(
            "The day is in the future. Enter the day on which you met or spoke.", field="done_on"
        )
    last_done = queries.last_done(locked.client_id, actor=actor)
    if last_done is not None and done_on <= last_done:
        raise errors.Invalid(
            f"The last review was on {in_words(last_done)}. Enter a later day.", field="done_on"
        )
    if schedule.next_due(done_on) <= locked.due_on:
        raise errors.Invalid(
            f"This review is due on {in_words(locked.due_on)}. Enter a day in the 12 months before that.",
            field="done_on",
        )
    if not note.strip():
        raise errors.Invalid(
            "Write a sentence on what was agreed. The client can ask to see it.", field="note"
        )
    locked.done_on, locked.done_by_id = done_on, actor.user_id
    locked.save(update_fields=["done_on", "done_by"])
    event = audit.of(locked, "record review", reason=note, after={"done_on": done_on.isoformat()})
    audit.record(event, actor=actor, at=at)
    return models.Review.objects.create(
        council_id=locked.council_id,
        subject_id=locked.subject_id,
        client_id=locked.client_id,
        kind=models.Review.Kind.YEARLY,
        due_on=schedule.next_due(done_on),
    )
