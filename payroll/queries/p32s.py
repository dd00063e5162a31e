"""The employer payment record of a tax year, for one employer or many: the one place where it is worked out.

The P32 page, HMRC's bills and the check of the books all read it from here.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from dpss.access import actors, scope
from dpss.kernel import errors, money
from payroll import models
from payroll.calc import rates, results, tax_periods
from payroll.calc.employer.payments import Paid
from payroll.calc.figures import TaxYear
from payroll.calc.statutory import kinds, recovery
from payroll.calc.year_end import p32
from payroll.queries import allowance, papers

_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Standing:
    """An employer's tax year with HMRC: payslips, scheme, P32, and what payruns counted of the allowance.

    `counted` is by tax month, in pounds: less than the record's where it was claimed after a payrun.
    """

    slips: tuple[models.Payslip, ...]
    scheme: models.PayeScheme | None
    record: p32.P32
    counted: Mapping[int, Decimal]

    @property
    def has_scheme(self) -> bool:
        """Whether HMRC is to be paid at all."""
        return self.scheme is not None and self.scheme.status != models.PayeScheme.Status.NOT_NEEDED

    @property
    def pays_quarterly(self) -> bool:
        """Whether HMRC is paid by quarters."""
        return self.scheme is not None and self.scheme.pays_hmrc == models.PayeScheme.Pays.QUARTERLY

    @property
    def accounts_office(self) -> str:
        """The Accounts Office reference; empty while it is not known."""
        return self.scheme.accounts_office_reference if self.scheme else ""


def of_employers(
    employer_ids: Collection[uuid.UUID], *, tax_year: str, actor: actors.Actor
) -> dict[uuid.UUID, Standing]:
    """How each employer stands, in four queries whatever their number.

    Raises `Invalid` for a tax year without figures.
    """
    try:
        figures = rates.for_year(tax_year)
    except rates.RatesError as error:
        raise errors.Invalid(str(error)) from error
    slips, schemes = _slips(employer_ids, tax_year, actor), _schemes(employer_ids, tax_year, actor)
    claims, counted = _claims(employer_ids, tax_year, actor), _counted(employer_ids, tax_year, actor)
    return {
        key: _standing(
            slips[key], schemes.get(key), claims.get(key), counted[key], figures=figures, today=actor.today
        )
        for key in employer_ids
    }


def _standing(
    slips: Sequence[models.Payslip],
    scheme: models.PayeScheme | None,
    claimed_from: int | None,
    counted: Mapping[int, Decimal],
    *,
    figures: TaxYear,
    today: date,
) -> Standing:
    has_scheme = scheme is not None and scheme.status != models.PayeScheme.Status.NOT_NEEDED
    before = money.ZERO
    if scheme and scheme.allowance_tax_year == figures.tax_year:
        before = scheme.allowance_used_before
    paid = [Paid(slip.payday, results.from_json(slip.result)) for slip in slips]
    up_to = _last_month(figures.tax_year, slips, today)
    small = bool(scheme and scheme.small_employer)
    record = p32.record(
        paid=paid,
        recovered=[*_recovered(paid, figures, small=small, up_to=up_to)] if has_scheme else (),
        allowance_from=claimed_from if has_scheme else None,
        rates=figures,
        up_to=up_to,
        used_before=before,
    )
    return Standing(tuple(slips), scheme, record, counted)


def _recovered(paid: Sequence[Paid], figures: TaxYear, *, small: bool, up_to: int) -> Iterator[p32.Recovered]:
    """Family pay got back for each month: HMRC is told the year to date, a month's is what that grows by."""
    family = [
        recovery.Paid(kinds.Kind(line.code), one.payday, line.amount)
        for one in paid
        for line in one.result.lines
        if line.code in kinds.REPORTED
    ]
    before = money.ZERO, money.ZERO
    for month in range(1, up_to + 1):
        so_far = [one for one in family if tax_periods.tax_month(one.payday) <= month]
        totals = recovery.year_to_date(paid=so_far, tax_year=figures.tax_year)
        back = recovery.reclaim(totals=totals, small=small, rates=figures.statutory_pay.recovery)
        now = money.total(one.recovered for one in back), money.total(one.compensation for one in back)
        if now != before:
            yield p32.Recovered(month, now[0] - before[0], now[1] - before[1])
        before = now


def _last_month(tax_year: str, slips: Sequence[models.Payslip], today: date) -> int:
    """Up to which tax month there is something to say."""
    paid = [tax_periods.tax_month(slip.payday) for slip in slips]
    if tax_periods.tax_year_of(today) == tax_year:
        return max([*paid, tax_periods.tax_month(today)])
    return _MONTHS


def _slips(
    employer_ids: Collection[uuid.UUID], tax_year: str, actor: actors.Actor
) -> Mapping[uuid.UUID, list[models.Payslip]]:
    rows = papers.counted(actor=actor).filter(employment__employer__in=employer_ids, tax_year=tax_year)
    found: dict[uuid.UUID, list[models.Payslip]] = defaultdict(list)
    for slip in rows.order_by("payday", "employment__assistant__name", "approved_at", "pk"):
        found[slip.employment.employer_id].append(slip)
    return found


def _schemes(
    employer_ids: Collection[uuid.UUID], tax_year: str, actor: actors.Actor
) -> Mapping[uuid.UUID, models.PayeScheme]:
    """The standing with HMRC that held last in the tax year."""
    rows = models.PayeScheme.objects.filter(
        employer__in=employer_ids,
        during__overlap=(tax_periods.first_day(tax_year), tax_periods.last_day(tax_year) + date.resolution),
    )
    return {row.employer_id: row for row in scope.visible_to(rows, actor).order_by("during")}


def _claims(
    employer_ids: Collection[uuid.UUID], tax_year: str, actor: actors.Actor
) -> Mapping[uuid.UUID, int]:
    """The tax month in which Employment Allowance was claimed; the first for a claim made before the year."""
    claims = allowance.claims(tax_year=tax_year, actor=actor).filter(employer__in=employer_ids)
    return {claim.employer_id: _claimed_from(claim.claimed_on, tax_year) for claim in claims}


def _claimed_from(day: date, tax_year: str) -> int:
    if day < tax_periods.first_day(tax_year):
        return 1
    return tax_periods.tax_month(day) if tax_periods.tax_year_of(day) == tax_year else _MONTHS


def _counted(
    employer_ids: Collection[uuid.UUID], tax_year: str, actor: actors.Actor
) -> Mapping[uuid.UUID, Mapping[int, Decimal]]:
    runs = models.Payrun.objects.filter(
        models.paid_in_year(tax_year), employer__in=employer_ids, state="approved"
    ).exclude(employment_allowance=0)
    rows = scope.visible_to(runs, actor).annotate(paid_on=models.paid_on())
    found: dict[uuid.UUID, dict[int, Decimal]] = defaultdict(lambda: defaultdict(lambda: money.ZERO))
    for employer, day, used in rows.values_list("employer_id", "paid_on", "employment_allowance"):
        found[employer][tax_periods.tax_month(day)] += used
    return found
