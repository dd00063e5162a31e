"""Double entry: accounts, entries that balance, and the payments that move money."""

from datetime import date
from typing import ClassVar

from django.contrib.postgres import constraints
from django.db import models

from dpss.access import policy, sealing
from dpss.access.models import base
from ledger import chart, states

SHOWN_FIGURES = 4


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


def account_index(sort_code: str, account_number: str) -> str:
    """By which an account is found again, without its numbers being kept."""
    return sealing.index_of(f"{sort_code}{account_number}", purpose="bank account")


class BankAccount(base.Keyed, base.SubjectRow, base.Dated):
    """Where a person is paid, from a day to a day. Numbers are kept sealed, and never changed: a new
    account is a new row, because payments that are in a bank file name the one that they went to.
    """

    sees: ClassVar[str] = policy.PAY

    holder = models.CharField(max_length=18)
    sort_code = sealing.SealedField()
    account_number = sealing.SealedField()
    account_index = models.CharField(max_length=64)

    class Meta:
        constraints = [
            constraints.ExclusionConstraint(
                name="bank_account_one_at_a_time", expressions=[("subject", "="), ("during", "&&")]
            )
        ]
        indexes = [
            models.Index(fields=["subject"], name="bank_account_of_subject"),
            models.Index(fields=["account_index"], name="bank_account_by_index"),
        ]

    @property
    def first_day(self) -> date:
        """From when on it holds; the first of all days where that was never said."""
        return self.during.lower or date.min

    @property
    def ending(self) -> str:
        """The last four figures: all that a page shows of it."""
        return (self.account_number or "")[-SHOWN_FIGURES:]


class BankAccountChange(base.Keyed, base.SubjectRow):
    """Where somebody asks that a person be paid, and from when; nothing changes until another approves.

    `opens_on` is the first day on which it may be approved. `check_result` and `check_said` are what the
    banks' check said of it then. `account` is what an approval made. `to_ring` is set where the person has no
    sign-in and must be told by phone that their details were changed. `followed_on` is the day on which what
    employers were to pay was last brought into line. The account of one that was cancelled holds on no day.
    """

    sees: ClassVar[str] = policy.PAY
    machine = states.BANK_ACCOUNT_CHANGE

    holder = models.CharField(max_length=18)
    sort_code = sealing.SealedField()
    account_number = sealing.SealedField()
    account_index = models.CharField(max_length=64)
    starts_on = models.DateField()
    by_themselves = models.BooleanField()
    opens_on = models.DateField()
    check_result = models.CharField(
        max_length=13, choices=[("valid", "Valid"), ("not checkable", "Not checkable")]
    )
    check_said = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=machine.choices, default=machine.initial)
    proposed_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    account = models.OneToOneField(
        BankAccount, null=True, blank=True, on_delete=models.PROTECT, related_name="change"
    )
    to_ring = models.BooleanField(default=False)
    rung_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    rung_at = models.DateTimeField(null=True, blank=True)
    followed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=list(states.BANK_ACCOUNT_CHANGE.states)),
                name="bank_account_change_state",
            ),
            models.CheckConstraint(
                condition=models.Q(check_result__in=["valid", "not checkable"]),
                name="bank_account_change_not_invalid",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="approved")
                | models.Q(decided_by__isnull=False) & ~models.Q(decided_by=models.F("proposed_by")),
                name="bank_account_change_by_a_second_person",
            ),
            models.UniqueConstraint(
                fields=["subject"],
                condition=models.Q(state="proposed"),
                name="bank_account_change_one_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["subject", "-proposed_at"], name="bank_change_of_subject"),
            models.Index(
                fields=["starts_on"],
                condition=models.Q(state__in=["approved", "cancelled"]),
                name="bank_change_to_follow",
            ),
        ]

    @property
    def ending(self) -> str:
        """The last four figures: all that most pages show of it."""
        return (self.account_number or "")[-SHOWN_FIGURES:]


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
