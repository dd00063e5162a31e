"""Filling in, sending, approving and sending back timesheets."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.db import transaction

from dpss.access import actors, policy, scope, transitions
from dpss.access.models import Subject
from dpss.kernel import errors
from dpss.kernel.dates import Span
from payroll import digests, models, times
from payroll.queries import calendars, contracted, facts, holiday

OPEN_STATES = ("draft", "rejected")


class ChangedMeanwhile(errors.Conflict):
    """Somebody else, or the same person in another window, has saved the same days."""


@dataclass(frozen=True, slots=True)
class EntryValue:
    """One thing on a day as it was typed: a shift, or minutes, a night, miles, or pounds spent.

    `work` names the contract's own rate for a shift, if it is not the usual one. `shared` work is for another
    employer as well.
    """

    day: date
    kind: str
    starts: time | None = None
    finishes: time | None = None
    next_day: bool = False
    minutes: int = 0
    miles: Decimal = Decimal(0)
    work: str = ""
    shared: bool = False
    amount: Decimal = Decimal(0)
    what_for: str = ""
    receipt: bool = False


@transaction.atomic
def open_sheet(
    *, employment: models.Employment, period: models.PayPeriod, actor: actors.Actor
) -> models.Timesheet:
    """The PA's sheet for a post and a period: the one that is there, or a new empty one."""
    if not actor.may(policy.FILL_TIMESHEETS):
        raise errors.NotAllowed("Only the PA fills in a timesheet.")
    return sheet_of(employment=employment, period=period, actor=actor)


def sheet_of(
    *, employment: models.Employment, period: models.PayPeriod, actor: actors.Actor
) -> models.Timesheet:
    """The newest sheet that says what was worked, or a new one; standing pay starts it from the contract.

    Time that is paid from the contract has sheets of its own, which nobody fills in.
    """
    sheets = scope.visible_to(models.Timesheet.objects.filter(employment=employment, period=period), actor)
    versions = list(sheets.order_by("-version"))
    there = next((sheet for sheet in versions if sheet.basis == models.Timesheet.Basis.SHEET), None)
    if there is not None:
        return there
    if not calendars.pays(period, employment.employer_id):
        raise errors.Invalid("These dates belong to another employer's payroll. Open the sheet again.")
    sheet, is_new = models.Timesheet.objects.get_or_create(
        employment=employment,
        period=period,
        version=versions[0].version + 1 if versions else 1,
        defaults={"council_id": employment.council_id, "subject_id": employment.subject_id},
    )
    if is_new:
        time: Mapping[date, int] = {}
        if contracted.has_standing_pay(employment, period=period, actor=actor):
            time = contracted.time_in([employment], period=period, actor=actor)[employment.pk]
        write_first([(sheet, time)], off=holiday.agreed_in([employment.pk], span_of(period), actor=actor))
    return sheet


def span_of(period: models.PayPeriod) -> Span:
    """Its days."""
    return Span(period.first_day, period.last_day)


def write_first(
    time_of: Iterable[tuple[models.Timesheet, Mapping[date, int]]],
    *,
    off: Mapping[uuid.UUID, Mapping[date, holiday.Time]],
) -> None:
    """Put contracted minutes on sheets that say nothing yet, a day at a time, and agreed holiday.

    Agreed time off, with pay or without, is not worked: it is taken off the contracted minutes of its day.
    """
    kinds = models.TimesheetEntry.Kind
    values: list[tuple[models.Timesheet, EntryValue]] = []
    for sheet, minutes_of in time_of:
        last = sheet.employment.last_day or date.max
        away = {day: one for day, one in off.get(sheet.employment_id, {}).items() if day <= last}
        for day in sorted({*minutes_of, *away}):
            spent = away.get(day, holiday.Time(0, 0))
            both = (
                (kinds.CONTRACTED, minutes_of.get(day, 0) - spent.all),
                (kinds.HOLIDAY, spent.minutes),
            )
            values += [
                (sheet, EntryValue(day=day, kind=kind.value, minutes=minutes))
                for kind, minutes in both
                if minutes > 0
            ]
    models.TimesheetEntry.objects.bulk_create(
        (_entry(sheet, value) for sheet, value in values), batch_size=500
    )


@transaction.atomic
def save_days(
    *,
    sheet: models.Timesheet,
    days: Span,
    entries: Sequence[EntryValue],
    actor: actors.Actor,
    seen: str | None = None,
    but: Collection[date] = (),
) -> None:
    """Put these entries in place of what the sheet said of these days.

    `seen` is the digest of what they said when whoever saves opened them, None for whoever looked at nothing.
    Of days in `but` the sheet goes on saying what it said. Raises `Conflict` once it is sent, and
    `ChangedMeanwhile` when it says something else than was seen: another window has saved it.
    """
    if not (actor.may(policy.FILL_TIMESHEETS) or actor.may(policy.ENTER_TIMESHEETS)):
        raise errors.NotAllowed("Only the PA fills in a timesheet, or staff for them.")
    locked = scope.visible_to(models.Timesheet.objects.filter(pk=sheet.pk), actor).select_for_update().get()
    if actor.is_staff:
        check_enters(locked, actor)
    if locked.state not in OPEN_STATES:
        raise errors.Conflict("The sheet has been sent, so it cannot be changed. Take it back first.")
    period = Span(locked.period.first_day, locked.period.last_day)
    outside = [entry.day for entry in entries if entry.day not in days or entry.day not in period]
    if outside:
        raise errors.Invalid("A day is outside the week that you are saving. Open the right week.")
    said = models.TimesheetEntry.objects.filter(timesheet=locked, day__range=(days.first, days.last))
    if seen is not None and digests.of_entries(said) != seen:
        raise ChangedMeanwhile(
            "This week was changed in another window since you opened it. What you typed is kept on the page,"
            " and is not saved. Look at what is saved now, then save again what is right."
        )
    said.exclude(day__in=but).delete()
    models.TimesheetEntry.objects.bulk_create(
        _entry(locked, value) for value in entries if value.day not in but
    )


def check_enters(sheet: models.Timesheet, actor: actors.Actor) -> None:
    """One member of staff enters a sheet and answers for it, so that another records the approval."""
    if sheet.entered_by_id is None:
        raise errors.Conflict(
            "This is the PA's own sheet. Say first how you have their hours, then enter them."
        )
    if sheet.entered_by_id != actor.user_id:
        raise errors.Conflict(
            "A colleague is entering this sheet. To go on with it yourself, say first how you have the hours."
        )


def submit(
    *, sheet: models.Timesheet, actor: actors.Actor, at: datetime, answered: Collection[str] = ()
) -> models.Timesheet:
    """Send the sheet to the employer, with a digest of what it says. Raises `Refused` with what is wrong.

    `answered` are the keys of the questions about it that the PA has said yes to.
    """
    return send(sheet=sheet, move="submit", actor=actor, at=at, answered=answered)


@transaction.atomic
def send(
    *,
    sheet: models.Timesheet,
    move: str,
    actor: actors.Actor,
    at: datetime,
    on_behalf_of: str = "",
    answered: Collection[str] = (),
) -> models.Timesheet:
    """Send it by the move that is the PA's, or payroll's on their behalf."""
    _one_at_a_time(sheet.employment.assistant.subject_id)
    # Locked before the digest is made: nothing can be saved between the two.
    held = scope.visible_to(models.Timesheet.objects.filter(pk=sheet.pk), actor).select_for_update().first()
    entries = scope.visible_to(models.TimesheetEntry.objects.filter(timesheet=sheet), actor)
    return transitions.move(
        sheet,
        move,
        actor=actor,
        at=at,
        on_behalf_of=on_behalf_of,
        facts=lambda sheets: facts.facts_for_timesheets(sheets, actor=actor, answered=answered),
        also={
            "submitted_at": at,
            "submitted_by_id": actor.user_id,
            "digest": digests.of_entries(entries),
            "reason": "",
            "sendings": held.sendings + 1 if held else 1,
        },
    )


def _one_at_a_time(assistant_id: uuid.UUID) -> None:
    """Two sheets of one PA are sent one after the other: each is looked at beside what was sent before."""
    Subject.objects.select_for_update(no_key=True).get(pk=assistant_id)


def recall(*, sheet: models.Timesheet, actor: actors.Actor, at: datetime) -> models.Timesheet:
    """Take a sheet back before the employer decides."""
    return transitions.move(sheet, "recall", actor=actor, at=at)


def approve_all(
    *, seen: Mapping[uuid.UUID, str], actor: actors.Actor, at: datetime, on_behalf_of: str = ""
) -> transitions.Outcome:
    """Approve sheets for pay. `seen` gives for each the digest of what the approver was shown."""
    return transitions.move_all(
        models.Timesheet,
        list(seen),
        "approve",
        actor=actor,
        at=at,
        on_behalf_of=on_behalf_of,
        facts=lambda sheets: facts.facts_for_timesheets(sheets, actor=actor, seen=seen),
        also=lambda sheet: {"decided_at": at, "decided_by_id": actor.user_id, "digest": seen[sheet.pk]},
    )


def approve(
    *, sheet: models.Timesheet, seen: str, actor: actors.Actor, at: datetime, on_behalf_of: str = ""
) -> models.Timesheet:
    """Approve one sheet. Raises `Conflict` when it is not what `seen`, the digest of what was shown, says."""
    outcome = approve_all(seen={sheet.pk: seen}, actor=actor, at=at, on_behalf_of=on_behalf_of)
    if outcome.refused:
        raise errors.Conflict(outcome.refused[sheet.pk])
    approved: models.Timesheet = outcome.moved[0]
    return approved


def reject(
    *, sheet: models.Timesheet, reason: str, actor: actors.Actor, at: datetime, on_behalf_of: str = ""
) -> models.Timesheet:
    """Send a sheet back to the PA with the reason."""
    return transitions.move(
        sheet,
        "reject",
        actor=actor,
        at=at,
        reason=reason,
        on_behalf_of=on_behalf_of,
        also={"decided_at": at, "decided_by_id": actor.user_id, "reason": reason},
    )


def _entry(sheet: models.Timesheet, value: EntryValue) -> models.TimesheetEntry:
    minutes = value.minutes
    if value.kind == models.TimesheetEntry.Kind.HOURS:
        if value.starts is None or value.finishes is None:
            raise errors.Invalid("Enter both a start and a finish time.")
        minutes = times.minutes_worked(
            day=value.day, starts=value.starts, finishes=value.finishes, next_day=value.next_day
        )
    return models.TimesheetEntry(
        council_id=sheet.council_id,
        subject_id=sheet.subject_id,
        timesheet=sheet,
        day=value.day,
        kind=value.kind,
        starts=value.starts,
        finishes=value.finishes,
        next_day=value.next_day,
        minutes=minutes,
        miles=value.miles,
        work=value.work,
        shared=value.shared,
        amount=value.amount,
        what_for=value.what_for,
        receipt=value.receipt,
    )
