"""What HMRC counts of statutory pay got back under each PAYE reference: for P32, bills and their check."""

import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dpss.access import actors
from payroll import eps_report, got_back, models
from payroll.calc import tax_periods
from payroll.calc.year_end import p32
from payroll.queries import family_pay, summaries_kept, year_schemes


@dataclass(frozen=True, slots=True)
class Recovery:
    """One PAYE reference's tax year: what HMRC has to the end of each of its months, and what it was told.

    `before` is what another payroll got back earlier in the year.
    """

    held: year_schemes.Held
    to_date: Mapping[int, got_back.Sums]
    before: got_back.Sums
    told: got_back.Told

    def months(self, *, up_to: int) -> Iterator[p32.Recovered]:
        """What each month's bill is lowered by: HMRC is told years to date, and counts what they grow by."""
        before = self.before
        for month, now in self.to_date.items():
            if month <= up_to and now != before:
                yield p32.Recovered(month, now[0] - before[0], now[1] - before[1])
            before = now


def of_employers(
    years: Mapping[uuid.UUID, year_schemes.Year],
    family: Mapping[uuid.UUID, family_pay.Year],
    slips: Mapping[uuid.UUID, Sequence[models.Payslip]],
    *,
    actor: actors.Actor,
) -> Mapping[uuid.UUID, Sequence[Recovery]]:
    """The references of each employer's tax year, in one query."""
    kept = summaries_kept.of_employers(years, 0, actor=actor)
    return {
        key: [
            _recovery(held, year, family[key], kept, key, elsewhere=_elsewhere(slips[key]))
            for held in year.references()
        ]
        for key, year in years.items()
    }


def _recovery(
    held: year_schemes.Held,
    year: year_schemes.Year,
    family: family_pay.Year,
    kept: summaries_kept.Kept,
    employer: uuid.UUID,
    *,
    elsewhere: Collection[int],
) -> Recovery:
    small, key = year.small_months(), (employer, held.reference)

    def paid(month: int) -> got_back.Amounts:
        back = family.back(month=month, small=small, months=held.family_months)
        return tuple(eps_report.Recovered(kind, *amounts) for kind, amounts in back.items())

    told = got_back.Told(
        told=[(month, said.recovered) for month, said in kept.told[key] if said.recovered],
        closed=kept.closed[key],
        elsewhere=elsewhere,
    )
    to_date = got_back.to_date(
        paid,
        told,
        tax_year=year.tax_year,
        months=held.months,
        has_ended=held.ended_on is not None,
        today=year.today,
    )
    return Recovery(held, to_date, got_back.sums(paid(0)), told)


def _elsewhere(slips: Sequence[models.Payslip]) -> frozenset[int]:
    """The tax months whose wages a provider's own software worked out, which also tells HMRC of them."""
    return frozenset(
        tax_periods.tax_month(slip.payday)
        for slip in slips
        if slip.by_software  # type: ignore[attr-defined]
    )
