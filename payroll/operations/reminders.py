"""Reminding PAs to send their sheet and employers to approve it: once before the deadline, once after.

A PA whose sheet is sent back hears of it at once. Each sending of a sheet begins the count anew.
"""

from datetime import datetime
from typing import Final

from django.db import transaction

from dpss.access import actors, audit, policy, scope
from dpss.access import operations as access
from dpss.access.models import OutboxMessage
from dpss.kernel import dates, errors
from payroll import models, times
from payroll.queries import reminding

BATCH: Final = 200
Channel = models.SheetReminder.Channel


@transaction.atomic
def remind_next(*, actor: actors.Actor, at: datetime, limit: int = BATCH) -> int:
    """Make the next reminders that are due: a message, or a call for somebody to make. Returns how many.

    Run twice, or by two workers at once, each reminder is made once.
    """
    if not actor.may(policy.REMIND):
        raise errors.NotAllowed("Only the portal's own job sends reminders.")
    wanted = reminding.wanted(actor=actor, at=at, most=limit)
    models.SheetReminder.objects.bulk_create(
        [_reminder(one, at) for one in wanted], batch_size=500, ignore_conflicts=True
    )
    access.queue_messages([message for one in wanted for message in _messages(one, at)])
    return len(wanted)


@transaction.atomic
def ring(
    *, reminder: models.SheetReminder, outcome: str, actor: actors.Actor, at: datetime
) -> models.SheetReminder:
    """Write down that somebody was rung and what came of it. Raises `Conflict` when a colleague has."""
    if not actor.may(policy.RING_PEOPLE) or actor.user_id is None:
        raise errors.NotAllowed("Your role may not record a call. Ask a payroll officer.")
    if not outcome.strip():
        raise errors.Invalid("Say what came of the call.", field="outcome")
    rows = scope.visible_to(models.SheetReminder.objects.filter(pk=reminder.pk), actor)
    locked = rows.select_for_update(of=("self",)).get()
    if locked.channel != Channel.PHONE or locked.rung_at is not None:
        raise errors.Conflict("A colleague has made this call already.")
    locked.rung_at, locked.rung_by_id, locked.outcome = at, actor.user_id, outcome.strip()
    locked.save(update_fields=["rung_at", "rung_by", "outcome"])
    audit.record(audit.of(locked, "ring", reason=locked.outcome), actor=actor, at=at)
    return locked


def _reminder(one: reminding.Wanted, at: datetime) -> models.SheetReminder:
    return models.SheetReminder(
        council_id=one.post.council_id,
        subject_id=one.post.subject_id,
        employment=one.post,
        period=one.period,
        side=one.side,
        stage=one.stage,
        sending=one.sending,
        channel=one.channel,
        made_at=at,
    )


def _messages(one: reminding.Wanted, at: datetime) -> list[OutboxMessage]:
    moment = one.period.sheets_in_by.astimezone(times.LONDON)
    values = {
        "by": f"{moment:%H:%M} on {dates.with_weekday(moment.date())}",
        "payday": dates.with_weekday(one.period.payday),
        "days": dates.span_in_words(dates.Span(one.period.first_day, one.period.last_day)),
    }
    return [
        access.message(
            key=f"{one.side}:{one.stage}:{one.sending}:{one.post.pk.hex}:{one.period.pk.hex}:{user.hex}",
            template=f"sheet_{one.side}_{one.stage}",
            subject_id=one.post.subject_id,
            council_id=one.post.council_id,
            to_id=user,
            values=values,
            due_at=at,
        )
        for user in one.users
    ]
