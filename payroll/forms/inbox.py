"""What is asked when hours come in as a scan: the files, and the day."""

from typing import Any

from django import forms as django_forms

from dpss.web import fields, forms
from payroll.forms import decided

MOST_FILES = 20


class _Files(django_forms.ClearableFileInput):
    """Several files in one field."""

    allow_multiple_selected = True


class FilesField(django_forms.FileField):
    """One file or more, as a list. What they contain is looked at by the operation."""

    widget = _Files

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Every file that was chosen; an empty one too, which is named with the others."""
        chosen = [file for file in (data if isinstance(data, list | tuple) else [data]) if file is not None]
        if not chosen:
            raise django_forms.ValidationError("Choose the files to add.")
        if len(chosen) > MOST_FILES:
            raise django_forms.ValidationError(f"Add at most {MOST_FILES} files at a time.")
        return chosen


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
