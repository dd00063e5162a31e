"""Wages that were paid too high, as a correction found: what is done about them is decided once."""

from typing import ClassVar

from django.db import models

from dpss.access import policy
from dpss.access.models import base
from payroll import states


class Overpayment(base.Keyed, base.SubjectRow):
    """What a PA was paid above a corrected payslip, in pounds, and whether it is won back or written off.

    `deduction` is the agreement by which later wages win it back. Until they do it is a cost of the employer.
    """

    sees: ClassVar[str] = policy.MONEY
    machine = states.OVERPAYMENT

    payslip = models.OneToOneField("payroll.Payslip", on_delete=models.PROTECT, related_name="overpayment")
    employment = models.ForeignKey(
        "payroll.Employment", on_delete=models.PROTECT, related_name="overpayments"
    )
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    state = models.CharField(max_length=11, choices=machine.choices, default=machine.initial)
    deduction = models.OneToOneField(
        "payroll.Deduction", null=True, blank=True, on_delete=models.PROTECT, related_name="overpayment"
    )
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="overpayment_amount"),
            models.CheckConstraint(
                condition=models.Q(state="open", decided_by=None, deduction=None)
                | models.Q(state="agreed", decided_by__isnull=False, deduction__isnull=False)
                | models.Q(state="written_off", decided_by__isnull=False, deduction=None)
                & ~models.Q(reason=""),
                name="overpayment_is_decided_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["employment"], condition=models.Q(state="open"), name="overpayment_open")
        ]
