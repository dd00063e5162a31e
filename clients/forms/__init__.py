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


class CodeForm(forms.Form):
    """A code that was texted."""

    submit = _("Prove my number")

    code = django_forms.CharField(
        label=_("The 6 figures in the text"),
        max_length=12,
        widget=django_forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": _("Enter the code from the text.")},
    )


class ContactForForm(forms.Form):
    """How to contact somebody without a sign-in, and how we know."""

    submit = _("Keep this")

    route = django_forms.ChoiceField(
        label=_("How do they want to be contacted?"),
        choices=[
            ("phone", _("By phone")),
            ("post", _("By post")),
            ("large_print", _("By post in large print")),
        ],
        widget=django_forms.RadioSelect,
        error_messages={"required": _("Choose how they want to be contacted.")},
    )
    phone = django_forms.CharField(label=_("Phone number"), max_length=20, required=False)
    said = django_forms.CharField(
        label=_("How do you know?"),
        help_text=_("For example: she told me on the phone today. It is kept in the history."),
        max_length=300,
        error_messages={"required": _("Say how you know.")},
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
