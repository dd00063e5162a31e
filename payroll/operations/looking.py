"""Looking at HMRC for reports of which nobody knows whether it has them. Nothing is sent but the question."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction

from dpss.access import actors, audit, policy, scope, transitions
from dpss.kernel import errors
from payroll import models
from payroll.gateways import hmrc
from payroll.operations import answers, listing, refused_senders
from payroll.queries import hmrc_senders
from payroll.rti import replies

LONGEST_SENDING: Final = timedelta(minutes=5)
LONGEST_SILENCE: Final = timedelta(days=1)
# HMRC files a submission under its own clock: look from well before it was sent.
LOOK_BACK: Final = timedelta(days=2)
# Each silence is waited for: so many one after another, and HMRC is not there for anybody.
MOST_SILENT: Final = 3
_A_TURN: Final = 60  # seconds
Asked = tuple[hmrc_senders.Sender, str]
_NOT_ITS_OWN: Final = (
    "HMRC lists it with a correlation ID that cannot be its own. Ask HMRC's online services helpdesk."
)


def find_lost(*, actor: actors.Actor, at: datetime) -> int:
    """Call what has been on its way too long unknown, then look for all that is unknown at HMRC.

    What HMRC has had for more than a day without its last word is put before a person.
    """
    with actors.acting(actor):
        stuck = models.Submission.objects.filter(state="sending", sent_at__lt=at - LONGEST_SENDING)
        transitions.move_all(
            models.Submission,
            list(scope.visible_to(stuck, actor).values_list("pk", flat=True)),
            "lose",
            actor=actor,
            at=at,
            reason="The process that sent it ended.",
            also=lambda _: {"looked_for_at": None, "listed_at": None},
        )
        _escalate(actor=actor, at=at)
        unknown = models.Submission.objects.filter(state="unknown", looked_for_at=None)
        wanted = list(scope.visible_to(unknown, actor).order_by("pk"))
    if wanted:
        look_for(wanted, actor=actor, at=at)
    return len(wanted)


def look_for(submissions: Sequence[models.Submission], *, actor: actors.Actor, at: datetime) -> None:
    """Ask HMRC which messages it holds; those found are acknowledged, the others are marked as looked for.

    One that was sent a moment ago may still be on its way, so it is looked for again before that is
    believed. A sender that HMRC refuses is not tried again; the others are asked for all the same. So they
    are where HMRC cannot answer for one; where it is silent for several one after another, it is asked later.
    """
    with actors.acting(actor):
        senders = hmrc_senders.senders_of(submissions, actor=actor)
        stopped = {hmrc_senders.key_of(stop) for stop in hmrc_senders.refused(actor=actor)}
    silent = 0
    for sender, kind in _in_turn(list(dict.fromkeys((senders[one.pk], one.kind) for one in submissions)), at):
        if silent == MOST_SILENT:
            return
        if sender.key in stopped:
            continue
        some = [one for one in submissions if (senders[one.pk], one.kind) == (sender, kind)]
        days = [one.sent_at.date() for one in some if one.sent_at]
        first = None if hmrc.is_sandbox() else min(days, default=at.date()) - LOOK_BACK
        try:
            said = listing.ask(sender, kind, first=first)
        except hmrc.NotReached:
            return
        except hmrc.NoAnswer:
            silent += 1
            continue
        silent = 0
        if said is not None and said.refused:
            stopped.add(sender.key)
            refused_senders.stop(sender, said.refused, by=some[0], actor=actor, at=at)
        elif said is not None:
            _settle(some, said, actor=actor, at=at)


def _in_turn(asked: list[Asked], at: datetime) -> list[Asked]:
    """Another one is the first at every sweep, so that some that HMRC is silent about hold up no others."""
    first = int(at.timestamp()) // _A_TURN % len(asked)
    return asked[first:] + asked[:first]


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


def _escalate(*, actor: actors.Actor, at: datetime) -> None:
    """Put before a person what HMRC has had for a day. It is asked for all the same, and never sent again."""
    rows = models.Submission.objects.filter(
        state="acknowledged", escalated_at=None, sent_at__lt=at - LONGEST_SILENCE
    )
    late = list(scope.visible_to(rows, actor).select_for_update(of=("self",), skip_locked=True))
    models.Submission.objects.filter(pk__in=[one.pk for one in late]).update(escalated_at=at)
    audit.record_all([audit.of(one, "escalate") for one in late], actor=actor, at=at)


def _take_up(
    submission: models.Submission, correlation_id: str, *, actor: actors.Actor, at: datetime
) -> None:
    """HMRC holds it: ask what became of it. With an ID that cannot be its own it stays unknown."""
    is_one = replies.CORRELATION_ID.fullmatch(correlation_id)
    if is_one and _acknowledge(submission, correlation_id, actor=actor, at=at):
        return
    found = [{"number": "", "text": _NOT_ITS_OWN, "where": ""}]
    with actors.acting(actor):
        still = models.Submission.objects.filter(pk=submission.pk, state="unknown")
        still.update(listed_at=at, errors=found)


def _acknowledge(
    submission: models.Submission, correlation_id: str, *, actor: actors.Actor, at: datetime
) -> bool:
    """Returns whether the ID is its own: no other report here may have it."""
    also = {
        "correlation_id": correlation_id,
        "next_poll_at": at,
        "looked_for_at": at,
        "listed_at": at,
        "errors": [],
    }
    try:
        with actors.acting(actor):
            transitions.move_all(
                models.Submission, [submission.pk], "acknowledge", actor=actor, at=at, also=lambda _: also
            )
    except IntegrityError:
        return False
    return True


def _settle(
    submissions: Sequence[models.Submission], said: listing.Held, *, actor: actors.Actor, at: datetime
) -> None:
    """HMRC has answered: what it holds is acknowledged; of what was sent long enough ago it has no record."""
    missing = []
    for one in submissions:
        correlation_id = said.correlation_ids.get(answers.transaction_id(one))
        if correlation_id is None:
            missing.append(one)
        else:
            _take_up(one, correlation_id, actor=actor, at=at)
    with actors.acting(actor):
        still = models.Submission.objects.filter(pk__in=[one.pk for one in missing], state="unknown")
        still.update(listed_at=at)
        settled = [one for one in missing if one.sent_at is None or one.sent_at <= at - LONGEST_SENDING]
        still.filter(pk__in=[one.pk for one in settled]).update(looked_for_at=at)
        looked = [audit.of(one, "look_for", after={"found": False}) for one in settled]
        audit.record_all(looked, actor=actor, at=at)
