"""What is asked when a review was done."""

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from dpss.web import fields, forms


class DoneForm(forms.Form):
    """When, and what was agreed."""

    submit = _("Record the review")

    done_on = fields.DateField(label=_("When was the review?"), help_text=_("For example, 18 11 2026"))
    note = django_forms.CharField(
        label=_("What was agreed?"),
        help_text=_("In a sentence or two. It is kept in the client’s history."),
        widget=django_forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write a sentence on what was agreed.")},
    )
