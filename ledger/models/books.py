"""Double entry: accounts, and entries that balance."""

from typing import ClassVar

from django.db import models

from dpss.access import policy
from dpss.access.models import base
from ledger import chart


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
