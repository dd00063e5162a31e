"""Shared shifts of a batch of posts, beside what the approved sheets of the other employers say of them."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from dpss.access import actors, scope
from dpss.kernel.dates import Span
from payroll import models, shared_pay, times
from payroll.calc import inputs, rates, working_time
from payroll.calc.shared_work import EmployerPay
from payroll.queries import paying_sheets, worked_time


@dataclass(slots=True)
class _Told:
    """What a post's approved sheets say: the days that they cover, the time, and the shared shifts."""

    spans: list[Span] = field(default_factory=list)
    days: dict[date, worked_time.Worked] = field(default_factory=dict)
    shifts: list[working_time.Stretch] = field(default_factory=list)

    def covers(self, day: date) -> bool:
        return any(day in span for span in self.spans)

    def is_shared_on(self, day: date) -> bool:
        return day in self.days and self.days[day].shared is not None

    def awake_on(self, day: date) -> int:
        """Minutes up to help in a night that is shared."""
        shared = self.days[day].shared if day in self.days else None
        return shared.awake if shared else 0


@dataclass(frozen=True, slots=True)
class _Facts:
    period: models.PayPeriod
    told: Mapping[uuid.UUID, _Told]
    terms: Mapping[uuid.UUID, Sequence[models.EmploymentTerms]]

    @property
    def days(self) -> Span:
        return Span(self.period.first_day, self.period.last_day)

    @property
    def year(self) -> rates.TaxYear:
        return rates.for_year(self.period.tax_year)


def of_posts(
    sides: Mapping[uuid.UUID, Sequence[models.SharedWork]], *, period: models.PayPeriod, actor: actors.Actor
) -> Mapping[uuid.UUID, Sequence[shared_pay.Shared]]:
    """What posts share with whom in a period, for the sides of their agreements; six queries, or none.

    The other employer may be paid in other periods: what counts is the days of this one.
    """
    pairs = list(_pairs(sides, actor))
    posts = {side.employment_id for pair in pairs for side in pair}
    if not posts:
        return {}
    facts = _Facts(
        period=period,
        told=_told(posts, period, actor),
        terms=worked_time.terms_in(list(posts), period=period, actor=actor),
    )
    found: dict[uuid.UUID, list[shared_pay.Shared]] = defaultdict(list)
    for mine, theirs in pairs:
        found[mine.employment_id].append(_shared(mine, theirs, facts))
    return found


def _pairs(
    sides: Mapping[uuid.UUID, Sequence[models.SharedWork]], actor: actors.Actor
) -> Iterator[tuple[models.SharedWork, models.SharedWork]]:
    """Each side with the other side of its agreement."""
    held = [side for some in sides.values() for side in some]
    if not held:
        return
    rows = models.SharedWork.objects.filter(agreement__in={side.agreement for side in held})
    found = {(row.agreement, row.comes_first): row for row in scope.visible_to(rows, actor)}
    for side in held:
        other = found.get((side.agreement, not side.comes_first))
        if other:
            yield side, other


def _told(
    posts: Collection[uuid.UUID], period: models.PayPeriod, actor: actors.Actor
) -> Mapping[uuid.UUID, _Told]:
    """Contracted time says nothing of who shared it, so only sheets that a PA gave are asked."""
    rows = models.Timesheet.objects.filter(
        employment_id__in=posts,
        period__first_day__lte=period.last_day,
        period__last_day__gte=period.first_day,
        state="approved",
        basis=models.Timesheet.Basis.SHEET,
    ).select_related("period")
    sheets = list(paying_sheets.ranked(scope.visible_to(rows, actor)))
    worked = worked_time.worked_by_day([sheet.pk for sheet in sheets], actor=actor)
    shifts = _shifts(sheets, actor)
    found: dict[uuid.UUID, _Told] = defaultdict(_Told)
    for sheet in sheets:
        told = found[sheet.employment_id]
        told.spans.append(Span(sheet.period.first_day, sheet.period.last_day))
        told.days.update(worked.get(sheet.pk, {}))
        told.shifts += shifts.get(sheet.pk, [])
    return found


def _shifts(
    sheets: Sequence[models.Timesheet], actor: actors.Actor
) -> Mapping[uuid.UUID, list[working_time.Stretch]]:
    rows = models.TimesheetEntry.objects.filter(timesheet__in=sheets, kind="hours", shared=True)
    found: dict[uuid.UUID, list[working_time.Stretch]] = defaultdict(list)
    for entry in scope.visible_to(rows, actor):
        if entry.starts is not None:
            starts = times.minute_of(day=entry.day, at=entry.starts)
            found[entry.timesheet_id].append(
                working_time.Stretch(
                    activity=working_time.Activity.WORK,
                    day=entry.day,
                    starts=starts,
                    finishes=starts + entry.minutes,
                    paid_by_the_hour=True,
                )
            )
    return found


def _shared(mine: models.SharedWork, theirs: models.SharedWork, facts: _Facts) -> shared_pay.Shared:
    here, there = (facts.told.get(side.employment_id, _Told()) for side in (mine, theirs))
    days = [day for day in facts.days.each_day() if day in mine.during and here.covers(day)]
    known = {day for day in days if there.covers(day)}
    paid: tuple[EmployerPay, ...] = ()
    try:
        paid = (_paid(mine, here, known, facts), _paid(theirs, there, known, facts))
    except inputs.PayInputError:
        # Whichever contract lacks a rate, its own payrun says so.
        known = set()
    return shared_pay.Shared(
        other=mine.other_name,
        hours=_hours_once((here, there), known, facts.year),
        paid=paid,
        waiting=tuple(day for day in days if day not in known and here.is_shared_on(day)),
    )


def _paid(side: models.SharedWork, told: _Told, known: Collection[date], facts: _Facts) -> EmployerPay:
    """What an employer pays for shared work on the days that both sheets cover, and in the whole period."""
    terms = facts.terms.get(side.employment_id, ())
    shared = {day: time for day, time in told.days.items() if day in known}
    alone = {day: time.unshared for day, time in told.days.items() if day in facts.days}
    parts = worked_time.shared_parts(shared, terms, year=facts.year, side=side)
    return EmployerPay(parts=parts, every=(*parts, *worked_time.earned(alone, terms, year=facts.year)))


def _hours_once(sheets: Sequence[_Told], known: Collection[date], year: rates.TaxYear) -> Decimal:
    """Shifts by the clock, however many sheets have them; of a night, the longest time up to help."""
    shifts = [shift for told in sheets for shift in told.shifts if shift.day in known]
    awake = sum(max(told.awake_on(day) for told in sheets) for day in known)
    return working_time.worked_once(stretches=shifts, rates=year) + Decimal(awake) / 60
