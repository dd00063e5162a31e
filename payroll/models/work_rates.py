"""What a contract pays for kinds of work that have a rate of their own."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower

from dpss.access import policy
from dpss.access.models import base


class WorkRate(base.SubjectRow):
    """The hourly rate of one kind of work, such as weekends or waking nights, as long as its terms hold."""

    sees: ClassVar[str] = policy.PAY

    terms = models.ForeignKey("payroll.EmploymentTerms", on_delete=models.CASCADE, related_name="rates")
    name = models.CharField(max_length=40)
    hourly_rate = models.DecimalField(max_digits=10, decimal_places=4)

    class Meta:
        constraints = [
            models.UniqueConstraint("terms", Lower("name"), name="work_rate_named_once"),
            models.CheckConstraint(
                condition=~models.Q(name="") & models.Q(hourly_rate__gt=0), name="work_rate_has_a_name"
            ),
        ]
