"""Double entry: accounts, entries that balance, and the payments that move money."""

from typing import ClassVar

from django.contrib.postgres import constraints
from django.db import models

from dpss.access import policy, sealing
from dpss.access.models import base
from ledger import chart, states


class Account(base.Keyed, base.SubjectRow):
    """One kind of money of one subject. Its balance is always a sum of postings, never stored."""

    sees: ClassVar[str] = policy.MONEY

    code = models.CharField(max_length=30, choices=chart.CHOICES)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "code"], name="account_once_for_a_subject"),
            models.CheckConstraint(condition=models.Q(code__in=list(chart.ACCOUNTS)), name="account_code"),
        ]


class Entry(base.Keyed, base.SubjectRow):
    """One money movement: postings that add up to nothing. Never changed; a mistake is reversed.

    `source_key` names what it comes from ("payslip:ID:wages"), once: posting again changes nothing.
    """

    sees: ClassVar[str] = policy.MONEY

    source_key = models.CharField(max_length=100, unique=True)
    day = models.DateField()
    description = models.CharField(max_length=150)
    reverses = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversal"
    )
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["subject", "-day"], name="entry_of_subject")]


class Posting(base.SubjectRow):
    """One side of an entry: debit is positive, credit negative, in pounds."""

    sees: ClassVar[str] = policy.MONEY

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="postings")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="postings")
    amount = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(amount=0), name="posting_not_nothing")]


class BankAccount(base.Keyed, base.SubjectRow, base.Dated):
    """Where a person is paid, from a day to a day. Numbers are kept sealed."""

    sees: ClassVar[str] = policy.PAY

    holder = models.CharField(max_length=18)
    sort_code = sealing.SealedField()
    account_number = sealing.SealedField()

    class Meta:
        indexes = [models.Index(fields=["subject"], name="bank_account_of_subject")]


class PayingAccount(base.Keyed, base.OrganisationRow, base.Dated):
    """The account that a provider pays from for a council, from a day to a day, and its number with Bacs."""

    name = models.CharField(max_length=18)
    service_user_number = models.CharField(max_length=6)
    sort_code = sealing.SealedField()
    account_number = sealing.SealedField()

    class Meta:
        constraints = [
            constraints.ExclusionConstraint(
                name="paying_account_one_at_a_time",
                expressions=[("council", "="), ("organisation", "="), ("during", "&&")],
            ),
            models.CheckConstraint(
                condition=models.Q(service_user_number__regex=r"^[0-9]{6}$"),
                name="paying_account_bacs_number",
            ),
        ]


class AccountCheckTable(models.Model):
    """The banks' tables for checking account numbers, as the operator loaded them; the last load counts.

    `published` is the day that the banks give for them, which is what their age is counted from.
    """

    published = models.DateField()
    weights = models.TextField()
    substitutions = models.TextField()
    weights_sha256 = models.CharField(max_length=64)
    substitutions_sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()
    loaded_by = models.CharField(max_length=150)


class PaymentBatch(base.Keyed, base.OrganisationRow):
    """A file for the bank: asked for by a person, made once by the payments job from what was due.

    `count` and `total` (pounds) are its control totals; `content` is the file itself, sealed.
    """

    machine = states.PAYMENT_BATCH

    pay_on = models.DateField()
    submit_on = models.DateField()
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=machine.choices, default=machine.initial)
    requested_by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True, blank=True)
    count = models.PositiveIntegerField(default=0)
    total = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    content = sealing.SealedField()
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["council", "organisation", "number"], name="payment_batch_number_once"
            ),
            models.UniqueConstraint(
                fields=["council", "organisation", "pay_on"],
                condition=models.Q(state="requested"),
                name="payment_batch_one_request_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(states.PAYMENT_BATCH.states)), name="payment_batch_state"
            ),
        ]


class Payment(base.Keyed, base.SubjectRow):
    """Money that must reach someone once, by a day. `source_key` makes it once."""

    sees: ClassVar[str] = policy.PAY
    machine = states.PAYMENT

    organisation = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="+")
    source_key = models.CharField(max_length=100, unique=True)
    payee = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="payments")
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    reference = models.CharField(max_length=18)
    due_on = models.DateField()
    debit_account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    credit_account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=machine.choices, default=machine.initial)
    batch = models.ForeignKey(
        PaymentBatch, null=True, blank=True, on_delete=models.PROTECT, related_name="payments"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="payment_amount"),
            models.CheckConstraint(
                condition=models.Q(state__in=list(states.PAYMENT.states)), name="payment_state"
            ),
            models.CheckConstraint(
                condition=models.Q(state="due", batch=None) | models.Q(state="in_file", batch__isnull=False),
                name="payment_in_file_has_one",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "due_on"], condition=models.Q(state="due"), name="payment_due"
            )
        ]
