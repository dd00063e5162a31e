"""Pay that is held back: one PA's wages of one period, with the reason."""

from typing import ClassVar

from django.db import models

from dpss.access import policy
from dpss.access.models import base
from payroll import states


class HeldPay(base.Keyed, base.SubjectRow):
    """A post's pay of one period, held back by somebody until somebody releases it."""

    sees: ClassVar[str] = policy.PAY
    machine = states.HELD_PAY

    employment = models.ForeignKey("payroll.Employment", on_delete=models.PROTECT, related_name="held_pay")
    period = models.ForeignKey("payroll.PayPeriod", on_delete=models.PROTECT, related_name="held_pay")
    state = models.CharField(max_length=8, choices=machine.choices, default=machine.initial)
    reason = models.TextField()
    held_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    held_at = models.DateTimeField()
    released_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    released_at = models.DateTimeField(null=True, blank=True)
    release_reason = models.TextField(blank=True)

    class Meta:
        verbose_name = "held pay"
        constraints = [
            models.UniqueConstraint(
                fields=["employment", "period"],
                condition=models.Q(state="held"),
                name="held_pay_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state="held", released_by=None, released_at=None)
                | models.Q(state="released", released_by__isnull=False, released_at__isnull=False)
                & ~models.Q(release_reason=""),
                name="held_pay_is_released_by_somebody",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="held_pay_has_a_reason"),
        ]
        indexes = [models.Index(fields=["period"], condition=models.Q(state="held"), name="held_pay_open")]
