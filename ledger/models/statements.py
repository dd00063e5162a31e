"""Statements of the accounts of direct payments, their lines, and what each line was matched to."""

from typing import ClassVar

from django.contrib.postgres import constraints
from django.db import models
from django.db.models import F, Func, Q

from dpss.access import policy
from dpss.access.models import base
from ledger import states
from ledger.models.books import Posting
from ledger.models.payment_accounts import PaymentAccount
from ledger.statements import shapes


class CsvColumns(base.Keyed, base.OrganisationRow):
    """What the columns of a bank's CSV mean, said once by an organisation; known again by its heads."""

    heads = models.JSONField()
    heads_index = models.CharField(max_length=64)
    columns = models.JSONField()
    said_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        verbose_name = "columns of a bank’s CSV"
        constraints = [
            models.UniqueConstraint(
                fields=["council", "organisation", "heads_index"], name="csv_columns_once_for_heads"
            )
        ]


class BankStatement(base.Keyed, base.SubjectRow):
    """A statement that somebody handed in: looked at first, then taken in with its lines, or dropped.

    The file is kept sealed under its own key. `told_opening` and `told_closing` are what a person read from
    the paper, for a file that does not tell them. Days and balances are there once it is taken in.
    """

    sees: ClassVar[str] = policy.MONEY
    machine = states.BANK_STATEMENT

    account = models.ForeignKey(PaymentAccount, on_delete=models.PROTECT, related_name="statements")
    name = models.CharField(max_length=120)
    format = models.CharField(max_length=7, choices=list(shapes.FORMATS.items()))
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    scanned = models.BooleanField()
    columns = models.JSONField(null=True, blank=True)
    told_opening = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    told_closing = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    opening = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    closing = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    state = models.CharField(max_length=10, choices=machine.choices, default=machine.initial)
    read_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "bank statement"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=list(states.BANK_STATEMENT.states)), name="bank_statement_state"
            ),
            models.CheckConstraint(
                condition=Q(format__in=list(shapes.FORMATS)), name="bank_statement_format"
            ),
            models.UniqueConstraint(
                fields=["account", "sha256"],
                condition=Q(state__in=["read", "taken_in"]),
                name="bank_statement_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="taken_in")
                | Q(
                    first_day__isnull=False,
                    last_day__gte=F("first_day"),
                    opening__isnull=False,
                    closing__isnull=False,
                ),
                name="bank_statement_has_days_and_balances",
            ),
            # Two may meet on one day, on which the one ends and the other begins.
            constraints.ExclusionConstraint(
                name="bank_statement_days_once",
                expressions=[
                    ("account", "="),
                    (Func("first_day", "last_day", function="daterange"), "&&"),
                ],
                condition=Q(state="taken_in"),
            ),
        ]
        indexes = [models.Index(fields=["account", "-first_day"], name="bank_statement_of_account")]


class BankLine(base.Keyed, base.SubjectRow):
    """One line of a statement, as the bank wrote it: money in is positive, money out negative."""

    sees: ClassVar[str] = policy.MONEY

    statement = models.ForeignKey(BankStatement, on_delete=models.PROTECT, related_name="lines")
    place = models.PositiveIntegerField()
    day = models.DateField()
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    description = models.CharField(max_length=shapes.LONGEST)
    reference = models.CharField(max_length=shapes.LONGEST)
    balance = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    bank_id = models.CharField(max_length=shapes.LONGEST)

    class Meta:
        verbose_name = "line of a bank statement"
        constraints = [
            models.UniqueConstraint(fields=["statement", "place"], name="bank_line_once"),
            models.CheckConstraint(condition=~Q(amount=0), name="bank_line_moves_money"),
        ]


class LineMatch(base.Keyed, base.SubjectRow):
    """A line of a statement is a movement of the ledger: found by a rule or said by a person, and why.

    A posting is matched once. What was undone stays, with who undid it.
    """

    sees: ClassVar[str] = policy.MONEY

    line = models.ForeignKey(BankLine, on_delete=models.PROTECT, related_name="matches")
    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    matched_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    matched_at = models.DateTimeField()
    undone_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "match of a bank line"
        constraints = [
            models.UniqueConstraint(
                fields=["posting"], condition=Q(undone_at=None), name="line_match_posting_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="line_match_has_a_reason"),
        ]
        indexes = [
            models.Index(fields=["line"], condition=Q(undone_at=None), name="line_match_of_line"),
        ]
