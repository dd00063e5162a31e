"""How long a payroll provider keeps what came into its hours inbox and is done with."""

from datetime import date
from typing import ClassVar, cast

from django.contrib.postgres import constraints
from django.db import models
from django.db.models import Q

from dpss.access.models import base


class InboxRetention(base.Keyed, base.OrganisationRow, base.Dated):
    """From a day on, papers of the inbox are removed so many months after they are done with.

    `owner` is whose decision it is, in the provider or the council. Without a row nothing is removed.
    """

    MOST: ClassVar[int] = 120

    months = models.PositiveSmallIntegerField()
    owner = models.CharField(max_length=150)
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "time that papers of the inbox are kept"
        constraints = [
            constraints.ExclusionConstraint(
                name="inbox_retention_one_at_a_time",
                expressions=[("council", "="), ("organisation", "="), ("during", "&&")],
            ),
            models.CheckConstraint(
                condition=Q(months__gte=1, months__lte=120) & ~Q(owner=""),
                name="inbox_retention_says_how_long_and_whose",
            ),
        ]

    @property
    def first_day(self) -> date:
        """The day from which it holds; there always is one."""
        return cast("date", self.during.lower)
