"""Settings that somebody decides from a day on: a number, whose decision it is, and the day."""

from typing import Any, ClassVar

from django import forms as django_forms

from dpss.web import fields, forms


def number(label: str, *, help_text: str, missing: str) -> django_forms.IntegerField:
    """The number that is decided."""
    return django_forms.IntegerField(
        label=label,
        help_text=help_text,
        widget=django_forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": missing, "invalid": "Enter a whole number."},
    )


class DecidedForm(forms.Form):
    """By whose decision, such as `such_as`, and from which day."""

    such_as: ClassVar[str]

    owner = django_forms.CharField(
        label="Whose decision is it?",
        max_length=150,
        error_messages={"required": "Say whose decision it is."},
    )
    first_day = fields.DateField(label="From which day?", missing="Enter the first day.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].help_text = f"A name or a post, such as {self.such_as}."
