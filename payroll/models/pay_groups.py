"""By which calendar an employer's PAs are paid, from a day to a day."""

from typing import ClassVar

from django.contrib.postgres import constraints
from django.db import models

from dpss.access import policy
from dpss.access.models import base


class EmployersPayGroup(base.Keyed, base.SubjectRow, base.Dated):
    """The pay group of an employer, and so the payroll provider that pays for the periods which begin then.

    A period is the employer's where its first day lies within. The newest is also `Employer.pay_group`.
    """

    sees: ClassVar[str] = policy.IDENTITY

    employer = models.ForeignKey("payroll.Employer", on_delete=models.PROTECT, related_name="pay_groups")
    group = models.ForeignKey("payroll.PayGroup", on_delete=models.PROTECT, related_name="members")

    class Meta:
        verbose_name = "pay group of an employer"
        constraints = [
            constraints.ExclusionConstraint(
                name="employers_pay_group_one_at_a_time", expressions=[("employer", "="), ("during", "&&")]
            ),
        ]
