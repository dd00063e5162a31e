"""The family leave of posts: what was decided, as it is paid and as it keeps timesheets away."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final

from django.db.models import QuerySet
from psycopg2.extras import DateRange

from dpss.access import actors, scope
from dpss.access.models import AuditEvent
from dpss.access.queries import history_of
from dpss.kernel.dates import Span
from payroll import family_leave, models
from payroll.calc.lines import Line
from payroll.calc.statutory.kinds import Kind
from payroll.queries import sickness

_DAY: Final = date.resolution
# Of the days off of a leave the last is at most so many after the first: 52 weeks, and pay that begins late.
_LONGEST: Final = 500


def decisions(*, actor: actors.Actor) -> QuerySet[models.FamilyPay]:
    """What was decided and stands, with whose it is, the newest first."""
    rows = models.FamilyPay.objects.filter(state="decided").select_related(
        "employment__assistant", "employment__employer", "decided_by"
    )
    return scope.visible_to(rows, actor).order_by("-first_day", "pk")


def of_post(post: models.Employment, *, actor: actors.Actor) -> QuerySet[models.FamilyPay]:
    """What stands for one post, the newest first."""
    return decisions(actor=actor).filter(employment=post)


def in_period(
    employment_ids: Collection[uuid.UUID], *, period: models.PayPeriod, actor: actors.Actor
) -> Mapping[uuid.UUID, Sequence[models.FamilyPay]]:
    """The leave of each post that may touch a period, in one query; claims say whether it does."""
    rows = models.FamilyPay.objects.filter(
        employment_id__in=employment_ids,
        state="decided",
        first_day__range=(period.first_day - _DAY * _LONGEST, period.last_day),
    )
    found: dict[uuid.UUID, list[models.FamilyPay]] = defaultdict(list)
    for row in scope.visible_to(rows, actor).order_by("first_day", "pk"):
        found[row.employment_id].append(row)
    return found


def claim_of(row: models.FamilyPay) -> family_leave.Claim:
    """What was asked for, as it is worked out from."""
    return family_leave.Claim(
        kind=Kind(row.kind),
        weeks=tuple(row.weeks),
        adoption=row.adoption,
        due=row.due_on,
        arrived=row.arrived_on,
        died=row.died_on,
        care=tuple(map(_span, row.care)),
        weeks_before=row.weeks_before,
        weeks_used=row.weeks_used,
        partner_qualifies=row.partner_qualifies,
        back_on=row.back_on,
    )


def lines_in(rows: Sequence[models.FamilyPay], *, period: Span) -> tuple[Line, ...]:
    """What these decisions pay in a period. Raises `PayInputError` for a rate that is not known."""
    return tuple(
        line
        for row in rows
        if row.is_paid
        for line in family_leave.lines_in(claim_of(row), average=sickness.exact(row.average), period=period)
    )


def is_away(rows: Sequence[models.FamilyPay], days: Span) -> bool:
    """Whether the leave covers every one of some days."""
    return family_leave.is_away([claim_of(row) for row in rows], days)


def is_touched(rows: Sequence[models.FamilyPay], days: Span) -> bool:
    """Whether the leave covers any of some days."""
    return family_leave.touches([claim_of(row) for row in rows], days)


def paid_up_to(post: models.Employment, *, actor: actors.Actor) -> date | None:
    """The last day that is paid; a payslip whose correction is open is not counted."""
    slips = sickness.paid_slips().filter(employment=post).order_by("-payrun__period__last_day")
    return scope.visible_to(slips, actor).values_list("payrun__period__last_day", flat=True).first()


def last_paid_day(row: models.FamilyPay, *, actor: actors.Actor) -> date | None:
    """The last day of the newest period that is paid and that the leave touches."""
    slips = sickness.paid_slips().filter(
        employment=row.employment_id, payrun__period__last_day__gte=row.first_day
    )
    spans = claim_of(row).away
    days: list[tuple[date, date]] = list(
        scope.visible_to(slips, actor)
        .order_by("-payrun__period__last_day")
        .values_list("payrun__period__first_day", "payrun__period__last_day")
    )
    return next(
        (last for first, last in days if any(span.first <= last and first <= span.last for span in spans)),
        None,
    )


def _span(care: DateRange) -> Span:
    if care.lower is None or care.upper is None:
        raise ValueError("A spell of care has a first and a last day.")
    return Span(care.lower, care.upper - _DAY)


def history(decision: models.FamilyPay, *, actor: actors.Actor) -> QuerySet[AuditEvent]:
    """What was done with it, newest first; who only looked is in the access log."""
    found = history_of(subject_id=decision.subject_id, actor=actor).exclude(verb="look")
    return found.filter(thing=decision._meta.label_lower, thing_id=str(decision.pk))
