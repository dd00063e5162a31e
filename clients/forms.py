"""What is asked when something is done with a client's work."""

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from dpss.web import forms


class DoneForm(forms.ReasonForm):
    """What was done about it."""

    reason = django_forms.CharField(
        label=_("What did you do?"),
        help_text=_("In a sentence or two. It is kept in the client’s history."),
        widget=django_forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say what you did, so that the next person knows.")},
    )


class ContactForm(forms.Form):
    """How to be contacted, and the number for text messages."""

    submit = _("Keep this")

    way = django_forms.ChoiceField(
        label=_("How should we contact you?"),
        help_text=_("When a timesheet is missing, waits for you, or a payslip is ready."),
        choices=[
            ("email", _("By e-mail")),
            ("text", _("By text message")),
            ("call", _("Ring me")),
        ],
        widget=django_forms.RadioSelect,
        error_messages={"required": _("Choose how we should contact you.")},
    )
    mobile = django_forms.CharField(
        label=_("Mobile number for text messages"),
        help_text=_("For example, 07700 900123. You can leave this empty if you want no texts."),
        max_length=20,
        required=False,
        widget=django_forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
