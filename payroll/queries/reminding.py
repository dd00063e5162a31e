"""Whom to remind of a timesheet, in which way, and whom to ring because they get no message."""

import uuid
from collections.abc import Sequence
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
Side = models.SheetReminder.Side
Stage = models.SheetReminder.Stage
Channel = models.SheetReminder.Channel
_CALL: Final = "call"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One side of a post that must be reminded. `users` get a message; somebody may be rung all the same."""

    post: models.Employment
    period: models.PayPeriod
    side: str
    stage: str
    users: tuple[uuid.UUID, ...]
    channel: str


def wanted(*, actor: actors.Actor, at: datetime, most: int) -> list[Wanted]:
    """The next reminders that are due and not made, of periods whose deadline is near or just gone."""
    found: list[Wanted] = []
    near = models.PayPeriod.objects.filter(
        council_id=actor.council_id,
        sheets_in_by__lte=at + BEFORE_THE_DEADLINE,
        payday__gte=at.date(),
    )
    for period in near.order_by("sheets_in_by", "pk"):
        stage = Stage.BEFORE if at < period.sheets_in_by else Stage.AFTER
        for side in (Side.ASSISTANT, Side.EMPLOYER):
            if len(found) < most:
                rows = _rows(period, side, stage, actor)[: most - len(found)]
                found += _wanted(list(rows), period, side, stage, actor)
    return found


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
    period: models.PayPeriod, side: str, stage: str, actor: actors.Actor
) -> "QuerySet[models.Employment]":
    """The posts of a period whose sheet waits for this side, and that have no such reminder yet."""
    sheets = paying_sheets.ranked(models.Timesheet.objects.filter(employment=OuterRef("pk"), period=period))
    standing = models.ContractedPay.objects.filter(
        employment=OuterRef("pk"),
        when=models.ContractedPay.When.ALWAYS,
        during__contains=period.last_day,
        during__startswith__lte=Greatest(OuterRef("first_day"), Value(period.first_day)),
    )
    made = models.SheetReminder.objects.filter(
        employment=OuterRef("pk"), period=period, side=side, stage=stage
    )
    paid = models.Payslip.objects.filter(
        models.PAYS_THE_PERIOD, employment=OuterRef("pk"), payrun__period=period, approved_at__isnull=False
    )
    rows = posts.due_in(period, actor=actor).annotate(
        state=Coalesce(Subquery(sheets.values("state")[:1]), Value(reasons.NO_SHEET))
    )
    rows = rows.exclude(Exists(made)).exclude(Exists(paid))
    if side == Side.EMPLOYER:
        rows = rows.filter(state="submitted")
    else:
        rows = rows.filter(state__in=[reasons.NO_SHEET, "draft", "rejected"]).exclude(Exists(standing))
    return rows.select_related("assistant", "employer__client").order_by("pk")


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
        users = {post.pk: _only(post.assistant.user_id) for post in rows}
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
