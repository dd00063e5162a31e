"""How a post's holiday is paid: with the wages or when it is taken; and what another payroll kept of it."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from psycopg2.extras import DateRange

from dpss.access import actors, audit, scope
from dpss.kernel import dates, errors
from payroll import models
from payroll.calc import rates, tax_periods
from payroll.operations import dated, holiday_brought_in, posts
from payroll.queries import holiday, post_paid, sheet_holiday


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Hours built up by the hour (none of fixed hours) and taken by a day, and what they are copied from."""

    up_to: date
    built_up: Decimal
    taken: Decimal
    source: str


@transaction.atomic
def roll_up(
    *, post: models.Employment, day: date, reason: str, actor: actors.Actor, at: datetime
) -> models.RolledUpHoliday:
    """Pay holiday with the wages from a day on: 12.07% of the pay for work, a line of its own.

    Raises `Invalid` for fixed hours, for a leave year before the law allows it, and for days that are paid.
    """
    post = posts.hold(post, actor=actor)
    if post.hours != models.Employment.Hours.IRREGULAR:
        raise errors.Invalid(
            "Holiday of fixed hours cannot be rolled up into pay (Working Time Regulations 1998, regulation"
            " 16A). It is paid when it is taken."
        )
    _check_free(post, day, actor)
    year = sheet_holiday.leave_year(post, day)
    since = rates.for_year(tax_periods.tax_year_of(actor.today)).annual_leave.accrual_from
    if year.first < since:
        raise errors.Invalid(
            f"The holiday year of that day began before {dates.in_words(since)}. Choose a later day.",
            field="day",
        )
    if holiday.rolled_up_of(post, actor=actor).filter(during__endswith=None).exists():
        raise errors.Conflict("Holiday pay of this post is rolled up already.")
    values = {"reason": reason.strip(), "recorded_by_id": _person(actor), "recorded_at": at}
    row = dated.change(
        models.RolledUpHoliday, owner=post, of="employment", day=day, values=values, actor=actor
    )
    audit.record(audit.of(row, "roll up", reason=row.reason, after={"from": str(day)}), actor=actor, at=at)
    posts.work_out_again(post, since=day, actor=actor, at=at)
    return row


@transaction.atomic
def stop_rolling_up(
    *, post: models.Employment, day: date, reason: str, actor: actors.Actor, at: datetime
) -> models.RolledUpHoliday:
    """From a day on holiday is paid when it is taken. Raises `Conflict` when it is so already."""
    post = posts.hold(post, actor=actor)
    rows = holiday.rolled_up_of(post, actor=actor).filter(during__endswith=None)
    row = rows.select_for_update(of=("self",)).first()
    if row is None:
        raise errors.Conflict("Holiday pay of this post is not rolled up, so there is nothing to stop.")
    _check_free(post, day, actor)
    if day <= row.first_day:
        begins = dates.with_weekday(row.first_day)
        raise errors.Invalid(f"It is rolled up from {begins}. Choose a later day.", field="day")
    row.during = DateRange(row.during.lower, day)
    row.save(update_fields=["during"])
    event = audit.of(row, "stop rolling up", reason=reason.strip(), after={"until": str(day)})
    audit.record(event, actor=actor, at=at)
    posts.work_out_again(post, since=day, actor=actor, at=at)
    return row


@transaction.atomic
def bring_in(*, post: models.Employment, figures: Figures, actor: actors.Actor, at: datetime) -> None:
    """Record how the leave year stood at the payroll before; again, it corrects it.

    Raises `Invalid` for a day that is not in this leave year, or that timesheets here have.
    """
    post = posts.hold(post, actor=actor)
    year = sheet_holiday.leave_year(post, actor.today)
    if not year.first <= figures.up_to <= min(year.last, actor.today):
        raise errors.Invalid(
            f"The holiday year began on {dates.with_weekday(year.first)}. Enter a day from then until today.",
            field="up_to",
        )
    here = models.TimesheetEntry.objects.filter(
        timesheet__employment=post,
        timesheet__state__in=["submitted", "approved"],
        day__gte=year.first,
        day__lte=figures.up_to,
    )
    if scope.visible_to(here, actor).exists():
        raise errors.Invalid(
            "Timesheets here have days before that one, which would count twice. Enter the last day before"
            " the first timesheet here.",
            field="up_to",
        )
    hours = holiday_brought_in.Hours(taken=figures.taken, built_up=figures.built_up)
    if sentence := holiday_brought_in.why_not(post, hours):
        raise errors.Invalid(sentence, field="built_up")
    holiday_brought_in.keep(
        post=post, up_to=figures.up_to, hours=hours, source=figures.source.strip(), actor=actor, at=at
    )


def _person(actor: actors.Actor) -> uuid.UUID:
    if actor.user_id is None:
        raise errors.NotAllowed("Only a person records how holiday is paid.")
    return actor.user_id


def _check_free(post: models.Employment, day: date, actor: actors.Actor) -> None:
    free = post_paid.first_free_day(post, post_paid.paid(post, actor=actor))
    if day < free:
        raise errors.Invalid(
            f"Days before {dates.with_weekday(free)} are paid, or are before the job. Choose that day or a"
            " later one.",
            field="day",
        )
