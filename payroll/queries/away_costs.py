"""What the PAs of a person who is away earn by their contracts, and what each way of paying them costs."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import Q

from clients import absence_rules
from clients.queries import absences
from dpss.access import actors, scope
from dpss.kernel import money
from payroll import models

_MINUTES: Final = 60
_PENNY: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class PerWeek:
    """The contracted pay of one PA: a week, in pounds, before tax."""

    name: str
    pounds: Decimal


@dataclass(frozen=True, slots=True)
class Choices:
    """What the PAs earn by contract, until when they are paid, and the costs by way of paying."""

    per_week: tuple[PerWeek, ...]
    weeks: int | None
    last_day: date | None
    costs: dict[str, absence_rules.Cost]

    @property
    def weekly(self) -> Decimal:
        """All of them together."""
        return money.total(one.pounds for one in self.per_week)


def of_absence(absence: absences.Absence, *, actor: actors.Actor, percent: int = 50) -> Choices:
    """The choices for one absence, in three queries; a retainer is worked out at a part of the pay."""
    per_week = tuple(_per_week(absence.client_id, absence.first_day, actor))
    weekly = money.total(one.pounds for one in per_week)
    weeks = absences.weeks_on(absence.first_day, council_id=absence.council_id)
    back = absence.back_on or absence.expected_back
    last = absence_rules.last_paid(absence.first_day, back=back, weeks=weeks)
    costs = {
        pay: absence_rules.cost(
            weekly=weekly, first_day=absence.first_day, last_day=last, pay=pay, percent=percent
        )
        for pay in absence_rules.LABELS
        if last is not None
    }
    return Choices(per_week, weeks, last, costs)


def _per_week(client_id: uuid.UUID, day: date, actor: actors.Actor) -> Sequence[PerWeek]:
    going_on = Q(employment__last_day=None) | Q(employment__last_day__gte=day)
    rows = models.EmploymentTerms.objects.filter(
        going_on, employment__employer__client_id=client_id, during__contains=day
    ).select_related("employment__assistant")
    return [
        PerWeek(
            row.employment.assistant.name,
            (row.hourly_rate * row.weekly_minutes / _MINUTES).quantize(_PENNY),
        )
        for row in scope.visible_to(rows, actor).order_by("employment__assistant__name", "pk")
    ]


def is_paid_by(absence: absences.Absence, *, actor: actors.Actor) -> bool:
    """Whether the actor is a PA of this person: nobody decides what they are paid themselves."""
    if actor.user_id is None:
        return False
    rows = models.Employment.objects.filter(
        Q(last_day=None) | Q(last_day__gte=absence.first_day),
        employer__client_id=absence.client_id,
        assistant__user_id=actor.user_id,
    )
    return scope.visible_to(rows, actor).exists()
