"""What came of a call about a timesheet."""

from django import forms as django_forms

from dpss.web import fields, forms

_LONGEST = 300


class RungForm(forms.Form):
    """What they said."""

    outcome = django_forms.CharField(
        label="What came of the call?",
        help_text="For example: they send it this afternoon.",
        max_length=_LONGEST,
        error_messages={"required": "Say what came of the call."},
    )
    submit = "I have rung them"


class RingFilters(forms.FilterForm):
    """By name."""

    name = fields.SearchField(label="PA or employer")
