"""A PIN for approving timesheets by text, and what is answered on the page behind the link."""

from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from dpss.web import forms
from payroll.operations.text_links import PIN_FIGURES


def _pin(label: Any, *, autocomplete: str, missing: Any) -> django_forms.CharField:
    attrs = {"inputmode": "numeric", "autocomplete": autocomplete, "class": "govuk-input--width-5"}
    return django_forms.CharField(
        label=label,
        max_length=PIN_FIGURES,
        widget=django_forms.PasswordInput(attrs=attrs),
        error_messages={"required": missing},
    )


class ChoosePinForm(forms.Form):
    """The PIN, twice."""

    submit = _("Approve by text from now on")

    pin = _pin(_("Choose a PIN of 6 figures"), autocomplete="new-password", missing=_("Choose a PIN."))
    again = _pin(_("The PIN again"), autocomplete="new-password", missing=_("Enter the PIN again."))


class PinForm(forms.Form):
    """The PIN, to open the timesheet."""

    submit = _("Show the timesheet")

    pin = _pin(_("Your PIN of 6 figures"), autocomplete="off", missing=_("Enter your PIN."))


class OpenedForm(forms.Form):
    """What the page carries after a right PIN."""

    submit = _("Approve")

    opened = django_forms.CharField(max_length=500, widget=django_forms.HiddenInput)


class SendBackForm(OpenedForm):
    """The same, with why it is sent back."""

    submit = _("Send back")

    reason = django_forms.CharField(
        label=_("Or send it back: what is wrong?"),
        help_text=_("Your PA sees this and can change the hours."),
        widget=django_forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say what is wrong, so that your PA can change it.")},
    )
