"""The pay calendar: the next paydays of a group, what a pattern would add to it, and who may change group."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from dpss.access import actors, scope
from dpss.kernel import dates, errors
from ledger import bank_holidays
from payroll import calendar_pattern, deadlines, models, states, times
from payroll.calendar_pattern import Pattern, Planned
from payroll.queries import employers, paying_sheets

NEXT: Final = 3
_WEEKS: Final = {"weekly": 1, "two_weekly": 2, "four_weekly": 4, "monthly": 0}


@dataclass(frozen=True, slots=True)
class Payday:
    """A payday, and by when sheets must be in; `is_made` once its pay period is there to work on."""

    day: date
    sheets_in_by: datetime
    is_made: bool


def next_paydays(group: models.PayGroup, *, today: date) -> list[Payday]:
    """Three of them, in one query. Empty when the group has never had a period."""
    rows = list(models.PayPeriod.objects.filter(group=group).order_by("-payday")[: 2 * NEXT])
    coming = [
        Payday(row.payday, row.sheets_in_by, is_made=True) for row in reversed(rows) if row.payday >= today
    ]
    found = coming[:NEXT]
    times, last = 0, rows[0] if rows else None
    while last is not None and len(found) < NEXT:
        times += 1
        day = deadlines.payday_after(last.payday, weeks=_WEEKS[group.interval], times=times)
        if day >= today:
            found.append(Payday(day, last.sheets_in_by + (day - last.payday), is_made=False))
    return found


def groups(*, actor: actors.Actor) -> QuerySet[models.PayGroup]:
    """The provider's pay groups, each with its employers counted and the end of its calendar."""
    reached = scope.visible_to(models.Employer.objects.filter(pay_group=OuterRef("pk")), actor)
    counted = reached.order_by().values("pay_group").annotate(n=Count("pk")).values("n")
    last = models.PayPeriod.objects.filter(group=OuterRef("pk")).order_by("-last_day")
    rows = employers.groups_of(actor).annotate(
        count=Coalesce(Subquery(counted), 0),
        made_to=Subquery(last.values("last_day")[:1]),
        last_payday=Subquery(last.values("payday")[:1]),
    )
    return rows.order_by("name", "pk")


def planned(
    group: models.PayGroup, *, pattern: Pattern, tax_year: str, today: date
) -> tuple[tuple[Planned, ...], int]:
    """The periods that a pattern would add to a group, and how many of it are there already.

    Raises `Invalid` for what cannot follow the periods that are there.
    """
    every = calendar_pattern.plan(
        pattern, tax_year=tax_year, holidays=bank_holidays.named(), zone=times.LONDON
    )
    kept = list(models.PayPeriod.objects.filter(group=group).values_list("first_day", "last_day", "payday"))
    new = tuple(one for one in every if (one.first_day, one.last_day, one.payday) not in kept)
    why_not = calendar_pattern.why_not(new, kept=kept, today=today)
    if why_not:
        raise errors.Invalid(why_not, field="first_day")
    return new, len(every) - len(new)


def is_begun(period: models.PayPeriod) -> bool:
    """Whether pay of it was asked for: in the whole council, for a calendar is everybody's."""
    return bool(models.Payrun.objects.filter(period=period).exclude(state="due").exists())


def paid_to(employer: models.Employer, *, actor: actors.Actor) -> date | None:
    """The last day of work that an approved payrun of the employer pays for; a bonus pays for no days."""
    slips = models.Payslip.objects.filter(models.PAYS_THE_PERIOD, payrun=OuterRef("pk"))
    regular = Q(kind=models.Payrun.Kind.REGULAR)
    rows = models.Payrun.objects.filter(regular | Exists(slips), employer=employer, state="approved")
    runs = scope.visible_to(rows, actor)
    return runs.order_by("-period__last_day").values_list("period__last_day", flat=True).first()


def why_not_moved(
    employer: models.Employer,
    *,
    group: models.PayGroup,
    day: date,
    actor: actors.Actor,
    comes_from_another: bool = False,
) -> str | None:
    """Why an employer cannot be paid by another group's calendar from a day on; None when it can.

    What one who `comes_from_another` provider left open is no reason: nobody could finish it there.
    """
    theirs = models.PayPeriod.objects.filter(group=group)
    first = theirs.filter(first_day=day).first()
    if first is None:
        coming = theirs.filter(first_day__gt=day).order_by("first_day").first()
        hint = f" The next begins on {dates.with_weekday(coming.first_day)}." if coming else ""
        return f"No pay period of “{group.name}” begins on {dates.with_weekday(day)}.{hint}"
    runs = scope.visible_to(models.Payrun.objects.filter(employer=employer), actor)
    regular = runs.filter(kind=models.Payrun.Kind.REGULAR).select_related("period")
    elsewhere = regular.exclude(state="approved").exclude(period__group=group)
    unfinished = elsewhere.order_by("period__payday").first()
    if unfinished is not None and not comes_from_another:
        return (
            f"The payrun with the payday {dates.with_weekday(unfinished.period.payday)} is not approved yet."
            " Approve it first."
        )
    correction = runs.exclude(kind=models.Payrun.Kind.REGULAR).filter(state__in=states.OPEN_CORRECTION)
    if correction.exists():
        return "A correction of a payslip is under way. Have it approved, or drop it, first."
    last = regular.filter(state="approved").order_by("-period__last_day").first()
    if last is None:
        return _days_before(employer, day, actor, comes_from_another=comes_from_another)
    after = last.period.last_day + timedelta(days=1)
    if day != after:
        return (
            f"Work up to {dates.with_weekday(last.period.last_day)} is paid, so the first day of the new"
            f" calendar must be {dates.with_weekday(after)}. Otherwise days are paid twice, or never."
        )
    if first.payday <= last.period.payday:
        return f"Its payday is not after {dates.with_weekday(last.period.payday)}, which is paid already."
    return _days_before(employer, day, actor, comes_from_another=comes_from_another)


def _days_before(
    employer: models.Employer, day: date, actor: actors.Actor, *, comes_from_another: bool
) -> str | None:
    """Work that waits on a sheet of the old calendar would be paid by neither."""
    waiting = None if comes_from_another else _waiting(employer, actor)
    if waiting is not None:
        name = waiting.employment.assistant.name
        return f"{name} has a sheet of the old calendar that is not paid. Have it paid or emptied first."
    posts = models.Employment.objects.filter(employer=employer, first_day__lt=day)
    runs = models.Payrun.objects.filter(employer=employer, state="approved")
    unpaid = scope.visible_to(posts, actor).order_by("first_day").first()
    if unpaid is not None and not scope.visible_to(runs, actor).exists():
        return (
            f"A post here began on {dates.with_weekday(unpaid.first_day)}, and nothing of it is paid. Choose"
            " a period that begins on or before that day."
        )
    return None


def _waiting(employer: models.Employer, actor: actors.Actor) -> models.Timesheet | None:
    """A sheet of the employer's calendar that counts, has work on it, and is neither paid nor settled."""
    slips = models.Payslip.objects.filter(timesheet=OuterRef("pk"), approved_at__isnull=False)
    rows = models.Timesheet.objects.filter(
        employment__employer=employer, period__group=employer.pay_group_id
    ).annotate(
        waits=Exists(models.TimesheetEntry.objects.filter(timesheet=OuterRef("pk")))
        & ~Exists(slips)
        & ~Exists(models.SheetCorrection.objects.filter(sheet=OuterRef("pk")))
    )
    counts: dict[tuple[uuid.UUID, uuid.UUID], models.Timesheet] = {}
    ranked = paying_sheets.ranked(scope.visible_to(rows, actor))
    for sheet in ranked.select_related("employment__assistant"):
        counts.setdefault((sheet.employment_id, sheet.period_id), sheet)
    return next((sheet for sheet in counts.values() if sheet.waits), None)  # type: ignore[attr-defined]
