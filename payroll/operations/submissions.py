"""Sending to HMRC, asking what became of it, and what people decide when nobody knows.

Each step commits before and after the wire, so that a crash at any moment leaves a state that says so:
`sending` that never came back becomes `unknown`, and `unknown` is looked for, never sent again blindly.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from dpss.access import actors, audit, policy, scope, transitions
from dpss.kernel import errors
from payroll import models
from payroll.gateways import hmrc
from payroll.operations import answers
from payroll.queries import agents
from payroll.queries import submissions as queries
from payroll.rti import body, envelope, replies

PRODUCT_NAME, PRODUCT_VERSION = "DPSS", "0.1"
LONGEST_SENDING = timedelta(minutes=5)
# HMRC files a submission under its own clock: look from well before it was sent.
LOOK_BACK = timedelta(days=2)


def send_next(*, actor: actors.Actor, at: datetime) -> bool:
    """Send the next submission that waits. Returns whether there was one, and HMRC answered.

    After silence it is better to wait for the next sweep than to send more into it.
    """
    with actors.acting(actor):
        queued = models.Submission.objects.filter(state="queued").order_by("due_on", "pk")
        claimed = scope.visible_to(queued, actor).select_for_update(skip_locked=True, of=("self",)).first()
        if claimed is None:
            return False
        message = _message(claimed, agents.senders_of([claimed], actor=actor)[claimed.pk])
        claimed.message = envelope.blank_credentials(message).decode("ascii")
        claimed.save(update_fields=["message"])
        sent = {"sent_at": at, "sha256": hashlib.sha256(message).hexdigest(), "errors": []}
        transitions.move(claimed, "send", actor=actor, at=at, also=sent)
    try:
        content = hmrc.post(message, address=hmrc.submission_address())
    except hmrc.NotReached:
        with actors.acting(actor):
            transitions.move(claimed, "put_back", actor=actor, at=at, also={"sent_at": None})
        return False
    except hmrc.NoAnswer as error:
        answers.lose(claimed, str(error), error.reply, actor=actor, at=at)
        return False
    answers.to_submission(claimed, content, actor=actor, at=at)
    return True


def poll_next(*, actor: actors.Actor, at: datetime) -> bool:
    """Ask HMRC about the next submission that is due. Returns whether there was one, and it answered."""
    with actors.acting(actor):
        due = models.Submission.objects.filter(state="acknowledged", next_poll_at__lte=at)
        claimed = (
            scope.visible_to(due.order_by("next_poll_at", "pk"), actor)
            .select_for_update(skip_locked=True, of=("self",))
            .first()
        )
        if claimed is None:
            return False
        claimed.next_poll_at = at + answers.POLL_AGAIN
        claimed.save(update_fields=["next_poll_at"])
    message = envelope.poll(
        correlation_id=claimed.correlation_id, message_class=answers.message_class(claimed.kind)
    )
    try:
        content = hmrc.post(message, address=hmrc.poll_address(claimed.poll_address))
    except (hmrc.NotReached, hmrc.NoAnswer):
        return False
    answers.to_poll(claimed, content, actor=actor, at=at)
    return True


def find_lost(*, actor: actors.Actor, at: datetime) -> int:
    """Call what has been on its way too long unknown, then look for all that is unknown at HMRC."""
    with actors.acting(actor):
        stuck = models.Submission.objects.filter(state="sending", sent_at__lt=at - LONGEST_SENDING)
        transitions.move_all(
            models.Submission,
            list(scope.visible_to(stuck, actor).values_list("pk", flat=True)),
            "lose",
            actor=actor,
            at=at,
            reason="The process that sent it ended.",
            also=lambda _: {"looked_for_at": None},
        )
        unknown = models.Submission.objects.filter(state="unknown", looked_for_at=None)
        wanted = list(scope.visible_to(unknown, actor).order_by("pk"))
    if wanted:
        look_for(wanted, actor=actor, at=at)
    return len(wanted)


def look_for(submissions: Sequence[models.Submission], *, actor: actors.Actor, at: datetime) -> None:
    """Ask HMRC which messages it holds; those found are acknowledged, the others are marked as looked for.

    One that was sent a moment ago may still be on its way, so it is looked for again before that is
    believed. Nothing is sent but the question.
    """
    with actors.acting(actor):
        senders = agents.senders_of(submissions, actor=actor)
    held: dict[str, str] = {}
    for sender, kind in dict.fromkeys((senders[one.pk], one.kind) for one in submissions):
        some = [one for one in submissions if (senders[one.pk], one.kind) == (sender, kind)]
        theirs = _held(some, sender, kind, at=at)
        if theirs is None:
            return
        held |= theirs
    with actors.acting(actor):
        found = {one.pk: held.get(_transaction_id(one), "") for one in submissions}
        transitions.move_all(
            models.Submission,
            [pk for pk, correlation_id in found.items() if correlation_id],
            "acknowledge",
            actor=actor,
            at=at,
            also=lambda one: {
                "correlation_id": found[one.pk],
                "next_poll_at": at,
                "looked_for_at": at,
                "errors": [],
            },
        )
        settled = [
            one
            for one in submissions
            if not found[one.pk] and (one.sent_at is None or one.sent_at <= at - LONGEST_SENDING)
        ]
        rows = models.Submission.objects.filter(pk__in=[one.pk for one in settled], state="unknown")
        rows.update(looked_for_at=at)
        looked = [audit.of(one, "look_for", after={"found": False}) for one in settled]
        audit.record_all(looked, actor=actor, at=at)


@transaction.atomic
def ask_to_look(*, submission: models.Submission, actor: actors.Actor, at: datetime) -> None:
    """A person wants HMRC asked again; the sweep does it. Raises `Conflict` when it is not in doubt."""
    if not actor.may(policy.RESOLVE_SUBMISSIONS):
        raise errors.NotAllowed("Your role may not look for submissions. Ask a payroll manager.")
    rows = scope.visible_to(models.Submission.objects.filter(pk=submission.pk), actor)
    found = rows.select_for_update(of=("self",)).get()
    if found.state != "unknown":
        raise errors.Conflict("It has been found meanwhile, so there is nothing to look for.")
    found.looked_for_at = None
    found.save(update_fields=["looked_for_at"])
    audit.record(audit.of(found, "ask_to_look"), actor=actor, at=at)


def queue_again(
    *, submission: models.Submission, reason: str, actor: actors.Actor, at: datetime
) -> models.Submission:
    """A person decides to send again what HMRC has no record of. Raises `Refused` before HMRC was asked."""
    return transitions.move(
        submission,
        "queue_again",
        actor=actor,
        at=at,
        reason=reason,
        facts=lambda found: queries.facts_of_all(found, actor=actor),
        also={"looked_for_at": None, "errors": []},
    )


def close(
    *, submission: models.Submission, reason: str, actor: actors.Actor, at: datetime
) -> models.Submission:
    """A person decides that HMRC need not be told what a summary says. Raises `Refused` for wages."""
    return transitions.move(
        submission,
        "close",
        actor=actor,
        at=at,
        reason=reason,
        facts=lambda found: queries.facts_of_all(found, actor=actor),
    )


def _held(
    submissions: Sequence[models.Submission], sender: agents.Sender, kind: str, *, at: datetime
) -> dict[str, str] | None:
    """What HMRC holds of a kind: the correlation id by our transaction id. None when it did not say."""
    days = [submission.sent_at.date() for submission in submissions if submission.sent_at]
    message = envelope.listing(
        message_class=answers.message_class(kind),
        sender_id=sender.sender_id,
        password=sender.password,
        gateway_test=hmrc.is_test(),
        first=None if hmrc.is_sandbox() else min(days, default=at.date()) - LOOK_BACK,
    )
    try:
        content = hmrc.post(message, address=hmrc.submission_address())
        reply = replies.read(content, message_class=answers.message_class(kind))
    except (hmrc.NotReached, hmrc.NoAnswer, replies.UnreadableReply):
        return None
    if reply.kind is not replies.Kind.LIST:
        return None
    return {record.transaction_id: record.correlation_id for record in reply.records}


def _transaction_id(submission: models.Submission) -> str:
    return submission.pk.hex.upper()


def _message(submission: models.Submission, sender: agents.Sender) -> bytes:
    """The whole message: the stored bytes in an envelope filed under the keys that they name."""
    text = (submission.body or "").encode("ascii")
    return envelope.submit(
        text,
        message_class=answers.message_class(submission.kind),
        sender_id=sender.sender_id,
        password=sender.password,
        keys=body.keys_of(text),
        gateway_test=hmrc.is_test(),
        product=envelope.Product(settings.DPSS_HMRC_VENDOR, PRODUCT_NAME, PRODUCT_VERSION),
        transaction_id=_transaction_id(submission),
    )
