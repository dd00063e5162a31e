"""A person goes away: payroll is told, and nobody decides what they are paid themselves meanwhile."""

import uuid
from datetime import date, datetime

from django.db import transaction

from clients.operations import absences as operations
from clients.queries import absences
from clients.queries.people import clients
from dpss.access import actors, scope
from dpss.access import operations as access
from dpss.kernel import dates, errors
from payroll import models
from payroll.queries import away_costs, managers


@transaction.atomic
def record(
    *,
    client_id: uuid.UUID,
    kind: str,
    first_day: date,
    actor: actors.Actor,
    at: datetime,
    expected_back: date | None = None,
    words: str = "",
) -> absences.Absence:
    """Write down that somebody is away, and tell the payroll managers of their provider."""
    row = operations.record(
        client=clients(actor=actor).get(pk=client_id),
        kind=kind,
        first_day=first_day,
        expected_back=expected_back,
        words=words,
        actor=actor,
        at=at,
    )
    _tell(row, "away_recorded", actor, at)
    return row


@transaction.atomic
def decide_pay(
    *,
    absence: absences.Absence,
    pay: str,
    pay_words: str,
    actor: actors.Actor,
    at: datetime,
    percent: int | None = None,
) -> absences.Absence:
    """Decide what the PAs are paid, and tell payroll. Raises `Invalid` for who is paid by it."""
    if away_costs.is_paid_by(absence, actor=actor):
        raise errors.Invalid("You are paid by this decision yourself, so somebody else makes it. Ring us.")
    row = operations.decide_pay(
        absence=absence, pay=pay, percent=percent, pay_words=pay_words, actor=actor, at=at
    )
    _tell(row, "away_decided", actor, at)
    return row


@transaction.atomic
def come_back(
    *, absence: absences.Absence, back_on: date, actor: actors.Actor, at: datetime
) -> absences.Absence:
    """They are back, and payroll is told."""
    row = operations.come_back(absence=absence, back_on=back_on, actor=actor, at=at)
    _tell(row, "away_over", actor, at)
    return row


def _tell(row: absences.Absence, template: str, actor: actors.Actor, at: datetime) -> None:
    """The payroll managers of whoever the client's payroll is placed with today."""
    employers = models.Employer.objects.filter(client_id=row.client_id).select_related("pay_group")
    told = managers.of_employers(scope.visible_to(employers, actor), actor=actor)
    access.queue_messages(
        [
            access.message(
                key=f"absence:{template}:{row.pk.hex}:{at.timestamp():.0f}:{user.hex}",
                template=template,
                subject_id=row.subject_id,
                council_id=row.council_id,
                to_id=user,
                values={"day": dates.with_weekday(row.first_day)},
                due_at=at,
            )
            for user in sorted({user for some in told.values() for user in some})
        ]
    )
