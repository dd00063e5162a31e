"""What was taken from wages for others and must reach them: for which order, by when, and whether it has."""

from typing import ClassVar

from django.contrib.postgres import constraints
from django.db import models
from django.db.models import Q

from dpss.access import policy
from dpss.access.models import base
from payroll import postings, states
from payroll.models import decided


class DeductionPayment(base.Keyed, base.SubjectRow):
    """What one order took in a month of paydays, in pounds, and is paid on to whoever sent the order.

    `payee` and `reference` are the order's own. A `part` above 1 is what became known of the month later: pay
    for it that was approved late, or a correction. `amount` is lowered by a correction while nobody has paid
    it, and dropped where that leaves nothing. `held_because` says why the provider has not paid it yet.
    `taken_back` counts how often it was said to be paid and was not. `in_books` is false until the portal's
    job has followed in the ledger what staff wrote down for the employer.
    """

    sees: ClassVar[str] = policy.MONEY
    machine = states.DEDUCTION_PAYMENT

    class Payer(models.TextChoices):
        EMPLOYER = "employer", "The employer pays"
        PROVIDER = "provider", "The provider pays from the managed account"

    deduction = models.ForeignKey("payroll.Deduction", on_delete=models.PROTECT, related_name="payments")
    employer = models.ForeignKey(
        "payroll.Employer", on_delete=models.PROTECT, related_name="deduction_payments"
    )
    month = models.DateField()
    part = models.PositiveSmallIntegerField(default=1)
    payee = models.CharField(max_length=150)
    reference = models.CharField(max_length=60)
    due_on = models.DateField()
    payer = models.CharField(max_length=8, choices=Payer.choices)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    held_because = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=machine.choices, default=machine.initial)
    confirmed_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    paid_on = models.DateField(null=True, blank=True)
    taken_back = models.PositiveSmallIntegerField(default=0)
    in_books = models.BooleanField(default=True)
    raised_at = models.DateTimeField()

    class Meta:
        verbose_name = "deduction to pay on"
        verbose_name_plural = "deductions to pay on"
        constraints = [
            models.UniqueConstraint(
                fields=["deduction", "month", "part"], name="deduction_payment_once_for_a_month"
            ),
            models.CheckConstraint(
                condition=Q(part__gte=1, month__day=1), name="deduction_payment_of_a_month"
            ),
            models.CheckConstraint(
                condition=Q(payer__in=["employer", "provider"]), name="deduction_payment_payer"
            ),
            models.CheckConstraint(
                condition=Q(state="dropped", amount=0) | Q(amount__gt=0) & ~Q(state="dropped"),
                name="deduction_payment_amount",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["due", "dropped"], paid_on=None, confirmed_by=None)
                | Q(state="in_file", paid_on__isnull=False, confirmed_by=None, payer="provider")
                | Q(state="paid", paid_on__isnull=False),
                name="deduction_payment_state_says_who_paid",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(state="due"), name="deduction_payment_due"),
            models.Index(fields=["id"], condition=Q(in_books=False), name="deduction_payment_to_book"),
        ]

    @property
    def payment_key(self) -> str:
        """What names it wherever it is paid or set aside."""
        return postings.deduction_key(self.pk)


class DeductionDay(base.Keyed, base.OrganisationRow, decided.Decided):
    """From a day on, what courts and agreements took in a month is paid on by this day of the next month.

    For orders with a day of their own in law it says nothing (`deduction_payment_rules.BY_LAW`).
    """

    LAST: ClassVar[int] = 28

    day_of_month = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = "day by which deductions are paid on"
        verbose_name_plural = "days by which deductions are paid on"
        constraints = [
            constraints.ExclusionConstraint(
                name="deduction_day_one_at_a_time",
                expressions=[("council", "="), ("organisation", "="), ("during", "&&")],
            ),
            models.CheckConstraint(
                condition=Q(day_of_month__gte=1, day_of_month__lte=28) & ~Q(owner=""),
                name="deduction_day_says_which_and_whose",
            ),
        ]
