"""What narrows the list of payslips."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dpss.web import fields, forms


class PostFilter(forms.FilterForm):
    """One job of several."""

    def __init__(self, data: Any = None, *, posts: Sequence[tuple[uuid.UUID, str]]) -> None:
        super().__init__(data)
        choices = [("", _("All jobs")), *((str(key), label) for key, label in posts)]
        self.fields["post"] = django_forms.ChoiceField(label=_("Job"), choices=choices, required=False)


class NameFilter(forms.FilterForm):
    """Part of a name, for those who look after many."""

    name = fields.SearchField(label=gettext_lazy("Name of the PA or the employer"))
