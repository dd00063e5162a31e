"""Employers: the legal person who employs, and who moves the money."""

from typing import ClassVar

from django.contrib.postgres import constraints
from django.db import models

from dpss.access import policy
from dpss.access.models import base


class Employer(base.Keyed, base.SubjectRow, base.Dated):
    """Who employs the PAs of one client, from a day to a day: the client, a parent, or a person agreed.

    Another legal person is another employer, with accounts, a PAYE scheme and papers of its own. `pay_group`
    is the newest of the groups by whose calendars it pays (`EmployersPayGroup`).
    """

    sees: ClassVar[str] = policy.IDENTITY

    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="employers")
    name = models.CharField(max_length=150)
    pay_group = models.ForeignKey("payroll.PayGroup", on_delete=models.PROTECT, related_name="employers")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject"], name="employer_one_for_a_subject"),
            constraints.ExclusionConstraint(
                name="employer_one_at_a_time", expressions=[("client", "="), ("during", "&&")]
            ),
        ]
        indexes = [models.Index(fields=["pay_group", "name"], name="employer_by_name")]


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
