"""Which deadlines somebody wants to see."""

from collections.abc import Sequence
from typing import Any

from django import forms as django_forms

from dpss.web import fields, forms
from payroll import deadline_kinds


class DeadlineFilters(forms.FilterForm):
    """By the employer's name, by kind, and of one employer whose page led here."""

    name = fields.SearchField(label="Employer")
    kind = django_forms.ChoiceField(label="Kind", choices=(("", "All"), *deadline_kinds.CHOICES))
    employer = django_forms.ChoiceField(widget=django_forms.HiddenInput)

    def __init__(self, *args: Any, employers: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["employer"].choices = [("", "All"), *employers]  # type: ignore[attr-defined]
