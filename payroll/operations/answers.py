"""What HMRC's answers mean: each changes one submission, in one transaction, and the reply is kept.

The numbers are those of the Transaction Engine (Document Submission Protocol 3.1, appendix A).
"""

import contextlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings

from dpss.access import actors, transitions
from payroll import models
from payroll.rti import envelope, eps, fps, replies

POLL_AGAIN: Final = timedelta(seconds=10)
# Answers to a submission that say HMRC did not take it in: a fault of form, credentials or size.
NOT_TAKEN_IN: Final = frozenset(
    {"1001", "1002", "1020", "1040", "1042", "1046", "2001", "2002", "2021", "2022"}
)
NO_RECORD: Final = "2000"
PROCESSING_FAILED: Final = "3000"


_CLASSES: Final = {
    models.Submission.Kind.FPS: fps.MESSAGE_CLASS,
    models.Submission.Kind.EPS: eps.MESSAGE_CLASS,
}


def message_class(kind: str) -> str:
    """The class under which reports of a kind are sent and asked about."""
    named = _CLASSES[models.Submission.Kind(kind)]
    return envelope.for_test_in_live(named) if settings.DPSS_HMRC_MODE == "test-in-live" else named


def to_submission(
    submission: models.Submission, content: bytes, *, actor: actors.Actor, at: datetime
) -> None:
    """What HMRC said to a submission. Unless it is plain, nobody knows whether HMRC has it."""
    try:
        reply = replies.read(content, message_class=message_class(submission.kind))
    except replies.UnreadableReply as error:
        lose(submission, error.sentence, content, actor=actor, at=at)
        return
    why_not = replies.why_not_ours(reply, correlation_id=reply.correlation_id, irmark=submission.irmark)
    if why_not:
        lose(submission, why_not, content, actor=actor, at=at)
    elif reply.kind is replies.Kind.ACKNOWLEDGEMENT:
        also = {
            "correlation_id": reply.correlation_id,
            "poll_address": reply.endpoint,
            "next_poll_at": at + _wait(reply),
        }
        _move(submission, "acknowledge", actor=actor, at=at, also=also)
    elif reply.kind is replies.Kind.ERROR and _was_not_taken_in(reply):
        _move(submission, "hold", actor=actor, at=at, also={"errors": _errors(reply)}, reply=content)
    elif not _finish(submission, reply, content, actor=actor, at=at):
        lose(submission, _words(reply), content, actor=actor, at=at)


def to_poll(submission: models.Submission, content: bytes, *, actor: actors.Actor, at: datetime) -> None:
    """What HMRC said when it was asked. An answer that says nothing certain changes nothing: ask again."""
    try:
        reply = replies.read(content, message_class=message_class(submission.kind))
    except replies.UnreadableReply as error:
        found = [{"number": "", "text": error.sentence, "where": ""}]
        _ask_again(submission, found, actor=actor, then=at + POLL_AGAIN)
        return
    numbers = {error.number for error in reply.errors}
    why_not = replies.why_not_ours(reply, correlation_id=submission.correlation_id, irmark=submission.irmark)
    if why_not or PROCESSING_FAILED in numbers:
        lose(submission, why_not or _words(reply), content, actor=actor, at=at)
    elif reply.kind is replies.Kind.ERROR and NO_RECORD in numbers:
        lose(submission, _words(reply), content, actor=actor, at=at, correlation_id="")
    elif not _finish(submission, reply, content, actor=actor, at=at):
        _ask_again(submission, _errors(reply), actor=actor, then=at + _wait(reply))


def lose(
    submission: models.Submission,
    why: str,
    content: bytes,
    *,
    actor: actors.Actor,
    at: datetime,
    **also: object,
) -> None:
    """Nobody knows whether HMRC has it: say so, keep what came back, and let it be looked for."""
    found = [{"number": "", "text": why, "where": ""}]
    unknown = {"errors": found, "looked_for_at": None, "next_poll_at": None, **also}
    _move(submission, "lose", actor=actor, at=at, also=unknown, reply=content)


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
        "errors": _errors(reply),
        "correlation_id": reply.correlation_id or submission.correlation_id,
    }
    names = {replies.Kind.RESPONSE: "accept", replies.Kind.BUSINESS_ERROR: "reject"}
    if reply.kind not in names:
        return False
    _move(submission, names[reply.kind], actor=actor, at=at, also=finished, reply=content)
    return True


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
    """The move and the raw reply, sealed, together: it may hold personal data, and it is evidence.

    Another worker may have recorded the same answer first; then there is nothing left to do.
    """
    with actors.acting(actor), contextlib.suppress(transitions.Refused):
        moved = transitions.move(submission, name, actor=actor, at=at, also=also)
        if reply:
            moved.reply = reply.decode("utf-8", errors="replace")
            moved.save(update_fields=["reply"])


def _was_not_taken_in(reply: replies.Reply) -> bool:
    return bool(reply.errors) and {error.number for error in reply.errors} <= NOT_TAKEN_IN


def _wait(reply: replies.Reply) -> timedelta:
    return timedelta(seconds=reply.poll_interval) if reply.poll_interval is not None else POLL_AGAIN


def _errors(reply: replies.Reply) -> list[dict[str, str]]:
    return [{"number": error.number, "text": error.text, "where": error.location} for error in reply.errors]


def _words(reply: replies.Reply) -> str:
    said = "; ".join(f"{error.number} {error.text}".strip() for error in reply.errors)
    return f"HMRC answered: {said}" if said else "HMRC's answer says nothing about the submission."
