"""A pay period in pounds and counts, each total read from its own table, and which of them must agree."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from dpss.access import actors, scope
from dpss.kernel import money
from payroll import models, reasons
from payroll.queries import month, paid
from payroll.queries.submissions import newest_versions


@dataclass(frozen=True, slots=True)
class Check:
    """Two totals, each with where it is from, that must be the same."""

    left: str
    left_total: Decimal
    right: str
    right_total: Decimal

    @property
    def agrees(self) -> bool:
        """Whether they are the same, to the last penny."""
        return self.left_total == self.right_total


@dataclass(frozen=True, slots=True)
class Figures:
    """A provider's month, in pounds and counts. The properties say which of them must agree."""

    provider: str
    employers_paid: int
    payslips: int
    missing: int
    blocked: int
    gross: Decimal
    net: Decimal
    tax: Decimal
    national_insurance: Decimal
    student_loans: Decimal
    pension: Decimal
    employment_allowance: Decimal
    payments: Decimal
    payment_count: int
    instructions: Decimal
    instruction_count: int
    overpaid: Decimal
    ledger_net: Decimal
    accepted: int
    refused: int
    awaiting: int
    no_scheme: int
    reported_pay_to_date: Decimal
    payslip_pay_to_date: Decimal

    @property
    def checks(self) -> tuple[Check, ...]:
        """The pairs of totals that must agree when everything is paid and reported."""
        return (
            Check(
                "Net pay of the approved payslips",
                self.net,
                "Payments by the provider + instructions to employers − what was overpaid",
                self.payments + self.instructions - self.overpaid,
            ),
            Check(
                "Net pay of the approved payslips",
                self.net,
                "What their ledger entries came to owe PAs",
                self.ledger_net,
            ),
            Check(
                "Pay to date on the payslips of employers who report",
                self.payslip_pay_to_date,
                "Pay to date in their reports to HMRC",
                self.reported_pay_to_date,
            ),
        )

    @property
    def reporting(self) -> Check:
        """Whether HMRC has been told for every employer who was paid, as far as it must be."""
        return Check(
            "Employers paid",
            Decimal(self.employers_paid),
            "Reports accepted + no scheme needed + waiting for a reference",
            Decimal(self.accepted + self.no_scheme + self.awaiting),
        )

    @property
    def disagreements(self) -> list[str]:
        """The control totals that do not agree; none when all is well."""
        return [
            f"{one.left}: {one.left_total} is not {one.right_total} ({one.right})"
            for one in (*self.checks, self.reporting)
            if not one.agrees
        ]


def figures(period: models.PayPeriod, *, actor: actors.Actor) -> Figures:
    """The month's totals, each read from the table that it speaks of."""
    runs = month.payruns(period, actor=actor)
    approved = runs.filter(state="approved")
    made = scope.visible_to(models.Payslip.objects.filter(payrun__in=approved), actor)
    slips = made.filter(replaced_at=None)
    pay = slips.aggregate(
        count=Count("pk"),
        gross=_sum("gross"),
        net=_sum("net"),
        tax=_sum("tax"),
        ni=_sum("ni_employee") + _sum("ni_employer"),
        loans=_sum("student_loan") + _sum("postgraduate_loan"),
        pension=_sum("pension_employee") + _sum("pension_employer"),
    )
    exceptions = [one["kind"] for run in runs.values_list("exceptions", flat=True) for one in run]
    to_pay = scope.visible_to(models.PaymentInstruction.objects.filter(payslip__in=made), actor)
    instructed = to_pay.aggregate(count=Count("pk"), amount=_sum("amount"))
    slip_ids = list(slips.values_list("pk", flat=True))
    every_id = made.values_list("pk", flat=True)
    payments = paid.payments_of([f"payslip:{key}:net" for key in every_id], actor=actor)
    over = scope.visible_to(models.Overpayment.objects.filter(payslip__in=made), actor)
    reports = _reports(approved, actor)
    return Figures(
        provider=period.group.organisation.name,
        employers_paid=approved.values("employer").distinct().count(),
        payslips=pay["count"],
        missing=exceptions.count(reasons.MISSING),
        blocked=exceptions.count(reasons.BLOCKED),
        gross=pay["gross"],
        net=pay["net"],
        tax=pay["tax"],
        national_insurance=pay["ni"],
        student_loans=pay["loans"],
        pension=pay["pension"],
        employment_allowance=approved.aggregate(total=_sum("employment_allowance"))["total"],
        payments=payments.amount,
        payment_count=payments.count,
        instructions=instructed["amount"],
        instruction_count=instructed["count"],
        overpaid=over.aggregate(total=_sum("amount"))["total"],
        ledger_net=paid.owed_by_entries([f"payslip:{key}" for key in slip_ids], actor=actor),
        payslip_pay_to_date=_payslip_pay_to_date(approved, actor),
        accepted=reports.accepted,
        refused=reports.refused,
        awaiting=reports.awaiting,
        no_scheme=approved.filter(submissions=None).values("employer").distinct().count(),
        reported_pay_to_date=reports.reported,
    )


@dataclass(frozen=True, slots=True)
class _Reports:
    accepted: int
    refused: int
    awaiting: int
    reported: Decimal


def _reports(approved: "QuerySet[models.Payrun]", actor: actors.Actor) -> _Reports:
    """What became of the reports of these payruns, by employer; of several versions the newest counts."""
    rows = scope.visible_to(newest_versions(models.Submission.objects.filter(payrun__in=approved)), actor)
    counts = rows.aggregate(
        accepted=Count("employer", filter=Q(state="accepted"), distinct=True),
        refused=Count("employer", filter=Q(state__in=["rejected", "held", "unknown"]), distinct=True),
        awaiting=Count("employer", filter=Q(state="awaiting"), distinct=True),
        reported=_sum("pay_to_date"),
    )
    return _Reports(**counts)


def _payslip_pay_to_date(approved: "QuerySet[models.Payrun]", actor: actors.Actor) -> Decimal:
    """Taxable pay to date on the payslips of the employers who report."""
    reporting = approved.filter(Exists(models.Submission.objects.filter(payrun=OuterRef("pk"))))
    slips = scope.visible_to(models.Payslip.objects.filter(payrun__in=reporting), actor)
    values = slips.values_list("result__to_date__pay", flat=True)
    return money.total(Decimal(value) for value in values)


def _sum(field: str) -> Sum:
    return Sum(field, default=money.ZERO)
