"""What is known of employers that HMRC must be told once a tax month: for many of them in a few queries."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from dpss.access import actors, scope
from payroll import eps_report, models
from payroll.calc import rates, tax_periods
from payroll.calc.inputs import Interval
from payroll.calc.statutory import recovery
from payroll.calc.statutory.kinds import Kind
from payroll.queries import inactive_times, papers

UNSENT: Final = inactive_times.UNSENT
_NOT_ANSWERED: Final = (*UNSENT, "sending", "unknown")
_HAS_SCHEME: Final = (models.PayeScheme.Status.REGISTERED, models.PayeScheme.Status.AWAITING)


@dataclass(frozen=True, slots=True)
class Standing:
    """An employer's scheme, what is known for its summaries, and the summary of the month not sent yet.

    `is_held_up` says that HMRC refused a summary of the tax year, which a person must put right first.
    """

    scheme: models.PayeScheme
    facts: eps_report.Facts
    unsent: models.Submission | None
    is_held_up: bool


def employers(*, actor: actors.Actor) -> QuerySet[models.Employer]:
    """The employers whose summaries this payroll sends: with a scheme, and paid by nobody else's software."""
    schemes = models.PayeScheme.objects.filter(employer=OuterRef("pk"), status__in=_HAS_SCHEME)
    elsewhere = models.ExternalPayroll.objects.filter(
        organisation=OuterRef("pay_group__organisation"), council=OuterRef("council"),
        during__contains=actor.today,
    )  # fmt: skip
    rows = models.Employer.objects.filter(Exists(schemes), ~Exists(elsewhere))
    return scope.visible_to(rows, actor)


def standings(
    employer_ids: Collection[uuid.UUID], *, tax_year: str, month: int, actor: actors.Actor
) -> dict[uuid.UUID, Standing]:
    """How each employer stands at the end of a tax month, of those that this payroll answers for by then.

    `told` is everything that was sent or waits to be sent, but for what waits about this very month.
    """
    schemes = _schemes(employer_ids, tax_year, actor)
    told, unsent, refused = _told(employer_ids, tax_year, month, actor)
    since, paid = _since(employer_ids, actor), _paid_months(employer_ids, tax_year, actor)
    claims, brought = _claims(employer_ids, tax_year, actor)
    ceased, unreported = _ceased(employer_ids, tax_year, actor), _unreported(employer_ids, actor)
    recovered = _recovered(schemes, tax_year, month, actor)
    inactive = inactive_times.spans(employer_ids, actor=actor)
    inactive_told = inactive_times.told(employer_ids, but_of=(tax_year, month), actor=actor)
    elsewhere = (0, eps_report.Said(allowance=True))
    return {
        key: Standing(
            scheme,
            eps_report.Facts(
                tax_year=tax_year,
                since=since[key],
                paid_months=frozenset(paid[key]),
                told=[elsewhere, *told[key]] if key in brought else told[key],
                claims=claims.get(key),
                recovered=recovered.get(key, ()),
                ceased_on=ceased.get(key),
                wages_are_reported=key not in unreported,
                inactive=inactive.get(key, ()),
                inactive_told=inactive_told.get(key, ()),
            ),
            unsent.get(key),
            key in refused,
        )
        for key, scheme in schemes.items()
        if key in since
    }


def _schemes(
    ids: Collection[uuid.UUID], tax_year: str, actor: actors.Actor
) -> dict[uuid.UUID, models.PayeScheme]:
    """The scheme that held last in the tax year, by employer."""
    year = (tax_periods.first_day(tax_year), tax_periods.last_day(tax_year) + date.resolution)
    rows = models.PayeScheme.objects.filter(employer_id__in=ids, during__overlap=year)
    newest = scope.visible_to(rows, actor).order_by("during")
    return {row.employer_id: row for row in newest if row.status in _HAS_SCHEME}


def _since(ids: Collection[uuid.UUID], actor: actors.Actor) -> dict[uuid.UUID, date]:
    """From when this payroll answers: its first payday, or the registration that it saw through."""
    slips = papers.counted(actor=actor).filter(employment__employer_id__in=ids).order_by()
    found = dict(slips.values_list("employment__employer_id").annotate(Min("payday")))
    steps = models.RegistrationStep.objects.filter(
        employer_id__in=ids, step=models.RegistrationStep.Step.REFERENCE, recorded_by__isnull=False
    )
    for key, day in scope.visible_to(steps, actor).values_list("employer_id", "done_on"):
        found[key] = min(day, found.get(key, day))
    return found


def _paid_months(
    ids: Collection[uuid.UUID], tax_year: str, actor: actors.Actor
) -> Mapping[uuid.UUID, set[int]]:
    slips = papers.counted(actor=actor).filter(employment__employer_id__in=ids, tax_year=tax_year)
    months: dict[uuid.UUID, set[int]] = defaultdict(set)
    for key, payday in slips.order_by().values_list("employment__employer_id", "payday").distinct():
        months[key].add(tax_periods.tax_month(payday))
    return months


def _claims(
    ids: Collection[uuid.UUID], tax_year: str, actor: actors.Actor
) -> tuple[dict[uuid.UUID, bool], set[uuid.UUID]]:
    """Whether the allowance is claimed now, and by whom the payroll before had told HMRC already."""
    rows = models.AllowanceClaim.objects.filter(employer_id__in=ids, tax_year=tax_year)
    claims: dict[uuid.UUID, bool] = {}
    brought = set()
    for claim in scope.visible_to(rows, actor).order_by("claimed_on", "pk"):
        claims[claim.employer_id] = claim.withdrawn_on is None
        if claim.claimed_by_id is None:
            brought.add(claim.employer_id)
    return claims, brought


def _recovered(
    schemes: Mapping[uuid.UUID, models.PayeScheme], tax_year: str, month: int, actor: actors.Actor
) -> dict[uuid.UUID, tuple[eps_report.Recovered, ...]]:
    """The year to date of statutory pay got back at the end of a tax month, from each post's last payslip."""
    figures = rates.for_year(tax_year).statutory_pay.recovery
    slips = papers.counted(actor=actor).filter(
        employment__employer_id__in=schemes, tax_year=tax_year,
        payday__lte=tax_periods.last_payday(tax_year=tax_year, interval=Interval.MONTHLY, period=month),
    )  # fmt: skip
    newest = slips.order_by("employment_id", "-payday", "-approved_at", "-pk").distinct("employment_id")
    totals: dict[uuid.UUID, dict[Kind, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for key, rows in newest.values_list("employment__employer_id", "result__to_date__statutory"):
        for row in rows or ():
            totals[key][Kind(row["kind"])] += Decimal(row["amount"])
    return {
        key: tuple(
            eps_report.Recovered(one.kind, one.recovered, one.compensation)
            for one in recovery.reclaim(totals=paid, small=bool(schemes[key].small_employer), rates=figures)
        )
        for key, paid in totals.items()
    }


def _ceased(ids: Collection[uuid.UUID], tax_year: str, actor: actors.Actor) -> dict[uuid.UUID, date]:
    """The day on which a scheme closes in the tax year, where the employer has changed."""
    year = (tax_periods.first_day(tax_year), tax_periods.last_day(tax_year))
    rows = models.EmployerChange.objects.filter(employer_id__in=ids, state="confirmed", ceases_on__range=year)
    return {row.employer_id: row.ceases_on for row in scope.visible_to(rows, actor) if row.ceases_on}


def _unreported(ids: Collection[uuid.UUID], actor: actors.Actor) -> set[uuid.UUID]:
    """The employers with wages that are still to be paid, or whose report of wages is not with HMRC."""
    reports = models.Submission.objects.filter(Q(state__in=_NOT_ANSWERED) | _REFUSED, kind="fps")
    runs = models.Payrun.objects.filter(state__in=["requested", "blocked", "ready"])
    sheets = models.Timesheet.objects.filter(state__in=["submitted", "approved"], payslips=None)
    found: set[uuid.UUID] = set()
    for rows, owner in (
        (scope.visible_to(reports, actor), "employer_id"),
        (scope.visible_to(runs, actor), "employer_id"),
        (scope.visible_to(sheets, actor), "employment__employer_id"),
    ):
        found.update(rows.filter(**{f"{owner}__in": ids}).values_list(owner, flat=True))
    return found


def _told(
    ids: Collection[uuid.UUID], tax_year: str, month: int, actor: actors.Actor
) -> tuple[
    Mapping[uuid.UUID, Sequence[tuple[int, eps_report.Said]]],
    dict[uuid.UUID, models.Submission],
    set[uuid.UUID],
]:
    """What HMRC was told, the summary of this month that waits, and whom a refused one holds up."""
    rows = models.Submission.objects.filter(kind="eps", employer_id__in=ids, tax_year=tax_year)
    summaries = scope.visible_to(rows, actor).defer("body", "message", "reply")
    told: dict[uuid.UUID, list[tuple[int, eps_report.Said]]] = defaultdict(list)
    unsent, refused = {}, set()
    put_right = set(summaries.exclude(corrects=None).values_list("corrects_id", flat=True))
    for one in summaries.exclude(state="dropped").order_by("tax_month", "pk"):
        if one.state == "rejected":
            refused |= set() if one.pk in put_right else {one.employer_id}
        elif one.state in UNSENT and one.tax_month == month:
            unsent[one.employer_id] = one
        else:
            told[one.employer_id].append((one.tax_month or 0, eps_report.from_json(one.said)))
    return told, unsent, refused


_REFUSED: Final = Q(state="rejected", corrected_by=None)
