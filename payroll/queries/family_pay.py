"""What employers get back of family pay in a tax year: the one place, for the summary and for the P32."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from dpss.access import actors, scope
from dpss.kernel import money
from payroll import models
from payroll.calc import rates, tax_periods
from payroll.calc.statutory import recovery
from payroll.calc.statutory.kinds import Kind
from payroll.queries import papers


@dataclass(frozen=True, slots=True)
class Year:
    """An employer's tax year: what each post had been paid of each kind, in pounds, by tax month.

    `posts` has each post's year to date at the end of the months in which it was paid; month 0 is what
    another payroll paid before.
    """

    tax_year: str
    posts: Mapping[uuid.UUID, dict[int, Mapping[Kind, Decimal]]] = field(
        default_factory=lambda: defaultdict(dict)
    )

    def back(
        self, *, month: int, small: Collection[int], months: Collection[int]
    ) -> Mapping[Kind, tuple[Decimal, Decimal]]:
        """What is got back of each kind to the end of a tax month, and the compensation on it, in pounds.

        Of what was paid in `months`: those of one PAYE reference. `small` are the tax months in which the
        employer was small; 0 is before the first month.
        """
        figures = rates.for_year(self.tax_year).statutory_pay.recovery
        back: dict[Kind, tuple[Decimal, Decimal]] = {}
        for is_small, totals in self._paid(month, small, months).items():
            for one in recovery.reclaim(totals=totals, small=is_small, rates=figures):
                recovered, compensation = back.get(one.kind, (money.ZERO, money.ZERO))
                back[one.kind] = recovered + one.recovered, compensation + one.compensation
        return back

    def _paid(
        self, month: int, small: Collection[int], counted: Collection[int]
    ) -> Mapping[bool, Mapping[Kind, Decimal]]:
        """What was paid to the end of a tax month: while the employer was small, and while it was not."""
        totals: dict[bool, dict[Kind, Decimal]] = {
            is_small: defaultdict(lambda: money.ZERO) for is_small in (False, True)
        }
        for months in self.posts.values():
            before: Mapping[Kind, Decimal] = {}
            for number in sorted(one for one in months if one <= month):
                for kind in {**before, **months[number]} if number in counted else ():
                    grown = months[number].get(kind, money.ZERO) - before.get(kind, money.ZERO)
                    totals[number in small][kind] += grown
                before = months[number]
        return totals


def of_employers(
    employer_ids: Collection[uuid.UUID], *, tax_year: str, actor: actors.Actor
) -> Mapping[uuid.UUID, Year]:
    """The family pay of each employer, from what was brought in and each post's payslips, in two queries."""
    years: dict[uuid.UUID, Year] = defaultdict(lambda: Year(tax_year))
    brought = models.BroughtForward.objects.filter(
        employment__employer__in=employer_ids, tax_year=tax_year, figures__has_key="statutory"
    )
    rows = scope.visible_to(brought, actor)
    for key, post, paid in rows.values_list("employment__employer_id", "employment_id", "figures__statutory"):
        years[key].posts[post][0] = _read(paid)
    slips = papers.counted(actor=actor).filter(employment__employer__in=employer_ids, tax_year=tax_year)
    for key, post, payday, paid in slips.order_by(*papers.IN_ORDER).values_list(
        "employment__employer_id", "employment_id", "payday", "result__to_date__statutory"
    ):
        years[key].posts[post][tax_periods.tax_month(payday)] = _read(paid)
    return years


def _read(paid: Iterable[Mapping[str, Any]] | None) -> Mapping[Kind, Decimal]:
    return {Kind(row["kind"]): Decimal(row["amount"]) for row in paid or ()}
