"""Wages that have not come: a PA says so, somebody must answer, and how soon."""

from typing import ClassVar

from django.contrib.postgres import constraints
from django.db import models
from django.db.models import Q

from dpss.access import policy
from dpss.access.models import base
from payroll import states
from payroll.models import decided


class PayQuery(base.Keyed, base.SubjectRow):
    """A PA says that the wages of a payslip have not come. It is open until the PA says that they have.

    `paid_by` is who pays the wages, and so must answer by `due_on`. `asked_at` is when it was asked last:
    each time the PA asks again, `times_asked` goes up and the answer before is in the history alone. `said`
    is the answer's proof or reason. It holds no amount: those who see hours and not money see it too.
    """

    sees: ClassVar[str] = policy.PAY
    machine = states.PAY_QUERY

    class PaidBy(models.TextChoices):
        EMPLOYER = "employer", "The employer pays"
        PROVIDER = "provider", "The payroll provider pays"

    class Answer(models.TextChoices):
        PAID = "paid", "It was paid"
        PAID_NOW = "paid_now", "It is being paid today"
        NOT_OWED = "not_owed", "It is not owed"

    employment = models.ForeignKey("payroll.Employment", on_delete=models.PROTECT, related_name="pay_queries")
    payslip = models.ForeignKey("payroll.Payslip", on_delete=models.PROTECT, related_name="pay_queries")
    payday = models.DateField()
    paid_by = models.CharField(max_length=8, choices=PaidBy.choices)
    state = models.CharField(max_length=10, choices=machine.choices, default=machine.initial)
    times_asked = models.PositiveSmallIntegerField(default=1)
    note = models.CharField(max_length=300, blank=True)
    asked_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    answer = models.CharField(max_length=8, choices=Answer.choices, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    said = models.CharField(max_length=300, blank=True)
    answered_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "question about unpaid wages"
        verbose_name_plural = "questions about unpaid wages"
        constraints = [
            models.UniqueConstraint(
                fields=["payslip"], condition=~Q(state="closed"), name="pay_query_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(states.PAY_QUERY.states)), name="pay_query_state"
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | ~Q(answer="") & Q(answered_at__isnull=False),
                name="pay_query_answered_with_an_answer",
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["", "not_owed"], paid_on=None)
                | Q(answer__in=["paid", "paid_now"], paid_on__isnull=False),
                name="pay_query_says_when_it_was_paid",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(state="open"), name="pay_query_open"),
            models.Index(fields=["employment", "-payday"], name="pay_query_of_post"),
        ]


class PayQueryTime(base.Keyed, decided.Decided):
    """From a day on, a provider's unpaid wages are answered for within so many working days.

    Employers who pay and PAs see it as well as the provider's staff.
    """

    MOST: ClassVar[int] = 10

    council = models.ForeignKey("access.Council", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="+")
    working_days = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = "time to answer for unpaid wages"
        verbose_name_plural = "times to answer for unpaid wages"
        constraints = [
            constraints.ExclusionConstraint(
                name="pay_query_time_one_at_a_time",
                expressions=[("council", "="), ("organisation", "="), ("during", "&&")],
            ),
            models.CheckConstraint(
                condition=Q(working_days__gte=1, working_days__lte=10) & ~Q(owner=""),
                name="pay_query_time_says_how_long_and_whose",
            ),
        ]
