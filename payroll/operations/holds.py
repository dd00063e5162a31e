"""Holding one PA's pay of a period back, and releasing it: nobody is left out without a reason on record.

The PA is told each time, and the employer too where they pay the wages themselves.
"""

from datetime import datetime

from django.db import transaction

from dpss.access import actors, audit, scope, transitions
from dpss.access import operations as access
from dpss.kernel import dates, errors
from payroll import models
from payroll.operations import posts
from payroll.queries import calendars, holds


@transaction.atomic
def hold(
    *,
    post: models.Employment,
    period: models.PayPeriod,
    reason: str,
    actor: actors.Actor,
    at: datetime,
) -> models.HeldPay:
    """Leave the post out of a period's payruns until it is released. Raises `Conflict` once it is paid."""
    if not reason.strip():
        raise errors.Invalid("Say why the pay is held, so that others know what to do.", field="reason")
    post = posts.hold(post, actor=actor)
    if actor.user_id is None:
        raise errors.NotAllowed("Only a person holds pay back.")
    _check_period(post, period)
    mine = {"employment": post, "period": period}
    slips = models.Payslip.objects.filter(
        models.PAYS_THE_PERIOD, employment=post, payrun__period=period, approved_at__isnull=False
    )
    if scope.visible_to(slips, actor).exists():
        raise errors.Conflict(f"The payslip of {post.assistant.name} is approved, so it cannot be held.")
    if scope.visible_to(models.HeldPay.objects.filter(**mine, state="held"), actor).exists():
        raise errors.Conflict(f"The pay of {post.assistant.name} is held already.")
    held = models.HeldPay.objects.create(
        council_id=post.council_id,
        subject_id=post.subject_id,
        **mine,
        reason=reason.strip(),
        held_by_id=actor.user_id,
        held_at=at,
    )
    audit.record(audit.of(held, "hold", reason=reason, after={"state": held.state}), actor=actor, at=at)
    _tell(held, "pay_held", actor, at)
    _work_out_again(held, actor, at)
    return held


@transaction.atomic
def release(*, held: models.HeldPay, reason: str, actor: actors.Actor, at: datetime) -> models.HeldPay:
    """Let the post be paid again: by the open payrun, or by a later one of the period."""
    posts.hold(held.employment, actor=actor)
    moved = transitions.move(
        held,
        "release",
        actor=actor,
        at=at,
        reason=reason,
        also={"released_by_id": actor.user_id, "released_at": at, "release_reason": reason.strip()},
    )
    _tell(held, "pay_released", actor, at)
    _work_out_again(held, actor, at)
    return moved


def _work_out_again(held: models.HeldPay, actor: actors.Actor, at: datetime) -> None:
    posts.work_out_again(held.employment, since=held.period.payday, actor=actor, at=at)


def _tell(held: models.HeldPay, template: str, actor: actors.Actor, at: datetime) -> None:
    """In a message for each who signs in; the reason stands on their pages only."""
    post, period = held.employment, held.period
    told = holds.to_tell(post, day=period.payday, actor=actor)
    users = dict.fromkeys(told.employer, f"{template}_employer")
    if told.assistant:
        users[told.assistant] = template
    days = dates.Span(period.first_day, period.last_day)
    values = {"days": dates.span_in_words(days), "payday": dates.with_weekday(period.payday)}
    access.queue_messages(
        [
            access.message(
                key=f"{template}:{held.pk.hex}:{user.hex}",
                template=name,
                subject_id=held.subject_id,
                council_id=held.council_id,
                to_id=user,
                values=values,
                due_at=at,
            )
            for user, name in users.items()
        ]
    )


def _check_period(post: models.Employment, period: models.PayPeriod) -> None:
    ended = post.last_day is not None and post.last_day < period.first_day
    if not calendars.pays(period, post.employer_id) or period.last_day < post.first_day or ended:
        raise errors.Invalid("This post is not paid for those dates. Choose another period.", field="period")
