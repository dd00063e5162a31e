"""An employer's standing with HMRC: the PAYE scheme, how it was registered, and what is claimed."""

from typing import ClassVar

from django.contrib.postgres import constraints
from django.db import models

from dpss.access import policy
from dpss.access.models import base


class PayeScheme(base.Keyed, base.SubjectRow, base.Dated):
    """An employer's standing with HMRC from a day to a day, and how HMRC is paid.

    `small_employer` says whether Small Employers' Relief holds for statutory pay; None is not recorded.
    """

    sees: ClassVar[str] = policy.PAY

    class Status(models.TextChoices):
        REGISTERED = "registered", "Registered"
        AWAITING = "awaiting", "Waiting for a reference"
        NOT_NEEDED = "not_needed", "Not needed"

    class Pays(models.TextChoices):
        MONTHLY = "monthly", "Every tax month"
        QUARTERLY = "quarterly", "Every tax quarter"

    employer = models.ForeignKey("payroll.Employer", on_delete=models.PROTECT, related_name="schemes")
    status = models.CharField(max_length=12, choices=Status.choices)
    office_number = models.CharField(max_length=3, blank=True)
    reference = models.CharField(max_length=10, blank=True)
    accounts_office_reference = models.CharField(max_length=13, blank=True)
    pays_hmrc = models.CharField(max_length=9, choices=Pays.choices, default=Pays.MONTHLY)
    small_employer = models.BooleanField(null=True, blank=True)
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
                condition=models.Q(pays_hmrc__in=["monthly", "quarterly"]), name="paye_scheme_pays_hmrc"
            ),
            models.CheckConstraint(
                condition=models.Q(allowance_used_before=0) | ~models.Q(allowance_tax_year=""),
                name="paye_scheme_allowance_of_a_year",
            ),
        ]

    @property
    def paye_reference(self) -> str:
        """What HMRC calls the scheme, `123/AB456`; empty while it is waited for."""
        return f"{self.office_number}/{self.reference}" if self.reference else ""


class RegistrationStep(base.Keyed, base.SubjectRow):
    """A step of registering an employer with HMRC, or of its agent's authority, done on a day.

    `recorded_by` is empty where the employer came with it from the payroll before.
    """

    sees: ClassVar[str] = policy.PAY

    class Step(models.TextChoices):
        ASKED = "asked", "HMRC asked for a PAYE scheme"
        REFERENCE = "reference", "PAYE reference arrived"
        AUTHORITY = "authority", "Agent authority asked for"
        CODE = "code", "Authority code received"
        AUTHORISED = "authorised", "Authorised as agent"

    class Route(models.TextChoices):
        POST = "post", "Form 64-8 by post"
        ONLINE = "online", "Online, with a code that HMRC posts to the employer"

    employer = models.ForeignKey(
        "payroll.Employer", on_delete=models.PROTECT, related_name="registration_steps"
    )
    step = models.CharField(max_length=10, choices=Step.choices)
    route = models.CharField(max_length=6, choices=Route.choices, blank=True)
    done_on = models.DateField()
    recorded_by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employer", "step"], name="registration_step_once"),
            models.CheckConstraint(
                condition=models.Q(step="authority", route__in=["post", "online"])
                | models.Q(step__in=["asked", "reference", "code", "authorised"], route=""),
                name="registration_step_route",
            ),
        ]


class AllowanceClaim(base.Keyed, base.SubjectRow):
    """An employer's claim to Employment Allowance for one tax year. It must be made anew every year.

    `claimed_by` is empty where the payroll before had claimed it already.
    """

    sees: ClassVar[str] = policy.PAY

    employer = models.ForeignKey(
        "payroll.Employer", on_delete=models.PROTECT, related_name="allowance_claims"
    )
    tax_year = models.CharField(max_length=7)
    claimed_on = models.DateField()
    claimed_by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "tax_year"],
                condition=models.Q(withdrawn_on=None),
                name="allowance_claim_one_a_year",
            ),
            models.CheckConstraint(
                condition=models.Q(tax_year__regex=r"^20\d{2}-\d{2}$"), name="allowance_claim_tax_year"
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_on=None, withdrawn_by=None)
                | models.Q(withdrawn_on__gte=models.F("claimed_on"), withdrawn_by__isnull=False),
                name="allowance_claim_withdrawn_by_somebody",
            ),
        ]


class PayeNeed(base.Keyed, base.SubjectRow):
    """What was answered on a day to “Does this employer need PAYE?”. The newest answers hold.

    `answered_by` is empty where they came from the payroll before.
    """

    sees: ClassVar[str] = policy.PAY

    employer = models.ForeignKey("payroll.Employer", on_delete=models.PROTECT, related_name="paye_needs")
    at_lower_limit = models.BooleanField()
    other_job = models.BooleanField()
    pension = models.BooleanField()
    benefits = models.BooleanField()
    answered_on = models.DateField()
    answered_by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["employer", "-answered_at"], name="paye_need_newest")]

    @property
    def any_reason(self) -> bool:
        """Whether anything was answered that needs a scheme."""
        return self.at_lower_limit or self.other_job or self.pension or self.benefits
