"""Whom to remind of a timesheet, in which way, and whom to ring because they get no message."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest

from clients.queries import contact
from dpss.access import actors, scope
from payroll import models, reasons
from payroll.queries import contacts, paying_sheets, posts

BEFORE_THE_DEADLINE: Final = timedelta(days=2)
# A sheet that was missed is reminded of after its payday too, as long as somebody may not know of it.
AFTER_PAYDAY: Final = timedelta(weeks=4)
# Whoever was told that a sheet came back is not reminded of it on the same day.
_A_DAY: Final = timedelta(days=1)
Side = models.SheetReminder.Side
Stage = models.SheetReminder.Stage
Channel = models.SheetReminder.Channel
_CALL: Final = "call"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One side of a post that must be reminded. `users` get a message; somebody may be rung all the same.

    `sending` is how often the sheet was sent before.
    """

    post: models.Employment
    period: models.PayPeriod
    side: str
    stage: str
    users: tuple[uuid.UUID, ...]
    channel: str
    sending: int


def wanted(*, actor: actors.Actor, at: datetime, most: int) -> list[Wanted]:
    """The next reminders that are due and not made: of sheets sent back, and by the deadlines."""
    found: list[Wanted] = []
    for period, side, stage in _steps(actor, at):
        if len(found) < most:
            rows = _rows(period, side, stage, actor, at)[: most - len(found)]
            found += _wanted(list(rows), period, side, stage, actor)
    return found


def _steps(actor: actors.Actor, at: datetime) -> Iterator[tuple[models.PayPeriod, str, str]]:
    """What is looked at, in turn: who hears that a sheet came back, then each side by each deadline."""
    periods = models.PayPeriod.objects.filter(council_id=actor.council_id).order_by("sheets_in_by", "pk")
    returned = models.Timesheet.objects.filter(
        period=OuterRef("pk"), state="rejected", decided_at__gt=at - AFTER_PAYDAY
    )
    for period in periods.filter(Exists(scope.visible_to(returned, actor))):
        yield period, Side.ASSISTANT, Stage.BACK
    near = periods.filter(sheets_in_by__lte=at + BEFORE_THE_DEADLINE, payday__gte=at.date() - AFTER_PAYDAY)
    for period in near:
        stage = Stage.BEFORE if at < period.sheets_in_by else Stage.AFTER
        yield period, Side.ASSISTANT, stage
        yield period, Side.EMPLOYER, stage


def to_ring(*, actor: actors.Actor) -> "QuerySet[models.SheetReminder]":
    """Calls to make, and those that were made, of the actor's own provider; reach is the caller's."""
    if actor.organisation_id is None:
        return models.SheetReminder.objects.none()
    return models.SheetReminder.objects.filter(
        channel=models.SheetReminder.Channel.PHONE,
        period__group__organisation_id=actor.organisation_id,
        period__group__council_id=actor.council_id,
    ).select_related("employment__assistant", "employment__employer__client", "period", "rung_by")


def count_to_ring(*, actor: actors.Actor) -> int:
    """How many calls are to be made now."""
    return scope.visible_to(to_ring(actor=actor).filter(rung_at=None), actor).count()


def _rows(
    period: models.PayPeriod, side: str, stage: str, actor: actors.Actor, at: datetime
) -> "QuerySet[models.Employment]":
    """The posts of a period whose sheet waits for this side, and that have no such reminder yet."""
    made = models.SheetReminder.objects.filter(
        employment=OuterRef("pk"), period=period, side=side, stage=stage, sending=OuterRef("sending")
    )
    rows = _waiting(period, side, stage, actor).exclude(Exists(made))
    returned = models.Timesheet.objects.filter(employment=OuterRef("pk"), period=period, state="rejected")
    if stage == Stage.BACK:
        lately = returned.filter(decided_at__gt=at - AFTER_PAYDAY)
        return rows.filter(Exists(lately))
    paid = models.Payslip.objects.filter(
        models.PAYS_THE_PERIOD, employment=OuterRef("pk"), payrun__period=period, approved_at__isnull=False
    )
    just_told = returned.filter(decided_at__gt=at - _A_DAY)
    return rows.exclude(Exists(paid)).exclude(Exists(just_told))


def _waiting(
    period: models.PayPeriod, side: str, stage: str, actor: actors.Actor
) -> "QuerySet[models.Employment]":
    """The posts of a period whose sheet waits for this side, with its `state` and how often it was sent."""
    sheets = paying_sheets.ranked(models.Timesheet.objects.filter(employment=OuterRef("pk"), period=period))
    standing = models.ContractedPay.objects.filter(
        employment=OuterRef("pk"),
        when=models.ContractedPay.When.ALWAYS,
        during__contains=period.last_day,
        during__startswith__lte=Greatest(OuterRef("first_day"), Value(period.first_day)),
    )
    rows = posts.due_in(period, actor=actor).annotate(
        state=Coalesce(Subquery(sheets.values("state")[:1]), Value(reasons.NO_SHEET)),
        sending=Coalesce(Subquery(sheets.values("sendings")[:1]), Value(0)),
    )
    if side == Side.EMPLOYER:
        rows = rows.filter(state="submitted")
    else:
        wanted = ["rejected"] if stage == Stage.BACK else [reasons.NO_SHEET, "draft", "rejected"]
        rows = rows.filter(state__in=wanted).exclude(Exists(standing))
    return rows.select_related("assistant__user", "employer__client").order_by("pk")


def _wanted(
    rows: Sequence[models.Employment],
    period: models.PayPeriod,
    side: str,
    stage: str,
    actor: actors.Actor,
) -> list[Wanted]:
    if side == Side.EMPLOYER:
        users = contacts.of_employers(rows, actor=actor)
    else:
        users = {
            post.pk: _only(post.assistant.user_id if post.assistant.is_reached else None) for post in rows
        }
    chosen = contact.choices_of({user for those in users.values() for user in those}, actor=actor)
    ways = {user: row.way for user, row in chosen.items()}
    return [
        Wanted(
            post,
            period,
            side,
            stage,
            tuple(user for user in users[post.pk] if ways.get(user) != _CALL),
            _channel([ways.get(user, Channel.EMAIL.value) for user in users[post.pk]]),
            post.sending,  # type: ignore[attr-defined]
        )
        for post in rows
    ]


def _channel(ways: Sequence[str]) -> str:
    """A call where somebody asked for one, or where nobody reads a message; else as the first reads it."""
    if not ways or _CALL in ways:
        return Channel.PHONE
    return Channel.EMAIL if Channel.EMAIL in ways else Channel.TEXT


def _only(user_id: uuid.UUID | None) -> tuple[uuid.UUID, ...]:
    return (user_id,) if user_id else ()
