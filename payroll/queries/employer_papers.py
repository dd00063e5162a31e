"""The papers of an employer: what is owed to whom and when, the P32 and the P11s of a tax year."""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import QuerySet

from dpss.access import actors, policy, scope
from dpss.kernel import errors, money
from ledger import bank_holidays
from payroll import models
from payroll.calc import payment, rates, results, tax_periods
from payroll.calc.employer.payments import Paid
from payroll.calc.figures import TaxYear
from payroll.calc.inputs import PayInputError
from payroll.calc.statutory import kinds, recovery
from payroll.calc.year_end import due_dates, p11, p32, references
from payroll.queries import allowance, papers

_MONTHS: Final = 12
_IN_QUARTER: Final = 3


@dataclass(frozen=True, slots=True)
class Bill:
    """What HMRC is owed for a tax month or quarter. `reference` is None while none is known."""

    months: tuple[int, ...]
    amount: Decimal
    due: due_dates.DueDate
    reference: references.HmrcReference | None


@dataclass(frozen=True, slots=True)
class Month:
    """What a tax month's payslips come to: for the PAs, the pension scheme, and those who sent orders."""

    month: int
    net: Decimal
    pension: Decimal
    attached: Decimal


@dataclass(frozen=True, slots=True)
class Year:
    """An employer's tax year. `brought` says that another payroll paid in it before, `small_employer` whether
    all of family pay is got back, with something on top; None is not recorded.

    `counted` is the Employment Allowance that the payruns counted: less than the record's where it was
    claimed after the first of them.
    """

    employer: models.Employer
    tax_year: str
    slips: tuple[models.Payslip, ...]
    record: p32.P32
    months: tuple[Month, ...]
    bills: tuple[Bill, ...]
    counted: Decimal
    brought: bool
    small_employer: bool | None = None

    @property
    def late_allowance(self) -> Decimal:
        """Employment Allowance of the record that no payrun has counted, in pounds."""
        return self.record.total.allowance - self.counted


def employers(*, actor: actors.Actor) -> QuerySet[models.Employer]:
    """The employers of which the actor may see what they pay, with everything that was paid."""
    rows = models.Employer.objects.select_related("client", "pay_group__organisation")
    for sees in (policy.PAY, policy.MONEY):
        rows = rows.filter(subject_id__any=ArraySubquery(scope.subjects_of(actor, sees)))
    return rows.order_by("name", "pk")


def tax_years(employer: models.Employer, *, actor: actors.Actor) -> list[str]:
    """The tax years with a payslip, the newest first."""
    slips = papers.counted(actor=actor).filter(employment__employer=employer)
    return list(slips.order_by("-tax_year").values_list("tax_year", flat=True).distinct())


def of_year(employer: models.Employer, *, tax_year: str, actor: actors.Actor) -> Year:
    """Everything that a tax year comes to, from its payslips. Raises `Invalid` for a year without figures."""
    try:
        figures = rates.for_year(tax_year)
    except rates.RatesError as error:
        raise errors.Invalid(str(error)) from error
    slips = tuple(_slips(employer, tax_year, actor))
    scheme = _scheme(employer, tax_year, actor)
    has_scheme = scheme is not None and scheme.status != models.PayeScheme.Status.NOT_NEEDED
    used_before = (
        scheme.allowance_used_before if scheme and scheme.allowance_tax_year == tax_year else money.ZERO
    )
    small = scheme.small_employer if scheme else None
    paid = [Paid(slip.payday, results.from_json(slip.result)) for slip in slips]
    up_to = _last_month(tax_year, slips, actor.today)
    record = p32.record(
        paid=paid,
        recovered=[*_recovered(paid, figures, small=bool(small), up_to=up_to)] if has_scheme else (),
        allowance_from=_claimed_from(employer, tax_year, actor) if has_scheme else None,
        rates=figures,
        up_to=up_to,
        used_before=used_before,
    )
    return Year(
        employer=employer,
        tax_year=tax_year,
        slips=slips,
        record=record,
        months=_months(slips, len(record.months)),
        bills=_bills(record, scheme, tax_year) if has_scheme else (),
        counted=allowance.used_here(employer, tax_year=tax_year, actor=actor),
        brought=_was_brought(employer, tax_year, actor),
        small_employer=small,
    )


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


def sheet(post: models.Employment, *, tax_year: str, actor: actors.Actor) -> tuple[p11.Row, ...]:
    """The P11 of a post. Raises `Invalid` where a payment does not follow from the one before."""
    slips = papers.counted(actor=actor).filter(employment=post, tax_year=tax_year)
    payments = [
        p11.Payment(payment.from_json(slip.inputs), results.from_json(slip.result))
        for slip in slips.order_by(*papers.IN_ORDER)
    ]
    try:
        return p11.sheet(payments=payments, tax_year=tax_year)
    except PayInputError as error:
        raise errors.Invalid(str(error)) from error


def _slips(employer: models.Employer, tax_year: str, actor: actors.Actor) -> QuerySet[models.Payslip]:
    slips = papers.counted(actor=actor).filter(employment__employer=employer, tax_year=tax_year)
    return slips.order_by("payday", "employment__assistant__name", "approved_at", "pk")


def _scheme(employer: models.Employer, tax_year: str, actor: actors.Actor) -> models.PayeScheme | None:
    """The standing with HMRC that held last in the tax year."""
    rows = models.PayeScheme.objects.filter(
        employer=employer,
        during__overlap=(tax_periods.first_day(tax_year), tax_periods.last_day(tax_year) + date.resolution),
    )
    return scope.visible_to(rows, actor).order_by("-during").first()


def _claimed_from(employer: models.Employer, tax_year: str, actor: actors.Actor) -> int | None:
    """The tax month in which Employment Allowance was claimed; the first for a claim made before the year."""
    claim = allowance.claims(tax_year=tax_year, actor=actor).filter(employer=employer).first()
    if claim is None:
        return None
    if claim.claimed_on < tax_periods.first_day(tax_year):
        return 1
    claimed_in = tax_periods.tax_year_of(claim.claimed_on)
    return tax_periods.tax_month(claim.claimed_on) if claimed_in == tax_year else _MONTHS


def _last_month(tax_year: str, slips: Sequence[models.Payslip], today: date) -> int:
    """Up to which tax month there is something to say."""
    paid = [tax_periods.tax_month(slip.payday) for slip in slips]
    if tax_periods.tax_year_of(today) == tax_year:
        return max([*paid, tax_periods.tax_month(today)])
    return _MONTHS


def _months(slips: Sequence[models.Payslip], up_to: int) -> tuple[Month, ...]:
    by_month: dict[int, list[models.Payslip]] = defaultdict(list)
    for slip in slips:
        by_month[tax_periods.tax_month(slip.payday)].append(slip)
    return tuple(
        Month(
            month=month,
            net=money.total(slip.net for slip in by_month[month]),
            pension=money.total(slip.pension_employee + slip.pension_employer for slip in by_month[month]),
            attached=money.total(slip.attached for slip in by_month[month]),
        )
        for month in range(1, up_to + 1)
    )


def _bills(record: p32.P32, scheme: models.PayeScheme | None, tax_year: str) -> tuple[Bill, ...]:
    """One for each tax month, or for each quarter where HMRC is paid by quarters."""
    quarterly = scheme is not None and scheme.pays_hmrc == models.PayeScheme.Pays.QUARTERLY
    by_last: dict[int, list[p32.Month]] = defaultdict(list)
    for month in record.months:
        by_last[-(-month.month // _IN_QUARTER) * _IN_QUARTER if quarterly else month.month].append(month)
    office = scheme.accounts_office_reference if scheme else ""
    return tuple(
        Bill(
            months=tuple(month.month for month in months),
            amount=money.total(month.due for month in months),
            due=_due(tax_year, last, quarterly=quarterly),
            reference=_reference(office, tax_year, last),
        )
        for last, months in by_last.items()
    )


def _due(tax_year: str, month: int, *, quarterly: bool) -> due_dates.DueDate:
    return due_dates.due(
        tax_year=tax_year,
        month=month,
        quarterly=quarterly,
        by_post=False,
        bank_holidays=bank_holidays.known(),
        rates=rates.for_year(tax_year).paying_hmrc,
    )


def _reference(office: str, tax_year: str, month: int) -> references.HmrcReference | None:
    try:
        return references.hmrc_reference(accounts_office=office, tax_year=tax_year, month=month)
    except PayInputError:
        return None


def _was_brought(employer: models.Employer, tax_year: str, actor: actors.Actor) -> bool:
    """Whether another payroll paid somebody here earlier in the tax year."""
    rows = models.BroughtForward.objects.filter(employment__employer=employer, tax_year=tax_year)
    figures: list[Mapping[str, str]] = list(scope.visible_to(rows, actor).values_list("figures", flat=True))
    return any(Decimal(str(one.get("pay", "0"))) > 0 for one in figures)


def posts_of(employer: models.Employer, *, tax_year: str, actor: actors.Actor) -> list[uuid.UUID]:
    """The posts that were paid in a tax year."""
    slips = papers.counted(actor=actor).filter(employment__employer=employer, tax_year=tax_year)
    return list(slips.order_by().values_list("employment_id", flat=True).distinct())
