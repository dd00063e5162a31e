"""What is asked when a check was seen."""

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from dpss.web import fields, forms
from recruitment import models


class CheckForm(forms.Form):
    """Which PA, which check, when it was seen and when it runs out."""

    submit = _("Record the check")

    assistant = django_forms.ChoiceField(label=_("Which PA?"), error_messages={"required": _("Choose a PA.")})
    kind = django_forms.ChoiceField(
        label=_("Which check?"),
        choices=models.Check.Kind.choices,
        widget=django_forms.RadioSelect,
        error_messages={"required": _("Choose a check.")},
    )
    seen_on = fields.DateField(label=_("When did you see it?"), help_text=_("For example, 18 11 2026"))
    expires_on = fields.DateField(
        label=_("When does it run out?"), help_text=_("Leave it empty if it does not."), required=False
    )
