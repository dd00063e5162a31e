"""What an off-cycle run pays: time on a sheet, and sums that are not on any sheet."""

from decimal import Decimal
from typing import ClassVar, Final

from django.db import models

from dpss.access import policy
from dpss.access.models import base

_AMOUNTS: Final = ("bonus", "holiday_hours", "holiday_pay", "notice_pay", "redundancy")


class OffCyclePay(base.Keyed, base.SubjectRow):
    """What one PA is paid outside the usual payday, in pounds before deductions, and who entered it.

    `with_time` pays the approved sheet of the run's period as well; `left_out` is the one that somebody has
    said final pay does not pay. `holiday_pay` is holiday that was earned and not taken, `holiday_hours` its
    hours. Redundancy pay is neither taxed nor part of gross pay.
    """

    sees: ClassVar[str] = policy.MONEY

    class Why(models.TextChoices):
        MISSED = "missed", "A timesheet that missed its payday"
        URGENT = "urgent", "Urgent pay before the usual payday"
        BONUS = "bonus", "A bonus"
        FINAL = "final", "Final pay of somebody who has left"
        AFTER = "after", "More pay for somebody who has had their final pay"

    payrun = models.OneToOneField("payroll.Payrun", on_delete=models.PROTECT, related_name="off_cycle")
    employment = models.ForeignKey(
        "payroll.Employment", on_delete=models.PROTECT, related_name="off_cycle_pay"
    )
    why = models.CharField(max_length=6, choices=Why.choices)
    with_time = models.BooleanField(default=False)
    left_out = models.ForeignKey(
        "payroll.Timesheet", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    bonus = models.DecimalField(max_digits=9, decimal_places=2, default=0)
    bonus_for = models.CharField(max_length=60, blank=True)
    holiday_hours = models.DecimalField(max_digits=7, decimal_places=2, default=0)
    holiday_pay = models.DecimalField(max_digits=9, decimal_places=2, default=0)
    notice_pay = models.DecimalField(max_digits=9, decimal_places=2, default=0)
    redundancy = models.DecimalField(max_digits=9, decimal_places=2, default=0)
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(**{f"{name}__gte": 0 for name in _AMOUNTS}), name="off_cycle_amounts"
            ),
            models.CheckConstraint(
                condition=models.Q(bonus=0, bonus_for="") | models.Q(bonus__gt=0) & ~models.Q(bonus_for=""),
                name="off_cycle_bonus_says_what_for",
            ),
            models.CheckConstraint(
                condition=models.Q(redundancy__lte=30000), name="off_cycle_redundancy_is_tax_free"
            ),
            models.CheckConstraint(
                condition=models.Q(left_out=None) | models.Q(why="final", with_time=False),
                name="off_cycle_leaves_out_what_it_does_not_pay",
            ),
        ]
        indexes = [models.Index(fields=["employment"], name="off_cycle_of_employment")]

    @property
    def beside_time(self) -> Decimal:
        """What is paid that is not on a sheet, in pounds."""
        return self.bonus + self.holiday_pay + self.notice_pay + self.redundancy
