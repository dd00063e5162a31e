"""Where bodies are paid that are nobody's subject: HMRC, and pension schemes paid by transfer."""

from datetime import date
from typing import ClassVar, cast

from django.contrib.postgres import constraints
from django.db import models
from django.db.models.functions import Lower

from dpss.access import sealing
from dpss.access.models import base
from ledger import kinds, states
from ledger.models.bank_accounts import SHOWN_FIGURES


class CreditorAccount(base.Keyed, base.OrganisationRow, base.Dated):
    """The account into which a provider pays a body such as HMRC, from a day on, and whose decision that is.

    `creditor` names the body ("hmrc"), as `kinds.as_creditor` writes it. One person writes it down and
    another approves it; numbers never change, because payments in a bank file name the account that they
    went to. `source` says where the numbers were taken from, `owner` who answers for them.
    """

    machine = states.CREDITOR_ACCOUNT
    HMRC: ClassVar[str] = kinds.HMRC_AS_CREDITOR

    creditor = models.CharField(max_length=80)
    name = models.CharField(max_length=18)
    sort_code = sealing.SealedField()
    account_number = sealing.SealedField()
    account_index = models.CharField(max_length=64)
    source = models.CharField(max_length=300)
    owner = models.CharField(max_length=150)
    check_said = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=machine.choices, default=machine.initial)
    proposed_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "account of a body that is paid"
        constraints = [
            constraints.ExclusionConstraint(
                name="creditor_account_one_at_a_time",
                expressions=[
                    ("council", "="),
                    ("organisation", "="),
                    ("creditor", "="),
                    ("during", "&&"),
                ],
                condition=models.Q(state="approved"),
            ),
            models.UniqueConstraint(
                fields=["council", "organisation", "creditor"],
                condition=models.Q(state="proposed"),
                name="creditor_account_one_proposal_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(states.CREDITOR_ACCOUNT.states)),
                name="creditor_account_state",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="approved")
                | models.Q(decided_by__isnull=False) & ~models.Q(decided_by=models.F("proposed_by")),
                name="creditor_account_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=~models.Q(owner="") & ~models.Q(source="") & ~models.Q(creditor=""),
                name="creditor_account_says_whose_and_whence",
            ),
            models.CheckConstraint(
                condition=models.Q(creditor=Lower("creditor")), name="creditor_account_in_small_letters"
            ),
        ]

    @property
    def first_day(self) -> date:
        """From when on it holds; there always is a day."""
        return cast("date", self.during.lower)

    @property
    def ending(self) -> str:
        """The last four figures."""
        return (self.account_number or "")[-SHOWN_FIGURES:]
