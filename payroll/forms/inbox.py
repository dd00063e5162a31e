"""What is asked when hours come in as a scan: the files, and the day."""

from django import forms as django_forms

from dpss.web import fields, forms
from dpss.web.handed_in import MOST_FILES, FilesField
from payroll.forms import decided


class ScansForm(forms.Form):
    """The files, and when they came in."""

    submit = "Add to the inbox"

    scans = FilesField(
        label="Scans or photos of timesheets",
        help_text=f"PDF, JPEG or PNG, each up to 10 MB, at most {MOST_FILES} at a time.",
    )
    received_on = fields.DateField(label="When did they come in?", missing="Enter the day they came in.")


class DiscardForm(forms.ReasonForm):
    """Why it is not entered."""

    submit = "Discard it"

    reason = django_forms.CharField(
        label="Why is it not entered?",
        help_text="For example: it is an advertisement, or it came twice. It is kept in the history.",
        widget=django_forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it is not entered."},
    )


class WhoseFilters(forms.FilterForm):
    """By name."""

    name = fields.SearchField(label="PA or employer")


class RetentionForm(decided.DecidedForm):
    """For how long, by whose decision, from which day."""

    submit = "Keep papers for this long"
    such_as = "the data protection officer"

    months = decided.number(
        "For how many months?",
        help_text="After an item was entered or discarded. From 1 to 120.",
        missing="Enter the number of months.",
    )
    field_order = ["months", "owner", "first_day"]
