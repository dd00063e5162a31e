"""Sick days held back for a fit note: those still open, and what is paid of them in a period."""

import uuid
from collections.abc import Iterable, Mapping

from django.db.models import Exists, OuterRef, QuerySet

from dpss.access import actors, scope
from payroll import models, sick_leave
from payroll.calc.lines import Line
from payroll.queries import calendars, sickness

WITHHELD = models.SickPayDecision.FitNote.WITHHELD


def due_in(
    employment_ids: Iterable[uuid.UUID], *, period: models.PayPeriod, actor: actors.Actor
) -> Mapping[uuid.UUID, tuple[Line, ...]]:
    """The lines that the payslips of a period pay, by post, in one query."""
    rows = models.SickPayArrears.objects.filter(
        employment__in=list(employment_ids), pay_in=period, outcome="pay"
    ).order_by("decided_at", "pk")
    found: dict[uuid.UUID, tuple[Line, ...]] = {}
    for row in scope.visible_to(rows, actor):
        found[row.employment_id] = (*found.get(row.employment_id, ()), *sick_leave.from_json([row.line]))
    return found


def of(decision: models.SickPayDecision, *, actor: actors.Actor) -> models.SickPayArrears | None:
    """What was decided about the days that a decision holds back."""
    rows = models.SickPayArrears.objects.filter(decision=decision)
    return scope.visible_to(rows, actor).select_related("decided_by", "pay_in").first()


def waiting(*, actor: actors.Actor) -> QuerySet[models.SickPayDecision]:
    """The decisions that hold days back, are on an approved payslip, and nobody has decided about since."""
    slips = sickness.paid_slips().filter(employment=OuterRef("employment"), payrun__period=OuterRef("period"))
    decided = models.SickPayArrears.objects.filter(decision=OuterRef("pk"))
    rows = models.SickPayDecision.objects.filter(state="decided", fit_note=WITHHELD)
    found = rows.filter(Exists(slips), ~Exists(decided)).select_related(
        "employment__assistant", "employment__employer", "period"
    )
    return scope.visible_to(found, actor).order_by("period__payday", "pk")


def next_period(
    post: models.Employment, *, after: models.PayPeriod, actor: actors.Actor
) -> models.PayPeriod | None:
    """The first period after another that the post works in and that is not paid yet."""
    paid = sickness.paid_slips().filter(employment=post, payrun__period=OuterRef("pk"))
    rows = calendars.periods_of(post.employer_id).filter(first_day__gt=after.first_day)
    if post.last_day:
        rows = rows.filter(first_day__lte=post.last_day)
    return rows.exclude(Exists(scope.visible_to(paid, actor))).order_by("first_day").first()


def is_paid(arrears: models.SickPayArrears, *, actor: actors.Actor) -> bool:
    """Whether the payslip that pays it is approved."""
    slips = sickness.paid_slips().filter(employment=arrears.employment_id, payrun__period=arrears.pay_in_id)
    return scope.visible_to(slips, actor).exists()
