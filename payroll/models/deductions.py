"""What comes off a post's wages besides tax and pension: orders as their papers say, and what was agreed."""

from datetime import date
from typing import ClassVar, Final

import pghistory
from django.contrib.postgres import constraints
from django.contrib.postgres.fields import RangeOperators
from django.db import models

from dpss.access import policy
from dpss.access.models import base

_DAYS: Final = models.Func("first_day", "stops_on", function="daterange")


@pghistory.track()
class Deduction(base.Keyed, base.SubjectRow):
    """An order, or something agreed, by which money comes off a post's wages.

    `reference` is the paper's own, or the name of what was agreed; `sender` is who gets the money, empty
    where the employer keeps it. It counts for paydays from `first_day`, and from `stops_on` for none. What
    was taken stands on the payslips alone.
    """

    sees: ClassVar[str] = policy.MONEY

    class Kind(models.TextChoices):
        CHILD_MAINTENANCE = "child_maintenance", "Child maintenance"
        COUNCIL_TAX = "council_tax", "Council tax order"
        COURT_PRIORITY = "court_priority", "Court order for maintenance or a fine"
        COURT_DEBT = "court_debt", "Court order for a judgment debt"
        DIRECT_EARNINGS = "direct_earnings", "Benefit debt"
        OVERPAYMENT = "overpayment", "Overpaid wages"
        VOLUNTARY = "voluntary", "Voluntary deduction"

    employment = models.ForeignKey("payroll.Employment", on_delete=models.PROTECT, related_name="deductions")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    sender = models.CharField(max_length=150, blank=True)
    reference = models.CharField(max_length=60)
    made = models.DateField()
    first_day = models.DateField()
    stops_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="overpayment", sender="")
                | models.Q(
                    kind__in=[
                        "child_maintenance", "council_tax", "court_priority", "court_debt",
                        "direct_earnings", "voluntary",
                    ]
                ) & ~models.Q(sender=""),
                name="deduction_goes_to_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(stops_on=None) | models.Q(stops_on__gte=models.F("first_day")),
                name="deduction_days_in_order",
            ),
            constraints.ExclusionConstraint(
                name="deduction_reference_once",
                expressions=[
                    ("employment", RangeOperators.EQUAL),
                    ("reference", RangeOperators.EQUAL),
                    (_DAYS, RangeOperators.OVERLAPS),
                ],
            ),
        ]  # fmt: skip


@pghistory.track()
class DeductionTerms(base.Keyed, base.SubjectRow, base.Dated):
    """What a deduction takes from a day, in pounds for each payday.

    `normal` is what each payday gives and `protected` what a court leaves; a benefit debt has a `schedule`
    of the table instead. `owed` is what the sender says is owed on the first of these days; None where
    nothing new is said of it. `carried` and `protected_carried` are what the payroll before could not take,
    and what of the protected earnings it could not leave; they stand on the first terms alone.
    """

    sees: ClassVar[str] = policy.MONEY

    deduction = models.ForeignKey(Deduction, on_delete=models.PROTECT, related_name="terms")
    normal = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    protected = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    schedule = models.CharField(
        max_length=8, blank=True, choices=[("standard", "Standard"), ("higher", "Higher")]
    )
    fee = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    owed = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    carried = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    protected_carried = models.DecimalField(max_digits=12, decimal_places=2, default=0)

    class Meta:
        constraints = [
            constraints.ExclusionConstraint(
                name="deduction_terms_one_at_a_time", expressions=[("deduction", "="), ("during", "&&")]
            ),
            models.CheckConstraint(
                condition=models.Q(fee__gte=0, carried__gte=0, protected_carried__gte=0)
                & (models.Q(normal=None) | models.Q(normal__gt=0))
                & (models.Q(protected=None) | models.Q(protected__gte=0))
                & (models.Q(owed=None) | models.Q(owed__gt=0)),
                name="deduction_terms_amounts",
            ),
            models.CheckConstraint(
                condition=models.Q(schedule="") | models.Q(normal=None), name="deduction_terms_one_way"
            ),
        ]

    @property
    def begins(self) -> date:
        """The first of these days."""
        first: date = self.during.lower  # type: ignore[assignment]
        return first
