"""A closing balance that two people signed, because bank, ledger and payroll agree on it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from dpss.access import policy
from dpss.access.models import base
from ledger import states
from ledger.models.statements import BankStatement


class Reconciliation(base.Keyed, base.SubjectRow):
    """A managed account on the last day of a statement, as one person put it forward and another signed it.

    The figures are those of the day on which it was put forward; whoever signs is shown them again, and it is
    signed only while they are still so.
    """

    sees: ClassVar[str] = policy.MONEY
    machine = states.RECONCILIATION

    statement = models.ForeignKey(BankStatement, on_delete=models.PROTECT, related_name="reconciliations")
    day = models.DateField()
    bank = models.DecimalField(max_digits=12, decimal_places=2)
    ledger = models.DecimalField(max_digits=12, decimal_places=2)
    on_its_way = models.DecimalField(max_digits=12, decimal_places=2)
    ahead = models.DecimalField(max_digits=12, decimal_places=2)
    sent = models.DecimalField(max_digits=12, decimal_places=2)
    state = models.CharField(max_length=11, choices=machine.choices, default=machine.initial)
    put_forward_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    put_forward_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=list(states.RECONCILIATION.states)), name="reconciliation_state"
            ),
            models.UniqueConstraint(
                fields=["statement"], condition=~Q(state="withdrawn"), name="reconciliation_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="signed")
                | Q(decided_by__isnull=False) & ~Q(decided_by=F("put_forward_by")),
                name="reconciliation_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(bank=F("ledger") - F("on_its_way") + F("ahead")), name="reconciliation_agrees"
            ),
        ]
