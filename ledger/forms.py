"""What narrows the payments, and what a manager is asked before a bank file is made."""

from datetime import date
from typing import Any

from django import forms as django_forms

from dpss.kernel import dates, money
from dpss.web import fields, forms, words
from ledger.queries import DueBy


class PaymentFilters(forms.FilterForm):
    """Which payments: of one payday, or to one person."""

    payday = django_forms.ChoiceField(label="Payday")
    name = fields.SearchField(label="Paid to", said="Paid to “%(words)s”")

    def __init__(self, *args: Any, paydays: list[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(day.isoformat(), dates.in_words(day)) for day in paydays]
        self.fields["payday"].choices = [("", "All"), *choices]  # type: ignore[attr-defined]


class BankFileForm(forms.Form):
    """For which payday: each with how many payments, and how much, are due by then."""

    submit = "Make the bank file"

    pay_on = django_forms.TypedChoiceField(
        label="Which payday is the file for?",
        help_text="Everything that is due by that day, and is in no file yet, goes into it.",
        widget=django_forms.RadioSelect,
        coerce=date.fromisoformat,
        error_messages={
            "required": "Choose the payday.",
            "invalid_choice": "Bacs cannot pay on that day, or nothing is due by it. Choose another.",
        },
    )

    def __init__(self, *args: Any, due: list[DueBy], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pay_on"].choices = [(one.day.isoformat(), _said(one)) for one in due]  # type: ignore[attr-defined]


def _said(due: DueBy) -> str:
    count = words.counted(due.count, "payment", "payments")
    return f"{dates.with_weekday(due.day)}: {count}, {money.in_words(due.total)}"
