"""The direct payment itself: how much a week, from whom, for what, and what is already spoken for."""

from typing import ClassVar

import pghistory
from django.contrib.postgres import constraints
from django.db import models

from clients import budget
from dpss.access import policy
from dpss.access.models import base


@pghistory.track()
class DirectPayment(base.Keyed, base.SubjectRow, base.Dated):
    """A client's direct payment over some dates. The personal budget is the whole weekly amount."""

    sees: ClassVar[str] = policy.MONEY

    class Basis(models.TextChoices):
        NET = "net", "Paid less the client's contribution"
        GROSS = "gross", "Paid in full, the contribution collected"

    class Account(models.TextChoices):
        OWN = "own", "Their own bank account"
        CARD = "card", "Prepaid card"
        MANAGED = "managed", "Managed account"

    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="direct_payments")
    weekly_amount = models.DecimalField(max_digits=12, decimal_places=2)
    weekly_contribution = models.DecimalField(max_digits=12, decimal_places=2)
    basis = models.CharField(max_length=5, choices=Basis.choices)
    account = models.CharField(max_length=10, choices=Account.choices)

    class Meta:
        constraints = [
            constraints.ExclusionConstraint(
                name="direct_payment_one_at_a_time", expressions=[("client", "="), ("during", "&&")]
            ),
            models.CheckConstraint(
                condition=models.Q(weekly_amount__gte=0)
                & models.Q(weekly_contribution__gte=0)
                & models.Q(weekly_contribution__lte=models.F("weekly_amount")),
                name="direct_payment_contribution_within",
            ),
        ]


class BudgetLine(base.Keyed, base.SubjectRow):
    """A part of the weekly amount: what it is for and who funds it."""

    sees: ClassVar[str] = policy.MONEY

    class Funder(models.TextChoices):
        COUNCIL = budget.COUNCIL, "Council"
        NHS = budget.NHS, "NHS"
        CHILDREN = budget.CHILDREN, "Children’s services"
        CARER = budget.CARER, "Council, for a carer"
        ONE_OFF = budget.ONE_OFF, "One-off money"

    direct_payment = models.ForeignKey(DirectPayment, on_delete=models.PROTECT, related_name="lines")
    purpose = models.CharField(max_length=80)
    funder = models.CharField(max_length=10, choices=Funder.choices, default=Funder.COUNCIL)
    weekly_amount = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["direct_payment", "purpose", "funder"], name="budget_line_once"),
            models.CheckConstraint(condition=models.Q(weekly_amount__gt=0), name="budget_line_amount"),
        ]


class Commitment(base.Keyed, base.SubjectRow):
    """Money of a client's that is already spoken for, and by what."""

    sees: ClassVar[str] = policy.MONEY

    class Kind(models.TextChoices):
        WAGES = "wages", "Wages due"
        HMRC = "hmrc", "Tax and National Insurance due"
        PENSION = "pension", "Pension due"
        ORDERS = "orders", "Deductions to pay on"

    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="commitments")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    due_on = models.DateField()
    source_key = models.CharField(max_length=80, unique=True)
    settled_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(amount__gte=0), name="commitment_amount")]
        indexes = [
            models.Index(fields=["client"], condition=models.Q(settled_on=None), name="commitment_open")
        ]
