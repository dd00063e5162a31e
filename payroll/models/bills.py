"""What an employer owes HMRC for a tax month or quarter, and whether it is paid."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from dpss.access import policy
from dpss.access.models import base
from dpss.kernel import money
from payroll import postings, states
from payroll.calc.year_end import references


class HmrcBill(base.Keyed, base.SubjectRow):
    """What one employer has to pay HMRC for the tax months `first_month` to `last_month`, in pounds.

    `owed` is the P32's figure, negative where HMRC owes the employer. `brought` is what the bills before it
    in the tax year did not ask for, under the same PAYE reference: a correction after they were paid, or what
    HMRC still owed. `is_last` says that no later month of the year is of that reference. `amount` is
    the two together, or nothing: it changes while it is due, and never afterwards. `recovered` and
    `late_allowance` are the parts of `owed` that no payrun posted, and `counted` how often they were. A
    `part` above 1 asks for the rest of a tax year whose other bills are paid. `held_because` says
    why the provider has not paid it yet; `short_by` is what the managed account lacks for it, and
    `short_agreed` the shortfall that `agreed_by` answers for. `taken_back` counts how often it was said to
    be paid and was not, `sent_back` how often the bank sent the money back. `in_books` is false until the
    portal's job has followed in the ledger what staff wrote down for the employer.
    """

    sees: ClassVar[str] = policy.MONEY
    machine = states.HMRC_BILL

    class Payer(models.TextChoices):
        EMPLOYER = "employer", "The employer pays"
        PROVIDER = "provider", "The provider pays from the managed account"

    employer = models.ForeignKey("payroll.Employer", on_delete=models.PROTECT, related_name="hmrc_bills")
    tax_year = models.CharField(max_length=7)
    first_month = models.PositiveSmallIntegerField()
    last_month = models.PositiveSmallIntegerField()
    part = models.PositiveSmallIntegerField(default=1)
    period_begins = models.DateField()
    period_ends = models.DateField()
    due_on = models.DateField()
    paye_reference = models.CharField(max_length=14, blank=True)
    is_last = models.BooleanField(default=False)
    accounts_office = models.CharField(max_length=13, blank=True)
    payer = models.CharField(max_length=8, choices=Payer.choices)
    owed = models.DecimalField(max_digits=12, decimal_places=2)
    brought = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    recovered = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    late_allowance = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    counted = models.PositiveIntegerField(default=0)
    held_because = models.CharField(max_length=300, blank=True)
    short_by = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    short_agreed = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    agreed_by = models.CharField(max_length=150, blank=True)
    state = models.CharField(max_length=10, choices=machine.choices, default=machine.initial)
    confirmed_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    paid_on = models.DateField(null=True, blank=True)
    taken_back = models.PositiveSmallIntegerField(default=0)
    sent_back = models.PositiveSmallIntegerField(default=0)
    in_books = models.BooleanField(default=True)
    raised_at = models.DateTimeField()

    class Meta:
        verbose_name = "bill of HMRC"
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "tax_year", "last_month", "part"], name="hmrc_bill_once_for_a_period"
            ),
            models.CheckConstraint(
                condition=Q(first_month__gte=1, last_month__lte=12, last_month__gte=F("first_month"))
                & Q(tax_year__regex=r"^20\d{2}-\d{2}$"),
                name="hmrc_bill_months_of_a_tax_year",
            ),
            models.CheckConstraint(condition=Q(amount__gte=0, part__gte=1), name="hmrc_bill_amount"),
            models.CheckConstraint(condition=Q(part=1) | Q(owed=0), name="hmrc_bill_rest_owes_nothing_new"),
            models.CheckConstraint(condition=Q(payer__in=["employer", "provider"]), name="hmrc_bill_payer"),
            models.CheckConstraint(
                condition=Q(state="due", paid_on=None, confirmed_by=None)
                | Q(state="in_file", paid_on__isnull=False, confirmed_by=None, payer="provider")
                | Q(state="paid", paid_on__isnull=False),
                name="hmrc_bill_state_says_who_paid",
            ),
            models.CheckConstraint(
                condition=Q(short_agreed=0, agreed_by="") | Q(short_agreed__gt=0) & ~Q(agreed_by=""),
                name="hmrc_bill_shortfall_says_whose",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(state="due"), name="hmrc_bill_due"),
            models.Index(fields=["id"], condition=Q(in_books=False), name="hmrc_bill_to_book"),
        ]

    @property
    def payment_key(self) -> str:
        """The source key of the payment that pays it, or of the one in place of the last that came back."""
        key = postings.bill_key(self.pk)
        return f"{key}:again:{self.sent_back}" if self.sent_back else key

    @property
    def hmrc_owes(self) -> Decimal:
        """What HMRC has above what was owed up to this bill, in pounds: it comes off the next, if any."""
        return max(self.amount - self.owed - self.brought, money.ZERO)

    @property
    def reference(self) -> references.HmrcReference | None:
        """What to write on the payment; None while the Accounts Office reference is not known."""
        if not self.accounts_office:
            return None
        return references.hmrc_reference(
            accounts_office=self.accounts_office, tax_year=self.tax_year, month=self.last_month
        )

    def reference_on(self, day: date) -> str:
        """What to write on a payment of that day; nothing while the reference is not known."""
        found = self.reference
        if found is None:
            return ""
        # The rest of a year comes apart from the bill of its last month, and says what it is for.
        return found.with_period if self.part > 1 else found.on(day)
