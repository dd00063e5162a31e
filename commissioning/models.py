"""What a commissioner decides from: published bases, providers' invoices, and measures as counts."""

from django.db import models

from dpss.access.models import base


class PublishedFigure(base.Keyed, base.CouncilRow):
    """A figure that the council has published, with its source: a base for shares, never computed here."""

    code = models.CharField(max_length=40)
    value = models.DecimalField(max_digits=14, decimal_places=4)
    as_of = models.DateField()
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "code", "as_of"], name="published_figure_once")
        ]


class ProviderInvoice(base.Keyed, base.CouncilRow):
    """A provider's bill for one lot and month, for a number of people."""

    class State(models.TextChoices):
        RECEIVED = "received", "Received"
        ACCEPTED = "accepted", "Accepted"

    lot = models.ForeignKey("contracts.Lot", on_delete=models.PROTECT, related_name="invoices")
    organisation = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=30)
    month = models.DateField()
    people = models.PositiveIntegerField()
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="invoice_number_once"),
            models.UniqueConstraint(fields=["lot", "organisation", "month"], name="invoice_once_a_month"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="invoice_amount"),
            models.CheckConstraint(
                condition=models.Q(state__in=["received", "accepted"]), name="invoice_state"
            ),
        ]


class Measure(base.Keyed, base.CouncilRow):
    """One counted figure on one day, for one provider or for all: counts only, nobody's name."""

    code = models.CharField(max_length=40)
    organisation = models.ForeignKey(
        "access.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    day = models.DateField()
    numerator = models.DecimalField(max_digits=14, decimal_places=2)
    denominator = models.DecimalField(max_digits=14, decimal_places=2)
    measured_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["council", "code", "organisation", "day"],
                nulls_distinct=False,
                name="measure_once_a_day",
            )
        ]
