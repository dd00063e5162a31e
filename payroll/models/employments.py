"""Posts: one PA working for one employer, on dated terms, with the details that tax needs."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

import pghistory
from django.contrib.postgres import constraints
from django.db import models

from dpss.access import policy, sealing
from dpss.access.models import base

if TYPE_CHECKING:
    from payroll.models.work_rates import WorkRate


def _every_change() -> tuple[pghistory.RowEvent, ...]:
    """History of a row that may be taken away says that, too. Trackers belong to one model each."""
    return pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent()


class PayrollIdentity(base.Keyed, base.SubjectRow):
    """What HMRC must be told of a PA as a person. `hmrc_*` names use only the letters HMRC accepts.

    `nino_verified_on` is the day on which HMRC's answer that the number is theirs was confirmed.
    """

    sees: ClassVar[str] = policy.PAY

    assistant = models.OneToOneField(
        "clients.PersonalAssistant", on_delete=models.PROTECT, related_name="identity"
    )
    hmrc_forename = models.CharField(max_length=35)
    hmrc_surname = models.CharField(max_length=35)
    birth_date = models.DateField()
    gender = models.CharField(max_length=1, choices=[("F", "Female"), ("M", "Male")])
    nino = sealing.SealedField()
    nino_index = models.CharField(max_length=64, blank=True)
    nino_verified_on = models.DateField(null=True, blank=True)
    address_line_1 = models.CharField(max_length=35)
    address_line_2 = models.CharField(max_length=35)
    postcode = models.CharField(max_length=8)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(gender__in=["F", "M"]), name="payroll_identity_gender")
        ]
        indexes = [models.Index(fields=["nino_index"], name="payroll_identity_by_nino")]


class Employment(base.Keyed, base.SubjectRow):
    """A post: one PA employed by one employer. `last_day` is empty while it goes on.

    `follows` is the post with the employer before, and `continuous_from` the day from which service counts
    where continuity was kept; empty where it counts from `first_day`.
    """

    sees: ClassVar[str] = policy.IDENTITY

    class Hours(models.TextChoices):
        FIXED = "fixed", "Fixed hours"
        IRREGULAR = "irregular", "Irregular hours"

    employer = models.ForeignKey("payroll.Employer", on_delete=models.PROTECT, related_name="employments")
    assistant = models.ForeignKey(
        "clients.PersonalAssistant", on_delete=models.PROTECT, related_name="employments"
    )
    payroll_id = models.CharField(max_length=35)
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)
    hours = models.CharField(max_length=10, choices=Hours.choices)
    follows = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by"
    )
    continuous_from = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employer", "payroll_id"], name="employment_payroll_id_once"),
            models.UniqueConstraint(fields=["subject"], name="employment_one_for_a_subject"),
            models.CheckConstraint(
                condition=models.Q(last_day=None) | models.Q(last_day__gte=models.F("first_day")),
                name="employment_days_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(continuous_from=None)
                | models.Q(follows__isnull=False, continuous_from__lt=models.F("first_day")),
                name="employment_continuous_since_the_post_before",
            ),
        ]

    @property
    def service_from(self) -> date:
        """The first day of continuous service."""
        return self.continuous_from or self.first_day


@pghistory.track(*_every_change())
class EmploymentTerms(base.Keyed, base.SubjectRow, base.Dated):
    """What the contract says from a day: hours a week in minutes, and the rates in pounds."""

    sees: ClassVar[str] = policy.PAY

    employment = models.ForeignKey(Employment, on_delete=models.PROTECT, related_name="terms")
    weekly_minutes = models.PositiveIntegerField()
    hourly_rate = models.DecimalField(max_digits=10, decimal_places=4)
    sleep_in_rate = models.DecimalField(max_digits=10, decimal_places=4, default=0)

    # Its rates, where `post_terms.rates` read them along.
    rates_read: "list[WorkRate]"

    @property
    def named_rates(self) -> "Iterable[WorkRate]":
        """Its rates of kinds of work, by name where they were read along with it."""
        return self.rates_read if hasattr(self, "rates_read") else self.rates.all()

    @property
    def by_work(self) -> dict[str, Decimal]:
        """The hourly rate in pounds of each kind of work that has one of its own."""
        return {rate.name: rate.hourly_rate for rate in self.named_rates}

    class Meta:
        constraints = [
            constraints.ExclusionConstraint(
                name="employment_terms_one_at_a_time", expressions=[("employment", "="), ("during", "&&")]
            )
        ]


@pghistory.track(*_every_change())
class TaxDetails(base.Keyed, base.SubjectRow, base.Dated):
    """How a post is taxed from a day: code, NI letter, loans, pension."""

    sees: ClassVar[str] = policy.MONEY

    employment = models.ForeignKey(Employment, on_delete=models.PROTECT, related_name="tax_details")
    tax_code = models.CharField(max_length=10)
    non_cumulative = models.BooleanField(default=False)
    ni_letter = models.CharField(max_length=1)
    student_loan = models.CharField(max_length=1, blank=True)
    postgraduate_loan = models.BooleanField(default=False)
    pension = models.CharField(
        max_length=20,
        blank=True,
        choices=[("", "Not a member"), ("relief_at_source", "Relief at source"), ("net_pay", "Net pay")],
    )
    pension_from = models.DateField(null=True, blank=True)
    starter_declaration = models.CharField(
        max_length=1, blank=True, choices=[("A", "A"), ("B", "B"), ("C", "C")]
    )

    class Meta:
        constraints = [
            constraints.ExclusionConstraint(
                name="tax_details_one_at_a_time", expressions=[("employment", "="), ("during", "&&")]
            ),
            models.CheckConstraint(
                condition=models.Q(pension="", pension_from=None)
                | ~models.Q(pension="") & models.Q(pension_from__isnull=False),
                name="tax_details_pension_has_a_start",
            ),
        ]


@pghistory.track(*_every_change())
class BroughtForward(base.Keyed, base.SubjectRow):
    """A post's year-to-date figures when it came to this payroll, up to a payday of the payroll before.

    `figures` are what this job paid, as the engine keeps them. `previous_pay` and `previous_tax` are those of
    earlier jobs of the year that the payroll before counted in. `source` is what they were copied from.
    """

    sees: ClassVar[str] = policy.MONEY

    employment = models.ForeignKey(Employment, on_delete=models.PROTECT, related_name="brought_forward")
    tax_year = models.CharField(max_length=7)
    up_to = models.DateField()
    figures = models.JSONField()
    previous_pay = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    previous_tax = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    source = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employment", "tax_year"], name="brought_forward_once_a_year"),
            models.CheckConstraint(
                condition=models.Q(previous_tax__gte=0, previous_pay__gte=models.F("previous_tax")),
                name="brought_forward_previous_pay_and_tax",
            ),
        ]
