"""With whom shifts are shared, who pays which part, and until when."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms as django_forms

from dpss.web import fields, forms
from payroll import models

_MOST_PARTS: Final = 100


def _parts(label: str, hint: str = "") -> django_forms.IntegerField:
    wrong = "Enter a whole number from 1 to 100."
    return django_forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=1,
        max_value=_MOST_PARTS,
        initial=1,
        widget=django_forms.TextInput(
            attrs={"inputmode": "numeric", "class": "govuk-input govuk-input--width-3"}
        ),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong),
    )


class AgreeForm(forms.Form):
    """Another employer of the same PA, and the split."""

    submit = "Record shared shifts"

    other = django_forms.ChoiceField(
        label="Shared with",
        widget=django_forms.RadioSelect,
        error_messages={"required": "Choose the other employer."},
    )
    parts = _parts(
        "Parts that this employer pays", "1 and 1 is half each; 1 and 2 is one third and two thirds."
    )
    other_parts = _parts("Parts that the other employer pays")
    day = fields.DateField(label="First day", missing="Enter the first day, like 1 12 2026.")

    def __init__(self, data: Any = None, *, others: Sequence[models.Employment]) -> None:
        super().__init__(data)
        self.fields["other"].choices = [(str(post.pk), post.employer.name) for post in others]  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """The last day of an agreement."""

    submit = "End the agreement"

    last_day = fields.DateField(label="Last day", missing="Enter the last day, like 30 11 2026.")
