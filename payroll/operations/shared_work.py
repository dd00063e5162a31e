"""Two employers agree that a PA's shifts are worked for both, and who pays which part; it ends on a day."""

import uuid
from datetime import date, datetime, timedelta

from django.db import transaction
from psycopg2.extras import DateRange

from dpss.access import actors, audit, scope
from dpss.kernel import dates, errors
from payroll import models
from payroll.operations import posts
from payroll.queries import shared_work

_DAY = timedelta(days=1)


@transaction.atomic
def agree(
    *,
    post: models.Employment,
    other: models.Employment,
    parts: tuple[int, int],
    day: date,
    actor: actors.Actor,
    at: datetime,
) -> models.SharedWork:
    """Record that a PA's shifts may be shared by two employers from a day on; returns the post's own side.

    `parts` say what the post's employer pays and what the other one does: 1 and 1 is half each. Raises
    `Invalid` for posts of two people or of one employer, and where another agreement holds.
    """
    # In the order of keys: two who record the same agreement never wait for each other.
    held = {one.pk: posts.hold(one, actor=actor) for one in sorted((post, other), key=lambda one: one.pk)}
    post, other = held[post.pk], held[other.pk]
    _check(post, other, parts, day, actor)
    if actor.user_id is None:
        raise errors.NotAllowed("Somebody must record the agreement: a job cannot.")
    agreement = uuid.uuid4()
    made = [
        models.SharedWork(
            council_id=mine.council_id,
            subject_id=mine.subject_id,
            agreement=agreement,
            employment=mine,
            parts=split[0],
            other_parts=split[1],
            other_name=theirs.employer.name,
            comes_first=mine.pk < theirs.pk,
            during=DateRange(day, None),
            recorded_by_id=actor.user_id,
            recorded_at=at,
        )
        for mine, theirs, split in ((post, other, parts), (other, post, parts[::-1]))
    ]
    models.SharedWork.objects.bulk_create(made)
    audit.record_all([audit.of(side, "agree", after=_said(side)) for side in made], actor=actor, at=at)
    return made[0]


@transaction.atomic
def end(*, side: models.SharedWork, last_day: date, actor: actors.Actor, at: datetime) -> models.SharedWork:
    """Let an agreement hold up to a day, for both employers.

    Raises `Invalid` for a day before the first, and before shared work that was sent; `Conflict` for an
    agreement that has ended already.
    """
    both = models.SharedWork.objects.filter(agreement=side.agreement).select_related("employment")
    sides = list(scope.visible_to(both, actor).order_by("employment_id"))
    for one in sides:
        posts.hold(one.employment, actor=actor)
    side = next(one for one in sides if one.pk == side.pk)
    if side.last_day is not None:
        raise errors.Conflict(f"It has ended already: {dates.in_words(side.last_day)} is its last day.")
    if last_day < side.first_day:
        raise errors.Invalid(
            f"The agreement begins on {dates.with_weekday(side.first_day)}. Choose that day or a later one.",
            field="last_day",
        )
    shared = shared_work.last_shared_day(side, actor=actor)
    if shared and last_day < shared:
        raise errors.Invalid(
            f"Shared work on {dates.with_weekday(shared)} was sent already. Choose that day or a later one.",
            field="last_day",
        )
    for one in sides:
        before = _said(one)
        one.during = DateRange(one.first_day, last_day + _DAY)
        one.save(update_fields=["during"])
        audit.record(audit.of(one, "end", before=before, after=_said(one)), actor=actor, at=at)
    return side


def _check(
    post: models.Employment, other: models.Employment, parts: tuple[int, int], day: date, actor: actors.Actor
) -> None:
    if post.assistant_id != other.assistant_id or post.employer_id == other.employer_id:
        raise errors.Invalid(
            "Shifts are shared by two employers of one PA. Choose another post.", field="other"
        )
    if min(parts) < 1:
        raise errors.Invalid("Each employer pays at least one part. Enter 1 and 1 for half each.")
    for one in (post, other):
        if day < one.first_day or (one.last_day and day > one.last_day):
            raise errors.Invalid(
                f"{dates.with_weekday(day)} is outside the job with {one.employer.name}. Choose another day.",
                field="day",
            )
        there = shared_work.sides(one, actor=actor).filter(during__overlap=DateRange(day, None)).first()
        if there:
            raise errors.Invalid(
                f"{one.employer.name} shares shifts with {there.other_name} on these days already. End that"
                " agreement first.",
                field="day",
            )


def _said(side: models.SharedWork) -> dict[str, object]:
    return {
        "with": side.other_name,
        "from": side.first_day,
        "until": side.last_day,
        "parts": side.parts,
        "other parts": side.other_parts,
    }
