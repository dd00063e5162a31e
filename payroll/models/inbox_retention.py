"""How long a payroll provider keeps what came into its hours inbox and is done with."""

from typing import ClassVar

from django.contrib.postgres import constraints
from django.db import models
from django.db.models import Q

from dpss.access.models import base
from payroll.models import decided


class InboxRetention(base.Keyed, base.OrganisationRow, decided.Decided):
    """From a day on, papers of the inbox are removed so many months after they are done with.

    Without a row nothing is removed.
    """

    MOST: ClassVar[int] = 120

    months = models.PositiveSmallIntegerField()

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
