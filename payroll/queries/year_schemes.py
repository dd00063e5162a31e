"""Which PAYE scheme each month of a tax year belongs to: the one place, for summaries, the P32 and bills."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from dpss.access import actors, scope
from payroll import models
from payroll.calc import tax_periods
from payroll.calc.inputs import Interval

_MONTHS: Final = 12
_IN_QUARTER: Final = 3
WITH_HMRC: Final = (models.PayeScheme.Status.REGISTERED, models.PayeScheme.Status.AWAITING)
Rows = Mapping[uuid.UUID, tuple[models.PayeScheme, ...]]


@dataclass(frozen=True, slots=True)
class Year:
    """An employer's schemes of a tax year, oldest first; times in which none was needed are left out.

    `paid_on` has the last payday of each tax month in which somebody was paid.
    """

    tax_year: str
    schemes: tuple[models.PayeScheme, ...]
    paid_on: Mapping[int, date]
    today: date

    def of(self, month: int) -> models.PayeScheme | None:
        """The one that held last by the month's last payday; without a payday by its end, or by today.

        What was paid before there was any is under the first one.
        """
        ends = tax_periods.last_payday(tax_year=self.tax_year, interval=Interval.MONTHLY, period=month)
        day = self.paid_on.get(month, min(ends, self.today))
        held = [one for one in self.schemes if (one.during.lower or date.min) <= day]
        return held[-1] if held else next(iter(self.schemes), None)

    def begun(self, month: int) -> models.PayeScheme | None:
        """The same, but for one that is to begin after today: nothing is done under it yet."""
        scheme = self.of(month)
        return scheme if scheme and (scheme.during.lower or date.min) <= self.today else None

    def is_quarterly(self, month: int) -> bool:
        """Whether HMRC is paid by quarters: a quarter goes on as it began."""
        scheme = self.of(month - (month - 1) % _IN_QUARTER)
        return scheme is not None and scheme.pays_hmrc == models.PayeScheme.Pays.QUARTERLY

    def small_months(self) -> frozenset[int]:
        """The tax months in which the employer was small for statutory pay; 0, for before the first."""
        found = {month for month in range(1, _MONTHS + 1) if (one := self.of(month)) and one.small_employer}
        return frozenset(found | {0} if 1 in found else found)


def of_employers(employer_ids: Collection[uuid.UUID], *, tax_year: str, actor: actors.Actor) -> Rows:
    """Each employer's schemes of a tax year, in one query; an employer without any is left out."""
    year = (tax_periods.first_day(tax_year), tax_periods.last_day(tax_year) + date.resolution)
    rows = models.PayeScheme.objects.filter(
        employer__in=employer_ids, during__overlap=year, status__in=WITH_HMRC
    )
    found: dict[uuid.UUID, list[models.PayeScheme]] = defaultdict(list)
    for row in scope.visible_to(rows, actor).order_by("during"):
        found[row.employer_id].append(row)
    return {key: tuple(schemes) for key, schemes in found.items()}
