"""The end of a post: its last day, until the final payment is approved and HMRC has been told."""

from datetime import date, datetime

from django.db import transaction

from dpss.access import actors, audit
from dpss.kernel import dates, errors
from payroll import models
from payroll.operations import posts
from payroll.queries import off_cycle, post_leaving


@transaction.atomic
def record(
    *, post: models.Employment, last_day: date, actor: actors.Actor, at: datetime
) -> models.Employment:
    """Write the last day down, or another one. Raises `Invalid` where work or pay after it is on record."""
    post = posts.hold(post, actor=actor)
    _check_open(post, actor)
    if post.last_day == last_day:
        raise errors.Conflict(f"{dates.with_weekday(last_day)} is recorded as the last day already.")
    if last_day < post.first_day:
        raise errors.Invalid(
            f"The job began on {dates.with_weekday(post.first_day)}. Enter that day or a later one.",
            field="last_day",
        )
    _check_nothing_later(post, last_day, actor)
    return _set(post, last_day, "record last day", actor=actor, at=at)


@transaction.atomic
def take_back(*, post: models.Employment, actor: actors.Actor, at: datetime) -> models.Employment:
    """They go on after all. Raises `Conflict` when there is no last day, or the final payment is approved."""
    post = posts.hold(post, actor=actor)
    _check_open(post, actor)
    if post.last_day is None:
        raise errors.Conflict("No last day is recorded, so there is nothing to take back.")
    return _set(post, None, "take back last day", actor=actor, at=at)


def _set(
    post: models.Employment, last_day: date | None, verb: str, *, actor: actors.Actor, at: datetime
) -> models.Employment:
    """What was worked out for the days of either last day is worked out again."""
    before, post.last_day = post.last_day, last_day
    post.save(update_fields=["last_day"])
    event = audit.of(post, verb, before={"last_day": before}, after={"last_day": last_day})
    audit.record(event, actor=actor, at=at)
    posts.work_out_again(post, since=min(filter(None, (before, last_day))), actor=actor, at=at)
    return post


def _check_open(post: models.Employment, actor: actors.Actor) -> None:
    after = post_leaving.goes_on_with(post, actor=actor)
    if after is not None:
        raise errors.Conflict(
            f"They work for {after.employer.name} from {dates.with_weekday(after.first_day)}, because the"
            " employer changed. Take that change back instead."
        )
    started = off_cycle.open_of(post, actor=actor)
    if started is not None and started.kind == models.Payrun.Kind.FINAL:
        raise errors.Conflict(
            "A final run is started, with what a leaver is paid last. Drop it first, then change the day."
        )
    final = post_leaving.final(post, actor=actor)
    if final is not None:
        raise errors.Conflict(
            f"The final payment of {dates.with_weekday(final.payday)} is approved, and HMRC is told of the"
            " last day, so it stays as it is."
        )


def _check_nothing_later(post: models.Employment, last_day: date, actor: actors.Actor) -> None:
    later = post_leaving.worked_after(post, last_day, actor=actor)
    if later is not None:
        raise errors.Invalid(
            f"A timesheet has time on {dates.with_weekday(later)}, after that day. Choose that day or a later"
            " one, or have the sheet corrected first.",
            field="last_day",
        )
    period = post_leaving.paid_after(post, last_day, actor=actor)
    if period is not None:
        span = dates.span_in_words(dates.Span(period.first_day, period.last_day))
        raise errors.Invalid(
            f"They have been paid for {span}, after that day. Enter a later day.", field="last_day"
        )
