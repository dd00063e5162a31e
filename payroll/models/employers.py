"""Employers: the legal person with the PAYE scheme, and who moves the money."""

from typing import ClassVar

from django.contrib.postgres import constraints
from django.db import models

from dpss.access import policy
from dpss.access.models import base


class Employer(base.Keyed, base.SubjectRow):
    """Who employs the PAs of one client: the client, a parent, or a person the council has agreed."""

    sees: ClassVar[str] = policy.IDENTITY

    client = models.OneToOneField("clients.Client", on_delete=models.PROTECT, related_name="employer")
    name = models.CharField(max_length=150)
    pay_group = models.ForeignKey("payroll.PayGroup", on_delete=models.PROTECT, related_name="employers")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject"], name="employer_one_for_a_subject")]
        indexes = [models.Index(fields=["pay_group", "name"], name="employer_by_name")]


class PayeScheme(base.Keyed, base.SubjectRow, base.Dated):
    """An employer's standing with HMRC from a day to a day."""

    sees: ClassVar[str] = policy.PAY

    class Status(models.TextChoices):
        REGISTERED = "registered", "Registered"
        AWAITING = "awaiting", "Waiting for a reference"
        NOT_NEEDED = "not_needed", "Not needed"

    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="schemes")
    status = models.CharField(max_length=12, choices=Status.choices)
    office_number = models.CharField(max_length=3, blank=True)
    reference = models.CharField(max_length=10, blank=True)
    accounts_office_reference = models.CharField(max_length=13, blank=True)
    claims_employment_allowance = models.BooleanField(default=False)
    # Of one tax year's Employment Allowance, what was used before the employer came to this payroll.
    allowance_used_before = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    allowance_tax_year = models.CharField(max_length=7, blank=True)

    class Meta:
        constraints = [
            constraints.ExclusionConstraint(
                name="paye_scheme_one_at_a_time", expressions=[("employer", "="), ("during", "&&")]
            ),
            models.CheckConstraint(
                condition=models.Q(status="registered", office_number__regex=r"^\d{3}$")
                | models.Q(status__in=["awaiting", "not_needed"], office_number="", reference=""),
                name="paye_scheme_registered_has_reference",
            ),
            models.CheckConstraint(
                condition=models.Q(allowance_used_before=0) | ~models.Q(allowance_tax_year=""),
                name="paye_scheme_allowance_of_a_year",
            ),
        ]


class WhoPays(base.Keyed, base.SubjectRow, base.Dated):
    """Whether the employer pays the wages, or the provider does from a managed account."""

    sees: ClassVar[str] = policy.PAY

    class Payer(models.TextChoices):
        EMPLOYER = "employer", "The employer pays"
        PROVIDER = "provider", "The provider pays from the managed account"

    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="who_pays")
    payer = models.CharField(max_length=10, choices=Payer.choices)

    class Meta:
        constraints = [
            constraints.ExclusionConstraint(
                name="who_pays_one_at_a_time", expressions=[("employer", "="), ("during", "&&")]
            ),
            models.CheckConstraint(
                condition=models.Q(payer__in=["employer", "provider"]), name="who_pays_payer"
            ),
        ]
