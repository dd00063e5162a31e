"""What narrows the list of invoices."""

from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy

from dpss.web import forms


class InvoiceFilters(forms.FilterForm):
    """Which provider and which lot. The choices are those of the council's own invoices."""

    provider = django_forms.ChoiceField(label=gettext_lazy("Provider"))
    lot = django_forms.ChoiceField(label=gettext_lazy("Lot"))

    def __init__(
        self,
        *args: Any,
        providers: list[tuple[str, str]],
        lots: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("provider", providers), ("lot", lots)):
            field = self.fields[name]
            field.choices = [("", gettext_lazy("All")), *choices]  # type: ignore[attr-defined]
