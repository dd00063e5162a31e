"""Employers who agree each payrun before it is paid: that they want to, and what they say of each."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from psycopg2.extras import DateRange

from dpss.access import actors, audit, policy, scope
from dpss.access import operations as access
from dpss.access.models import OutboxMessage
from dpss.kernel import dates, errors
from payroll import models
from payroll.queries import payrun_agreements as queries

Answer = models.PayrunAnswer.Answer


@dataclass(frozen=True, slots=True)
class Word:
    """What an employer said of a payrun, whose word it is, when it was given, and what is wrong.

    `by_phone` says that somebody else writes it down.
    """

    answer: str
    said_by: str
    said_at: datetime
    reason: str = ""
    by_phone: bool = False


@transaction.atomic
def choose(
    *,
    employer: models.Employer,
    said_by: str,
    reason: str,
    actor: actors.Actor,
    at: datetime,
) -> models.AgreesPayruns:
    """From today on no payrun of this employer is approved before they have agreed to it.

    Staff who write it down for somebody say how they know. Raises `Conflict` when it is so already.
    """
    employer, person = _hold(employer, reason, actor)
    if said_by not in queries.names_of(employer, actor=actor):
        raise errors.Invalid("Choose who wants it: the employer, or who acts for them.", field="said_by")
    if queries.choice_of(employer.pk, day=actor.today, actor=actor) is not None:
        raise errors.Conflict("It is recorded already that payruns are agreed first.")
    row = models.AgreesPayruns.objects.create(
        council_id=employer.council_id,
        subject_id=employer.subject_id,
        employer=employer,
        during=DateRange(actor.today, None),
        said_by=said_by,
        reason=reason.strip(),
        recorded_by_id=person,
        recorded_at=at,
    )
    behalf = _behalf(employer, said_by, actor)
    audit.record(audit.of(row, "choose", reason=row.reason, on_behalf_of=behalf), actor=actor, at=at)
    return row


@transaction.atomic
def stop(
    *, employer: models.Employer, reason: str, actor: actors.Actor, at: datetime
) -> models.AgreesPayruns:
    """From today on payruns are approved without the employer's word. Raises `Conflict` when they are so."""
    employer, _ = _hold(employer, reason, actor)
    row = queries.choice_of(employer.pk, day=actor.today, actor=actor)
    if row is None:
        raise errors.Conflict("Payruns are not agreed first, so there is nothing to stop.")
    event = audit.of(row, "stop", reason=reason.strip(), on_behalf_of=_behalf(employer, row.said_by, actor))
    if row.during.lower == actor.today:
        audit.record(event, actor=actor, at=at)
        row.delete()
        return row
    row.during = DateRange(row.during.lower, actor.today)
    row.save(update_fields=["during"])
    audit.record(event, actor=actor, at=at)
    return row


@transaction.atomic
def answer(
    *, payrun: models.Payrun, seen: str, word: Word, actor: actors.Actor, at: datetime
) -> models.PayrunAnswer:
    """Write down what an employer says of a payrun. `seen` is the digest of the figures they saw or heard.

    Raises `Conflict` for figures that have changed since, and when somebody has agreed already.
    """
    person = _person(word, actor)
    rows = models.Payrun.objects.filter(pk=payrun.pk).select_related("employer")
    held = scope.visible_to(rows, actor).select_for_update(of=("self",)).first()
    if held is None or held.state != "ready" or queries.digest_of(held) != seen:
        raise errors.Conflict("It has been worked out again since you looked. Look at it once more.")
    if queries.is_paid_by(held, actor=actor):
        raise errors.NotAllowed("It pays you. Somebody else who acts for the employer must agree to it.")
    _check_word(held, word, actor, at)
    last = queries.newest_answers([held], actor=actor).get(held.pk)
    if last is not None and last.answer == Answer.AGREED:
        raise errors.Conflict(f"{last.said_by} has agreed to it already.")
    row = models.PayrunAnswer.objects.create(
        council_id=held.council_id,
        subject_id=held.subject_id,
        payrun=held,
        digest=seen,
        answer=word.answer,
        said_by=word.said_by,
        said_at=word.said_at,
        reason=word.reason.strip(),
        by_phone=word.by_phone,
        recorded_by_id=person,
        recorded_at=at,
    )
    behalf = _behalf(held.employer, word.said_by, actor)
    audit.record(audit.of(row, word.answer, reason=row.reason, on_behalf_of=behalf), actor=actor, at=at)
    return row


@transaction.atomic
def ask_next(*, actor: actors.Actor, at: datetime) -> int:
    """Ask employers to look at what is calculated, and remind them on the last day. Says how often it did.

    Each is asked once for each calculation, and reminded once, however often it runs.
    """
    if not actor.may(policy.REMIND):
        raise errors.NotAllowed("Only the portal's own job sends reminders.")
    waiting = queries.unanswered(actor=actor)
    users = queries.users_of([run.employer for run in waiting], actor=actor)
    wanted = [
        _message(run, user, stage, at)
        for run in waiting
        for stage in ("first", *(["last"] if queries.is_late(run, day=at.date()) else []))
        for user in users[run.employer_id]
    ]
    sent = OutboxMessage.objects.filter(key__in=[one.key for one in wanted])
    known = set(scope.visible_to(sent, actor).values_list("key", flat=True))
    made = [one for one in wanted if one.key not in known]
    access.queue_messages(made)
    return len(made)


def _message(run: models.Payrun, user: uuid.UUID, stage: str, at: datetime) -> OutboxMessage:
    return access.message(
        key=f"payrun:{stage}:{run.pk.hex}:{queries.digest_of(run)[:12]}:{user.hex}",
        template=f"payrun_to_agree_{stage}",
        subject_id=run.subject_id,
        council_id=run.council_id,
        to_id=user,
        values={"payday": dates.with_weekday(run.payday), "by": dates.with_weekday(queries.agree_by(run))},
        due_at=at,
    )


def _behalf(employer: models.Employer, said_by: str, actor: actors.Actor) -> str:
    """For whom it is done: staff write down somebody's word, a representative gives it for the client."""
    return said_by if actor.is_staff else actor.acts_for(employer.client.name)


def _person(word: Word, actor: actors.Actor) -> uuid.UUID:
    """Who gives their word, or writes it down for somebody; or why this person may not."""
    wanted = policy.RECORD_APPROVALS if word.by_phone else policy.AGREE_PAYRUNS
    if not actor.may(wanted) or actor.user_id is None:
        raise errors.NotAllowed("Your role may not agree to a payrun. Ask the employer.")
    return actor.user_id


def _check_word(payrun: models.Payrun, word: Word, actor: actors.Actor, at: datetime) -> None:
    if word.answer not in Answer.values:
        raise errors.Invalid("Choose whether it is right.", field="answer")
    if word.answer == Answer.WRONG and not word.reason.strip():
        raise errors.Invalid("Say what is wrong, so that it can be put right.", field="reason")
    if word.said_by not in queries.names_for(payrun, actor=actor):
        raise errors.Invalid("Choose who said it: the employer, or who acts for them.", field="said_by")
    if word.said_at > at:
        raise errors.Invalid("They cannot have said it later than now. Check the time.", field="said_at")
    if payrun.calculated_at and word.said_at < payrun.calculated_at.replace(second=0, microsecond=0):
        raise errors.Invalid(
            "They cannot have heard it before it was worked out. Check the time, or read it out again.",
            field="said_at",
        )


def _hold(employer: models.Employer, reason: str, actor: actors.Actor) -> tuple[models.Employer, uuid.UUID]:
    """The employer as it is now, locked, and the person; or why this person may not choose for it."""
    own = actor.may(policy.AGREE_PAYRUNS)
    if not (own or actor.may(policy.KEEP_POSTS)) or actor.user_id is None:
        raise errors.NotAllowed("Your role may not choose this. Ask the employer.")
    if not own and not reason.strip():
        raise errors.Invalid("Say how you know what the employer wants.", field="reason")
    rows = scope.visible_to(models.Employer.objects.filter(pk=employer.pk), actor)
    return rows.select_for_update(of=("self",)).get(), actor.user_id
