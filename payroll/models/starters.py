"""What a PA earned and paid in tax before they came: the P45 of an earlier job."""

from typing import ClassVar

import pghistory
from django.db import models

from dpss.access import policy
from dpss.access.models import base


@pghistory.track()
class EarlierJob(base.Keyed, base.SubjectRow):
    """What the P45 of a starter says of the tax year in which they came; its pay and tax count here.

    `pay` and `tax` are empty for a week 1/month 1 code, whose figures do not count. One that was entered for
    nothing is `withdrawn`: nothing of it counts any more.
    """

    sees: ClassVar[str] = policy.MONEY

    employment = models.ForeignKey(
        "payroll.Employment", on_delete=models.PROTECT, related_name="earlier_jobs"
    )
    tax_year = models.CharField(max_length=7)
    leaving_date = models.DateField()
    tax_code = models.CharField(max_length=10)
    non_cumulative = models.BooleanField(default=False)
    week = models.PositiveSmallIntegerField(null=True, blank=True)
    month = models.PositiveSmallIntegerField(null=True, blank=True)
    pay = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    tax = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    student_loan = models.BooleanField(default=False)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employment", "tax_year"], name="earlier_job_once_a_year"),
            models.CheckConstraint(
                condition=models.Q(pay=None, tax=None) | models.Q(tax__gte=0, pay__gte=models.F("tax")),
                name="earlier_job_pay_and_tax",
            ),
        ]
