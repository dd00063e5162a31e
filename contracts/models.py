"""Councils' contracts for the support service: lots, who holds them, at what price."""

import pghistory
from django.contrib.postgres import constraints, fields
from django.db import models

from dpss.access.models import base


class Contract(base.Keyed, base.CouncilRow):
    """One commission: its core term, its longest possible term, and the ceiling that was approved."""

    name = models.CharField(max_length=100)
    starts = models.DateField()
    core_ends = models.DateField()
    longest_ends = models.DateField()
    ceiling = models.DecimalField(max_digits=12, decimal_places=2)
    ceiling_source = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts__lt=models.F("core_ends"), core_ends__lte=models.F("longest_ends")),
                name="contract_dates_in_order",
            )
        ]


class Lot(base.Keyed, base.CouncilRow):
    """A part of a contract: the strategic partner's support, or the approved list of payroll providers."""

    class Kind(models.TextChoices):
        SUPPORT = "support", "Support"
        PAYROLL = "payroll", "Payroll"

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="lots")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    first_year_value = models.DecimalField(max_digits=12, decimal_places=2)
    growth = models.DecimalField(max_digits=6, decimal_places=4)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="lot_number_once"),
            models.CheckConstraint(condition=models.Q(kind__in=["support", "payroll"]), name="lot_kind"),
        ]


@pghistory.track()
class Award(base.Keyed, base.CouncilRow):
    """A provider holds a lot from a day to a day."""

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="awards")
    organisation = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="awards")
    during = fields.DateRangeField()

    class Meta:
        constraints = [
            constraints.ExclusionConstraint(
                name="award_once_at_a_time",
                expressions=[("lot", "="), ("organisation", "="), ("during", "&&")],
            )
        ]
