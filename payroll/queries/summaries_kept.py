"""What is kept of a tax year's summaries: what HMRC was told under each PAYE reference, and what waits."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet

from dpss.access import actors, scope
from payroll import eps_report, models
from payroll.queries import inactive_times, year_schemes

Key = tuple[uuid.UUID, str]


def _lists() -> defaultdict[Key, list[Any]]:
    return defaultdict(list)


@dataclass(slots=True)
class Kept:
    """By employer and PAYE reference. `told` is everything that was sent or waits to be sent, `closed` what a
    person closed of amounts to recover; `refused` are those whom a summary that HMRC refused holds up.
    """

    told: defaultdict[Key, list[tuple[int, eps_report.Said]]] = field(default_factory=_lists)
    closed: defaultdict[Key, list[tuple[int, tuple[eps_report.Recovered, ...]]]] = field(
        default_factory=_lists
    )
    unsent: defaultdict[Key, list[models.Submission]] = field(default_factory=_lists)
    refused: set[Key] = field(default_factory=set)

    def add(self, one: models.Submission, key: Key, *, month: int, today: date) -> None:
        """One summary, for planning that of a tax month. Amounts that have not left are told again later.

        With amounts that HMRC takes no more for its month one holds nothing up, and what it says is not told.
        """
        said, about = eps_report.from_json(one.said), one.tax_month or 0
        is_over = bool(said.recovered) and not eps_report.takes_amounts(
            tax_year=one.tax_year, month=about, today=today
        )
        if one.state == "rejected":
            self.refused |= set() if is_over else {key}
        elif one.state in inactive_times.UNSENT and (about == month or is_over):
            self.unsent[key].append(one)
        elif one.state in (*inactive_times.UNSENT, "closed"):
            self.told[key].append((about, replace(said, recovered=())))
        else:
            self.told[key].append((about, said))
        if one.state == "closed" and said.recovered:
            self.closed[key].append((about, said.recovered))


def of_employers(years: Mapping[uuid.UUID, year_schemes.Year], month: int, *, actor: actors.Actor) -> Kept:
    """What HMRC was told, the summary of this month that waits, and whom a refused one holds up."""
    kept = Kept()
    for one in every(years, actor=actor):
        key = (one.employer_id, reference_of(one, years[one.employer_id]))
        kept.add(one, key, month=month, today=actor.today)
    return kept


def every(
    years: Mapping[uuid.UUID, year_schemes.Year], *, actor: actors.Actor
) -> Collection[models.Submission]:
    """The summaries of these tax years that count, oldest first: not those dropped, nor put right since."""
    rows = models.Submission.objects.filter(
        kind="eps", employer_id__in=years, tax_year__in={year.tax_year for year in years.values()}
    )
    summaries = _plain(scope.visible_to(rows, actor))
    put_right = {one.corrects_id for one in summaries}
    return [
        one
        for one in summaries
        if one.state != "dropped" and not (one.state == "rejected" and one.pk in put_right)
    ]


def reference_of(one: models.Submission, year: year_schemes.Year) -> str:
    """The PAYE reference that a summary counts under.

    One that was made while it was waited for, or under one that was put right since, is of its tax month's.
    """
    if any(one.paye_reference == scheme.paye_reference for scheme in year.schemes):
        return one.paye_reference
    scheme = year.begun(one.tax_month or 0)
    return scheme.paye_reference if scheme else one.paye_reference


def _plain(rows: QuerySet[models.Submission]) -> list[models.Submission]:
    return list(rows.order_by("tax_month", "pk").defer("facts", "body", "message", "reply"))
