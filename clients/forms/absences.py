"""What is asked when a person is in hospital or away."""

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from clients import absence_rules, models
from dpss.web import fields, forms


class AwayForm(forms.Form):
    """Where, and from when until when."""

    submit = _("Tell the council and payroll")

    kind = django_forms.ChoiceField(
        label=_("Where?"),
        choices=models.AbsenceReason.Kind.choices,
        widget=django_forms.RadioSelect,
        error_messages={"required": _("Choose where they are.")},
    )
    first_day = fields.DateField(label=_("From which day?"))
    expected_back = fields.DateField(
        label=_("When do you expect to be back home?"),
        help_text=_("If nobody knows yet, leave it empty."),
        required=False,
    )
    words = django_forms.CharField(
        label=_("Is there anything else to know?"),
        required=False,
        widget=django_forms.Textarea(attrs={"rows": 3}),
    )


class PayForm(forms.Form):
    """What the PAs are paid meanwhile."""

    submit = _("Decide this")

    pay = django_forms.ChoiceField(
        label=_("What are the PAs paid meanwhile?"),
        choices=list(absence_rules.LABELS.items()),
        widget=django_forms.RadioSelect,
        error_messages={"required": _("Choose what the PAs are paid.")},
    )
    percent = django_forms.IntegerField(
        label=_("For a retainer: which part of the contracted pay?"),
        help_text=_("In percent, from 1 to 99."),
        required=False,
        widget=django_forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    pay_words = django_forms.CharField(
        label=_("What was agreed with the PAs, and when?"),
        help_text=_("A contract cannot be changed by one side alone."),
        widget=django_forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what was agreed with the PAs, and on which day.")},
    )


class BackForm(forms.Form):
    """Since when they are back."""

    submit = _("They are back")

    back_on = fields.DateField(label=_("On which day did they come home?"))


class WeeksForm(forms.Form):
    """For how long PAs are paid, from a day on, with whose decision it is and where it stands."""

    submit = _("Decide this")

    weeks = django_forms.IntegerField(
        label=_("Weeks for which the PAs of somebody who is away are paid"),
        widget=django_forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    owner = django_forms.CharField(label=_("Whose decision is it?"), max_length=150)
    source = django_forms.CharField(
        label=_("Where does it stand?"),
        help_text=_("For example: the direct payments policy of May 2026, page 4."),
        max_length=300,
    )
    first_day = fields.DateField(label=_("From which day?"))
