"""Sick pay that was held back for a fit note, and what was decided when it came, or never came."""

from typing import ClassVar

from django.db import models

from dpss.access import policy
from dpss.access.models import base


class SickPayArrears(base.Keyed, base.SubjectRow):
    """What becomes of days held back by a decision whose payslip is approved: paid later, or never.

    What is paid is on the payslip of `pay_in`, the first period that was not paid when it was decided.
    """

    sees: ClassVar[str] = policy.MONEY

    class Outcome(models.TextChoices):
        PAY = "pay", "Paid, because the fit note came"
        NEVER = "never", "Not paid"

    decision = models.OneToOneField(
        "payroll.SickPayDecision", on_delete=models.PROTECT, related_name="arrears"
    )
    employment = models.ForeignKey(
        "payroll.Employment", on_delete=models.PROTECT, related_name="sick_arrears"
    )
    pay_in = models.ForeignKey(
        "payroll.PayPeriod", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField(max_length=5, choices=Outcome.choices)
    fit_note_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    amount = models.DecimalField(max_digits=8, decimal_places=2, default=0)
    line = models.JSONField(null=True, blank=True)
    decided_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = "sick pay held back"
        verbose_name_plural = "sick pay held back"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    outcome="pay",
                    pay_in__isnull=False,
                    fit_note_on__isnull=False,
                    amount__gt=0,
                    line__isnull=False,
                )
                | models.Q(outcome="never", pay_in=None, fit_note_on=None, amount=0, line=None)
                & ~models.Q(reason=""),
                name="sick_arrears_are_paid_or_never",
            )
        ]
        indexes = [models.Index(fields=["pay_in", "employment"], name="sick_arrears_of_period")]
