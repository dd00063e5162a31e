"""What is asked about bank statements: the file, what its columns mean, and what a line is."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms as django_forms

from dpss.kernel import dates
from dpss.web import fields, forms, words
from ledger import queries
from ledger.statements import columns, matching

_WHICH: Final = {
    "day": ("Which column has the day?", True),
    "description": ("Which column has the description?", True),
    "amount": ("Which column has the amount?", False),
    "paid_in": ("Or which column has money paid in?", False),
    "paid_out": ("And which column has money paid out?", False),
    "balance": ("Which column has the balance?", False),
    "reference": ("Which column has the reference?", False),
    "bank_id": ("Which column has the bank's own number of the line?", False),
    "account": ("Which column has the account number?", False),
    "sort_code": ("Which column has the sort code?", False),
}


class StatementFileForm(forms.Form):
    """A bank statement, and what its paper says where the file does not."""

    submit = "Look at it"

    file = django_forms.FileField(
        label="The statement",
        help_text="CSV, OFX, camt.053 or MT940, as the bank's site gives it. At most 5 MB.",
        error_messages={"required": "Choose the file.", "empty": "The file is empty. Choose another one."},
    )
    opening = fields.MoneyField(
        label="Opening balance",
        help_text="Only if the file does not tell it and this is the first statement of the account.",
        required=False,
    )
    closing = fields.MoneyField(
        label="Closing balance", help_text="Only if the file does not tell it.", required=False
    )


class ColumnsForm(forms.Form):
    """What the columns of a CSV mean."""

    submit = "Keep it, and look at the statement"

    order = django_forms.ChoiceField(
        label="How does this bank write days?",
        choices=[
            ("dmy", "Day first: 31/10/2026 or 31 Oct 2026"),
            ("ymd", "Year first: 2026-10-31"),
            ("mdy", "Month first: 10/31/2026"),
        ],
        widget=django_forms.RadioSelect,
    )
    out_is_positive = django_forms.BooleanField(
        label="Money out has no minus in the column with the amount, and money in has one", required=False
    )

    def __init__(self, *args: Any, heads: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "None"), *((head, head) for head in heads if head)]
        for name, (label, required) in _WHICH.items():
            self.fields[name] = django_forms.ChoiceField(
                label=label,
                choices=choices,
                required=required,
                error_messages={"required": "Choose the column."},
            )
        self.order_fields([*_WHICH, "order", "out_is_positive"])

    @property
    def mapping(self) -> columns.ColumnMapping:
        """What was said."""
        return columns.ColumnMapping(**self.cleaned_data)


class MatchForm(forms.ReasonForm):
    """Which movements of the ledger a line is, and why."""

    submit = "Match the line"

    posting = django_forms.TypedMultipleChoiceField(
        label="What is it?",
        help_text="One, or several that together make the sum of the line.",
        coerce=int,
        widget=django_forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose what the line is.",
            "invalid_choice": "One of them is matched already. Choose again.",
        },
    )

    def __init__(self, *args: Any, moved: Sequence[matching.Moved], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["posting"].choices = [(one.key, _said(one)) for one in moved]  # type: ignore[attr-defined]
        self.order_fields(["posting", "reason"])


class NewMoneyForm(forms.ReasonForm):
    """What a line is that only the bank knew of."""

    submit = "Say what it is"

    code = django_forms.ChoiceField(
        label="What is it?",
        choices=list(queries.NEW_MONEY.items()),
        widget=django_forms.RadioSelect,
        error_messages={"required": "Choose what the line is."},
    )

    field_order = ["code", "reason"]


def _said(one: matching.Moved) -> str:
    return f"{dates.in_words(one.day)}: {one.what}, £{words.figures(one.amount)}"
