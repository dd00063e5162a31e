"""The sickness of a post in a pay period with all that decides about it, and what was decided for many."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.fields import ArrayField
from django.db.models import DateField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from psycopg2.extras import DateRange

from dpss.access import actors, scope
from dpss.kernel.dates import Span
from payroll import models, sick_leave, states
from payroll.calc.statutory import sick_days
from payroll.queries import calendars

_NO_DAYS: Final = Value([], output_field=ArrayField(DateField()))
_WORKED: Final = ("hours", "sleep_in")


@dataclass(frozen=True)
class Sickness:
    """The sickness of a post in a period. `sheet` is its newest timesheet, `decision` the one that stands.

    `is_paid` says whether the period's payslip is approved.
    """

    post: models.Employment
    period: models.PayPeriod
    sheet: models.Timesheet | None
    leave: sick_leave.Leave
    agreed: tuple[models.QualifyingDays, ...]
    earlier: tuple[models.EarlierSickness, ...]
    decision: models.SickPayDecision | None
    is_paid: bool

    @property
    def days(self) -> tuple[date, ...]:
        """The days that the approved sheet says were sick; none while it is not approved."""
        return self.leave.marked

    @property
    def is_decided(self) -> bool:
        """Whether a decision about these very days stands."""
        return self.decision is not None and tuple(self.decision.sick_days) == self.days

    @cached_property
    def first_linked_day(self) -> date | None:
        """The day before which average earnings are worked out; None where no day counts as sickness."""
        chain = sick_leave.chain_of(self.leave)
        return chain.first_day if chain else None


def of(post: models.Employment, period: models.PayPeriod, *, actor: actors.Actor) -> Sickness:
    """All that decides about a post's sickness in a period but the average earnings."""
    newest = scope.visible_to(_newest(models.Timesheet.objects.filter(employment=post)), actor)
    sheet = newest.filter(period=period).first()
    said = _said(post, up_to=period.last_day, actor=actor)
    here = Span(period.first_day, period.last_day)
    earlier = tuple(earlier_sickness(post, actor=actor))
    brought = {day for row in earlier for day in span_of(row).each_day() if day <= period.last_day}
    agreed = tuple(qualifying_days(post, actor=actor))
    sick = said.get("sickness", set())
    approved = sheet is not None and sheet.state == "approved"
    worked = frozenset(day for kind in _WORKED for day in said.get(kind, ()))
    holiday = frozenset(said.get("holiday", ()))
    decisions = models.SickPayDecision.objects.filter(employment=post, period=period, state="decided")
    slips = paid_slips().filter(employment=post, payrun__period=period)
    return Sickness(
        post=post,
        period=period,
        sheet=sheet,
        leave=sick_leave.Leave(
            period=here,
            marked=tuple(sorted(day for day in sick if day in here)) if approved else (),
            before=frozenset(day for day in sick | brought if day not in here or day in brought),
            worked=worked,
            busy=worked | holiday,
            holiday=holiday,
            qualifying=tuple(
                sick_days.QualifyingDays(_begins(row.during), tuple(sorted(row.weekdays))) for row in agreed
            ),
            employment_starts=post.first_day,
            employment_ends=post.last_day,
            first_worked=_first_worked(post, worked, period, actor),
        ),
        agreed=agreed,
        earlier=earlier,
        decision=scope.visible_to(decisions.select_related("decided_by"), actor).first(),
        is_paid=scope.visible_to(slips, actor).exists(),
    )


def paid_slips() -> QuerySet[models.Payslip]:
    """The approved payslips that pay a period and count; one that is being corrected is open again."""
    slips = models.Payslip.objects.filter(models.PAYS_THE_PERIOD, approved_at__isnull=False, replaced_at=None)
    return slips.exclude(correction__state__in=states.OPEN_CORRECTION)


def qualifying_days(post: models.Employment, *, actor: actors.Actor) -> QuerySet[models.QualifyingDays]:
    """The usual working days of a post, oldest first."""
    rows = models.QualifyingDays.objects.filter(employment=post).order_by("during")
    return scope.visible_to(rows, actor)


def earlier_sickness(post: models.Employment, *, actor: actors.Actor) -> QuerySet[models.EarlierSickness]:
    """What was recorded of sickness before this payroll, oldest first."""
    rows = models.EarlierSickness.objects.filter(employment=post).order_by("during")
    return scope.visible_to(rows, actor)


def span_of(row: models.EarlierSickness) -> Span:
    """Its first and last day."""
    return Span(_begins(row.during), (row.during.upper or date.max) - timedelta(days=1))


def decisions_of(post: models.Employment, *, actor: actors.Actor) -> QuerySet[models.SickPayDecision]:
    """What was decided for a post, newest period first."""
    rows = models.SickPayDecision.objects.filter(employment=post, state="decided").select_related("period")
    return scope.visible_to(rows, actor).order_by("-period__first_day")


def decisions(*, actor: actors.Actor) -> QuerySet[models.SickPayDecision]:
    """Decisions that the actor reaches, with whose they are."""
    rows = models.SickPayDecision.objects.select_related("employment__assistant", "employment__employer")
    return scope.visible_to(rows, actor)


def decided(
    employment_ids: Sequence[uuid.UUID], *, period: models.PayPeriod, actor: actors.Actor
) -> Mapping[uuid.UUID, models.SickPayDecision]:
    """Each post's decision for a period, in one query; it has effect while the sheet says the same."""
    sheets = _newest(
        models.Timesheet.objects.filter(
            employment=OuterRef("employment"), period=OuterRef("period"), state="approved"
        )
    )
    rows = models.SickPayDecision.objects.filter(
        employment_id__in=employment_ids, period=period, state="decided"
    ).annotate(on_sheet=Coalesce(Subquery(sheets.values(days=_days_of("pk"))[:1]), _NO_DAYS))
    return {row.employment_id: row for row in scope.visible_to(rows, actor)}


def has_effect(decision: models.SickPayDecision | None) -> bool:
    """Whether a decision of `decided` is about what the approved sheet says now."""
    return decision is not None and decision.sick_days == decision.on_sheet  # type: ignore[attr-defined]


def sheets(*, actor: actors.Actor) -> QuerySet[models.Timesheet, Any]:
    """Approved sheets with sickness whose payslip is not approved; `is_decided` says which are decided."""
    sick = models.TimesheetEntry.objects.filter(timesheet=OuterRef("pk"), kind="sickness")
    slips = paid_slips().filter(employment=OuterRef("employment"), payrun__period=OuterRef("period"))
    stands = models.SickPayDecision.objects.filter(
        employment=OuterRef("employment"),
        period=OuterRef("period"),
        state="decided",
        sick_days=OuterRef("sick_days"),
    )
    rows = _newest(models.Timesheet.objects.filter(state="approved")).select_related(
        "employment__assistant", "employment__employer", "period__group"
    )
    return (
        scope.visible_to(rows, actor)
        .filter(Exists(sick), ~Exists(slips))
        .annotate(sick_days=_days_of("pk"))
        .annotate(is_decided=Exists(stands))
    )


def to_decide_next(
    *, post: models.Employment, period: models.PayPeriod, actor: actors.Actor
) -> models.Timesheet | None:
    """The next sickness to decide after a post's, by payday and employer; after the last the first again."""
    found = list(
        sheets(actor=actor)
        .filter(Q(is_decided=False))
        .order_by("period__payday", "employment__employer__name", "employment__assistant__name")
    )
    here = (period.payday, post.employer.name, post.assistant.name)
    later = (sheet for sheet in found if _place(sheet) > here)
    return next(later, found[0] if found else None)


def _place(sheet: models.Timesheet) -> tuple[date, str, str]:
    post = sheet.employment
    return sheet.period.payday, post.employer.name, post.assistant.name


def periods_of(post: models.Employment) -> QuerySet[models.PayPeriod]:
    """The pay periods of a post's calendar, which are nobody's data."""
    return calendars.periods_of(post.employer_id).select_related("group")


def first_day_of_sheets(post: models.Employment, *, actor: actors.Actor) -> date | None:
    """The first day of the first period with an approved sheet of the post."""
    rows = models.Timesheet.objects.filter(employment=post, state="approved").order_by("period__first_day")
    return scope.visible_to(rows, actor).values_list("period__first_day", flat=True).first()


def last_paid_day(post: models.Employment, *, actor: actors.Actor) -> date | None:
    """The last day of the newest period whose payslip is approved."""
    rows = models.Payslip.objects.filter(employment=post, approved_at__isnull=False)
    newest = scope.visible_to(rows, actor).order_by("-payrun__period__last_day")
    return newest.values_list("payrun__period__last_day", flat=True).first()


def standing_and_unpaid(post: models.Employment, *, actor: actors.Actor) -> bool:
    """Whether a decision stands whose payslip is not approved."""
    slips = paid_slips().filter(employment=post, payrun__period=OuterRef("period"))
    return decisions_of(post, actor=actor).filter(~Exists(slips)).exists()


def same_chain(found: Sickness, *, actor: actors.Actor) -> models.SickPayDecision | None:
    """An earlier decision about the same linked sickness, whose average holds for all of it."""
    if found.first_linked_day is None:
        return None
    rows = decisions_of(found.post, actor=actor).filter(linked_from=found.first_linked_day)
    return rows.exclude(period=found.period).filter(average__isnull=False).first()


def exact(average: Decimal) -> Decimal:
    """An average as it was worked out, without the noughts that the table adds."""
    plain = average.normalize()
    return plain.quantize(Decimal("0.01")) if plain == plain.quantize(Decimal("0.01")) else plain


def _newest(rows: QuerySet[models.Timesheet]) -> QuerySet[models.Timesheet]:
    """Sheets without a later version; contracted time, which has no sickness on it, is none."""
    later = models.Timesheet.objects.filter(
        employment=OuterRef("employment"),
        period=OuterRef("period"),
        version__gt=OuterRef("version"),
        basis="sheet",
    )
    return rows.filter(~Exists(later))


def _days_of(sheet: str) -> Coalesce:
    """The sick days of a sheet, in order."""
    entries = models.TimesheetEntry.objects.filter(timesheet=OuterRef(sheet), kind="sickness").order_by()
    days = entries.values("timesheet").annotate(days=ArrayAgg("day", distinct=True, order_by="day"))
    return Coalesce(Subquery(days.values("days")), _NO_DAYS)


def _said(post: models.Employment, *, up_to: date, actor: actors.Actor) -> Mapping[str, set[date]]:
    """The days of every approved sheet up to one, by the kind of entry."""
    newest = _newest(models.Timesheet.objects.filter(employment=post, state="approved"))
    rows = models.TimesheetEntry.objects.filter(timesheet__in=newest, day__lte=up_to)
    wanted = rows.filter(kind__in=("sickness", "holiday", *_WORKED)).order_by("day")
    found: dict[str, set[date]] = {}
    for kind, day in scope.visible_to(wanted, actor).values_list("kind", "day"):
        found.setdefault(kind, set()).add(day)
    return found


def _first_worked(
    post: models.Employment, worked: frozenset[date], period: models.PayPeriod, actor: actors.Actor
) -> date:
    """The first day worked. Whoever began before the sheets here is taken to have worked from the start."""
    first_sheet = first_day_of_sheets(post, actor=actor)
    if first_sheet is None or post.first_day < first_sheet:
        return post.first_day
    return min(worked, default=period.last_day + timedelta(days=1))


def _begins(during: DateRange) -> date:
    return during.lower or date.min
