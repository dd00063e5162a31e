"""Providers that work pay out in software of their own: from when, hours out, and results in."""

from typing import ClassVar

from django.contrib.postgres import constraints
from django.db import models

from dpss.access import policy
from dpss.access.models import base


class ExternalPayroll(base.Keyed, base.OrganisationRow, base.Dated):
    """On these days the provider's own software works pay out and tells HMRC; the portal pays."""

    software = models.CharField(max_length=60)
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            constraints.ExclusionConstraint(
                name="external_payroll_one_at_a_time",
                expressions=[("council", "="), ("organisation", "="), ("during", "&&")],
            )
        ]


class HoursFile(base.Keyed, base.OrganisationRow):
    """The approved hours of a period as they went out once: a change of hours makes another version."""

    period = models.ForeignKey("payroll.PayPeriod", on_delete=models.PROTECT, related_name="hours_files")
    version = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    posts = models.PositiveIntegerField()
    made_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["period", "version"], name="hours_file_version_once"),
            models.UniqueConstraint(fields=["period", "sha256"], name="hours_file_once"),
        ]


class ResultsFile(base.Keyed, base.OrganisationRow):
    """What the provider's software came to for a period: the file's digest and its control totals.

    `recovered` is what employers get back of family payments, the compensation with it; `hmrc` is less by it.
    """

    period = models.ForeignKey("payroll.PayPeriod", on_delete=models.PROTECT, related_name="results_files")
    sha256 = models.CharField(max_length=64)
    payslips = models.PositiveIntegerField()
    gross = models.DecimalField(max_digits=12, decimal_places=2)
    net = models.DecimalField(max_digits=12, decimal_places=2)
    hmrc = models.DecimalField(max_digits=12, decimal_places=2)
    pension = models.DecimalField(max_digits=12, decimal_places=2)
    recovered = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    taken_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["period", "sha256"], name="results_file_once")]


class ExternalPayslip(base.Keyed, base.SubjectRow):
    """A payslip that was worked out elsewhere: by whom, with what, and from which file it came."""

    sees: ClassVar[str] = policy.MONEY

    payslip = models.OneToOneField("payroll.Payslip", on_delete=models.CASCADE, related_name="external")
    results_file = models.ForeignKey(ResultsFile, on_delete=models.PROTECT, related_name="payslips_of")
    provider = models.CharField(max_length=150)
    software = models.CharField(max_length=60)
