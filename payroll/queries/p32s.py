"""The employer payment record of a tax year, for one employer or many: the one place where it is worked out.

The P32 page, HMRC's bills and the check of the books all read it from here.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import Q

from dpss.access import actors, scope
from dpss.kernel import errors, money
from payroll import models
from payroll.calc import rates, results, tax_periods
from payroll.calc.employer.payments import Paid
from payroll.calc.figures import TaxYear
from payroll.calc.year_end import p32
from payroll.queries import allowance, family_pay, papers, recoveries, year_schemes

_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Standing:
    """An employer's tax year with HMRC: payslips, schemes, P32, what payruns counted of the allowance, and
    what HMRC has of statutory pay got back under each PAYE reference.

    `counted` is by tax month, in pounds: less than the record's where it was claimed after a payrun.
    """

    slips: tuple[models.Payslip, ...]
    schemes: year_schemes.Year
    record: p32.P32
    counted: Mapping[int, Decimal]
    recoveries: Sequence[recoveries.Recovery]

    def paye_reference(self, month: int) -> str:
        """The PAYE reference that a tax month belongs to; empty while it is waited for."""
        scheme = self.schemes.of(month)
        return scheme.paye_reference if scheme else ""

    def accounts_office(self, month: int) -> str:
        """The Accounts Office reference for the bill of a tax month; empty while it is not known."""
        scheme = self.schemes.of(month)
        return scheme.accounts_office_reference if scheme else ""


def of_employers(
    employer_ids: Collection[uuid.UUID], *, tax_year: str, actor: actors.Actor
) -> dict[uuid.UUID, Standing]:
    """How each employer stands, in seven queries whatever their number.

    Raises `Invalid` for a tax year without figures.
    """
    try:
        figures = rates.for_year(tax_year)
    except rates.RatesError as error:
        raise errors.Invalid(str(error)) from error
    slips = _slips(employer_ids, tax_year, actor)
    schemes = year_schemes.of_employers(employer_ids, tax_year=tax_year, actor=actor)
    claims, counted = _claims(employer_ids, tax_year, actor), _counted(employer_ids, tax_year, actor)
    family = family_pay.of_employers(employer_ids, tax_year=tax_year, actor=actor)
    years = {
        key: year_schemes.Year(tax_year, schemes.get(key, ()), _paid_on(slips[key]), actor.today)
        for key in employer_ids
    }
    told = recoveries.of_employers(years, family, slips, actor=actor)
    return {
        key: _standing(slips[key], years[key], claims.get(key), counted[key], told[key], figures=figures)
        for key in employer_ids
    }


def _standing(
    slips: Sequence[models.Payslip],
    year: year_schemes.Year,
    claimed_from: int | None,
    counted: Mapping[int, Decimal],
    told: Sequence[recoveries.Recovery],
    *,
    figures: TaxYear,
) -> Standing:
    tax_year, schemes = figures.tax_year, year.schemes
    before = [one.allowance_used_before for one in schemes if one.allowance_tax_year == tax_year]
    up_to = _last_month(tax_year, slips, year.today)
    record = p32.record(
        paid=[Paid(slip.payday, results.from_json(slip.result)) for slip in slips],
        recovered=[one for each in told for one in each.months(up_to=up_to)],
        allowance_from=claimed_from if schemes else None,
        rates=figures,
        up_to=up_to,
        used_before=before[-1] if before else money.ZERO,
        begins_anew=year.begins_anew(),
    )
    return Standing(tuple(slips), year, record, counted, told)


def _paid_on(slips: Sequence[models.Payslip]) -> Mapping[int, date]:
    """The last payday of each tax month with a payslip, which come in the order of their paydays."""
    return {tax_periods.tax_month(slip.payday): slip.payday for slip in slips}


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
    rows = rows.annotate(by_software=Q(external__isnull=False))
    for slip in rows.order_by("payday", "employment__assistant__name", "approved_at", "pk"):
        found[slip.employment.employer_id].append(slip)
    return found


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
