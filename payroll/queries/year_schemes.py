"""Which PAYE scheme each month of a tax year belongs to: the one place, for summaries, the P32 and bills.

A scheme is its PAYE reference; its terms may change while it goes on.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from psycopg2.extras import DateRange

from dpss.access import actors, scope
from payroll import models
from payroll.calc import tax_periods
from payroll.calc.inputs import Interval

_MONTHS: Final = 12
_IN_QUARTER: Final = 3
WITH_HMRC: Final = (models.PayeScheme.Status.REGISTERED, models.PayeScheme.Status.AWAITING)
Rows = Mapping[uuid.UUID, tuple[models.PayeScheme, ...]]


@dataclass(frozen=True, slots=True)
class Held:
    """One PAYE reference in a tax year. HMRC knows each alone, so what it was told begins anew with it.

    `reference` is empty while it is waited for. `months` are the tax months that belong to it. `ended_on` is
    its last day, where HMRC has given another one since; `scheme` is how it stood last.
    """

    reference: str
    scheme: models.PayeScheme
    months: frozenset[int]
    begins: date
    ended_on: date | None

    @property
    def family_months(self) -> frozenset[int]:
        """The months whose family pay is got back under it; 0, what another payroll paid before the first."""
        return self.months | {0} if 1 in self.months else self.months

    def has_begun(self, *, tax_year: str, month: int, today: date) -> bool:
        """Whether something can be told under it with a tax month: it holds by then, and by today."""
        last = tax_periods.last_payday(tax_year=tax_year, interval=Interval.MONTHLY, period=month)
        return self.begins <= min(last, today) or month in self.months


@dataclass(frozen=True, slots=True)
class Year:
    """An employer's schemes of a tax year and later, oldest first; times in which none was needed are left
    out. `paid_on` has the last payday of each tax month in which somebody was paid.
    """

    tax_year: str
    rows: tuple[models.PayeScheme, ...]
    paid_on: Mapping[int, date]
    today: date

    @property
    def schemes(self) -> tuple[models.PayeScheme, ...]:
        """Those of the tax year itself."""
        last = tax_periods.last_day(self.tax_year)
        return tuple(one for one in self.rows if _begins(one) <= last)

    def of(self, month: int) -> models.PayeScheme | None:
        """The one that held last by the month's last payday; without a payday by its end, or by today.

        What was paid before there was any is under the first one.
        """
        schemes = self.schemes
        ends = tax_periods.last_payday(tax_year=self.tax_year, interval=Interval.MONTHLY, period=month)
        day = self.paid_on.get(month, min(ends, self.today))
        held = [one for one in schemes if _begins(one) <= day]
        return held[-1] if held else next(iter(schemes), None)

    def begun(self, month: int) -> models.PayeScheme | None:
        """The same, but for one that is to begin after today: nothing is done under it yet."""
        scheme = self.of(month)
        return scheme if scheme and _begins(scheme) <= self.today else None

    def references(self) -> tuple[Held, ...]:
        """The PAYE references of the year that have begun, oldest first, each with its months."""
        months: dict[str, set[int]] = defaultdict(set)
        for month in range(1, _MONTHS + 1):
            if scheme := self.of(month):
                months[scheme.paye_reference].add(month)
        begun = [one for one in self.schemes if _begins(one) <= self.today]
        return tuple(
            Held(
                reference=reference,
                scheme=[one for one in begun if one.paye_reference == reference][-1],
                months=frozenset(months[reference]),
                begins=next(_begins(one) for one in begun if one.paye_reference == reference),
                ended_on=self._ended_on(reference),
            )
            for reference in dict.fromkeys(one.paye_reference for one in begun)
        )

    def begins_anew(self) -> frozenset[int]:
        """The tax months that belong to another PAYE reference than the month before them."""
        held = [
            scheme.paye_reference if (scheme := self.of(month)) else "" for month in range(1, _MONTHS + 1)
        ]
        return frozenset(month for month in range(2, _MONTHS + 1) if held[month - 1] != held[month - 2])

    def ends_with(self, month: int) -> bool:
        """Whether a tax month is its PAYE reference's last in the year, as far as HMRC has given others."""
        if month == _MONTHS:
            return True
        now, then = self.of(month), self.of(month + 1)
        return bool(now and then and now.reference and then.reference) and month + 1 in self.begins_anew()

    def is_quarterly(self, month: int) -> bool:
        """Whether HMRC is paid by quarters: a quarter goes on as it began, or as a new reference began."""
        first = month - (month - 1) % _IN_QUARTER
        anew = [one for one in self.begins_anew() if first < one <= month]
        scheme = self.of(max([first, *anew]))
        return scheme is not None and scheme.pays_hmrc == models.PayeScheme.Pays.QUARTERLY

    def quarter_ends(self, month: int) -> int:
        """The last tax month of a month's quarter under its own reference."""
        ends = -(-month // _IN_QUARTER) * _IN_QUARTER
        return min((one - 1 for one in self.begins_anew() if month < one <= ends), default=ends)

    def small_months(self) -> frozenset[int]:
        """The tax months in which the employer was small for statutory pay; 0, for before the first."""
        found = {month for month in range(1, _MONTHS + 1) if (one := self.of(month)) and one.small_employer}
        return frozenset(found | {0} if 1 in found else found)

    def _ended_on(self, reference: str) -> date | None:
        """The last day under a reference that another followed; one that is waited for may be the same."""
        last = max(number for number, one in enumerate(self.rows) if one.paye_reference == reference)
        followed = any(one.reference for one in self.rows[last + 1 :])
        until: date | None = self.rows[last].during.upper
        return until - date.resolution if reference and followed and until else None


def of_employers(employer_ids: Collection[uuid.UUID], *, tax_year: str, actor: actors.Actor) -> Rows:
    """Each employer's schemes of a tax year and later, in one query; an employer without any is left out."""
    rows = models.PayeScheme.objects.filter(
        employer__in=employer_ids,
        during__overlap=DateRange(tax_periods.first_day(tax_year), None),
        status__in=WITH_HMRC,
    )
    found: dict[uuid.UUID, list[models.PayeScheme]] = defaultdict(list)
    for row in scope.visible_to(rows, actor).order_by("during"):
        found[row.employer_id].append(row)
    return {key: tuple(schemes) for key, schemes in found.items()}


def _begins(scheme: models.PayeScheme) -> date:
    return scheme.during.lower or date.min
