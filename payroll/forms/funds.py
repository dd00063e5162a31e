"""Who has agreed that money is paid in."""

from django import forms as django_forms

from dpss.web import fields, forms


class DecisionForm(forms.Form):
    """A name, what was agreed, and the shortfall that was shown."""

    submit = "Record it"

    agreed_by = django_forms.CharField(
        label="Who has agreed?",
        help_text="A name, and for whom they speak. For example: Priya Shah, council finance.",
        max_length=150,
        error_messages={"required": "Say who has agreed: a name, and for whom they speak."},
    )
    reason = django_forms.CharField(
        label="What was agreed, and how do you know?",
        help_text="For example: the council pays in £400 by Friday, by phone today.",
        max_length=300,
        error_messages={"required": "Say what was agreed, and how you know."},
    )
    short_by = django_forms.DecimalField(max_digits=12, decimal_places=2, widget=django_forms.HiddenInput)


class FundsFilters(forms.FilterForm):
    """By name."""

    name = fields.SearchField(label="Employer")
