"""A call with an employer or a PA: begun, who it is asked for in turn, and written up."""

import uuid
from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from dpss.access import actors, audit, policy, scope
from dpss.kernel import dates, errors
from payroll import calls, models


@transaction.atomic
def begin(
    *,
    subject_id: uuid.UUID,
    actor: actors.Actor,
    at: datetime,
    rings_back: models.Call | None = None,
) -> models.Call:
    """Begin a call with somebody. The one that the actor has open with them goes on: twice is once.

    `rings_back` is the call that it answers; a second answer is a new call of its own.
    """
    if not actor.may(policy.KEEP_POSTS) or actor.user_id is None or actor.organisation_id is None:
        raise errors.NotAllowed("Your role may not take calls about pay. Ask a payroll officer.")
    call, is_new = models.Call.objects.get_or_create(
        council_id=actor.council_id,
        subject_id=subject_id,
        organisation_id=actor.organisation_id,
        taken_by_id=actor.user_id,
        ended_at=None,
        defaults={"began_at": at},
    )
    if rings_back is not None and call.rings_back_id is None:
        _answer(rings_back, by=call)
    if is_new:
        audit.record(audit.of(call, "begin call"), actor=actor, at=at)
    return call


@transaction.atomic
def ask(
    *, call: models.Call, asks: str, on_record: Collection[str], actor: actors.Actor, at: datetime
) -> models.IdentityQuestion:
    """Ask one thing that is `on_record`: its answer may be shown until it is said whether it was right."""
    call = _mine(call, actor)
    questions = list(call.questions.all())
    if asks not in on_record:
        raise errors.Invalid("Nothing is on record to ask that by. Choose another question.")
    if calls.standing(one.answered for one in questions) == calls.FAILED:
        raise errors.Invalid(calls.ADVICE[calls.FAILED])
    waiting = next((one for one in questions if not one.answered), None)
    if waiting is not None:
        if waiting.asks == asks:
            return waiting
        raise errors.Invalid("First say whether the answer before was right.")
    if any(one.asks == asks for one in questions):
        raise errors.Invalid("That was asked already in this call. Ask something else.")
    asked = models.IdentityQuestion.objects.create(
        council_id=call.council_id, subject_id=call.subject_id, call=call, asks=asks, asked_at=at
    )
    audit.record(audit.of(asked, "ask who it is", after={"asks": asks}), actor=actor, at=at)
    return asked


@transaction.atomic
def answered(*, call: models.Call, right: bool, actor: actors.Actor, at: datetime) -> models.IdentityQuestion:
    """Say whether the caller knew what was asked last. What they said is not kept."""
    call = _mine(call, actor)
    waiting = call.questions.filter(answered="").first()
    if waiting is None:
        raise errors.Conflict("No question is open. Ask one first.")
    waiting.answered = "right" if right else "wrong"
    waiting.save(update_fields=["answered"])
    after = {"asks": waiting.asks, "answered": waiting.answered}
    audit.record(audit.of(waiting, "record answer", after=after), actor=actor, at=at)
    return waiting


@transaction.atomic
def write_up(
    *,
    call: models.Call,
    why: str,
    said: str,
    outcome: str,
    ring_back_on: date | None,
    actor: actors.Actor,
    at: datetime,
) -> models.Call:
    """End a call with why it was, what was said and what came of it; a ring-back has its day."""
    call = _mine(call, actor)
    _check_ring_back(outcome, ring_back_on, actor)
    standing = calls.standing(call.questions.values_list("answered", flat=True))
    if standing == calls.FAILED and outcome in {"answered", "passed_on"}:
        raise errors.Invalid(
            "They were not identified, so nothing could be answered. Ring back, or record that we could not"
            " tell who it was.",
            field="outcome",
        )
    call.why, call.said, call.outcome = why.strip(), said.strip(), outcome
    call.ring_back_on, call.ended_at = ring_back_on, at
    call.questions.filter(answered="").update(answered="wrong")
    call.save(update_fields=["why", "said", "outcome", "ring_back_on", "ended_at"])
    after = {"outcome": outcome, "ring_back_on": ring_back_on, "who": standing}
    audit.record(audit.of(call, "write up call", after=after), actor=actor, at=at)
    return call


def _answer(earlier: models.Call, *, by: models.Call) -> None:
    """Note which call is rung back, unless another call has answered it meanwhile."""
    models.Call.objects.select_for_update().get(pk=earlier.pk)
    if not models.Call.objects.filter(rings_back=earlier).exists():
        by.rings_back = earlier
        by.save(update_fields=["rings_back"])


def _check_ring_back(outcome: str, day: date | None, actor: actors.Actor) -> None:
    if outcome == "ring_back" and day is None:
        raise errors.Invalid("Say on which day we ring back.", field="ring_back_on")
    if outcome != "ring_back" and day is not None:
        raise errors.Invalid(
            "There is a day to ring back, and another outcome. Choose “We ring back”, or clear the day.",
            field="ring_back_on",
        )
    if day is not None and day < actor.today:
        raise errors.Invalid(
            f"{dates.with_weekday(day)} is past. Choose today or a later day.", field="ring_back_on"
        )


def _mine(call: models.Call, actor: actors.Actor) -> models.Call:
    """The call, open and the actor's own, which nobody else changes meanwhile."""
    if not actor.may(policy.KEEP_POSTS):
        raise errors.NotAllowed("Your role may not take calls about pay. Ask a payroll officer.")
    found = scope.visible_to(models.Call.objects.filter(pk=call.pk), actor)
    locked = found.select_for_update(of=("self",)).first()
    if locked is None or locked.taken_by_id != actor.user_id:
        raise errors.NotAllowed("Somebody else took this call. Begin one of your own.")
    if locked.ended_at is not None:
        raise errors.Conflict("This call is written up already. Begin another one.")
    return locked
