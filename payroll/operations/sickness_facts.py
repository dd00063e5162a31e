"""What sick pay is decided from: usual working days, and illness before this payroll."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from psycopg2.extras import DateRange

from dpss.access import actors, audit
from dpss.kernel import dates, errors
from dpss.kernel.dates import Span
from payroll import models
from payroll.calc import tax_periods
from payroll.calc.rates import RatesError, for_year
from payroll.operations import dated, posts
from payroll.queries import post_paid, sickness

_DAY: Final = timedelta(days=1)
_OPEN_DECISION: Final = "Sick pay is decided and not paid yet. Undo that decision first."


@transaction.atomic
def agree_days(
    *,
    post: models.Employment,
    weekdays: Sequence[int],
    day: date | None,
    actor: actors.Actor,
    at: datetime,
) -> models.QualifyingDays:
    """Record the weekdays on which the PA usually works: from the start of the job, or from a day on.

    The first that is recorded holds from the start. Raises `Invalid` for a day that is paid.
    """
    post = posts.hold(post, actor=actor)
    if not weekdays:
        raise errors.Invalid("Choose at least one day of the week.", field="weekdays")
    _nothing_open(post, actor)
    first = not sickness.qualifying_days(post, actor=actor).exists()
    begins = post.first_day if first else _free_day(post, day, actor)
    row = dated.change(
        models.QualifyingDays,
        owner=post,
        of="employment",
        day=begins,
        values={"weekdays": sorted(set(weekdays))},
        actor=actor,
    )
    audit.record(audit.of(row, "record", after={"weekdays": row.weekdays}), actor=actor, at=at)
    return row


@transaction.atomic
def add_earlier(
    *, post: models.Employment, span: Span, source: str, actor: actors.Actor, at: datetime
) -> models.EarlierSickness:
    """Record sickness in this post that no timesheet here has. Raises `Invalid` where one could have it."""
    post = posts.hold(post, actor=actor)
    _nothing_open(post, actor)
    _check_earlier(post, span, actor)
    row = models.EarlierSickness.objects.create(
        council_id=post.council_id,
        subject_id=post.subject_id,
        employment=post,
        during=DateRange(span.first, span.last + _DAY),
        source=source,
    )
    after = {"first": span.first, "last": span.last, "source": source}
    audit.record(audit.of(row, "record", after=after), actor=actor, at=at)
    return row


@transaction.atomic
def remove_earlier(*, earlier: models.EarlierSickness, actor: actors.Actor, at: datetime) -> None:
    """Take away earlier sickness that was recorded by mistake; history keeps that it was there."""
    post = posts.hold(earlier.employment, actor=actor)
    _nothing_open(post, actor)
    span = sickness.span_of(earlier)
    before = {"first": span.first, "last": span.last, "source": earlier.source}
    audit.record(audit.of(earlier, "remove", before=before), actor=actor, at=at)
    earlier.delete()


def _nothing_open(post: models.Employment, actor: actors.Actor) -> None:
    """What a decision was made from stays as it was while the decision can still be undone."""
    if sickness.standing_and_unpaid(post, actor=actor):
        raise errors.Invalid(_OPEN_DECISION)


def _free_day(post: models.Employment, day: date | None, actor: actors.Actor) -> date:
    if day is None:
        raise errors.Invalid("Enter the first day on which the new days hold.", field="day")
    free = post_paid.first_free_day(post, post_paid.paid(post, actor=actor))
    if day < free:
        raise errors.Invalid(
            f"Days before {dates.with_weekday(free)} are paid, or are before the job. Choose that day or a"
            " later one.",
            field="day",
        )
    return day


def _check_earlier(post: models.Employment, span: Span, actor: actors.Actor) -> None:
    if span.first < post.first_day:
        raise errors.Invalid(
            f"The job began on {dates.with_weekday(post.first_day)}. Enter a day from then on.", field="first"
        )
    here = sickness.first_day_of_sheets(post, actor=actor)
    if here and span.last >= here:
        raise errors.Invalid(
            f"From {dates.with_weekday(here)} the timesheets here say when the PA was ill. Enter a last day"
            " before that.",
            field="last",
        )
    try:
        for_year(tax_periods.tax_year_of(span.first))
    except RatesError as error:
        raise errors.Invalid(str(error), field="first") from error
    if any(
        row.first <= span.last and span.first <= row.last
        for row in map(sickness.span_of, sickness.earlier_sickness(post, actor=actor))
    ):
        raise errors.Invalid("Some of these days are recorded already. Enter the others.", field="first")
