"""Budgets that change: entered by one person and applied by another, one at a time or all at once."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from clients import states
from clients.models.budgets import DirectPayment
from dpss.access import policy
from dpss.access.models import base


class Uplift(base.Keyed, base.OrganisationRow):
    """All budgets of a council rise by so much from a day on: put forward, approved, applied by the job.

    `people`, `weekly_before` and `weekly_after` are its control totals as they were put forward.
    """

    machine = states.UPLIFT

    per_cent = models.DecimalField(max_digits=5, decimal_places=2)
    first_day = models.DateField()
    source = models.CharField(max_length=300)
    people = models.PositiveIntegerField()
    weekly_before = models.DecimalField(max_digits=12, decimal_places=2)
    weekly_after = models.DecimalField(max_digits=12, decimal_places=2)
    state = models.CharField(max_length=10, choices=machine.choices, default=machine.initial)
    proposed_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(states.UPLIFT.states)), name="uplift_state"),
            models.UniqueConstraint(
                fields=["council"], condition=Q(state__in=["proposed", "approved"]), name="uplift_one_open"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "applied"])
                | Q(decided_by__isnull=False) & ~Q(decided_by=models.F("proposed_by")),
                name="uplift_by_a_second_person",
            ),
        ]


class BudgetChange(base.Keyed, base.SubjectRow):
    """What one client's budget is to be from a day on, and was. Applied, it is the letter's own record.

    `lines` are purpose, funder and pounds a week. `ends_on` is the first day on which it is over.
    """

    sees: ClassVar[str] = policy.MONEY
    machine = states.BUDGET_CHANGE

    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="budget_changes")
    uplift = models.ForeignKey(
        Uplift, null=True, blank=True, on_delete=models.PROTECT, related_name="changes"
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    weekly_before = models.DecimalField(max_digits=12, decimal_places=2)
    weekly_amount = models.DecimalField(max_digits=12, decimal_places=2)
    weekly_contribution = models.DecimalField(max_digits=12, decimal_places=2)
    basis = models.CharField(max_length=5, choices=DirectPayment.Basis.choices)
    account = models.CharField(max_length=10, choices=DirectPayment.Account.choices)
    lines = models.JSONField()
    reason = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=machine.choices, default=machine.initial)
    proposed_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "change of a budget"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=list(states.BUDGET_CHANGE.states)), name="budget_change_state"
            ),
            models.UniqueConstraint(
                fields=["client"], condition=Q(state="proposed"), name="budget_change_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="applied")
                | Q(decided_by__isnull=False) & ~Q(decided_by=models.F("proposed_by")),
                name="budget_change_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(weekly_contribution__gte=0)
                & Q(weekly_contribution__lte=models.F("weekly_amount")),
                name="budget_change_contribution_within",
            ),
        ]
        indexes = [
            models.Index(fields=["uplift"], condition=Q(state="proposed"), name="budget_change_to_apply")
        ]
