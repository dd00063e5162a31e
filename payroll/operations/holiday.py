"""Holiday: a PA asks for it, the employer answers, and either may change their mind before it begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from django.db import transaction
from psycopg2.extras import DateRange

from dpss.access import actors, audit, policy, scope, transitions
from dpss.kernel import dates, errors
from dpss.kernel.dates import Span
from payroll import holiday_days, models
from payroll.calc import holiday as rules
from payroll.calc.inputs import PayInputError
from payroll.operations import standing_again
from payroll.queries import holiday, holiday_left, sheet_holiday

_DAY: Final = timedelta(days=1)
_MINUTES: Final = Decimal(60)
# A slip of the year is likelier than longer holiday.
_LONGEST: Final = 92
_EARLIEST: Final = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """The days that somebody asks for, with the minutes in all; None takes what the contract says of them.

    `beyond_is_unpaid` asks for what is more than is left as time off without pay.
    """

    days: Span
    minutes: int | None = None
    beyond_is_unpaid: bool = False
    note: str = ""


@transaction.atomic
def ask(
    *, post: models.Employment, wish: Wish, actor: actors.Actor, at: datetime, on_behalf_of: str = ""
) -> models.HolidayRequest:
    """Ask the employer for holiday. Raises `Invalid` with what cannot be, beside its field.

    More than is left is refused, unless the rest is asked for as time off without pay.
    """
    if not (actor.may(policy.FILL_TIMESHEETS) or actor.may(policy.ENTER_TIMESHEETS)) or actor.user_id is None:
        raise errors.NotAllowed("Only the PA asks for holiday, or staff for them.")
    post = _hold(post, actor)
    _check_days(post, wish.days, actor)
    days = holiday_days.spread(
        minutes=wish.minutes,
        contract=holiday.contract_in(post, wish.days, actor=actor) if post.hours == "fixed" else {},
        usual=holiday.usual_days(post, wish.days, actor=actor),
    )
    rolled_up = holiday.is_rolled_up(post, day=wish.days.first, actor=actor)
    days = holiday_days.without_pay(days, unpaid=_unpaid(post, wish, days, actor))
    row = models.HolidayRequest.objects.create(
        council_id=post.council_id,
        subject_id=post.subject_id,
        employment=post,
        during=DateRange(wish.days.first, wish.days.last + _DAY),
        note=wish.note.strip(),
        beyond_is_unpaid=any(one.unpaid for one in days),
        is_rolled_up=rolled_up,
        asked_by_id=actor.user_id,
        asked_at=at,
    )
    models.HolidayDay.objects.bulk_create(_day(row, one) for one in days)
    minutes = sum(one.minutes + one.unpaid for one in days)
    after = {"days": dates.span_in_words(wish.days), "minutes": minutes}
    audit.record(audit.of(row, "ask", on_behalf_of=on_behalf_of, after=after), actor=actor, at=at)
    return row


@transaction.atomic
def move(
    *,
    request: models.HolidayRequest,
    name: str,
    actor: actors.Actor,
    at: datetime,
    reason: str = "",
    on_behalf_of: str = "",
) -> models.HolidayRequest:
    """Agree to it, refuse it, take it back or call it off. Raises `Refused` with what stands in the way.

    What is agreed is on timesheets that are begun from then on; one that was begun before says what differs.
    Standing pay that was made without it is made again. Raises `Conflict` where that is paid.
    """
    post = _hold(request.employment, actor)
    moved = transitions.move(
        request,
        name,
        actor=actor,
        at=at,
        reason=reason,
        on_behalf_of=on_behalf_of,
        facts=lambda rows: holiday.facts_of(rows, actor=actor),
        also={"decided_at": at, "decided_by_id": actor.user_id, "reason": reason.strip()},
    )
    if moved.state == "agreed" and not moved.is_rolled_up:
        days = Span(moved.first_day, moved.last_day)
        standing_again.with_time_off(post=post, days=days, actor=actor, at=at)
    return moved


def _hold(post: models.Employment, actor: actors.Actor) -> models.Employment:
    """The post as it is now, locked: two requests of one post are decided one after the other."""
    rows = models.Employment.objects.filter(pk=post.pk).select_related("assistant", "employer")
    held = scope.visible_to(rows, actor).select_for_update(of=("self",)).first()
    if held is None:
        raise errors.NotAllowed("This post is not yours.")
    return held


def _check_days(post: models.Employment, days: Span, actor: actors.Actor) -> None:
    if days.days > _LONGEST:
        raise errors.Invalid(f"Ask for at most {_LONGEST} days at once. Check the dates.", field="last_day")
    if days.first < post.first_day or (post.last_day and days.last > post.last_day):
        raise errors.Invalid("The job is not held on all of these days. Check the dates.", field="first_day")
    if days.last > actor.today + _EARLIEST:
        raise errors.Invalid("That is more than a year ahead. Check the year.", field="last_day")
    year = sheet_holiday.leave_year(post, days.first)
    if days.last > year.last:
        raise errors.Invalid(
            f"The holiday year ends on {dates.with_weekday(year.last)}. Ask for the days up to then and those"
            " after it separately.",
            field="last_day",
        )
    every = list(days.each_day())
    for day in holiday.sick_on(post, every, actor=actor):
        raise errors.Invalid(
            f"{dates.with_weekday(day)} is a day off sick on the timesheet, so it is no holiday. Ask for"
            " other days.",
            field="first_day",
        )
    for day in holiday.sent_on(post, every, actor=actor):
        raise errors.Invalid(
            f"The timesheet with {dates.with_weekday(day)} is sent. Holiday of those dates goes on the sheet:"
            " take it back first.",
            field="first_day",
        )
    live = models.HolidayRequest.objects.filter(
        employment=post, state__in=holiday.LIVE, during__overlap=DateRange(days.first, days.last, "[]")
    )
    other = scope.visible_to(live, actor).order_by("during").first()
    if other is not None:
        said = dates.span_in_words(Span(other.first_day, other.last_day))
        raise errors.Invalid(
            f"Holiday from {said} is asked for already. Take that back, or choose other days."
        )


def _unpaid(
    post: models.Employment, wish: Wish, days: Sequence[holiday_days.Day], actor: actors.Actor
) -> int:
    """Minutes beyond what is left, where they were asked for without pay."""
    left = holiday_left.of_post(post, day=wish.days.last, actor=actor)
    minutes = sum(one.minutes for one in days)
    if left is None or not minutes:
        return 0
    asked = minutes / _MINUTES
    try:
        booking = rules.book(asked=asked, balance=left.balance, beyond_is_unpaid=wish.beyond_is_unpaid)
    except PayInputError as error:
        raise errors.Invalid(
            f"{error} Tick that you ask for the rest without pay.", field="unpaid"
        ) from error
    return minutes - int(booking.paid * _MINUTES)


def _day(request: models.HolidayRequest, one: holiday_days.Day) -> models.HolidayDay:
    return models.HolidayDay(
        council_id=request.council_id,
        subject_id=request.subject_id,
        request=request,
        day=one.day,
        minutes=one.minutes,
        unpaid_minutes=one.unpaid,
    )
