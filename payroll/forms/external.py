"""A provider's own payroll software: from when, and the results that come in."""

from typing import Any

from django import forms as django_forms

from dpss.kernel import errors
from dpss.web import fields, forms
from payroll.external.rows import Totals

MOST_BYTES = 2_000_000


class BeginForm(forms.Form):
    """Since when, and what it is called."""

    submit = "Record this"

    day = fields.DateField(
        label="First day on which it works pay out", missing="Enter the first day, like 1 12 2026."
    )
    software = django_forms.CharField(
        label="Name of the software",
        max_length=60,
        error_messages={"required": "Enter the name of the software."},
    )


class EndForm(forms.Form):
    """From when the portal works pay out again."""

    submit = "Record this"

    day = fields.DateField(
        label="First day on which pay is worked out here again",
        missing="Enter the first day, like 1 12 2026.",
    )


class ResultsForm(forms.Form):
    """The file, and the control totals that the software prints."""

    submit = "Check the file"

    file = django_forms.FileField(
        label="File of results",
        help_text="CSV, with a row for each payslip.",
        error_messages={"required": "Choose the file.", "empty": "The file is empty. Choose another one."},
    )
    payslips = django_forms.IntegerField(
        label="Number of payslips",
        min_value=1,
        widget=django_forms.TextInput(
            attrs={"inputmode": "numeric", "class": "govuk-input govuk-input--width-5"}
        ),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value"), "Enter the number of payslips, like 24."
        ),
    )
    gross = fields.MoneyField(label="Gross pay", missing="Enter the gross pay of all payslips.")
    net = fields.MoneyField(label="Net pay", missing="Enter the net pay of all payslips.")
    hmrc = fields.MoneyField(
        label="Due to HMRC",
        help_text="Tax, National Insurance of both sides and loans, less Employment Allowance and what is"
        " recovered of family payments, with the compensation.",
        missing="Enter what is due to HMRC.",
        least=None,
    )
    pension = fields.MoneyField(label="Due to pensions", missing="Enter what is due to pensions, or 0.")

    def totals(self) -> Totals:
        """The control totals, once the form is valid."""
        given = self.cleaned_data
        return Totals(**{name: given[name] for name in Totals.__dataclass_fields__})

    def text(self) -> str:
        """The file as text. Raises `Invalid`."""
        content = self.cleaned_data["file"].read()
        if len(content) > MOST_BYTES:
            raise errors.Invalid("The file is too large. Bring in one period at a time.", field="file")
        try:
            found: str = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise errors.Invalid("Save the file as “CSV UTF-8”, and choose it again.", field="file") from None
        return found.replace("\r\n", "\n")


class TakeForm(ResultsForm):
    """The same, to be sent again unseen: the file as the text that it was."""

    file = None  # type: ignore[assignment]
    content = django_forms.CharField(max_length=MOST_BYTES, strip=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget = field.hidden_widget()

    def text(self) -> str:
        """The text that was checked: browsers send the ends of lines in their own way."""
        found: str = self.cleaned_data["content"]
        return found.replace("\r\n", "\n")
