"""What narrows the payments, and what a manager is asked before a bank file is made."""

from datetime import date
from typing import Any

from django import forms as django_forms

from dpss.kernel import dates, money
from dpss.web import fields, forms, words
from ledger import models
from ledger.queries import DueBy


class PaymentFilters(forms.FilterForm):
    """Which payments: of one payday, or to one person."""

    payday = django_forms.ChoiceField(label="Payday")
    kind = django_forms.ChoiceField(label="For", choices=[("", "All"), *models.Payment.Kind.choices])
    name = fields.SearchField(label="Paid to", said="Paid to “%(words)s”")

    def __init__(self, *args: Any, paydays: list[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(day.isoformat(), dates.in_words(day)) for day in paydays]
        self.fields["payday"].choices = [("", "All"), *choices]  # type: ignore[attr-defined]


class BankFileForm(forms.Form):
    """For which payday, with how many payments and how much are due by then; and which kind of file."""

    submit = "Make the bank file"

    pay_on = django_forms.TypedChoiceField(
        label="Which payday is the file for?",
        help_text="Everything that is due by that day, and is in no file yet, goes into it.",
        widget=django_forms.RadioSelect,
        coerce=date.fromisoformat,
        error_messages={
            "required": "Choose the payday.",
            "invalid_choice": "Nothing is due by that day any more. Choose another day.",
        },
    )
    form = django_forms.ChoiceField(
        label="Which file does your bank take?",
        help_text="Each payment is in one file only, whichever you choose.",
        choices=[
            ("bacs", "Bacs file (Standard 18): arrives on the third working day"),
            ("csv", "Faster Payments CSV: arrives on the day on which you send it"),
        ],
        initial="bacs",
        widget=django_forms.RadioSelect,
        error_messages={"required": "Choose the kind of file."},
    )

    def __init__(self, *args: Any, due: list[DueBy], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pay_on"].choices = [(one.day.isoformat(), _said(one)) for one in due]  # type: ignore[attr-defined]


def _said(due: DueBy) -> str:
    count = words.counted(due.count, "payment", "payments")
    how = "" if due.is_for_bacs else " (too soon for Bacs: Faster Payments only)"
    return f"{dates.with_weekday(due.day)}: {count}, {money.in_words(due.total)}{how}"


class ReturnFilters(forms.FilterForm):
    """By who was to be paid."""

    name = fields.SearchField(label="Paid to", said="Paid to “%(words)s”")


class ReturnForm(forms.Form):
    """Why and when the bank sent a payment back."""

    submit = "Record that it came back"

    code = django_forms.ChoiceField(
        label="What reason does the bank give?",
        choices=models.PaymentReturn.Code.choices,
        widget=django_forms.RadioSelect,
        error_messages={"required": "Choose the bank's reason."},
    )
    came_back_on = fields.DateField(label="When did it come back?", missing="Enter the day it came back.")
    note = django_forms.CharField(
        label="Note (optional)",
        help_text="Without numbers of accounts: it is kept in the history.",
        max_length=300,
        required=False,
    )


class ReturnedListForm(forms.Form):
    """The bank's list of payments that it sent back."""

    submit = "Record these payments as sent back"

    file = django_forms.FileField(
        label="The bank's list, as CSV",
        help_text="The columns are listed above. At most 500 rows.",
        error_messages={"required": "Choose the file.", "empty": "The file is empty. Choose another one."},
    )


class HowForm(forms.ReasonForm):
    """How somebody knows that bank details are right."""

    submit = "Confirm the bank details"

    reason = django_forms.CharField(
        label="Who confirmed them, and how?",
        help_text="For example: the PA read them to me from her card when I rang. Leave the numbers out.",
        max_length=300,
        widget=django_forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say who confirmed the bank details, and how."},
    )


class SettledForm(forms.ReasonForm):
    """How wages that came back were settled in the end."""

    submit = "Record how it was settled"

    settled_with = django_forms.ChoiceField(
        label="Whose money settled it?",
        choices=models.PaymentReturn.Money.choices,
        widget=django_forms.RadioSelect,
        error_messages={"required": "Choose whose money it was."},
    )
    settled_on = fields.DateField(label="On which day?", missing="Enter the day on which it was settled.")
    reason = django_forms.CharField(
        label="Who got the money, and how do you know?",
        help_text="For example: a cheque to the PA’s estate; the solicitor wrote that it came. Leave account"
        " numbers out.",
        max_length=300,
        widget=django_forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say who got the money, and how you know."},
    )


class CreditorForm(forms.Form):
    """The account of a body that is paid: HMRC, a pension scheme, or who sent an order."""

    submit = "Ask for approval"

    creditor = django_forms.CharField(
        label="Who is paid?",
        help_text="Write HMRC for HMRC; for a pension scheme its provider, as its employers have it; for an"
        " order who sent it, as the order has it. Capitals do not matter.",
        max_length=80,
        error_messages={"required": "Say who is paid."},
    )
    name = django_forms.CharField(
        label="Name on the account",
        max_length=40,
        error_messages={"required": "Enter the name on the account."},
    )
    sort_code = django_forms.CharField(
        label="Sort code",
        help_text="6 figures, like 12-34-56.",
        max_length=10,
        error_messages={"required": "Enter the sort code: 6 figures."},
    )
    account_number = django_forms.CharField(
        label="Account number",
        help_text="Usually 8 figures.",
        max_length=12,
        error_messages={"required": "Enter the account number. It usually has 8 figures."},
    )
    starts_on = fields.DateField(label="From which day?", missing="Enter the first day for this account.")
    source = django_forms.CharField(
        label="Where did you read the numbers, and when?",
        help_text="For example: GOV.UK, Pay employers' PAYE, today. Never from a letter or an e-mail.",
        max_length=300,
        error_messages={"required": "Say where you read the numbers, and when."},
    )
    owner = django_forms.CharField(
        label="Who answers for them?",
        help_text="A name or a post, such as the head of payroll.",
        max_length=150,
        error_messages={"required": "Say who answers for them."},
    )
