"""A time to come in which an employer will pay nobody."""

from datetime import date
from typing import ClassVar, cast

from django.contrib.postgres import constraints
from django.db import models
from django.db.models import Q

from dpss.access import policy
from dpss.access.models import base


class InactiveTime(base.Keyed, base.SubjectRow, base.Dated):
    """Whole tax months to come in which nobody will be paid, up to twelve of them.

    HMRC is told once, in the tax month before. It can be taken back until then.
    """

    sees: ClassVar[str] = policy.PAY

    employer = models.ForeignKey("payroll.Employer", on_delete=models.PROTECT, related_name="inactive_times")
    asked_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            constraints.ExclusionConstraint(
                name="inactive_time_one_at_a_time",
                expressions=[("employer", "="), ("during", "&&")],
                condition=Q(taken_back_at=None),
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_by=None)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
                name="inactive_time_taken_back_by_somebody",
            ),
        ]

    @property
    def first_day(self) -> date:
        """A 6th."""
        return cast("date", self.during.lower)

    @property
    def last_day(self) -> date:
        """A 5th."""
        return cast("date", self.during.upper) - date.resolution
