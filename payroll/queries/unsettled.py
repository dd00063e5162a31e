"""Sheets that came in after their time was paid as contracted, and that no payslip has settled yet."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import TypeAlias

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, UUIDField
from django.db.models.functions import Coalesce

from dpss.access import actors, scope
from dpss.kernel.dates import Span
from payroll import models, settling, states
from payroll.calc import earnings, inputs, rates
from payroll.queries import worked_time

Found: TypeAlias = Mapping[uuid.UUID, tuple[settling.Due, ...]]
_SICK = (
    "The timesheet of {days} came in with sickness on it, after the contracted hours were paid. Correct that"
    " payslip: the sick pay is decided there."
)


def due(
    employment_ids: Sequence[uuid.UUID],
    *,
    period: models.PayPeriod,
    actor: actors.Actor,
    again: Collection[uuid.UUID] = (),
) -> Found:
    """What each post's payslip of a period should settle, the oldest first.

    `again` are payslips that are worked out anew: what they settled is settled by the new one.
    """
    found: dict[uuid.UUID, list[settling.Due]] = defaultdict(list)
    contracted = _with_contracted_time(employment_ids, actor)
    if not contracted:
        return {}
    sheets = list(_sheets(contracted, period, again, actor).order_by("period__first_day", "pk"))
    paid = {sheet.pk: sheet.paid_sheet_id for sheet in sheets}  # type: ignore[attr-defined]
    keys = [*paid, *paid.values()]
    worked = worked_time.worked_by_day(keys, actor=actor) if keys else {}
    for earlier in {sheet.period for sheet in sheets}:
        mine = [sheet for sheet in sheets if sheet.period_id == earlier.pk]
        posts = [sheet.employment_id for sheet in mine]
        terms = worked_time.terms_in(posts, period=earlier, actor=actor)
        sides = worked_time.sides_in(posts, period=earlier, actor=actor)
        for sheet in mine:
            post = sheet.employment_id
            found[post].append(_due(sheet, worked, terms.get(post, ()), sides.get(post, ())))
    return {
        key: tuple(sorted(some, key=lambda one: (one.days.first, str(one.sheet_id))))
        for key, some in found.items()
    }


def without_a_payday(*, actor: actors.Actor) -> QuerySet[models.Timesheet]:
    """Approved sheets that no later payslip will settle, because the post has ended.

    Each with `paid_slip`, the payslip that paid their time as contracted: it must be corrected. One whose
    correction is under way is not among them.
    """
    paid = _paid_as_contracted().exclude(correction__state__in=states.OPEN_CORRECTION)
    periods = models.PayPeriod.objects.filter(
        group__members__employer=OuterRef("employment__employer"),
        group__members__during__contains=F("first_day"),
        first_day__gt=OuterRef("period__first_day"),
        first_day__lte=OuterRef("employment__last_day"),
    )
    slips = models.Payslip.objects.filter(
        employment=OuterRef(OuterRef("employment")), payrun__period=OuterRef("pk"), approved_at__isnull=False
    )
    rows = models.Timesheet.objects.filter(
        payslips=None,
        correction=None,
        basis="sheet",
        state="approved",
        employment__last_day__isnull=False,
    ).annotate(paid_slip=Subquery(scope.visible_to(paid, actor).values("pk")[:1]))
    left = rows.filter(paid_slip__isnull=False).exclude(Exists(periods.exclude(Exists(slips))))
    named = left.select_related("employment__assistant", "employment__employer", "period")
    return scope.visible_to(named, actor).order_by("period__payday", "pk")


def _paid_as_contracted() -> QuerySet[models.Payslip]:
    """The payslip that paid a sheet's dates from contracted time."""
    return models.Payslip.objects.filter(
        employment=OuterRef("employment"),
        payrun__period=OuterRef("period"),
        timesheet__isnull=False,
        approved_at__isnull=False,
        replaced_at=None,
    ).exclude(timesheet__basis="sheet")


def _with_contracted_time(employment_ids: Sequence[uuid.UUID], actor: actors.Actor) -> list[uuid.UUID]:
    """The few posts that ever had a contracted sheet: only of these can anything be left to settle."""
    rows = models.Timesheet.objects.filter(employment_id__in=employment_ids).exclude(basis="sheet")
    return list(scope.visible_to(rows, actor).order_by().values_list("employment_id", flat=True).distinct())


def _sheets(
    employment_ids: Sequence[uuid.UUID],
    period: models.PayPeriod,
    again: Collection[uuid.UUID],
    actor: actors.Actor,
) -> QuerySet[models.Timesheet]:
    """Approved sheets, each with the contracted sheet that was paid in its place."""
    paid = _paid_as_contracted()
    not_settled = Q(payslips=None, correction=None)
    rows = models.Timesheet.objects.filter(
        not_settled | Q(correction__payslip__in=list(again)) if again else not_settled,
        employment_id__in=employment_ids,
        basis="sheet",
        state="approved",
        period__first_day__lt=period.first_day,
    ).annotate(
        paid_sheet_id=Coalesce(
            "correction__paid_sheet_id",
            Subquery(scope.visible_to(paid, actor).values("timesheet")[:1]),
            output_field=UUIDField(),
        )
    )
    found = scope.visible_to(rows.exclude(paid_sheet_id=None), actor)
    return found.select_related("period")


def _due(
    sheet: models.Timesheet,
    worked: Mapping[uuid.UUID, worked_time.Days],
    terms: Sequence[models.EmploymentTerms],
    sides: Sequence[models.SharedWork],
) -> settling.Due:
    year = rates.for_year(sheet.period.tax_year)
    days = Span(sheet.period.first_day, sheet.period.last_day)
    said, paid = worked.get(sheet.pk, {}), worked.get(sheet.paid_sheet_id, {})  # type: ignore[attr-defined]
    why_not = ""
    lines: dict[str, tuple[inputs.Earning, ...]] = {"said": (), "paid": ()}
    try:
        lines = {
            name: worked_time.earned(one, terms, year=year, sides=sides)
            for name, one in (("said", said), ("paid", paid))
        }
    except inputs.PayInputError as error:
        why_not = str(error)
    if any(time.sick_days for time in said.values()):
        why_not = _SICK.format(days=f"{days.first:%d %B %Y}")
    return settling.Due(
        sheet_id=sheet.pk,
        paid_sheet_id=sheet.paid_sheet_id,  # type: ignore[attr-defined]
        days=days,
        paid_minutes=sum(time.minutes for time in paid.values()),
        paid=earnings.gross(lines["paid"]),
        minutes=sum(time.minutes for time in said.values()),
        earned=earnings.gross(lines["said"]),
        money_back=tuple(one for one in lines["said"] if one.kind.is_money_back),
        why_not=why_not,
    )
