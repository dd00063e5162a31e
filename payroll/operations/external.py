"""A provider that works pay out in software of its own: since when, and the approved hours that go out."""

import uuid
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from psycopg2.extras import DateRange

from dpss.access import actors, audit, policy, scope
from dpss.kernel import dates, errors
from payroll import models
from payroll.calc.inputs import PayInputError
from payroll.external import hours
from payroll.operations import contracted_pay, leave_sheets
from payroll.queries import calendars
from payroll.queries import external as queries


@transaction.atomic
def begin(*, first_day: date, software: str, actor: actors.Actor, at: datetime) -> models.ExternalPayroll:
    """From a day on the provider's own software works pay out and tells HMRC. What was paid before stays.

    Raises `Invalid` for a day on or before an approved payday, and where it is so already.
    """
    organisation_id, user_id = _manager(actor)
    if not software.strip():
        raise errors.Invalid("Enter the name of the software.", field="software")
    _check_free(first_day, actor)
    if queries.every(actor=actor).filter(during__overlap=DateRange(first_day, None)).exists():
        raise errors.Invalid("Your own software is recorded for that day already.", field="day")
    row = models.ExternalPayroll.objects.create(
        council_id=actor.council_id,
        organisation_id=organisation_id,
        software=software.strip(),
        during=DateRange(first_day, None),
        recorded_by_id=user_id,
        recorded_at=at,
    )
    after = {"from": first_day, "software": row.software}
    audit.record(audit.of(row, "begin", after=after), actor=actor, at=at)
    return row


@transaction.atomic
def end(*, first_day: date, actor: actors.Actor, at: datetime) -> models.ExternalPayroll:
    """From a day on pay is worked out here again. Raises `Invalid` or `Conflict`."""
    _manager(actor)
    _check_free(first_day, actor)
    held = queries.every(actor=actor).select_for_update(of=("self",))
    row = held.filter(during__contains=first_day).first()
    if row is None:
        raise errors.Conflict("No software of your own is recorded for that day.")
    if row.during.lower == first_day:
        row.during = DateRange(first_day, first_day)
    else:
        row.during = DateRange(row.during.lower, first_day)
    row.save(update_fields=["during"])
    audit.record(audit.of(row, "end", after={"from": first_day}), actor=actor, at=at)
    return row


@transaction.atomic
def make_hours(
    *, period: models.PayPeriod, actor: actors.Actor, at: datetime
) -> tuple[models.HoursFile, str]:
    """The period's approved hours as a file. The same hours are the same version; other hours the next one.

    Raises `Invalid` where the portal works the period out, or nothing is approved yet.
    """
    mode_of(period, actor)
    if not actor.may(policy.CALCULATE_PAYRUNS) or actor.user_id is None:
        raise errors.NotAllowed("Your role may not send hours out. Ask a payroll officer.")
    # Two people who ask at once make one version between them.
    models.PayPeriod.objects.select_for_update(no_key=True).get(pk=period.pk)
    employers = scope.visible_to(models.Employer.objects.filter(calendars.paid_in(period)), actor)
    leave_sheets.mark_away(period=period, employers=employers, actor=actor, at=at)
    contracted_pay.make_standing(period=period, employers=employers, actor=actor, at=at)
    try:
        lines = queries.hours_of(period, actor=actor)
    except PayInputError as error:
        raise errors.Invalid(str(error)) from error
    if not lines:
        raise errors.Invalid("No timesheet of this period is approved yet, so there are no hours to send.")
    text = hours.text(lines)
    sha256 = hours.digest(text)
    made = queries.hours_files(period, actor=actor)
    same = made.filter(sha256=sha256).first()
    if same is not None:
        return same, text
    row = models.HoursFile.objects.create(
        council_id=period.council_id,
        organisation_id=period.group.organisation_id,
        period=period,
        version=(made.aggregate(last=Max("version"))["last"] or 0) + 1,
        sha256=sha256,
        posts=hours.posts(lines),
        made_by_id=actor.user_id,
        made_at=at,
    )
    after = {"version": row.version, "sha256": sha256, "posts": row.posts}
    audit.record(audit.of(row, "download", after=after), actor=actor, at=at)
    return row, text


def _manager(actor: actors.Actor) -> tuple[uuid.UUID, uuid.UUID]:
    """The manager's organisation and the manager."""
    if not actor.may(policy.CHOOSE_SOFTWARE) or actor.organisation_id is None or actor.user_id is None:
        raise errors.NotAllowed("Your role may not choose the software. Ask a payroll manager.")
    return actor.organisation_id, actor.user_id


def _check_free(day: date, actor: actors.Actor) -> None:
    """An approved payday stays as it was worked out."""
    approved = models.Payrun.objects.filter(
        state="approved",
        period__group__organisation=actor.organisation_id,
        period__payday__gte=day,
    )
    last = scope.visible_to(approved, actor).aggregate(last=Max("period__payday"))["last"]
    if last is not None:
        raise errors.Invalid(
            f"The payday of {dates.with_weekday(last)} is approved. Choose a later day.", field="day"
        )


def mode_of(period: models.PayPeriod, actor: actors.Actor) -> models.ExternalPayroll:
    """The software by which a period is worked out. Raises `Invalid` where the portal does it."""
    mode = queries.of_period(period, actor=actor)
    if mode is None:
        raise errors.Invalid("This period is worked out here. A manager can record software of your own.")
    return mode
