"""A direct payment as it runs: since when, with which gaps, and what is paid for each four weeks."""

from typing import Any, ClassVar

from django.contrib.postgres import constraints
from django.db import models
from django.db.models import Q

from clients import budget, four_weeks, states
from clients.models.budgets import BudgetLine, DirectPayment
from dpss.access import policy
from dpss.access.models import base

_PERSON: dict[str, Any] = {"null": True, "blank": True, "on_delete": models.PROTECT, "related_name": "+"}


class PaymentCycle(base.Keyed):
    """The first day from which a council counts its four weeks, whose decision that is, and from where.

    `worked_out_days` is how many days before they are due payments are worked out.
    """

    council = models.OneToOneField("access.Council", on_delete=models.PROTECT, related_name="+")
    first_day = models.DateField()
    worked_out_days = models.PositiveSmallIntegerField(default=14)
    owner = models.CharField(max_length=150)
    source = models.CharField(max_length=300)
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()


class Arrangement(base.Keyed, base.SubjectRow):
    """A client's direct payment, from its agreement to its end. At most one is open.

    `pays_from` is the first day for which the portal pays; `ends_on` the first for which it does not any
    more. `contingency` is a sum that stays on the account for emergencies, and is never counted as spare.
    """

    sees: ClassVar[str] = policy.MONEY
    machine = states.ARRANGEMENT

    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="arrangements")
    pays_from = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    contingency = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    state = models.CharField(max_length=10, choices=machine.choices, default=machine.initial)
    state_since = models.DateField()
    agreed_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField()
    begun_by = models.ForeignKey("access.User", **_PERSON)
    suspended_by = models.ForeignKey("access.User", **_PERSON)
    ending_by = models.ForeignKey("access.User", **_PERSON)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["client"], condition=~Q(state="ended"), name="arrangement_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(states.ARRANGEMENT.states)), name="arrangement_state"
            ),
            models.CheckConstraint(condition=Q(contingency__gte=0), name="arrangement_contingency"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("pays_from")),
                name="arrangement_ends_after",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["ending", "ended"]) | Q(ends_on__isnull=False),
                name="arrangement_end_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state="agreed") | Q(begun_by__isnull=False) & ~Q(begun_by=models.F("agreed_by")),
                name="arrangement_begun_by_a_second_person",
            ),
        ]
        indexes = [models.Index(fields=["council", "state"], name="arrangement_of_council")]


class Suspension(base.Keyed, base.SubjectRow, base.Dated):
    """Days for which an arrangement is not paid, and why. Open until somebody resumes it."""

    sees: ClassVar[str] = policy.MONEY

    arrangement = models.ForeignKey(Arrangement, on_delete=models.PROTECT, related_name="suspensions")
    reason = models.CharField(max_length=300)
    began_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    ended_by = models.ForeignKey("access.User", **_PERSON)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            constraints.ExclusionConstraint(
                name="suspension_one_at_a_time", expressions=[("arrangement", "="), ("during", "&&")]
            )
        ]


class FourWeeklyPayment(base.Keyed, base.SubjectRow):
    """What one arrangement is paid for four weeks, once: worked out, put forward, approved by another, paid.

    `gross` and `contribution` are those of these four weeks, `amount` what reaches the account with all that
    changed before, and `carried` what a later payment takes off: nothing, or less. `digest` is of what was
    put forward. One that was stopped leaves room for another for the same days.
    """

    sees: ClassVar[str] = policy.MONEY
    machine = states.FOUR_WEEKLY

    arrangement = models.ForeignKey(Arrangement, on_delete=models.PROTECT, related_name="payments")
    client = models.ForeignKey("clients.Client", on_delete=models.PROTECT, related_name="+")
    first_day = models.DateField()
    last_day = models.DateField()
    due_on = models.DateField()
    is_first = models.BooleanField()
    account = models.CharField(max_length=10, choices=DirectPayment.Account.choices)
    gross = models.DecimalField(max_digits=12, decimal_places=2)
    contribution = models.DecimalField(max_digits=12, decimal_places=2)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    carried = models.DecimalField(max_digits=12, decimal_places=2)
    state = models.CharField(max_length=11, choices=machine.choices, default=machine.initial)
    worked_out_at = models.DateTimeField()
    put_forward_by = models.ForeignKey("access.User", **_PERSON)
    put_forward_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    approved_by = models.ForeignKey("access.User", **_PERSON)
    approved_at = models.DateTimeField(null=True, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "four-weekly payment"
        constraints = [
            models.UniqueConstraint(
                fields=["arrangement", "first_day"],
                condition=~Q(state="stopped"),
                name="four_weekly_payment_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(states.FOUR_WEEKLY.states)), name="four_weekly_payment_state"
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0) & Q(carried__lte=0), name="four_weekly_payment_amount"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "paid", "returned"])
                | Q(approved_by__isnull=False, put_forward_by__isnull=False)
                & ~Q(approved_by=models.F("put_forward_by")),
                name="four_weekly_payment_by_a_second_person",
            ),
        ]
        indexes = [
            models.Index(fields=["council", "due_on"], name="four_weekly_payment_due"),
            models.Index(fields=["client", "-first_day"], name="four_weekly_payment_of_client"),
        ]


class FourWeeklyLine(base.Keyed, base.SubjectRow):
    """A part of a four-weekly payment, with its working: these days, earlier ones, or what is carried."""

    sees: ClassVar[str] = policy.MONEY

    class Kind(models.TextChoices):
        FOUR_WEEKS = four_weeks.FOUR_WEEKS, "These four weeks"
        CHANGE = four_weeks.CHANGE, "A change for earlier days"
        CARRIED = four_weeks.CARRIED, "Taken off"
        KEPT = four_weeks.KEPT, "Left for the next payment"

    payment = models.ForeignKey(FourWeeklyPayment, on_delete=models.PROTECT, related_name="lines")
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    funder = models.CharField(max_length=10, choices=BudgetLine.Funder.choices, blank=True)
    of = models.DateField()
    first_day = models.DateField()
    last_day = models.DateField()
    weekly = models.DecimalField(max_digits=12, decimal_places=2)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    working = models.CharField(max_length=200)

    class Meta:
        verbose_name = "line of a four-weekly payment"
        constraints = [
            models.UniqueConstraint(fields=["payment", "place"], name="four_weekly_line_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["four_weeks", "change"], funder__in=list(budget.COUNTS_TOWARDS))
                | Q(kind__in=["carried", "kept"], funder=""),
                name="four_weekly_line_has_a_funder",
            ),
        ]
