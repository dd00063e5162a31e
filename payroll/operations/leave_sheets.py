"""Timesheets of whoever is on family leave for a whole period: nobody is asked for them."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet

from dpss.access import actors, scope, transitions
from dpss.kernel.dates import Span
from payroll import models, reasons
from payroll.operations import dropped_sheets
from payroll.queries import facts, family_leave, sickness
from payroll.queries import posts as post_queries

_BASIS: Final = models.Timesheet.Basis
_Pair = tuple[models.Employment, models.PayPeriod]


def mark_away(
    *, period: models.PayPeriod, employers: "QuerySet[models.Employer]", actor: actors.Actor, at: datetime
) -> int:
    """Say for the posts of these employers that are away for the whole of a period that they did not work.

    Returns how many. A sheet with something on it is left as it is; doing it again says it of none.
    """
    on_leave = models.FamilyPay.objects.filter(
        employment=OuterRef("pk"), state="decided", first_day__lte=period.last_day
    )
    due = post_queries.due_in(period, actor=actor).filter(Exists(on_leave), employer__in=employers)
    posts = list(due.order_by("pk").select_for_update(of=("self",)))
    leave = family_leave.in_period([post.pk for post in posts], period=period, actor=actor)
    away = [
        (post, period)
        for post in posts
        if family_leave.is_away(leave.get(post.pk, ()), _days_of(post, period))
    ]
    return _mark(away, actor=actor, at=at) if away else 0


def bring_in_line(post: models.Employment, *, since: date, actor: actors.Actor, at: datetime) -> None:
    """Ask for the sheets of the periods that the leave of a post does not cover, and for no other.

    Only of periods that are not paid. Contracted time that was made for days of leave is dropped.
    """
    paid = sickness.paid_slips().filter(employment=post, payrun__period=OuterRef("pk"))
    periods = list(sickness.periods_of(post).filter(~Exists(paid), last_day__gte=since))
    rows = list(family_leave.of_post(post, actor=actor))
    away = [one for one in periods if family_leave.is_away(rows, _days_of(post, one))]
    touched = [one for one in periods if family_leave.is_touched(rows, _days_of(post, one))]
    _drop_contracted(post, touched, actor=actor, at=at)
    back = models.Timesheet.objects.filter(
        employment=post,
        period__in={one.pk for one in periods} - {one.pk for one in away},
        state=reasons.NOT_WORKED,
        reason=reasons.FAMILY_LEAVE,
    )
    transitions.move_all(
        models.Timesheet,
        list(scope.visible_to(back, actor).values_list("pk", flat=True)),
        "enter_after_all",
        actor=actor,
        at=at,
        facts=lambda sheets: facts.facts_for_timesheets(sheets, actor=actor),
        also=lambda _: {"reason": ""},
    )
    _mark([(post, one) for one in away], actor=actor, at=at)


def _mark(pairs: Sequence[_Pair], *, actor: actors.Actor, at: datetime) -> int:
    """Move the sheet of each pair, made where there is none yet."""
    newest = _sheets(pairs, actor)
    made = [
        models.Timesheet(
            council_id=post.council_id,
            subject_id=post.subject_id,
            employment=post,
            period=period,
            version=newest[post.pk, period.pk].version + 1 if (post.pk, period.pk) in newest else 1,
        )
        for post, period in pairs
        if not _is_theirs(newest.get((post.pk, period.pk)))
    ]
    models.Timesheet.objects.bulk_create(made, batch_size=500)
    open_ones = [one.pk for one in newest.values() if _is_theirs(one)] + [one.pk for one in made]
    outcome = transitions.move_all(
        models.Timesheet,
        open_ones,
        "mark_away",
        actor=actor,
        at=at,
        reason=reasons.FAMILY_LEAVE,
        facts=lambda sheets: facts.facts_for_timesheets(sheets, actor=actor),
        also=lambda _: {
            "reason": reasons.FAMILY_LEAVE,
            "submitted_at": at,
            "submitted_by_id": actor.user_id,
        },
    )
    return len(outcome.moved)


def _is_theirs(sheet: models.Timesheet | None) -> bool:
    """Whether there is a sheet on which the PA says, or may say, what was worked."""
    return sheet is not None and sheet.basis == _BASIS.SHEET


def _sheets(
    pairs: Sequence[_Pair], actor: actors.Actor
) -> Mapping[tuple[uuid.UUID, uuid.UUID], models.Timesheet]:
    """The newest sheet of each pair; one that says what was worked before one that was made."""
    rows = models.Timesheet.objects.filter(
        employment__in={post.pk for post, _ in pairs}, period__in={period.pk for _, period in pairs}
    ).select_related("employment__employer", "period")
    found = sorted(scope.visible_to(rows, actor), key=lambda one: (one.basis == _BASIS.SHEET, one.version))
    return {(sheet.employment_id, sheet.period_id): sheet for sheet in found}


def _drop_contracted(
    post: models.Employment, periods: Sequence[models.PayPeriod], *, actor: actors.Actor, at: datetime
) -> None:
    made = models.Timesheet.objects.filter(employment=post, period__in=periods, state="approved").exclude(
        basis=_BASIS.SHEET
    )
    for sheet in scope.visible_to(made, actor).select_for_update(of=("self",)):
        dropped_sheets.drop(sheet, reason="The PA is on leave then.", actor=actor, at=at)


def _days_of(post: models.Employment, period: models.PayPeriod) -> Span:
    """The days of a period on which the post is held."""
    return Span(max(post.first_day, period.first_day), min(post.last_day or period.last_day, period.last_day))
