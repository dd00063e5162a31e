"""Up to when a post is paid: what must stay as it is, and from when something may change."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Max, QuerySet

from dpss.access import actors, scope
from payroll import models, states
from payroll.queries import calendars

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Paid:
    """The last day that an approved payslip pays for, and the last payday; None before the first one."""

    last_day: date | None
    payday: date | None


def approved(post: models.Employment, *, actor: actors.Actor) -> QuerySet[models.Payslip]:
    """The approved payslips of a post, without those that were replaced or that are being corrected."""
    slips = models.Payslip.objects.filter(employment=post, approved_at__isnull=False, replaced_at=None)
    return scope.visible_to(slips.exclude(correction__state__in=states.OPEN_CORRECTION), actor)


def paid(post: models.Employment, *, actor: actors.Actor) -> Paid:
    """What is approved of a post."""
    found = approved(post, actor=actor).aggregate(
        last_day=Max("payrun__period__last_day", filter=models.PAYS_THE_PERIOD), payday=Max("payday")
    )
    return Paid(found["last_day"], found["payday"])


def first_free_day(post: models.Employment, found: Paid) -> date:
    """The first day of work for which terms can still change."""
    return max(post.first_day, found.last_day + _DAY) if found.last_day else post.first_day


def first_free_payday(post: models.Employment, found: Paid) -> date:
    """The first day on which a payment could still be taxed in another way."""
    return max(post.first_day, found.payday + _DAY) if found.payday else post.first_day


def paydays(post: models.Employment, found: Paid, *, actor: actors.Actor) -> list[date]:
    """The paydays of the calendar that a change could begin with, the soonest first."""
    rows = calendars.periods_of(post.employer_id).filter(
        council=actor.council_id,
        last_day__gte=post.first_day,
        payday__gte=first_free_payday(post, found),
    )
    return list(rows.order_by("payday").values_list("payday", flat=True).distinct())
