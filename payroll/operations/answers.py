"""What HMRC's answers mean: each changes one submission, in one transaction, and the reply is kept.

The numbers are those of the Transaction Engine (Document Submission Protocol 3.1, appendix A).
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import IntegrityError

from dpss.access import actors, audit, transitions
from payroll import models
from payroll.gateways import hmrc
from payroll.operations import kept_replies
from payroll.rti import engine_errors, envelope, eps, fps, nvr, replies

POLL_AGAIN: Final = timedelta(seconds=10)
# The longer HMRC takes, the less often it is asked: since when, and how long to wait at least.
PATIENCE: Final = (
    (timedelta(days=1), timedelta(hours=1)),
    (timedelta(hours=1), timedelta(minutes=5)),
)
LONGEST_WAIT: Final = timedelta(hours=1)
# User ID, password, or the PAYE reference that they may report for.
CREDENTIALS: Final = frozenset({"1002", "1046"})
# Answers to a submission that say HMRC did not take it in: a fault of form, credentials or size.
NOT_TAKEN_IN: Final = CREDENTIALS | {"1001", "1020", "1040", "1042", "2001", "2002", "2021", "2022"}
NO_RECORD: Final = "2000"
PROCESSING_FAILED: Final = "3000"
_SAID_ANOTHER: Final = "HMRC's reply is about another report, so it is not taken as an answer to this one."
_LAST_WORDS: Final = {"accept": "accepted", "reject": "rejected"}
_CLASSES: Final = {
    models.Submission.Kind.FPS: fps.MESSAGE_CLASS,
    models.Submission.Kind.EPS: eps.MESSAGE_CLASS,
    models.Submission.Kind.NVR: nvr.MESSAGE_CLASS,
    models.Submission.Kind.LEAVERS: fps.MESSAGE_CLASS,
}


def message_class(kind: str) -> str:
    """The class under which reports of a kind are sent and asked about."""
    named = _CLASSES[models.Submission.Kind(kind)]
    return envelope.for_test_in_live(named) if settings.DPSS_HMRC_MODE == "test-in-live" else named


def transaction_id(submission: models.Submission) -> str:
    """Our own number of a report, which comes back in every reply to it and in a listing."""
    return submission.pk.hex.upper()


def to_submission(
    submission: models.Submission, content: bytes, *, actor: actors.Actor, at: datetime
) -> replies.Reply | None:
    """What HMRC said to a submission. Unless it is plain, nobody knows whether HMRC has it.

    Returns the reply when it says that HMRC did not take it in: then nothing is recorded yet.
    """
    try:
        reply = replies.read(content, message_class=message_class(submission.kind))
    except replies.UnreadableReply as error:
        lose(submission, error.sentence, content, actor=actor, at=at)
        return None
    why_not = _why_not_ours(submission, reply)
    if why_not:
        lose(submission, why_not, content, actor=actor, at=at)
    elif reply.kind is replies.Kind.ERROR and _was_not_taken_in(reply):
        return reply
    else:
        _take_in(submission, reply, content, actor=actor, at=at)
    return None


def _take_in(
    submission: models.Submission,
    reply: replies.Reply,
    content: bytes,
    *,
    actor: actors.Actor,
    at: datetime,
) -> None:
    """HMRC has it, or says why not. It gives no report the correlation ID that another one has already."""
    try:
        if reply.kind is replies.Kind.ACKNOWLEDGEMENT:
            also = {
                "correlation_id": reply.correlation_id,
                "poll_address": reply.endpoint if hmrc.is_ours(reply.endpoint) else "",
                "next_poll_at": at + _wait(submission, reply, at),
            }
            _move(submission, "acknowledge", actor=actor, at=at, also=also)
        elif not _finish(submission, reply, content, actor=actor, at=at):
            lose(submission, words_of(reply), content, actor=actor, at=at)
    except IntegrityError:
        lose(submission, _SAID_ANOTHER, content, actor=actor, at=at)


def to_poll(submission: models.Submission, content: bytes, *, actor: actors.Actor, at: datetime) -> None:
    """What HMRC said when it was asked. An answer that says nothing certain changes nothing: ask again."""
    try:
        reply = replies.read(content, message_class=message_class(submission.kind))
    except replies.UnreadableReply as error:
        _set_aside(submission, error.sentence, content, actor=actor, at=at)
        return
    why_not = replies.why_not_ours(reply, correlation_id=submission.correlation_id)
    if why_not:
        _set_aside(submission, why_not, content, actor=actor, at=at)
        return
    # HMRC has answered: nothing else waits for that.
    known: dict[str, Any] = {"listed_at": at}
    other_contents = replies.why_not_ours(
        reply, correlation_id=submission.correlation_id, irmark=submission.irmark
    )
    numbers = {error.number for error in reply.errors}
    if other_contents:
        lose(submission, other_contents, content, actor=actor, at=at, looked_for_at=at, **known)
    elif PROCESSING_FAILED in numbers:
        known |= {"looked_for_at": at, "correlation_id": ""}
        lose(submission, words_of(reply), content, actor=actor, at=at, **known)
    elif reply.kind is replies.Kind.ERROR and NO_RECORD in numbers:
        lose(submission, words_of(reply), content, actor=actor, at=at, correlation_id="", **known)
    elif not _finish(submission, reply, content, actor=actor, at=at):
        then = at + _wait(submission, reply, at)
        _ask_again(submission, errors_of(reply), actor=actor, then=then)


def put_off(submission: models.Submission, *, at: datetime) -> datetime:
    """When to ask again after no answer came: the later, the longer HMRC has had it already."""
    return at + _least(submission, at)


def lose(
    submission: models.Submission,
    why: str,
    content: bytes,
    *,
    actor: actors.Actor,
    at: datetime,
    **also: object,
) -> None:
    """Nobody knows whether HMRC has it: say so, keep what came back aside, and let it be looked for."""
    kept_replies.keep(submission, content, why, actor=actor, at=at)
    found = [{"number": "", "text": why, "where": ""}]
    unknown = {"errors": found, "looked_for_at": None, "listed_at": None, "next_poll_at": None, **also}
    _move(submission, "lose", actor=actor, at=at, also=unknown)


def errors_of(reply: replies.Reply) -> list[dict[str, str]]:
    """HMRC's errors as they are kept with a report: its numbers in our words, for its own may name people."""
    return [
        {"number": number, "text": engine_errors.in_words(number), "where": ""}
        for number in engine_errors.numbers(reply.errors)
    ]


def words_of(reply: replies.Reply) -> str:
    """What HMRC's numbers mean, in one line."""
    found = engine_errors.numbers(reply.errors)
    said = " ".join(f"{number} {engine_errors.in_words(number)}".strip() for number in found)
    return f"HMRC answered: {said}" if said else "HMRC's answer says nothing about the submission."


def _why_not_ours(submission: models.Submission, reply: replies.Reply) -> str | None:
    """Why a reply to a submission is about another one; its receipt must be of what was sent."""
    if reply.transaction_id and reply.transaction_id != transaction_id(submission):
        return _SAID_ANOTHER
    return replies.why_not_ours(reply, correlation_id=reply.correlation_id, irmark=submission.irmark)


def _finish(
    submission: models.Submission,
    reply: replies.Reply,
    content: bytes,
    *,
    actor: actors.Actor,
    at: datetime,
) -> bool:
    """Record HMRC's last word, if it is that."""
    finished = {
        "finished_at": at,
        "next_poll_at": None,
        "escalated_at": None,
        "errors": errors_of(reply),
        "correlation_id": reply.correlation_id or submission.correlation_id,
    }
    names = {replies.Kind.RESPONSE: "accept", replies.Kind.BUSINESS_ERROR: "reject"}
    if reply.kind not in names:
        return False
    _move(submission, names[reply.kind], actor=actor, at=at, also=finished, reply=content)
    return True


def _set_aside(
    submission: models.Submission, why: str, content: bytes, *, actor: actors.Actor, at: datetime
) -> None:
    """An answer that is none, or is somebody else's, is kept aside; ours is asked for again."""
    kept_replies.keep(submission, content, why, actor=actor, at=at)
    found = [{"number": "", "text": why, "where": ""}]
    then = at + _least(submission, at)
    _ask_again(submission, found, actor=actor, then=then)


def _ask_again(
    submission: models.Submission, found: list[dict[str, str]], *, actor: actors.Actor, then: datetime
) -> None:
    with actors.acting(actor):
        waiting = models.Submission.objects.filter(pk=submission.pk, state="acknowledged")
        waiting.update(next_poll_at=then, errors=found)


def _move(
    submission: models.Submission,
    name: str,
    *,
    actor: actors.Actor,
    at: datetime,
    also: Mapping[str, object],
    reply: bytes = b"",
) -> None:
    """The move and HMRC's last word, sealed, together: it may hold personal data, and it is evidence.

    Another worker may have recorded an answer first. If it was the same, there is nothing left to do.
    """
    with actors.acting(actor):
        try:
            moved = transitions.move(submission, name, actor=actor, at=at, also=also)
        except transitions.Refused:
            _contradict(submission, name, reply, actor=actor, at=at)
            return
        if reply:
            moved.reply = reply.decode("utf-8", errors="replace")
            moved.save(update_fields=["reply"])


def _contradict(
    submission: models.Submission, name: str, reply: bytes, *, actor: actors.Actor, at: datetime
) -> None:
    """HMRC's first last word holds. A second that says otherwise is kept aside, for somebody to ask HMRC."""
    held = models.Submission.objects.get(pk=submission.pk)
    said = _LAST_WORDS.get(name)
    if said is None or held.state not in _LAST_WORDS.values() or held.state == said:
        return
    words = models.Submission.machine.states
    why = f"HMRC said first “{words[held.state]}”, and later “{words[said]}”. The first answer is kept."
    kept_replies.keep(held, reply, why, actor=actor, at=at)
    held.errors = [*held.errors, {"number": "", "text": f"{why} Ask HMRC which holds.", "where": ""}]
    held.escalated_at = at
    held.save(update_fields=["errors", "escalated_at"])
    audit.record(audit.of(held, "contradict", after={"said": said}), actor=actor, at=at)


def _was_not_taken_in(reply: replies.Reply) -> bool:
    return bool(reply.errors) and {error.number for error in reply.errors} <= NOT_TAKEN_IN


def _wait(submission: models.Submission, reply: replies.Reply, at: datetime) -> timedelta:
    """As long as HMRC asks for, within reason, and longer once it has had the report for long."""
    asked = timedelta(seconds=reply.poll_interval or 0)
    return min(LONGEST_WAIT, max(asked, _least(submission, at)))


def _least(submission: models.Submission, at: datetime) -> timedelta:
    age = at - submission.sent_at if submission.sent_at else timedelta(0)
    return next((wait for since, wait in PATIENCE if age >= since), POLL_AGAIN)
