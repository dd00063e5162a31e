"""Sending to HMRC, asking what became of it, and what people decide when nobody knows.

Each step commits before and after the wire, so that a crash at any moment leaves a state that says so:
`sending` that never came back becomes `unknown`, and `unknown` is looked for, never sent again blindly.
"""

import hashlib
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import transaction

from dpss.access import actors, audit, policy, scope, transitions
from dpss.kernel import errors
from payroll import late_reasons, models
from payroll.gateways import hmrc
from payroll.operations import answers, fps, refused_senders, report_bodies
from payroll.operations import paye_leavers as leavers
from payroll.queries import hmrc_senders, paye_leavers
from payroll.queries import submissions as queries
from payroll.rti import body, envelope, replies, rules

PRODUCT_NAME: Final = "DPSS"
PRODUCT_VERSION: Final = "0.1"


def send_next(*, actor: actors.Actor, at: datetime) -> bool:
    """Send the next submission that waits. Returns whether there was one, and HMRC answered.

    After silence it is better to wait for the next sweep than to send more into it.
    """
    with actors.acting(actor):
        claimed = _claim(actor)
        if claimed is None:
            return False
        try:
            made = _in_time(claimed, actor)
        except errors.Refusal as refusal:
            said = [{"number": "", "text": refusal.sentence, "where": ""}]
            transitions.move(claimed, "hold", actor=actor, at=at, also={"errors": said})
            return True
        sender = hmrc_senders.senders_of([claimed], actor=actor)[claimed.pk]
        message = _message(claimed, sender)
        claimed.message = envelope.blank_credentials(message).decode("ascii")
        claimed.save(update_fields=["message"])
        digest = hashlib.sha256(message).hexdigest()
        sent = {"sent_at": at, "sent_under": sender.key, "sha256": digest, "errors": []}
        transitions.move(claimed, "send", actor=actor, at=at, also={**made, **sent})
    try:
        content = hmrc.post(message, address=hmrc.submission_address())
    except hmrc.NotReached:
        _put_back(claimed, [], actor=actor, at=at)
        return False
    except hmrc.NoAnswer as error:
        answers.lose(claimed, str(error), error.reply, actor=actor, at=at)
        return False
    refusal_of_it = answers.to_submission(claimed, content, actor=actor, at=at)
    if refusal_of_it is not None:
        _was_not_taken_in(claimed, refusal_of_it, sender, actor=actor, at=at)
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
        claimed.next_poll_at = answers.put_off(claimed, at=at)
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


@transaction.atomic
def queue_again(
    *, submission: models.Submission, reason: str, actor: actors.Actor, at: datetime
) -> models.Submission:
    """A person decides to send again what HMRC has no record of: the same, or made again if it was corrected.

    If the correction's own report says all of it, it is left to that. Raises `Refused` before HMRC was asked,
    and `Invalid` with the rule that the new figures break.
    """
    known = queries.facts_of(submission, actor=actor)
    why_not = transitions.why_not(submission, "queue_again", actor=actor, facts=known)
    made: Mapping[str, object] = {}
    name = "queue_again"
    if why_not is None and known.is_corrected_since:
        report_bodies.finish([submission.employer_id], actor=actor, at=at)
        made, name = _made_of_now(submission, actor)
    return transitions.move(
        submission,
        name,
        actor=actor,
        at=at,
        reason=reason,
        facts=lambda found: queries.facts_of_all(found, actor=actor),
        also={"looked_for_at": None, "listed_at": None, "sent_under": None, "errors": [], **made},
    )


def _made_of_now(submission: models.Submission, actor: actors.Actor) -> tuple[Mapping[str, object], str]:
    """What changes with a lost report that is made of what is recorded now, and what becomes of it."""
    if submission.kind == models.Submission.Kind.LEAVERS:
        return leavers.remake(submission, actor=actor), "queue_again"
    made = fps.remake(submission, late_reason=submission.late_reason, actor=actor)
    is_told = fps.is_told_by_another(submission, actor=actor)
    return {**made, "ready_on": submission.ready_on}, "leave_to_another" if is_told else "queue_again"


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


@transaction.atomic
def settle(*, submission: models.Submission, reason: str, actor: actors.Actor, at: datetime) -> None:
    """A person has asked HMRC about a report that was put before them. Done twice, it is done once."""
    if not actor.may(policy.RESOLVE_SUBMISSIONS):
        raise errors.NotAllowed("Your role may not decide about reports. Ask a payroll manager.")
    if not reason.strip():
        raise errors.Invalid("Say what HMRC told you.", field="reason")
    rows = scope.visible_to(models.Submission.objects.filter(pk=submission.pk), actor)
    found = rows.select_for_update(of=("self",)).get()
    if found.escalated_at is None or found.state == "acknowledged":
        return
    found.escalated_at = None
    found.save(update_fields=["escalated_at"])
    audit.record(audit.of(found, "settle", reason=reason), actor=actor, at=at)


def _claim(actor: actors.Actor) -> models.Submission | None:
    """The next that waits, of a sender that HMRC lets in and of whose last report it has said something.

    What is not made yet is left for the job that makes it; so are wages under a new reference until HMRC has
    accepted who left the old one.
    """
    made = models.Submission.objects.filter(state="queued", facts=None).exclude(body=None)
    made = made.exclude(paye_leavers.waits_for_leavers(), kind=models.Submission.Kind.FPS)
    rows = scope.visible_to(made, actor)
    stopped = {hmrc_senders.key_of(stop) for stop in hmrc_senders.refused(actor=actor)}
    free = hmrc_senders.with_senders(rows, actor=actor).exclude(sender_key__in=stopped | _in_the_dark(actor))
    return free.order_by("due_on", "pk").select_for_update(skip_locked=True, of=("self",)).first()


def _in_the_dark(actor: actors.Actor) -> set[uuid.UUID]:
    """The senders with a report of which nothing is known: HMRC must answer before it is told more.

    So a day on which HMRC is out of order leaves one report to look for, and the others as they were.
    """
    rows = models.Submission.objects.filter(state="unknown", listed_at=None, looked_for_at=None)
    found = hmrc_senders.with_senders(scope.visible_to(rows, actor), actor=actor)
    return set(found.values_list("sender_key", flat=True))


def _in_time(submission: models.Submission, actor: actors.Actor) -> Mapping[str, object]:
    """What changes with a report of wages that was ready in time and goes after the payday: it says why.

    One of leavers says what is so now. Raises `Invalid` for a summary that waited until HMRC would refuse it.
    """
    if submission.kind == models.Submission.Kind.EPS:
        broken = rules.check((submission.body or "").encode("ascii"), today=actor.today)
        if broken:
            raise errors.Invalid(broken[0].sentence)
    if submission.kind == models.Submission.Kind.LEAVERS:
        return leavers.remake(submission, actor=actor)
    ready_on = submission.ready_on
    if submission.late_reason or ready_on is None or submission.kind != models.Submission.Kind.FPS:
        return {}
    run = submission.payrun
    is_correction = run is not None and run.kind == models.Payrun.Kind.CORRECTION
    reason = late_reasons.of(
        payday=submission.due_on, today=actor.today, ready_on=ready_on, is_correction=is_correction
    )
    if not reason:
        return {}
    return {**fps.remake(submission, late_reason=reason, actor=actor), "ready_on": ready_on}


def _was_not_taken_in(
    submission: models.Submission,
    reply: replies.Reply,
    sender: hmrc_senders.Sender,
    *,
    actor: actors.Actor,
    at: datetime,
) -> None:
    """HMRC has not got it. Where that is the sender's fault, it waits with all the others of that sender."""
    found = answers.errors_of(reply)
    number = next((one["number"] for one in found if one["number"] in answers.CREDENTIALS), "")
    if number:
        is_for_all = refused_senders.is_wrong_for_everybody(sender, of=submission, actor=actor, at=at)
        text = refused_senders.STOPPED if is_for_all else refused_senders.NOT_FOR_THIS_EMPLOYER
        found = [{"number": number, "text": text, "where": ""}]
        if is_for_all:
            _put_back(submission, found, actor=actor, at=at)
            return
    with actors.acting(actor):
        also = {"sent_under": None, "errors": found}
        transitions.move(submission, "hold", actor=actor, at=at, also=also)


def _put_back(
    submission: models.Submission, found: list[dict[str, str]], *, actor: actors.Actor, at: datetime
) -> None:
    with actors.acting(actor):
        also = {"sent_at": None, "sent_under": None, "errors": found}
        transitions.move(submission, "put_back", actor=actor, at=at, also=also)


def _message(submission: models.Submission, sender: hmrc_senders.Sender) -> bytes:
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
        transaction_id=answers.transaction_id(submission),
    )
