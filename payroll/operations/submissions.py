"""Sending to HMRC, asking what became of it, and what people decide when nobody knows.

Each step commits before and after the wire, so that a crash at any moment leaves a state that says so:
`sending` that never came back becomes `unknown`, and `unknown` is looked for, never sent again blindly.
"""

import hashlib
from datetime import datetime, timedelta

from django.conf import settings

from dpss.access import actors, scope, transitions
from payroll import models, rules
from payroll.gateways import hmrc
from payroll.rti import envelope, replies

MESSAGE_CLASS = "HMRC-PAYE-RTI-FPS"
PRODUCT_NAME, PRODUCT_VERSION = "DPSS", "0.1"
LONGEST_SENDING = timedelta(minutes=5)
POLL_AGAIN = timedelta(seconds=10)


def send_next(*, actor: actors.Actor, at: datetime) -> bool:
    """Send the next submission that waits. Returns whether there was one and HMRC could be reached."""
    with actors.acting(actor):
        queued = models.Submission.objects.filter(state="queued").order_by("due_on", "pk")
        claimed = scope.visible_to(queued, actor).select_for_update(skip_locked=True, of=("self",)).first()
        if claimed is None:
            return False
        message = _message(claimed)
        blanked = envelope.blank_credentials(message)
        transitions.move(
            claimed,
            "send",
            actor=actor,
            at=at,
            also={"sent_at": at, "sha256": hashlib.sha256(message).hexdigest()},
        )
        claimed.message = blanked.decode("ascii")
        claimed.save(update_fields=["message"])
    try:
        content = hmrc.post(message, address=hmrc.submission_address())
    except hmrc.NotReached:
        _move(claimed, "put_back", actor=actor, at=at, sent_at=None)
        return False
    except hmrc.NoAnswer as error:
        _lose(claimed, str(error), error.reply, actor=actor, at=at)
        return True
    _take_reply(claimed, content, actor=actor, at=at)
    return True


def poll_next(*, actor: actors.Actor, at: datetime) -> bool:
    """Ask HMRC about the next submission whose time has come. Returns whether there was one."""
    with actors.acting(actor):
        due = models.Submission.objects.filter(state="acknowledged", next_poll_at__lte=at)
        claimed = (
            scope.visible_to(due.order_by("next_poll_at"), actor)
            .select_for_update(skip_locked=True, of=("self",))
            .first()
        )
        if claimed is None:
            return False
        claimed.next_poll_at = at + POLL_AGAIN
        claimed.save(update_fields=["next_poll_at"])
    message = envelope.poll(correlation_id=claimed.correlation_id, message_class=_class())
    try:
        content = hmrc.post(message, address=claimed.poll_address or hmrc.poll_address())
    except (hmrc.NotReached, hmrc.NoAnswer):
        return True
    _take_reply(claimed, content, actor=actor, at=at)
    return True


def find_lost(*, actor: actors.Actor, at: datetime) -> int:
    """Call what has been on its way too long unknown, then look for all that is unknown at HMRC."""
    with actors.acting(actor):
        stuck = models.Submission.objects.filter(state="sending", sent_at__lt=at - LONGEST_SENDING)
        lost = list(scope.visible_to(stuck, actor))
        for submission in lost:
            transitions.move(submission, "lose", actor=actor, at=at, reason="The process that sent it ended.")
        unknown = models.Submission.objects.filter(state="unknown", looked_for_at=None)
        wanted = list(scope.visible_to(unknown, actor))
    if wanted:
        look_for(wanted, actor=actor, at=at)
    return len(wanted)


def look_for(submissions: list[models.Submission], *, actor: actors.Actor, at: datetime) -> None:
    """Ask HMRC which messages it holds; those found are acknowledged, the others are marked as looked for."""
    days = [submission.sent_at.date() for submission in submissions if submission.sent_at]
    message = envelope.listing(
        message_class=_class(),
        sender_id=settings.DPSS_HMRC_SENDER,
        password=settings.DPSS_HMRC_PASSWORD,
        gateway_test=hmrc.is_test(),
        first=min(days, default=at.date()),
        last=at.date(),
    )
    try:
        reply = replies.read(hmrc.post(message, address=hmrc.submission_address()), message_class=_class())
    except (hmrc.NotReached, hmrc.NoAnswer, replies.UnreadableReply):
        return
    if reply.kind is not replies.Kind.LIST:
        return
    held = {record.transaction_id: record.correlation_id for record in reply.records}
    with actors.acting(actor):
        for submission in submissions:
            correlation_id = held.get(_transaction_id(submission), "")
            if correlation_id:
                transitions.move(
                    submission,
                    "acknowledge",
                    actor=actor,
                    at=at,
                    also={"correlation_id": correlation_id, "next_poll_at": at, "looked_for_at": at},
                )
            else:
                models.Submission.objects.filter(pk=submission.pk).update(looked_for_at=at)


def queue_again(
    *, submission: models.Submission, reason: str, actor: actors.Actor, at: datetime
) -> models.Submission:
    """A person decides to send again what HMRC has no record of. Raises `Refused` before it was looked for."""
    return transitions.move(
        submission,
        "queue_again",
        actor=actor,
        at=at,
        reason=reason,
        facts=lambda found: {
            one.pk: rules.SubmissionFacts(
                looked_for_at_hmrc=one.looked_for_at is not None, found_at_hmrc=bool(one.correlation_id)
            )
            for one in found
        },
        also={"looked_for_at": None, "errors": []},
    )


def _class() -> str:
    if settings.DPSS_HMRC_MODE == "test-in-live":
        return envelope.for_test_in_live(MESSAGE_CLASS)
    return MESSAGE_CLASS


def _transaction_id(submission: models.Submission) -> str:
    return submission.pk.hex.upper()


def _message(submission: models.Submission) -> bytes:
    scheme = models.PayeScheme.objects.filter(
        employer_id=submission.employer_id, during__contains=submission.due_on
    ).get()
    return envelope.submit(
        (submission.body or "").encode("ascii"),
        message_class=_class(),
        sender_id=settings.DPSS_HMRC_SENDER,
        password=settings.DPSS_HMRC_PASSWORD,
        keys={"TaxOfficeNumber": scheme.office_number, "TaxOfficeReference": scheme.reference},
        gateway_test=hmrc.is_test(),
        product=envelope.Product(settings.DPSS_HMRC_VENDOR, PRODUCT_NAME, PRODUCT_VERSION),
        transaction_id=_transaction_id(submission),
    )


def _take_reply(submission: models.Submission, content: bytes, *, actor: actors.Actor, at: datetime) -> None:
    """Record what HMRC says. A reply that cannot be read, or is for another, changes nothing but is kept."""
    try:
        reply = replies.read(content, message_class=_class())
        expected = submission.correlation_id or reply.correlation_id
        why_not = replies.why_not_ours(reply, correlation_id=expected, irmark=submission.irmark)
    except replies.UnreadableReply as error:
        _lose(submission, error.sentence, content, actor=actor, at=at)
        return
    if why_not:
        _lose(submission, why_not, content, actor=actor, at=at)
    elif reply.kind is replies.Kind.ACKNOWLEDGEMENT:
        _acknowledge(submission, reply, actor=actor, at=at)
    elif reply.kind is replies.Kind.RESPONSE:
        _move(submission, "accept", actor=actor, at=at, finished_at=at, next_poll_at=None, errors=[])
        _keep(submission, content, actor=actor)
    elif reply.kind in {replies.Kind.BUSINESS_ERROR, replies.Kind.ERROR}:
        found = [
            {"number": error.number, "text": error.text, "where": error.location} for error in reply.errors
        ]
        _move(submission, "reject", actor=actor, at=at, finished_at=at, next_poll_at=None, errors=found)
        _keep(submission, content, actor=actor)


def _acknowledge(
    submission: models.Submission, reply: replies.Reply, *, actor: actors.Actor, at: datetime
) -> None:
    wait = timedelta(seconds=reply.poll_interval or POLL_AGAIN.seconds)
    if submission.state == "acknowledged":
        with actors.acting(actor):
            models.Submission.objects.filter(pk=submission.pk).update(next_poll_at=at + wait)
        return
    _move(
        submission,
        "acknowledge",
        actor=actor,
        at=at,
        correlation_id=reply.correlation_id,
        poll_address=reply.endpoint,
        next_poll_at=at + wait,
    )


def _lose(
    submission: models.Submission, why: str, content: bytes, *, actor: actors.Actor, at: datetime
) -> None:
    _move(submission, "lose", actor=actor, at=at, errors=[{"number": "", "text": why, "where": ""}])
    if content:
        _keep(submission, content, actor=actor)


def _move(
    submission: models.Submission, name: str, *, actor: actors.Actor, at: datetime, **also: object
) -> None:
    with actors.acting(actor):
        transitions.move(submission, name, actor=actor, at=at, also=also)


def _keep(submission: models.Submission, content: bytes, *, actor: actors.Actor) -> None:
    """Keep the raw reply, sealed: it may hold personal data, and it is evidence."""
    with actors.acting(actor):
        kept = models.Submission.objects.get(pk=submission.pk)
        kept.reply = content.decode("utf-8", errors="replace")
        kept.save(update_fields=["reply"])
