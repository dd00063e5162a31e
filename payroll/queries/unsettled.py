"""Sheets that came in after their time was paid as contracted, and that no payslip has settled yet."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, UUIDField
from django.db.models.functions import Coalesce
from psycopg2.extras import DateRange

from dpss.access import actors, scope
from dpss.kernel.dates import Span
from payroll import holiday_pay, models, settling, states
from payroll.calc import inputs, rates
from payroll.queries import holiday, holiday_rates, time_pay, worked_time

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
        prices = _prices([sheet.employment_id for sheet in mine], earlier, actor)
        averages = [
            holiday_rates.of_sheets(
                [
                    holiday_rates.Wanted(sheet.employment, earlier, worked.get(key, {}))
                    for sheet, key in pairs
                ],
                actor=actor,
            )
            for pairs in (
                [(sheet, sheet.pk) for sheet in mine],
                [(sheet, paid[sheet.pk]) for sheet in mine],
            )
        ]
        for sheet in mine:
            post = sheet.employment_id
            both = (averages[0].get(post), averages[1].get(post))
            found[post].append(_due(sheet, worked, prices, both))
    return {
        key: tuple(sorted(some, key=lambda one: (one.days.first, str(one.sheet_id))))
        for key, some in found.items()
    }


@dataclass(frozen=True, slots=True)
class _Prices:
    """What the time of a period is paid, by post: terms, what is shared, holiday pay with the wages."""

    terms: Mapping[uuid.UUID, Sequence[models.EmploymentTerms]]
    sides: Mapping[uuid.UUID, Sequence[models.SharedWork]]
    rolled_up: Mapping[uuid.UUID, Sequence[DateRange]]
    year: rates.TaxYear

    def earned(
        self, post: models.Employment, days: worked_time.Days, averaged: holiday_pay.Averaged | None
    ) -> time_pay.TimePay:
        """As the payslip of the period would have it."""
        return time_pay.earned(
            post,
            days,
            self.terms.get(post.pk, ()),
            year=self.year,
            sides=self.sides.get(post.pk, ()),
            averaged=averaged,
            rolled_up=self.rolled_up.get(post.pk, ()),
        )


def _prices(posts: Sequence[uuid.UUID], period: models.PayPeriod, actor: actors.Actor) -> _Prices:
    return _Prices(
        terms=worked_time.terms_in(posts, period=period, actor=actor),
        sides=worked_time.sides_in(posts, period=period, actor=actor),
        rolled_up=holiday.rolled_up_in(posts, actor=actor),
        year=rates.for_year(period.tax_year),
    )


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
    return found.select_related("period__group", "employment")


def _due(
    sheet: models.Timesheet,
    worked: Mapping[uuid.UUID, worked_time.Days],
    prices: _Prices,
    averages: tuple[holiday_pay.Averaged | None, holiday_pay.Averaged | None],
) -> settling.Due:
    days = Span(sheet.period.first_day, sheet.period.last_day)
    said, paid = worked.get(sheet.pk, {}), worked.get(sheet.paid_sheet_id, {})  # type: ignore[attr-defined]
    why_not = ""
    earned = before = time_pay.TimePay(())
    try:
        earned, before = (
            prices.earned(sheet.employment, one, averaged)
            for one, averaged in zip((said, paid), averages, strict=True)
        )
    except inputs.PayInputError as error:
        why_not = str(error)
    if any(time.sick_days for time in said.values()):
        why_not = _SICK.format(days=f"{days.first:%d %B %Y}")
    return settling.Due(
        sheet_id=sheet.pk,
        paid_sheet_id=sheet.paid_sheet_id,  # type: ignore[attr-defined]
        days=days,
        paid_minutes=sum(time.minutes for time in paid.values()),
        paid=before.gross,
        minutes=sum(time.minutes for time in said.values()),
        earned=earned.gross,
        money_back=tuple(one for one in earned.earnings if one.kind.is_money_back),
        why_not=why_not,
    )
