"""The papers of an employer: what is owed to whom and when, the P32 and the P11s of a tax year."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import QuerySet

from dpss.access import actors, policy, scope
from dpss.kernel import errors, money
from ledger import bank_holidays
from payroll import models
from payroll.calc import payment, rates, results, tax_periods
from payroll.calc.inputs import PayInputError
from payroll.calc.year_end import due_dates, p11, p32, references
from payroll.queries import p32s, papers, year_schemes


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
    held = p32s.of_employers([employer.pk], tax_year=tax_year, actor=actor)[employer.pk]
    scheme = held.schemes.of(len(held.record.months))
    return Year(
        employer=employer,
        tax_year=tax_year,
        slips=held.slips,
        record=held.record,
        months=_months(held.slips, len(held.record.months)),
        bills=_bills(held, tax_year) if held.schemes.schemes else (),
        counted=money.total(held.counted.values()),
        brought=_was_brought(employer, tax_year, actor),
        small_employer=scheme.small_employer if scheme else None,
    )


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


def _bills(held: p32s.Standing, tax_year: str) -> tuple[Bill, ...]:
    """One for each tax month, or for each quarter where HMRC is paid by quarters."""
    by_last: dict[int, list[p32.Month]] = defaultdict(list)
    for month in held.record.months:
        by_last[last_month(month.month, schemes=held.schemes)].append(month)
    return tuple(
        Bill(
            months=tuple(month.month for month in months),
            amount=money.total(month.due for month in months),
            due=due(tax_year, last),
            reference=_reference(held.accounts_office(last), tax_year, last),
        )
        for last, months in by_last.items()
    )


def last_month(month: int, *, schemes: year_schemes.Year) -> int:
    """The tax month with which the bill of a tax month ends: itself, or its quarter's last."""
    return schemes.quarter_ends(month) if schemes.is_quarterly(month) else month


def due(tax_year: str, month: int) -> due_dates.DueDate:
    """When the bill that ends with a tax month must be paid electronically."""
    return due_dates.due(
        tax_year=tax_year,
        month=month,
        quarterly=False,
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
