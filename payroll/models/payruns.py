"""Payruns: one for an employer and a period; payslips; and what an employer who pays must pay."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Final

from django.db import models
from django.db.models.functions import Coalesce

from dpss.access import policy, sealing
from dpss.access.models import base
from payroll import states


class Payrun(base.Keyed, base.SubjectRow):
    """One employer's wages for one period. A later `run` pays the sheets that missed the one before.

    An off-cycle run pays one PA on a day of its own (`own_payday`, with the tax year and week or month that
    follow from it): what is in its `OffCyclePay`. A final one is what a leaver is paid last.

    `dues_seen_to_at` is when, after the approval, a job looked at what is due about its PAs' pensions.
    `exceptions` lists the posts that it does not pay: employment, name, kind (missing or blocked), why.
    A correction has one payslip, which replaces `corrects`, and its `reason`; its sums are what it changes,
    so that the sums of a period's payruns are always what was paid.
    """

    sees: ClassVar[str] = policy.PAY
    machine = states.PAYRUN

    class Kind(models.TextChoices):
        REGULAR = "regular", "Payrun"
        CORRECTION = "correction", "Correction"
        OFF_CYCLE = "off_cycle", "Off-cycle run"
        FINAL = "final", "Final run"

    employer = models.ForeignKey("payroll.Employer", on_delete=models.PROTECT, related_name="payruns")
    period = models.ForeignKey("payroll.PayPeriod", on_delete=models.PROTECT, related_name="payruns")
    run = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.REGULAR)
    corrects = models.OneToOneField(
        "payroll.Payslip", null=True, blank=True, on_delete=models.PROTECT, related_name="correction"
    )
    reason = models.TextField(blank=True)
    own_payday = models.DateField(null=True, blank=True)
    own_tax_year = models.CharField(max_length=7, blank=True)
    own_tax_period = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=machine.choices, default=machine.initial)
    requested_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    requested_at = models.DateTimeField(null=True, blank=True)
    calculated_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    dues_seen_to_at = models.DateTimeField(null=True, blank=True)
    exceptions = models.JSONField(default=list)
    payslip_count = models.PositiveSmallIntegerField(default=0)
    minutes = models.IntegerField(default=0)
    gross = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    net = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    hmrc = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    pension = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    employment_allowance = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    employer_cost = models.DecimalField(max_digits=12, decimal_places=2, default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employer", "period", "run"], name="payrun_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=list(states.PAYRUN.states)), name="payrun_state"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="approved")
                | models.Q(approved_by__isnull=False) & ~models.Q(approved_by=models.F("requested_by")),
                name="payrun_approved_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="regular", corrects=None)
                | models.Q(kind__in=["off_cycle", "final"], corrects=None) & ~models.Q(reason="")
                | models.Q(kind="correction", corrects__isnull=False) & ~models.Q(reason=""),
                name="payrun_correction_says_of_what_and_why",
            ),
            models.CheckConstraint(
                condition=models.Q(own_payday=None, own_tax_year="", own_tax_period=None)
                & ~models.Q(kind__in=["off_cycle", "final"])
                | models.Q(own_payday__isnull=False, own_tax_period__isnull=False)
                & ~models.Q(own_tax_year="")
                & ~models.Q(kind="regular"),
                name="payrun_own_payday_is_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["period", "state"], name="payrun_of_period"),
            models.Index(
                fields=["own_payday"],
                condition=models.Q(own_payday__isnull=False),
                name="payrun_own_payday",
            ),
            models.Index(
                fields=["requested_at", "id"], condition=models.Q(state="requested"), name="payrun_requested"
            ),
            models.Index(
                fields=["approved_at", "id"],
                condition=models.Q(state="approved", dues_seen_to_at=None),
                name="payrun_dues_to_see_to",
            ),
        ]

    @property
    def payday(self) -> date:
        """The day on which it pays: its own, or that of its period."""
        return self.own_payday or self.period.payday


def paid_on(prefix: str = "") -> Coalesce:
    """The payday of a payrun, for queries; `prefix` leads to the payrun, such as `payrun__`."""
    return Coalesce(f"{prefix}own_payday", f"{prefix}period__payday")


def paid_in_year(tax_year: str) -> models.Q:
    """The payruns whose payday is in a tax year."""
    return models.Q(own_tax_year=tax_year) | models.Q(own_tax_year="", period__tax_year=tax_year)


class Payslip(base.Keyed, base.SubjectRow):
    """One PA's pay for one period: the figures, the lines that explain them, and what they came from.

    `approved_at` is the moment at which its payrun was approved: from then on nothing of it changes, and
    the PA sees it. Until then it is a draft, which working the payrun out again replaces. `attached` is taken
    for others and `kept` by the employer: orders, their fees and what was agreed. One that was wrong is
    replaced by another, which names it and says why: from `replaced_at` on only the other counts. Off-cycle
    pay that is not for time on a sheet has no timesheet.
    """

    sees: ClassVar[str] = policy.MONEY

    payrun = models.ForeignKey(Payrun, on_delete=models.PROTECT, related_name="payslips")
    employment = models.ForeignKey("payroll.Employment", on_delete=models.PROTECT, related_name="payslips")
    timesheet = models.ForeignKey(
        "payroll.Timesheet", null=True, blank=True, on_delete=models.PROTECT, related_name="payslips"
    )
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replacement"
    )
    replaces_because = models.TextField(blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)
    payday = models.DateField()
    tax_year = models.CharField(max_length=7)
    inputs = models.JSONField()
    result = models.JSONField()
    # Some of the result, where no more of it was read.
    parts: Mapping[str, Any] | None = None
    rates_sha256 = models.CharField(max_length=64)
    gross = models.DecimalField(max_digits=12, decimal_places=2)
    non_taxable = models.DecimalField(max_digits=12, decimal_places=2)
    tax = models.DecimalField(max_digits=12, decimal_places=2)
    ni_employee = models.DecimalField(max_digits=12, decimal_places=2)
    ni_employer = models.DecimalField(max_digits=12, decimal_places=2)
    student_loan = models.DecimalField(max_digits=12, decimal_places=2)
    postgraduate_loan = models.DecimalField(max_digits=12, decimal_places=2)
    pension_employee = models.DecimalField(max_digits=12, decimal_places=2)
    pension_employer = models.DecimalField(max_digits=12, decimal_places=2)
    attached = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    kept = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    net = models.DecimalField(max_digits=12, decimal_places=2)
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["payrun", "employment"], name="payslip_once"),
            models.UniqueConstraint(
                fields=["timesheet"], condition=models.Q(replaces=None), name="payslip_pays_a_sheet_once"
            ),
            models.UniqueConstraint(
                fields=["timesheet"],
                condition=models.Q(approved_at__isnull=False, replaced_at=None),
                name="payslip_counts_for_a_sheet_once",
            ),
            models.CheckConstraint(
                condition=models.Q(replaces=None, replaces_because="")
                | models.Q(replaces__isnull=False) & ~models.Q(replaces_because=""),
                name="payslip_says_why_it_replaces",
            ),
            models.CheckConstraint(
                condition=models.Q(replaced_at=None) | models.Q(approved_at__isnull=False),
                name="payslip_replaced_was_approved",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    net=models.F("gross")
                    + models.F("non_taxable")
                    - models.F("tax")
                    - models.F("ni_employee")
                    - models.F("student_loan")
                    - models.F("postgraduate_loan")
                    - models.F("pension_employee")
                    - models.F("attached")
                    - models.F("kept")
                ),
                name="payslip_net_is_gross_less_deductions",
            ),
            models.CheckConstraint(condition=models.Q(net__gte=0), name="payslip_net_not_negative"),
        ]
        indexes = [models.Index(fields=["employment", "-payday"], name="payslip_of_employment")]

    @property
    def told(self) -> Mapping[str, Any]:
        """The result, or as much of it as was read: the year to date and what was deducted, at the least."""
        return self.result if self.parts is None else self.parts


# The payslips that pay what a period owes a post; a bonus paid meanwhile does not.
PAYS_THE_PERIOD: Final = models.Q(timesheet__isnull=False) | models.Q(payrun__kind="final")


class PaymentInstruction(base.Keyed, base.SubjectRow):
    """An employer who pays wages themselves must pay this, to this PA, by this day.

    The bank details are those of the day it was made: the employer may not see the PA's own record.
    `taken_back` counts how often somebody said that it was paid and took that back. `in_books` is false until
    the ledger has followed what staff wrote down for the employer.
    """

    sees: ClassVar[str] = policy.PAY
    machine = states.INSTRUCTION

    payslip = models.OneToOneField(Payslip, on_delete=models.PROTECT, related_name="instruction")
    employer = models.ForeignKey("payroll.Employer", on_delete=models.PROTECT, related_name="instructions")
    payee_name = models.CharField(max_length=150)
    sort_code = sealing.SealedField()
    account_number = sealing.SealedField()
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    reference = models.CharField(max_length=18)
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=machine.choices, default=machine.initial)
    confirmed_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    taken_back = models.PositiveSmallIntegerField(default=0)
    in_books = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="instruction_amount"),
            models.CheckConstraint(
                condition=models.Q(state__in=list(states.INSTRUCTION.states)), name="instruction_state"
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=models.Q(in_books=False), name="instruction_to_book")
        ]
