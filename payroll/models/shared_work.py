"""Shifts that two employers have together: the care of a couple, a sleep-in for both."""

from datetime import date, timedelta
from typing import ClassVar, cast

from django.contrib.postgres import constraints
from django.db import models

from dpss.access import policy
from dpss.access.models import base


class SharedWork(base.Keyed, base.SubjectRow, base.Dated):
    """One employer's side of an agreement that a PA's shifts are worked for two of them, and paid by both.

    The two sides have the same `agreement` and days. This one pays `parts`, the other pays `other_parts`.
    A penny that cannot be split is paid by the larger remainder, and among equal ones by the side that
    `comes_first`.
    """

    sees: ClassVar[str] = policy.PAY

    agreement = models.UUIDField()
    employment = models.ForeignKey("payroll.Employment", on_delete=models.PROTECT, related_name="shared_work")
    parts = models.PositiveSmallIntegerField()
    other_parts = models.PositiveSmallIntegerField()
    other_name = models.CharField(max_length=150)
    comes_first = models.BooleanField()
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "agreement of shared shifts"
        verbose_name_plural = "agreements of shared shifts"
        constraints = [
            constraints.ExclusionConstraint(
                name="shared_work_one_at_a_time", expressions=[("employment", "="), ("during", "&&")]
            ),
            models.UniqueConstraint(fields=["agreement", "comes_first"], name="shared_work_has_two_sides"),
            models.CheckConstraint(
                condition=models.Q(parts__gt=0, other_parts__gt=0) & ~models.Q(other_name=""),
                name="shared_work_says_who_pays_what",
            ),
        ]

    @property
    def first_day(self) -> date:
        """The first day; an agreement always has one."""
        return cast("date", self.during.lower)

    @property
    def last_day(self) -> date | None:
        """The last day, None while it goes on."""
        return self.during.upper - timedelta(days=1) if self.during.upper else None
