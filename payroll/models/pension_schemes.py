"""The workplace pension scheme of an employer, from a day to a day."""

from typing import ClassVar

import pghistory
from django.contrib.postgres import constraints
from django.db import models
from django.db.models import Q

from dpss.access import policy
from dpss.access.models import base


@pghistory.track()
class PensionScheme(base.Keyed, base.SubjectRow, base.Dated):
    """With whom an employer has its pension scheme, what the shares are of, and how the scheme is paid.

    `employee_share` (tax relief included) and `employer_share` are parts of one, both empty for the least
    that the law allows in the year of the payment.
    """

    sees: ClassVar[str] = policy.PAY

    class Method(models.TextChoices):
        RELIEF_AT_SOURCE = "relief_at_source", "Relief at source"
        NET_PAY = "net_pay", "Net pay arrangement"

    class Basis(models.TextChoices):
        QUALIFYING_EARNINGS = "qualifying_earnings", "Qualifying earnings: the part of pay between two limits"
        SET_1 = "set_1", "Basic pay, as certified set 1 allows: all pay but bonuses"
        SET_2 = "set_2", "Pensionable pay, as certified set 2 allows: all pay but bonuses, 85% of pay or more"
        SET_3 = "set_3", "All pay, as certified set 3 allows"

    class Paid(models.TextChoices):
        DIRECT_DEBIT = "direct_debit", "By Direct Debit, after the schedule is sent"
        TRANSFER = "transfer", "By bank transfer"

    employer = models.ForeignKey("payroll.Employer", on_delete=models.PROTECT, related_name="pension_schemes")
    provider = models.CharField(max_length=80)
    employer_reference = models.CharField(max_length=40, blank=True)
    scheme_reference = models.CharField(max_length=40, blank=True)
    method = models.CharField(max_length=16, choices=Method.choices)
    basis = models.CharField(max_length=20, choices=Basis.choices, default=Basis.QUALIFYING_EARNINGS)
    employee_share = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    employer_share = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    paid = models.CharField(max_length=12, choices=Paid.choices)
    duties_from = models.DateField()

    class Meta:
        constraints = [
            constraints.ExclusionConstraint(
                name="pension_scheme_one_at_a_time", expressions=[("employer", "="), ("during", "&&")]
            ),
            models.CheckConstraint(
                condition=Q(
                    method__in=["relief_at_source", "net_pay"],
                    basis__in=["qualifying_earnings", "set_1", "set_2", "set_3"],
                    paid__in=["direct_debit", "transfer"],
                ),
                name="pension_scheme_choices",
            ),
            models.CheckConstraint(condition=~Q(provider=""), name="pension_scheme_has_a_provider"),
            models.CheckConstraint(
                condition=Q(employee_share=None, employer_share=None)
                | Q(employee_share__gte=0, employee_share__lt=1, employer_share__gt=0, employer_share__lt=1),
                name="pension_scheme_both_shares_or_none",
            ),
        ]
