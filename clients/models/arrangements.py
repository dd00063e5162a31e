"""Who serves a client, and from when to when."""

from typing import ClassVar

from django.contrib.postgres import constraints
from django.db import models

from dpss.access import policy
from dpss.access.models import base


class Placement(base.Keyed, base.SubjectRow, base.Dated):
    """Who serves a client for one lot: a provider, their own payroll firm, or nobody because they do it."""

    sees: ClassVar[str] = policy.IDENTITY

    class Lot(models.TextChoices):
        SUPPORT = "support", "Support"
        PAYROLL = "payroll", "Payroll"

    class Arrangement(models.TextChoices):
        PROVIDER = "provider", "A provider of the support service"
        OWN_FIRM = "own_firm", "Their own payroll firm"
        SELF = "self", "They run it themselves"

    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="placements")
    lot = models.CharField(max_length=10, choices=Lot.choices)
    arrangement = models.CharField(max_length=10, choices=Arrangement.choices)
    organisation = models.ForeignKey(
        "access.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            constraints.ExclusionConstraint(
                name="placement_one_provider_a_lot",
                expressions=[("client", "="), ("lot", "="), ("during", "&&")],
            ),
            models.CheckConstraint(
                condition=models.Q(arrangement="provider", organisation__isnull=False)
                | models.Q(arrangement__in=["own_firm", "self"], organisation=None),
                name="placement_provider_is_named",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "lot"], name="placement_of_provider")]


class CaseAllocation(base.Keyed, base.SubjectRow, base.Dated):
    """A client is on a support worker's caseload at an organisation, from a day to a day."""

    sees: ClassVar[str] = policy.IDENTITY

    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="allocations")
    user = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="allocations")
    organisation = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            constraints.ExclusionConstraint(
                name="allocation_one_worker_at_a_time", expressions=[("client", "="), ("during", "&&")]
            )
        ]
