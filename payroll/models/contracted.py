"""Contracted time that is paid without a sheet, as agreed; and what was put right once the sheet came in."""

from datetime import date
from typing import ClassVar

from django.contrib.postgres import constraints
from django.db import models

from dpss.access import policy
from dpss.access.models import base


class ContractedPay(base.Keyed, base.SubjectRow, base.Dated):
    """Employer and PA agree that a post's contracted hours are paid without a sheet, always or when late.

    Always is standing pay. When late, an officer may pay them at the deadline and the sheet is settled later.
    """

    sees: ClassVar[str] = policy.PAY

    class When(models.TextChoices):
        ALWAYS = "always", "Standing pay: no sheet is needed"
        LATE = "late", "Only when the sheet is late: correct it with the next payday"

    employment = models.ForeignKey(
        "payroll.Employment", on_delete=models.PROTECT, related_name="contracted_pay"
    )
    when = models.CharField(max_length=6, choices=When.choices)
    employer_agreed = models.CharField(max_length=150)
    employer_agreed_on = models.DateField()
    assistant_agreed_on = models.DateField()
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "agreement to pay contracted hours"
        constraints = [
            constraints.ExclusionConstraint(
                name="contracted_pay_one_at_a_time", expressions=[("employment", "="), ("during", "&&")]
            ),
            models.CheckConstraint(
                condition=models.Q(when__in=["always", "late"]), name="contracted_pay_when"
            ),
            models.CheckConstraint(
                condition=~models.Q(employer_agreed=""), name="contracted_pay_says_who_agreed"
            ),
        ]

    @property
    def first_day(self) -> date:
        """The day from which it holds."""
        return self.during.lower or date.min


class SheetCorrection(base.Keyed, base.SubjectRow):
    """The difference between the contracted time that was paid and the sheet that came in after it.

    It stands on the payslip that pays or takes back the difference: `amount` is negative where it takes back.
    """

    sees: ClassVar[str] = policy.MONEY

    sheet = models.OneToOneField("payroll.Timesheet", on_delete=models.PROTECT, related_name="correction")
    paid_sheet = models.OneToOneField(
        "payroll.Timesheet", on_delete=models.PROTECT, related_name="corrected_by"
    )
    payslip = models.ForeignKey("payroll.Payslip", on_delete=models.PROTECT, related_name="corrections")
    minutes = models.IntegerField()
    amount = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = "correction of contracted pay"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(sheet=models.F("paid_sheet")), name="sheet_correction_of_another_sheet"
            )
        ]
