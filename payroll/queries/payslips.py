"""Payslips as their pages and documents show them: stored figures, read back, nothing worked out anew."""

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from dpss.access import actors, policy, scope
from dpss.kernel import money
from dpss.kernel.dates import Span
from payroll import models, publishing
from payroll.calc import compare, holiday, lines, payment, rates, results, wording
from payroll.queries import external_slips


@dataclass(frozen=True, slots=True)
class SinceLast:
    """The payslip before of the same job, and what is different since."""

    payday: date
    differs: compare.Comparison


@dataclass(frozen=True, slots=True)
class Shown:
    """One payslip with all that explains it."""

    slip: models.Payslip
    pay: payment.PayInput
    result: results.PayResult
    period: Span
    paye_reference: str
    nino: str
    since_last: SinceLast | None
    # Who worked it out, where that was not done here.
    origin: str = ""

    @property
    def earned(self) -> list[lines.Line]:
        """What was earned."""
        return self._group(lines.EARNED)

    @property
    def taken_off(self) -> list[lines.Line]:
        """What was taken off."""
        return self._group(lines.TAKEN_OFF)

    @property
    def reimbursed(self) -> list[lines.Line]:
        """Money back: mileage, and tax paid back."""
        return self._group(lines.REIMBURSED)

    @property
    def by_employer(self) -> list[lines.Line]:
        """What the employer pays on top."""
        return self._group(lines.EMPLOYER)

    @property
    def total_taken_off(self) -> Decimal:
        """Everything taken off, in pounds."""
        return money.total(line.amount for line in self.taken_off)

    @property
    def total_reimbursed(self) -> Decimal:
        """All money back, in pounds."""
        return money.total(line.amount for line in self.reimbursed)

    @property
    def hours(self) -> str:
        """All hours that are paid by the hour, which section 8 asks for; empty where pay goes by none."""
        paid = [line.quantity for line in self.pay.earnings if line.unit == "hours"]
        figures = [dict(line.figures) for line in self.pay.worked_out if line.code == "holiday"]
        paid += [Decimal(one["taken"]) for one in figures if "taken" in one]
        return wording.number(sum(paid, money.ZERO)) if paid else ""

    @property
    def holiday_built_up(self) -> Decimal | None:
        """Hours of holiday that this period's work earned, for irregular hours; None for fixed ones."""
        if self.origin or self.slip.employment.hours != models.Employment.Hours.IRREGULAR:
            return None
        year = rates.for_year(self.pay.tax_year)
        return holiday.accrued_hours(earnings=self.pay.earnings, rates=year)

    @property
    def year_to_date(self) -> list[tuple[str, Decimal]]:
        """This job's tax year so far."""
        figures = self.result.to_date
        rows = [
            ("Taxable pay", figures.pay),
            ("Income Tax", figures.tax),
            ("National Insurance", money.total(row.employee for row in figures.ni)),
            ("Student loan", figures.student_loan),
            ("Postgraduate loan", figures.postgraduate_loan),
            ("Your pension payments", figures.pension_employee),
            ("Your employer's pension payments", figures.pension_employer),
            ("Paid to you", figures.net),
        ]
        always = {"Taxable pay", "Income Tax", "National Insurance", "Paid to you"}
        return [(label, amount) for label, amount in rows if amount or label in always]

    def _group(self, name: str) -> list[lines.Line]:
        return [line for line in self.result.lines if line.group == name]


def payslips(*, actor: actors.Actor, client_id: uuid.UUID | None = None) -> "QuerySet[models.Payslip]":
    """Approved payslips that the actor reaches, newest first, with whose they are joined in.

    A PA sees one from the day before its payday; everybody else as soon as it is approved.
    """
    rows = models.Payslip.objects.filter(approved_at__isnull=False).select_related(
        "employment__assistant", "employment__employer", "timesheet__period"
    )
    if client_id:
        rows = rows.filter(employment__employer__client_id=client_id)
    if actor.role == policy.PA:
        rows = rows.filter(payday__lte=publishing.last_payday_seen(actor.today))
    return scope.visible_to(rows, actor).order_by("-payday", "employment__employer__name", "pk")


def shown(slip: models.Payslip, *, actor: actors.Actor) -> Shown:
    """A payslip with what explains it. The NI number only for those who reach the person's own pay."""
    scheme = scope.visible_to(
        models.PayeScheme.objects.filter(
            employer_id=slip.employment.employer_id, during__contains=slip.payday
        ),
        actor,
    ).first()
    identity = scope.visible_to(
        models.PayrollIdentity.objects.filter(assistant_id=slip.employment.assistant_id), actor
    ).first()
    came_from = external_slips.origin_of(slip, actor=actor)
    return Shown(
        slip=slip,
        pay=payment.from_json(slip.inputs),
        result=results.from_json(slip.result),
        period=_span(slip),
        paye_reference=f"{scheme.office_number}/{scheme.reference}" if scheme and scheme.reference else "",
        nino=(identity.nino or "") if identity else "",
        since_last=_since_last(slip, actor),
        origin=external_slips.in_words(came_from) if came_from else "",
    )


def _span(slip: models.Payslip) -> Span:
    """The dates that it pays for. A PA does not reach the payrun, so without a sheet it is the payday."""
    if slip.timesheet is not None:
        period: models.PayPeriod | None = slip.timesheet.period
    else:
        period = models.PayPeriod.objects.filter(payruns=slip.payrun_id).first()
    return Span(period.first_day, period.last_day) if period else Span(slip.payday, slip.payday)


def _since_last(slip: models.Payslip, actor: actors.Actor) -> SinceLast | None:
    """Against the last payslip of the same post; None when there is none."""
    before = (
        payslips(actor=actor)
        .filter(employment_id=slip.employment_id, payday__lt=slip.payday, replaced_at=None)
        .order_by("-payday", "-pk")
        .first()
    )
    if before is None:
        return None
    then, now = (results.from_json(one.result) for one in (before, slip))
    return SinceLast(before.payday, compare.compare(before=then, now=now))


def sample(*, actor: actors.Actor, period_id: uuid.UUID, count: int) -> list[models.Payslip]:
    """Some payslips of a period, spread evenly over it, the same each time."""
    every = list(payslips(actor=actor).filter(payrun__period_id=period_id, replaced_at=None).order_by("pk"))
    step = max(len(every) // count, 1) if count else 1
    return every[::step][:count]
