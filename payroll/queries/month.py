"""One pay period of one provider, counted: what is done, what waits, and the totals that must agree."""

import uuid
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from dpss.access import actors, scope
from dpss.kernel import errors, money
from payroll import models, reasons
from payroll.queries import paid, posts
from payroll.queries.submissions import newest_versions

SENT_AND_ANSWERED = ("accepted", "rejected", "held", "unknown", "awaiting")

Period: TypeAlias = models.PayPeriod


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of how many, for a bar."""

    done: int
    total: int

    @property
    def complete(self) -> bool:
        """Whether nothing is left."""
        return self.done >= self.total


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


def current_period(*, actor: actors.Actor) -> models.PayPeriod:
    """The period that the provider is paying: the next payday's, else the last one's. Raises `Invalid`."""
    periods = periods_of(actor=actor)
    coming = periods.filter(payday__gte=actor.today).order_by("payday").first()
    period = coming or periods.order_by("-payday").first()
    if period is None:
        raise errors.Invalid("Your organisation has no pay period yet. Ask your manager to add one.")
    return period


def periods_of(*, actor: actors.Actor) -> "QuerySet[models.PayPeriod]":
    """The pay periods of the actor's organisation in their council."""
    rows = models.PayPeriod.objects.filter(council_id=actor.council_id)
    mine = rows.filter(group__organisation_id=actor.organisation_id) if actor.organisation_id else rows.none()
    return mine.select_related("group__organisation")


def periods_with_counts(*, actor: actors.Actor) -> "QuerySet[models.PayPeriod]":
    """The organisation's periods, the newest payday first, with their payruns counted."""
    runs = scope.visible_to(models.Payrun.objects.filter(period=OuterRef("pk")), actor)

    def counted(rows: "QuerySet[models.Payrun]") -> Coalesce:
        return Coalesce(Subquery(rows.order_by().values("period").annotate(n=Count("pk")).values("n")), 0)

    return (
        periods_of(actor=actor)
        .annotate(
            runs=counted(runs),
            ready=counted(runs.filter(state="ready")),
            approved=counted(runs.filter(state="approved")),
        )
        .order_by("-payday", "pk")
    )


def waiting_sheets(*, actor: actors.Actor) -> dict[uuid.UUID, str]:
    """The sheets that wait for this person's approval, each with the digest of what it says."""
    rows = models.Timesheet.objects.filter(state="submitted").order_by("pk")
    return dict(scope.visible_to(rows, actor).values_list("pk", "digest"))


def payruns(period: models.PayPeriod, *, actor: actors.Actor) -> "QuerySet[models.Payrun]":
    """The period's payruns that the actor reaches."""
    return scope.visible_to(models.Payrun.objects.filter(period=period), actor)


def needs_calculation(period: models.PayPeriod, *, actor: actors.Actor) -> bool:
    """Whether an employer with someone to pay has no payrun yet, or one that nobody has asked for."""
    due = posts.due_in(period, actor=actor)
    runs = payruns(period, actor=actor)
    waits = runs.filter(state="due", kind=models.Payrun.Kind.REGULAR)
    return due.exclude(employer__in=runs.values("employer")).exists() or waits.exists()


def calculation_progress(period: models.PayPeriod, *, actor: actors.Actor) -> Progress:
    """Payruns that have been worked out."""
    counts = payruns(period, actor=actor).aggregate(
        total=Count("pk"), waiting=Count("pk", filter=Q(state="requested"))
    )
    return Progress(counts["total"] - counts["waiting"], counts["total"])


@dataclass(frozen=True, slots=True)
class Calculated:
    """What came out of a calculation: payruns by state, and the posts that they leave out."""

    ready: int
    blocked: int
    missing_posts: int
    blocked_posts: int


def calculated(period: models.PayPeriod, *, actor: actors.Actor) -> Calculated:
    """What has come out so far, of the payruns that are not approved."""
    runs = payruns(period, actor=actor).exclude(state="approved")
    counts = runs.aggregate(
        ready=Count("pk", filter=Q(state="ready")), blocked=Count("pk", filter=Q(state="blocked"))
    )
    worked_out = runs.filter(state__in=["ready", "blocked"]).values_list("exceptions", flat=True)
    kinds = [one["kind"] for run in worked_out for one in run]
    return Calculated(
        **counts, missing_posts=kinds.count(reasons.MISSING), blocked_posts=kinds.count(reasons.BLOCKED)
    )


def ready_payruns(period: models.PayPeriod, *, actor: actors.Actor) -> list[uuid.UUID]:
    """Payruns that a second person can approve, in the order of the employers' names."""
    rows = payruns(period, actor=actor).filter(state="ready").order_by("employer__name", "pk")
    return list(rows.values_list("pk", flat=True))


def report_progress(period: models.PayPeriod, *, actor: actors.Actor) -> Progress:
    """Submissions of the period that HMRC has answered, or that wait for a person."""
    rows = scope.visible_to(models.Submission.objects.filter(payrun__period=period), actor)
    counts = rows.aggregate(total=Count("pk"), done=Count("pk", filter=Q(state__in=SENT_AND_ANSWERED)))
    return Progress(counts["done"], counts["total"])


def bank_file_progress(period: models.PayPeriod, *, actor: actors.Actor) -> Progress:
    """The provider's payments of the payday that are in a bank file."""
    due = paid.payment_counts(organisation_id=period.group.organisation_id, due_on=period.payday, actor=actor)
    return Progress(due.get("in_file", 0), sum(due.values()))


def payments_due(period: models.PayPeriod, *, actor: actors.Actor) -> int:
    """How many of the actor's payments of the payday are in no bank file yet."""
    organisation_id = period.group.organisation_id
    due = paid.payment_counts(organisation_id=organisation_id, due_on=period.payday, actor=actor)
    return due.get("due", 0)


def figures(period: models.PayPeriod, *, actor: actors.Actor) -> Figures:
    """The month's totals, each read from the table that it speaks of."""
    runs = payruns(period, actor=actor)
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
