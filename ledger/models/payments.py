"""The payments that move money, the files that carry them, and what the bank sends back."""

from typing import ClassVar

from django.db import models

from dpss.access import policy, sealing
from dpss.access.models import base
from dpss.kernel import errors
from ledger import kinds, states
from ledger.models.bank_accounts import BankAccount
from ledger.models.books import Account
from ledger.models.creditors import CreditorAccount


class PaymentBatch(base.Keyed, base.OrganisationRow):
    """A file for the bank: asked for by a person, made once by the payments job from what was due.

    `count` and `total` (pounds) are its control totals; `content` is the file itself, sealed, in the `form`
    that was chosen when it was asked for.
    """

    machine = states.PAYMENT_BATCH

    class Form(models.TextChoices):
        BACS = "bacs", "Bacs Standard 18"
        CSV = "csv", "Faster Payments CSV"

    form = models.CharField(max_length=4, choices=Form.choices, default=Form.BACS)
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
            models.CheckConstraint(condition=models.Q(form__in=["bacs", "csv"]), name="payment_batch_form"),
        ]


class Payment(base.Keyed, base.SubjectRow):
    """Money that must reach someone once, by a day. `source_key` makes it once.

    The payee is a person's bank account, or the account of a body that is nobody's subject, such as HMRC.
    """

    sees: ClassVar[str] = policy.PAYMENTS
    machine = states.PAYMENT

    class Kind(models.TextChoices):
        WAGES = kinds.WAGES, "Wages"
        HMRC = kinds.HMRC, "HMRC"
        PENSION = kinds.PENSION, "Pension"
        ORDERS = kinds.ORDERS, "Orders and agreed deductions"
        DIRECT_PAYMENT = kinds.DIRECT_PAYMENT, "Direct payments"

    kind = models.CharField(max_length=14, choices=Kind.choices, default=Kind.WAGES)
    organisation = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="+")
    source_key = models.CharField(max_length=100, unique=True)
    payee = models.ForeignKey(
        BankAccount, null=True, blank=True, on_delete=models.PROTECT, related_name="payments"
    )
    creditor = models.ForeignKey(
        CreditorAccount, null=True, blank=True, on_delete=models.PROTECT, related_name="payments"
    )
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
                condition=models.Q(state="due", batch=None)
                | models.Q(state__in=["in_file", "returned"], batch__isnull=False),
                name="payment_in_file_has_one",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=list(kinds.TO_PEOPLE), payee__isnull=False, creditor=None)
                | models.Q(kind__in=["hmrc", "pension", "orders"], payee=None, creditor__isnull=False),
                name="payment_to_a_person_or_a_body",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "due_on"], condition=models.Q(state="due"), name="payment_due"
            )
        ]

    @property
    def account(self) -> BankAccount | CreditorAccount:
        """Where the money goes: a person's account, or a body's."""
        found = self.payee or self.creditor
        if found is None:
            raise errors.NotAllowed("You do not reach the account that this payment goes to.")
        return found

    @property
    def paid_to(self) -> str:
        """The name on that account; of a body that the reader does not reach, what the payment is for."""
        found: BankAccount | CreditorAccount | None = self.payee or self.creditor
        if isinstance(found, BankAccount):
            return found.holder
        return self.get_kind_display() if found is None else found.name


class PaymentReturn(base.Keyed, base.SubjectRow):
    """A payment that the bank sent back, why, and what was done about it. Each payment comes back once.

    `code` is the bank's reason (Bacs ARUCS advice); `again` is the one payment that was made in its place,
    and `owed` what that has to pay, in pounds: a correction may have changed it since. `organisation` is the
    provider that answers and pays again: the one that paid, or the one that has taken the employer over.
    `in_books` is false until the payments job has put the money back on the payer's account, which whoever
    records it need not reach. Of what was closed, `settled_with` says whose money settled it in the end, on
    which day; `settled_in_books` is false until that job has posted it.
    """

    sees: ClassVar[str] = policy.PAYMENTS
    machine = states.PAYMENT_RETURN

    class Code(models.TextChoices):
        INVALID = "0", "Account details not recognised"
        DECEASED = "2", "The payee has died"
        TRANSFERRED = "3", "The account has moved to another bank"
        NO_ACCOUNT = "5", "There is no such account"
        CLOSED = "B", "The account is closed"
        STOPPED = "C", "The payment was stopped by whoever sent it"
        OTHER = "X", "Another reason"

    class Money(models.TextChoices):
        ACCOUNT = "account", "The client’s direct payment account, by cheque or another transfer"
        OTHERS = "others", "Somebody else’s own money, such as the client’s savings, the council’s or ours"

    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, related_name="sent_back")
    organisation = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=1, choices=Code.choices)
    came_back_on = models.DateField()
    owed = models.DecimalField(max_digits=12, decimal_places=2)
    note = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    in_books = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=machine.choices, default=machine.initial)
    answered_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=300, blank=True)
    again = models.OneToOneField(
        Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="in_place_of"
    )
    settled_with = models.CharField(max_length=10, choices=Money.choices, blank=True)
    settled_on = models.DateField(null=True, blank=True)
    settled_how = models.CharField(max_length=300, blank=True)
    settled_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_in_books = models.BooleanField(default=False)

    class Meta:
        verbose_name = "payment sent back"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__in=["0", "2", "3", "5", "B", "C", "X"]), name="payment_return_code"
            ),
            models.CheckConstraint(condition=models.Q(owed__gte=0), name="payment_return_owed"),
            models.CheckConstraint(
                condition=models.Q(state="open", answered_by=None, again=None)
                | models.Q(state__in=["checked", "closed", "settled"], answered_by__isnull=False, again=None)
                | models.Q(state="paid_again", answered_by__isnull=False, again__isnull=False),
                name="payment_return_answered_as_it_says",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state="settled",
                    settled_with__in=["account", "others"],
                    settled_on__isnull=False,
                    settled_by__isnull=False,
                )
                | models.Q(settled_with="", settled_on=None, settled_by=None, settled_in_books=False)
                & ~models.Q(state="settled"),
                name="payment_return_settled_as_it_says",
            ),
        ]
        indexes = [
            models.Index(
                fields=["came_back_on"],
                condition=models.Q(state__in=["open", "checked"]),
                name="payment_return_unanswered",
            ),
            models.Index(fields=["id"], condition=models.Q(in_books=False), name="payment_return_to_book"),
            models.Index(
                fields=["id"],
                condition=models.Q(state="settled", settled_in_books=False),
                name="payment_return_to_settle",
            ),
        ]
