"""The facts that the rules of a timesheet's moves look at, loaded for many sheets at once."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, time, timedelta

from django.db import connection
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q

from dpss.access import actors, scope
from dpss.kernel.dates import Span
from payroll import digests, models, rules, sheet_checks, times
from payroll.queries import contracted, holiday

_LONG_AGO = date(2000, 1, 1)
_FOREVER = date(9999, 12, 31)
_DAY = timedelta(days=1)
# How long before a sheet its PA's nights are looked at, to know the usual ones.
_LOOK_BACK = timedelta(weeks=12)
_Sides = Mapping[uuid.UUID, Sequence[models.SharedWork]]
_SENT = ("submitted", "approved")
_OPEN = ("draft", "rejected")


def facts_for_timesheets(
    sheets: Sequence[models.Timesheet],
    *,
    actor: actors.Actor,
    seen: Mapping[uuid.UUID, str] | None = None,
    answered: Collection[str] = (),
) -> dict[uuid.UUID, rules.TimesheetFacts]:
    """What the rules need of each sheet, with the PA's shifts on other sheets of the same days.

    `seen` is the digest of what the approver was shown of each: a different one means it has changed.
    `answered` are the questions that the PA has said yes to.
    """
    loaded = {
        sheet.pk: sheet
        for sheet in models.Timesheet.objects.filter(pk__in=[sheet.pk for sheet in sheets]).select_related(
            "employment__employer", "period"
        )
    }
    entries = _entries(sheets)
    sides = _sides(list(loaded.values()), actor)
    elsewhere = _elsewhere(list(loaded.values()), actor)
    unseen = _overlaps_out_of_reach([sheet for sheet in loaded.values() if sheet.state in _OPEN])
    origins = _origins(sheets, actor)
    paid, nights = _paid(list(loaded.values()), actor), _nights_and_long_days(list(loaded.values()), actor)
    empty = [one for one in loaded.values() if one.state in _OPEN and not entries[one.pk]]
    contracted_pay = contracted.paid_without_a_sheet(empty, actor=actor)
    rolled_up = holiday.rolled_up_in([sheet.employment_id for sheet in sheets], actor=actor)
    return {
        sheet.pk: rules.TimesheetFacts(
            period=Span(loaded[sheet.pk].period.first_day, loaded[sheet.pk].period.last_day),
            employed=Span(
                loaded[sheet.pk].employment.first_day, loaded[sheet.pk].employment.last_day or _FOREVER
            ),
            shifts=_shifts(entries[sheet.pk], "hours", sides),
            elsewhere=_shifts(elsewhere[sheet.pk], "hours", sides),
            sleep_ins=_shifts(entries[sheet.pk], "sleep_in", sides),
            sleep_ins_elsewhere=_shifts(elsewhere[sheet.pk], "sleep_in", sides),
            overlaps_unseen=tuple(unseen.get(sheet.pk, ())),
            days=tuple(entry.day for entry in entries[sheet.pk]),
            minutes_by_day=_minutes_by_day(entries[sheet.pk]),
            unchanged_since_sent=seen is None or seen.get(sheet.pk) == digests.of_entries(entries[sheet.pk]),
            tax_year=loaded[sheet.pk].period.tax_year,
            unagreed=tuple(
                entry.day
                for entry in entries[sheet.pk]
                if entry.shared and not _agreement(entry, sides[sheet.employment_id])
            ),
            paid_on=_paid_from_another(sheet, paid),
            paid_with_wages=tuple(
                entry.day
                for entry in entries[sheet.pk]
                if entry.kind == "holiday"
                and any(entry.day in during for during in rolled_up.get(sheet.employment_id, ()))
            ),
            nights=frozenset(nights[sheet.employment_id, True]),
            long_days=frozenset(nights[sheet.employment_id, False]),
            answered=frozenset(answered),
            is_paid_as_contracted=sheet.pk in contracted_pay,
            over_from=over_from(loaded[sheet.pk].period, loaded[sheet.pk].employment.last_day),
            today=actor.today,
            **origins.get(sheet.pk, {}),
        )
        for sheet in sheets
    }


def over_from(period: models.PayPeriod, last_day_of_job: date | None) -> date:
    """From which day on it can be said that nobody worked in a period: the last one that they could have.

    Where sheets are due before the period ends, it is the day on which they are: nobody may be told that it
    is too soon until it is too late.
    """
    days = [period.last_day, period.sheets_in_by.date()]
    return min([*days, last_day_of_job] if last_day_of_job else days)


def _origins(sheets: Sequence[models.Timesheet], actor: actors.Actor) -> dict[uuid.UUID, dict[str, bool]]:
    """Whose hours they are and who typed them in, beside whoever decides; and how far their pay is."""
    rows = models.Timesheet.objects.filter(pk__in=[sheet.pk for sheet in sheets]).values_list(
        "pk", "employment__assistant__user_id", "entered_by_id", _is_paid(), "basis"
    )
    return {
        pk: {
            "is_own": actor.user_id is not None and worked_by == actor.user_id,
            "is_entered_by_decider": actor.user_id is not None and entered_by == actor.user_id,
            "is_on_payslip": is_paid,
            "is_contracted": basis != models.Timesheet.Basis.SHEET,
        }
        for pk, worked_by, entered_by, is_paid, basis in rows
    }


def _is_paid() -> ExpressionWrapper:
    """Whether a payslip pays the sheet, or settles what it changed of time that was paid as contracted."""
    slips = models.Payslip.objects.filter(timesheet=OuterRef("pk"), approved_at__isnull=False)
    settled = models.SheetCorrection.objects.filter(sheet=OuterRef("pk"))
    return ExpressionWrapper(Q(Exists(slips)) | Q(Exists(settled)), output_field=BooleanField())


def _shifts(entries: Sequence[models.TimesheetEntry], kind: str, sides: _Sides) -> tuple[rules.Shift, ...]:
    """The entries of one kind, as rules compare them."""
    return tuple(
        shift_of(entry, shared=_agreement(entry, sides.get(entry.timesheet.employment_id, ())))
        for entry in entries
        if entry.kind == kind
    )


def shift_of(entry: models.TimesheetEntry, *, shared: uuid.UUID | None = None) -> rules.Shift:
    """A shift on the minute line that rules compare; a night slept in has its day only.

    The entry comes with its employer.
    """
    employer, post = entry.timesheet.employment.employer.name, entry.timesheet.employment_id
    if entry.starts is None or entry.finishes is None:
        return rules.Shift(entry.day, 0, 0, employer, "a sleep-in", shared=shared, post=post)
    begins = times.minute_of(day=entry.day, at=entry.starts)
    return rules.Shift(
        day=entry.day,
        starts=begins,
        finishes=begins + entry.minutes,
        employer=employer,
        words=f"{entry.starts:%H:%M} to {entry.finishes:%H:%M}",
        begins=entry.starts,
        ends=entry.finishes,
        next_day=entry.next_day,
        shared=shared,
        post=post,
    )


def _sides(sheets: Sequence[models.Timesheet], actor: actors.Actor) -> _Sides:
    """What the people of these sheets have agreed of shared shifts, with all their employers in reach."""
    people = {sheet.employment.assistant_id for sheet in sheets}
    rows = models.SharedWork.objects.filter(employment__assistant_id__in=people)
    found: dict[uuid.UUID, list[models.SharedWork]] = defaultdict(list)
    for row in scope.visible_to(rows, actor):
        found[row.employment_id].append(row)
    return found


def _agreement(entry: models.TimesheetEntry, sides: Sequence[models.SharedWork]) -> uuid.UUID | None:
    if not entry.shared:
        return None
    return next((side.agreement for side in sides if entry.day in side.during), None)


def _entries(sheets: Sequence[models.Timesheet]) -> dict[uuid.UUID, list[models.TimesheetEntry]]:
    rows = models.TimesheetEntry.objects.filter(timesheet__in=sheets).order_by("day", "starts", "pk")
    rows = rows.select_related("timesheet__employment__employer")
    found: dict[uuid.UUID, list[models.TimesheetEntry]] = defaultdict(list)
    for entry in rows:
        found[entry.timesheet_id].append(entry)
    return found


def _elsewhere(
    sheets: Sequence[models.Timesheet], actor: actors.Actor
) -> dict[uuid.UUID, list[models.TimesheetEntry]]:
    """Shifts and nights of the same PA on other sheets that were sent, as far as the actor reaches.

    A night that began the day before the period, or goes on the day after it, counts as well.
    """
    people = {sheet.employment.assistant_id for sheet in sheets}
    first = min((sheet.period.first_day for sheet in sheets), default=_LONG_AGO)
    last = max((sheet.period.last_day for sheet in sheets), default=_LONG_AGO)
    rows = models.TimesheetEntry.objects.filter(
        kind__in=["hours", "sleep_in"],
        day__range=(first - _DAY, last + _DAY),
        timesheet__employment__assistant_id__in=people,
        timesheet__state__in=_SENT,
    ).select_related("timesheet__employment__employer")
    by_person: dict[uuid.UUID, list[models.TimesheetEntry]] = defaultdict(list)
    for entry in scope.visible_to(rows, actor):
        by_person[entry.timesheet.employment.assistant_id].append(entry)
    return {
        sheet.pk: [
            entry
            for entry in by_person[sheet.employment.assistant_id]
            if (entry.timesheet.employment_id, entry.timesheet.period_id)
            != (sheet.employment_id, sheet.period_id)
        ]
        for sheet in sheets
    }


def _overlaps_out_of_reach(sheets: Sequence[models.Timesheet]) -> dict[uuid.UUID, list[date]]:
    """Days of sheets still to be sent on which their PA has sent work to an employer out of reach.

    The database says the day and no more, to those who see the sheet.
    """
    found: dict[uuid.UUID, list[date]] = defaultdict(list)
    if not sheets:
        return found
    with connection.cursor() as cursor:
        cursor.execute(
            "select timesheet_id, day from payroll_overlaps_out_of_reach(%s) order by day",
            [[sheet.pk for sheet in sheets]],
        )
        for sheet, day in cursor.fetchall():
            found[sheet].append(day)
    return found


def _minutes_by_day(entries: Sequence[models.TimesheetEntry]) -> dict[date, int]:
    minutes: dict[date, int] = defaultdict(int)
    for entry in entries:
        minutes[entry.day] += entry.minutes
    return dict(minutes)


def _paid(
    sheets: Sequence[models.Timesheet], actor: actors.Actor
) -> Mapping[tuple[uuid.UUID, uuid.UUID], Mapping[int, date]]:
    """When hours that PAs gave for these posts and periods were paid, by version; not contracted time."""
    slips = models.Payslip.objects.filter(
        approved_at__isnull=False,
        replaced_at=None,
        employment__in={sheet.employment_id for sheet in sheets},
        timesheet__period__in={sheet.period_id for sheet in sheets},
        timesheet__basis=models.Timesheet.Basis.SHEET,
    ).select_related("timesheet")
    found: dict[tuple[uuid.UUID, uuid.UUID], dict[int, date]] = defaultdict(dict)
    for slip in scope.visible_to(slips, actor):
        sheet = slip.timesheet
        if sheet is not None:
            found[slip.employment_id, sheet.period_id][sheet.version] = slip.payday
    return found


def _paid_from_another(
    sheet: models.Timesheet, paid: Mapping[tuple[uuid.UUID, uuid.UUID], Mapping[int, date]]
) -> date | None:
    """A version after the one that was paid was opened to correct it: its payslip replaces the other."""
    found = paid.get((sheet.employment_id, sheet.period_id), {})
    return next((payday for version, payday in found.items() if version > sheet.version), None)


def _nights_and_long_days(
    sheets: Sequence[models.Timesheet], actor: actors.Actor
) -> Mapping[tuple[uuid.UUID, bool], set[tuple[time | None, time | None]]]:
    """When the nights of these posts, and their long days, began and ended in the weeks before."""
    first = min((sheet.period.first_day for sheet in sheets), default=_LONG_AGO)
    rows = models.TimesheetEntry.objects.filter(
        Q(next_day=True) | Q(minutes__gt=sheet_checks.LONG_DAY),
        kind="hours",
        day__range=(first - _LOOK_BACK, first - _DAY),
        timesheet__employment__in={sheet.employment_id for sheet in sheets},
        timesheet__state__in=_SENT,
    )
    found: dict[tuple[uuid.UUID, bool], set[tuple[time | None, time | None]]] = defaultdict(set)
    told = scope.visible_to(rows, actor).values_list(
        "timesheet__employment_id", "next_day", "starts", "finishes"
    )
    for post, is_night, starts, finishes in told.distinct():
        found[post, is_night].add((starts, finishes))
    return found
