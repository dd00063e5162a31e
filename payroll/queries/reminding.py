"""Whom to remind of a timesheet, and whom to ring because they get no e-mail."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest

from clients.queries import known
from dpss.access import actors, scope
from payroll import models, reasons
from payroll.queries import paying_sheets, posts

BEFORE_THE_DEADLINE: Final = timedelta(days=2)
Side = models.SheetReminder.Side
Stage = models.SheetReminder.Stage
_ONLINE: Final = "online"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One side of a post that must be reminded; `users` get an e-mail, and without any somebody rings."""

    post: models.Employment
    period: models.PayPeriod
    side: str
    stage: str
    users: tuple[uuid.UUID, ...]


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
        employment=OuterRef("pk"), payrun__period=period, approved_at__isnull=False
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
    users = _employers_users(rows, actor) if side == Side.EMPLOYER else {}
    return [
        Wanted(
            post,
            period,
            side,
            stage,
            users.get(post.pk, ()) if side == Side.EMPLOYER else _only(post.assistant.user_id),
        )
        for post in rows
    ]


def _employers_users(
    rows: Sequence[models.Employment], actor: actors.Actor
) -> Mapping[uuid.UUID, tuple[uuid.UUID, ...]]:
    """Who approves and reads e-mail: the client who chose that, and who approves for them; never the PA."""
    clients = {post.employer.client_id for post in rows}
    acting = known.representations(actor=actor).filter(
        client__in=clients, approves_timesheets=True, during__contains=actor.today
    )
    acts_for: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for client_id, user_id in acting.values_list("client_id", "user_id"):
        acts_for[client_id].append(user_id)
    return {
        post.pk: tuple(
            user
            for user in (*_of_client(post.employer), *sorted(acts_for[post.employer.client_id]))
            if user != post.assistant.user_id
        )
        for post in rows
    }


def _of_client(employer: models.Employer) -> tuple[uuid.UUID, ...]:
    client = employer.client
    return _only(client.user_id) if client.contact_route == _ONLINE else ()


def _only(user_id: uuid.UUID | None) -> tuple[uuid.UUID, ...]:
    return (user_id,) if user_id else ()
