"""What is known of employers that HMRC must be told once a tax month: for many of them in a few queries."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet

from dpss.access import actors, scope
from payroll import eps_report, models
from payroll.calc import tax_periods
from payroll.queries import answering, family_pay, inactive_times, papers, summaries_kept, year_schemes

Key = summaries_kept.Key
_NOT_ANSWERED: Final = (*inactive_times.UNSENT, "sending", "unknown")


@dataclass(frozen=True, slots=True)
class Standing:
    """A PAYE reference in a tax month, what is known for its summaries, and what is not sent and would be
    made anew: the summary of the month, and those with amounts that HMRC takes no more for theirs.

    `is_held_up` says that HMRC refused a summary of the tax year, which a person must put right first.
    """

    held: year_schemes.Held
    facts: eps_report.Facts
    unsent: Sequence[models.Submission]
    is_held_up: bool

    @property
    def scheme(self) -> models.PayeScheme:
        """As it stands now."""
        return self.held.scheme


def employers(*, actor: actors.Actor) -> QuerySet[models.Employer]:
    """The employers of whom HMRC may have to be told something: those who have, or had, a scheme."""
    schemes = models.PayeScheme.objects.filter(employer=OuterRef("pk"), status__in=year_schemes.WITH_HMRC)
    return scope.visible_to(models.Employer.objects.filter(Exists(schemes)), actor)


def standings(
    employer_ids: Collection[uuid.UUID], *, tax_year: str, month: int, actor: actors.Actor
) -> dict[Key, Standing]:
    """How each employer stands under each PAYE reference at the end of a tax month, of those that this
    payroll answers for by then.

    `told` is everything that was sent or waits to be sent, but for what would be made anew. A reference that
    another has followed is planned too, with the months after its own: its last amounts, and that it ended.
    """
    schemes = year_schemes.of_employers(employer_ids, tax_year=tax_year, actor=actor)
    paid = _paydays(schemes, tax_year, actor)
    years = {
        key: year_schemes.Year(tax_year, of_year, paid[key], actor.today) for key, of_year in schemes.items()
    }
    kept = summaries_kept.of_employers(years, month, actor=actor)
    found: dict[Key, Standing] = {}
    for (employer, held), facts in _facts(years, kept, tax_year, month, actor):
        key = (employer, held.reference)
        found[key] = Standing(held, facts, kept.unsent[key], key in kept.refused)
    return found


def of_summary(one: models.Submission, *, actor: actors.Actor) -> Standing | None:
    """The same for one summary that waits, or was refused; None where nothing can be told any more."""
    month = one.tax_month or 0
    found = standings([one.employer_id], tax_year=one.tax_year, month=month, actor=actor)
    exact = found.get((one.employer_id, one.paye_reference))
    return exact or next((each for each in found.values() if month in each.held.months), None)


def _facts(
    years: Mapping[uuid.UUID, year_schemes.Year],
    kept: summaries_kept.Kept,
    tax_year: str,
    month: int,
    actor: actors.Actor,
) -> Iterator[tuple[tuple[uuid.UUID, year_schemes.Held], eps_report.Facts]]:
    begun, answered = since(years, actor=actor), answering.of_employers(years, actor=actor)
    claims, ceased = _claims(years, tax_year, actor), _ceased(years, tax_year, actor)
    unreported = _Unreported.of(years, actor)
    family = family_pay.of_employers(years, tax_year=tax_year, actor=actor)
    inactive = inactive_times.spans(years, actor=actor)
    inactive_told = inactive_times.told(years, but_of=(tax_year, month), actor=actor)
    for key in years.keys() & begun.keys() & answered.keys():
        year, references = years[key], years[key].references()
        months = answered[key].months(
            tax_year=tax_year, since=begun[key], paid_on=year.paid_on, today=actor.today
        )
        for held in references:
            ours = (key, held.reference)
            if not held.has_begun(tax_year=tax_year, month=month, today=actor.today) or (
                held.ended_on and held.ended_on < begun[key]
            ):
                continue
            is_last = held is references[-1]
            ended_on = _within(held.ended_on, tax_year) or (ceased.get(key) if is_last else None)
            yield (
                (key, held),
                eps_report.Facts(
                    tax_year=tax_year,
                    since=begun[key],
                    paid_months=frozenset(year.paid_on) & held.months,
                    told=[*claims[key].told_elsewhere(held), *kept.told[ours]],
                    claims=claims[key].under(held),
                    recovered=_recovered(family[key], held, month, small=year.small_months()),
                    ceased_on=ended_on,
                    wages_are_reported=not unreported.any(key, held),
                    inactive=inactive.get(key, ()) if is_last else (),
                    inactive_told=inactive_told.get(ours, ()),
                    closed=kept.closed[ours],
                    others_months=months.others,
                    unsure_months=months.unsure,
                    months=held.months,
                ),
            )


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


def until(employer_ids: Collection[uuid.UUID], *, actor: actors.Actor) -> dict[uuid.UUID, date]:
    """The last payday here of those whose wages another payroll goes on with; the others are not in it.

    They are not paid here any more, and nobody else employs instead: their scheme is not closed.
    """
    became = models.EmployerChange.objects.filter(employer=OuterRef("pk"), state="confirmed")
    rows = models.Employer.objects.filter(
        ~Exists(became), pk__in=employer_ids, during__endswith__lte=actor.today
    )
    gone = scope.visible_to(rows, actor).values_list("pk", "during")
    left = {key: during.upper for key, during in gone if during.upper}
    slips = papers.counted(actor=actor).filter(employment__employer_id__in=left).order_by()
    paid = dict(slips.values_list("employment__employer_id").annotate(Max("payday")))
    return {key: paid.get(key, day) for key, day in left.items()}


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


@dataclass(slots=True)
class _Claims:
    """One employer's claims of the allowance for a tax year, the first first."""

    rows: list[models.AllowanceClaim] = field(default_factory=list)

    def under(self, held: year_schemes.Held) -> bool | None:
        """Whether it is claimed now; one that was made after a reference ended is not told under it."""
        rows = [one for one in self.rows if held.ended_on is None or one.claimed_on <= held.ended_on]
        return rows[-1].withdrawn_on is None if rows else None

    def told_elsewhere(self, held: year_schemes.Held) -> list[tuple[int, eps_report.Said]]:
        """What the payroll before had told HMRC, under the reference that the claim was made under."""
        brought = [one for one in self.rows if one.claimed_by_id is None]
        is_its = any(
            (one.claimed_on >= held.begins or 1 in held.months)
            and (held.ended_on is None or one.claimed_on <= held.ended_on)
            for one in brought
        )
        return [(0, eps_report.Said(allowance=True))] if is_its else []


def _claims(ids: Collection[uuid.UUID], tax_year: str, actor: actors.Actor) -> Mapping[uuid.UUID, _Claims]:
    rows = models.AllowanceClaim.objects.filter(employer_id__in=ids, tax_year=tax_year)
    found: dict[uuid.UUID, _Claims] = defaultdict(_Claims)
    for claim in scope.visible_to(rows, actor).order_by("claimed_on", "pk"):
        found[claim.employer_id].rows.append(claim)
    return found


def _recovered(
    year: family_pay.Year, held: year_schemes.Held, month: int, *, small: Collection[int]
) -> tuple[eps_report.Recovered, ...]:
    found = year.back(month=month, small=small, months=held.family_months)
    return tuple(eps_report.Recovered(kind, *amounts) for kind, amounts in found.items())


def _within(day: date | None, tax_year: str) -> date | None:
    """A day on which a reference ended, in the tax year in which it did."""
    return day if day and tax_periods.tax_year_of(day) == tax_year else None


def _ceased(ids: Collection[uuid.UUID], tax_year: str, actor: actors.Actor) -> dict[uuid.UUID, date]:
    """The day on which a scheme closes in the tax year, where the employer has changed."""
    year = (tax_periods.first_day(tax_year), tax_periods.last_day(tax_year))
    rows = models.EmployerChange.objects.filter(employer_id__in=ids, state="confirmed", ceases_on__range=year)
    return {row.employer_id: row.ceases_on for row in scope.visible_to(rows, actor) if row.ceases_on}


@dataclass(frozen=True, slots=True)
class _Unreported:
    """The paydays of wages that are still to be paid, or whose report is not with HMRC, by employer."""

    paydays: Mapping[uuid.UUID, set[date]]

    def any(self, employer: uuid.UUID, held: year_schemes.Held) -> bool:
        """Whether there are any under a reference; those after it ended are under the next."""
        return any(held.ended_on is None or day <= held.ended_on for day in self.paydays[employer])

    @classmethod
    def of(cls, ids: Collection[uuid.UUID], actor: actors.Actor) -> "_Unreported":
        """In three queries."""
        unanswered = Q(state__in=_NOT_ANSWERED) | _REFUSED
        reports = models.Submission.objects.filter(unanswered, kind__in=["fps", "lvr"])
        runs = models.Payrun.objects.filter(state__in=["requested", "blocked", "ready"])
        sheets = models.Timesheet.objects.filter(state__in=["submitted", "approved"], payslips=None)
        found: dict[uuid.UUID, set[date]] = defaultdict(set)
        for rows, owner, payday in (
            (scope.visible_to(reports, actor), "employer_id", models.paid_on("payrun__")),
            (scope.visible_to(runs, actor), "employer_id", models.paid_on()),
            (scope.visible_to(sheets, actor), "employment__employer_id", F("period__payday")),
        ):
            days = rows.filter(**{f"{owner}__in": ids}).order_by().annotate(of_wages_on=payday)
            for key, day in days.values_list(owner, "of_wages_on").distinct():
                found[key].add(day)
        return cls(found)


_REFUSED: Final = Q(state="rejected", corrected_by=None)
