"""How a client's direct payment is held: on which account, by whom, from when to when."""

from datetime import date
from typing import ClassVar, cast

from django.contrib.postgres import constraints
from django.db import models
from django.db.models import Q

from dpss.access import policy, sealing
from dpss.access.models import base
from ledger import states
from ledger.models.bank_accounts import SHOWN_FIGURES


class PaymentAccount(base.Keyed, base.SubjectRow, base.Dated):
    """The account that a client's direct payment is on, one at a time: their own, a card, or a managed one.

    One person writes it down and another approves it. Numbers are kept sealed and never changed: a new
    account is a new row, so that a statement always belongs to the account that it came from. A card that has
    no sort code is known by its number in the card programme. `organisation` holds a managed account.
    """

    sees: ClassVar[str] = policy.MONEY
    machine = states.PAYMENT_ACCOUNT

    class Kind(models.TextChoices):
        OWN = "own", "Their own bank account"
        CARD = "card", "Prepaid card"
        MANAGED = "managed", "Managed account"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    organisation = models.ForeignKey(
        "access.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    holder = models.CharField(max_length=40)
    sort_code = sealing.SealedField()
    account_number = sealing.SealedField()
    account_index = models.CharField(max_length=64)
    source = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=machine.choices, default=machine.initial)
    proposed_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "account of a direct payment"
        constraints = [
            constraints.ExclusionConstraint(
                name="payment_account_one_at_a_time",
                expressions=[("subject", "="), ("during", "&&")],
                condition=Q(state="approved"),
            ),
            constraints.ExclusionConstraint(
                name="payment_account_of_one_client",
                expressions=[("council", "="), ("account_index", "="), ("during", "&&")],
                condition=Q(state="approved"),
            ),
            models.UniqueConstraint(
                fields=["subject"], condition=Q(state="proposed"), name="payment_account_one_proposal"
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(states.PAYMENT_ACCOUNT.states)), name="payment_account_state"
            ),
            models.CheckConstraint(
                condition=Q(kind="managed", organisation__isnull=False)
                | Q(kind__in=["own", "card"], organisation=None),
                name="payment_account_managed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved")
                | Q(decided_by__isnull=False) & ~Q(decided_by=models.F("proposed_by")),
                name="payment_account_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(source="") & ~Q(holder=""), name="payment_account_says_whence"
            ),
        ]
        indexes = [models.Index(fields=["account_index"], name="payment_account_by_index")]

    @property
    def first_day(self) -> date:
        """From when on it holds; there always is a day."""
        return cast("date", self.during.lower)

    @property
    def ending(self) -> str:
        """The last four figures: all that most pages show of it."""
        return (self.account_number or "")[-SHOWN_FIGURES:]
