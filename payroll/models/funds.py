"""Payruns that cost more than is on the managed account, and who has said that the money comes."""

from typing import ClassVar

from django.db import models

from dpss.access import policy
from dpss.access.models import base


class FundsDecision(base.Keyed, base.SubjectRow):
    """A payrun may be approved although the account is short, because somebody pays in. Never changed.

    It holds up to the shortfall of which it speaks, in pounds; `agreed_by` is whose word it is.
    """

    sees: ClassVar[str] = policy.PAY

    payrun = models.ForeignKey("payroll.Payrun", on_delete=models.PROTECT, related_name="funds_decisions")
    short_by = models.DecimalField(max_digits=12, decimal_places=2)
    agreed_by = models.CharField(max_length=150)
    reason = models.CharField(max_length=300)
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["payrun", "short_by"], name="funds_decision_once"),
            models.CheckConstraint(
                condition=models.Q(short_by__gt=0) & ~models.Q(agreed_by="") & ~models.Q(reason=""),
                name="funds_decision_says_whose_and_why",
            ),
        ]
