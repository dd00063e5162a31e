"""Where people are paid, what a provider pays from, and how numbers of accounts are checked."""

from datetime import date
from typing import ClassVar

from django.contrib.postgres import constraints
from django.db import models

from dpss.access import policy, sealing
from dpss.access.models import base
from ledger import states

SHOWN_FIGURES = 4


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
