"""What is known of employers that HMRC must be told once a tax month: for many of them in a few queries."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from dpss.access import actors, scope
from payroll import eps_report, models
from payroll.calc import tax_periods
from payroll.queries import answering, family_pay, inactive_times, papers, year_schemes

UNSENT: Final = inactive_times.UNSENT
_NOT_ANSWERED: Final = (*UNSENT, "sending", "unknown")


@dataclass(frozen=True, slots=True)
class Standing:
    """An employer's scheme in a tax month, what is known for its summaries, and what is not sent and would be
    made anew: the summary of the month, and those with amounts that HMRC takes no more for theirs.

    `is_held_up` says that HMRC refused a summary of the tax year, which a person must put right first.
    """

    scheme: models.PayeScheme
    facts: eps_report.Facts
    unsent: Sequence[models.Submission]
    is_held_up: bool


def employers(*, actor: actors.Actor) -> QuerySet[models.Employer]:
    """The employers of whom HMRC may have to be told something: those who have, or had, a scheme."""
    schemes = models.PayeScheme.objects.filter(employer=OuterRef("pk"), status__in=year_schemes.WITH_HMRC)
    return scope.visible_to(models.Employer.objects.filter(Exists(schemes)), actor)


def standings(
    employer_ids: Collection[uuid.UUID], *, tax_year: str, month: int, actor: actors.Actor
) -> dict[uuid.UUID, Standing]:
    """How each employer stands at the end of a tax month, of those that this payroll answers for by then.

    `told` is everything that was sent or waits to be sent, but for what would be made anew.
    """
    schemes = year_schemes.of_employers(employer_ids, tax_year=tax_year, actor=actor)
    paid = _paydays(schemes, tax_year, actor)
    years = {
        key: year_schemes.Year(tax_year, of_year, paid[key], actor.today) for key, of_year in schemes.items()
    }
    kept = _kept(schemes, tax_year, month, actor)
    facts = _facts(years, kept, tax_year, month, actor)
    found = ((key, years[key].begun(month)) for key in facts)
    return {
        key: Standing(scheme, facts[key], kept.unsent[key], key in kept.refused)
        for key, scheme in found
        if scheme is not None
    }


def _facts(
    years: Mapping[uuid.UUID, year_schemes.Year],
    kept: "_Kept",
    tax_year: str,
    month: int,
    actor: actors.Actor,
) -> dict[uuid.UUID, eps_report.Facts]:
    begun, answered = since(years, actor=actor), answering.of_employers(years, actor=actor)
    claims, brought = _claims(years, tax_year, actor)
    ceased, unreported = _ceased(years, tax_year, actor), _unreported(years, actor)
    family = family_pay.of_employers(years, tax_year=tax_year, actor=actor)
    inactive = inactive_times.spans(years, actor=actor)
    inactive_told = inactive_times.told(years, but_of=(tax_year, month), actor=actor)
    elsewhere = (0, eps_report.Said(allowance=True))
    found = {}
    for key in years.keys() & begun.keys() & answered.keys():
        year = years[key]
        months = answered[key].months(
            tax_year=tax_year, since=begun[key], paid_on=year.paid_on, today=actor.today
        )
        found[key] = eps_report.Facts(
            tax_year=tax_year,
            since=begun[key],
            paid_months=frozenset(year.paid_on),
            told=[elsewhere, *kept.told[key]] if key in brought else kept.told[key],
            claims=claims.get(key),
            recovered=_recovered(family[key], month, small=year.small_months()),
            ceased_on=ceased.get(key),
            wages_are_reported=key not in unreported,
            inactive=inactive.get(key, ()),
            inactive_told=inactive_told.get(key, ()),
            closed=kept.closed[key],
            others_months=months.others,
            unsure_months=months.unsure,
        )
    return found


def since(employer_ids: Collection[uuid.UUID], *, actor: actors.Actor) -> dict[uuid.UUID, date]:
    """From when this payroll answers: its first payday, or the registration that it saw through."""
    slips = papers.counted(actor=actor).filter(employment__employer_id__in=employer_ids).order_by()
    found = dict(slips.values_list("employment__employer_id").annotate(Min("payday")))
    steps = models.RegistrationStep.objects.filter(
        employer_id__in=employer_ids, step=models.RegistrationStep.Step.REFERENCE, recorded_by__isnull=False
    )
    for key, day in scope.visible_to(steps, actor).values_list("employer_id", "done_on"):
        found[key] = min(day, found.get(key, day))
    return found


def _paydays(
    ids: Collection[uuid.UUID], tax_year: str, actor: actors.Actor
) -> Mapping[uuid.UUID, Mapping[int, date]]:
    """The last payday of each tax month in which somebody was paid, by employer."""
    slips = papers.counted(actor=actor).filter(employment__employer_id__in=ids, tax_year=tax_year)
    months: dict[uuid.UUID, dict[int, date]] = defaultdict(dict)
    paydays = slips.order_by("payday").values_list("employment__employer_id", "payday").distinct()
    for key, payday in paydays:
        months[key][tax_periods.tax_month(payday)] = payday
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
    year: family_pay.Year, month: int, *, small: Collection[int]
) -> tuple[eps_report.Recovered, ...]:
    found = year.back(month=month, small=small)
    return tuple(eps_report.Recovered(kind, *amounts) for kind, amounts in found.items())


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


def _lists() -> defaultdict[uuid.UUID, list[Any]]:
    return defaultdict(list)


@dataclass(slots=True)
class _Kept:
    """What is kept of the summaries of a tax year, by employer; `refused` are those whom one holds up."""

    told: defaultdict[uuid.UUID, list[tuple[int, eps_report.Said]]] = field(default_factory=_lists)
    closed: defaultdict[uuid.UUID, list[tuple[int, tuple[eps_report.Recovered, ...]]]] = field(
        default_factory=_lists
    )
    unsent: defaultdict[uuid.UUID, list[models.Submission]] = field(default_factory=_lists)
    refused: set[uuid.UUID] = field(default_factory=set)

    def add(self, one: models.Submission, *, month: int, today: date) -> None:
        """One summary, for planning that of a tax month. Amounts that have not left are told again later.

        With amounts that HMRC takes no more for its month one holds nothing up, and what it says is not told.
        """
        said, about = eps_report.from_json(one.said), one.tax_month or 0
        is_over = bool(said.recovered) and not eps_report.takes_amounts(
            tax_year=one.tax_year, month=about, today=today
        )
        if one.state == "rejected":
            self.refused |= set() if is_over else {one.employer_id}
        elif one.state in UNSENT and (about == month or is_over):
            self.unsent[one.employer_id].append(one)
        elif one.state in (*UNSENT, "closed"):
            self.told[one.employer_id].append((about, replace(said, recovered=())))
        else:
            self.told[one.employer_id].append((about, said))
        if one.state == "closed" and said.recovered:
            self.closed[one.employer_id].append((about, said.recovered))


def _kept(ids: Collection[uuid.UUID], tax_year: str, month: int, actor: actors.Actor) -> _Kept:
    """What HMRC was told, the summary of this month that waits, and whom a refused one holds up."""
    rows = models.Submission.objects.filter(kind="eps", employer_id__in=ids, tax_year=tax_year)
    summaries = scope.visible_to(rows, actor).defer("facts", "body", "message", "reply")
    put_right = set(summaries.exclude(corrects=None).values_list("corrects_id", flat=True))
    kept = _Kept()
    for one in summaries.exclude(state="dropped").order_by("tax_month", "pk"):
        if one.state != "rejected" or one.pk not in put_right:
            kept.add(one, month=month, today=actor.today)
    return kept


_REFUSED: Final = Q(state="rejected", corrected_by=None)
