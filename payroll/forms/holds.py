"""Which pay is held, and why."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms as django_forms

from dpss.web import fields, forms


class HoldForm(forms.ReasonForm):
    """One period of those that can still be held, and the reason."""

    period = django_forms.ChoiceField(
        label="Which pay?",
        widget=django_forms.RadioSelect,
        error_messages={"required": "Choose the pay that is held."},
    )
    submit = "Hold this pay"
    field_order = ("period", "reason")

    def __init__(self, data: Any = None, *, periods: Sequence[tuple[uuid.UUID, str]], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["period"].choices = [(str(key), label) for key, label in periods]  # type: ignore[attr-defined]
        self.fields["reason"].label = "Why is it held?"
        self.fields["reason"].help_text = "The PA and the employer read it, and it is kept in the history."


class HeldFilters(forms.FilterForm):
    """By name."""

    name = fields.SearchField(label="PA or employer")
