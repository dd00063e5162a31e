"""How a PA's hours came in, and whose word it is that a sheet is right."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms as django_forms

from dpss.web import fields, forms
from payroll import models
from payroll.operations.sheets_on_behalf import SOURCES

_LONGEST_NOTE = 300


class EnterForm(forms.Form):
    """Which dates, how the hours came in, and when."""

    period = django_forms.ChoiceField(
        label="Which dates are the hours of?",
        widget=django_forms.RadioSelect,
        error_messages={"required": "Choose the dates."},
    )
    source = django_forms.ChoiceField(
        label="How do you have the hours?",
        choices=[(value, models.Timesheet.Source(value).label) for value in SOURCES],
        widget=django_forms.RadioSelect,
        error_messages={"required": "Choose how you have the hours."},
    )
    received_on = fields.DateField(
        label="When did they come in?", missing="Enter the day on which the hours came in."
    )
    note = django_forms.CharField(
        label="Note (you can leave this empty)",
        help_text="For example, who rang, or where the paper is kept. The PA and the employer see it.",
        max_length=_LONGEST_NOTE,
        required=False,
    )
    submit = "Go on to the hours"

    def __init__(self, data: Any = None, *, periods: Sequence[tuple[uuid.UUID, str]], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["period"].choices = [(str(key), label) for key, label in periods]  # type: ignore[attr-defined]


class WordForm(forms.Form):
    """Who said it, and when; the digest is of what was read out."""

    said_by = django_forms.ChoiceField(
        label="Who said that it is right?",
        widget=django_forms.RadioSelect,
        error_messages={"required": "Choose who said it."},
    )
    said_on = fields.DateField(label="On which day?", missing="Enter the day on which they said it.")
    said_at = fields.TimeField(
        label="At what time?", help_text="For example, 10:30", missing="Enter the time at which they said it."
    )
    note = django_forms.CharField(
        label="Note (you can leave this empty)",
        help_text="For example, how you knew who it was.",
        max_length=_LONGEST_NOTE,
        required=False,
    )
    digest = django_forms.CharField(max_length=64, widget=django_forms.HiddenInput)
    submit = "Record that they approve"

    def __init__(self, data: Any = None, *, names: Sequence[str], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["said_by"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]
