"""What is asked when pay goes up for many posts."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms as django_forms

from dpss.web import fields, forms
from payroll import rises


class RiseForm(forms.Form):
    """From which day, by which rule, and by how much."""

    submit = "See whose pay goes up"

    day = fields.DateField(label="From which day?", help_text="The minimum wage changes on 1 April.")
    rule = django_forms.ChoiceField(
        label="How does pay go up?", widget=django_forms.RadioSelect, choices=tuple(rises.RULES.items())
    )
    by = django_forms.DecimalField(
        label="By how much?",
        help_text="Pounds an hour, like 0.50, or per cent, like 3.5. Leave it empty for the minimum wage.",
        required=False,
        min_value=Decimal("0.01"),
        max_value=Decimal(100),
        decimal_places=2,
        widget=django_forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={
            "invalid": "Enter a number, like 0.50 or 3.5.",
            "min_value": "Enter 0.01 or more.",
            "max_value": "Enter 100 or less.",
            "max_decimal_places": "Enter a number with at most 2 figures after the point.",
        },
    )

    def clean(self) -> dict[str, Any]:
        """The minimum wage says by how much itself; the others are told."""
        given = super().clean() or {}
        if self.errors:
            return given
        is_minimum = given["rule"] == rises.MINIMUM
        if is_minimum and given["by"]:
            self.add_error("by", "The minimum wage says how much itself. Leave this empty.")
        if not is_minimum and not given["by"]:
            self.add_error("by", "Enter by how much, like 0.50 or 3.5.")
        return given

    def rise(self) -> rises.Rise:
        """What is asked, once the form is valid."""
        given = self.cleaned_data
        return rises.Rise(given["day"], given["rule"], given["by"] or Decimal(0))


class ChosenPostsForm(forms.Form):
    """The posts whose pay goes up: all of them, until one is taken out."""

    submit = "Raise their pay"

    posts = django_forms.MultipleChoiceField(
        label="Whose pay goes up?",
        help_text="Take the tick away where pay stays as it is.",
        widget=django_forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Nobody is ticked. Tick the posts whose pay goes up.",
            "invalid_choice": "Their pay changed meanwhile, so nothing was done. This is how it stands now.",
        },
    )

    def __init__(self, data: Any = None, *, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__(data, initial={"posts": [key for key, _ in choices]})
        self.fields["posts"].choices = choices  # type: ignore[attr-defined]
