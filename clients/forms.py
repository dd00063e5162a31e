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
